//! The sign-in page. A plain form: the answer is a page, with or without script.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::session::LoginFailure;

use crate::i18n::{dynamic, t};
use crate::layout::LanguageLink;
use crate::routes;
use crate::ui::icon::{Drawing, Icon};

/// What went wrong at the attempt that this page answers; the browser half reads it from the page.
fn failure() -> Option<LoginFailure> {
    let shared = SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        return use_context::<Option<LoginFailure>>().flatten();
        #[cfg(not(feature = "ssr"))]
        None
    });
    shared.into_inner()
}

#[component]
pub fn LoginPage() -> AnyView {
    let failure = failure();
    let (user, domain) = failure.clone().map(|failure| (failure.user, failure.domain)).unwrap_or_default();
    let domain = if domain.is_empty() { "Default".to_owned() } else { domain };
    let query = use_query_map();
    let next = move || query.read().get("next").unwrap_or_default();
    view! {
        <Title text=t!("login-title")/>
        <div class="signin">
            <main id="main">
                <form method="post" action=routes::login(None) aria-labelledby="login-heading">
                    <Drawing name="logo" class="signin__logo"/>
                    <div><h1 id="login-heading">{t!("login-heading")}</h1><p class="muted small">{t!("login-sub")}</p></div>
                    {failure.map(|failure| view! { <Refusal failure/> })}
                    <div class="field">
                        <label class="field__label" for="u">{t!("login-user")}</label>
                        <input class="input" id="u" name="user" autocomplete="username" value=user required/>
                    </div>
                    <div class="field">
                        <label class="field__label" for="p">{t!("login-password")}</label>
                        <PasswordInput/>
                    </div>
                    <details>
                        <summary class="small disclose"><Icon name="chevron-right" class="icon--sm"/>{t!("login-scope")}</summary>
                        <div class="form-grid mt">
                            <div class="field">
                                <label class="field__label" for="dm">{t!("login-domain")}</label>
                                <input class="input" id="dm" name="domain" value=domain/>
                            </div>
                            <div class="field">
                                <label class="field__label" for="pr">{t!("login-project")}</label>
                                <input class="input" id="pr" name="project" placeholder=t!("login-project-default")/>
                            </div>
                        </div>
                    </details>
                    <input type="hidden" name="next" value=next/>
                    <button type="submit" class="btn btn--primary btn--block btn--lg">{t!("login-submit")}</button>
                </form>
            </main>
            <aside class="signin__art" aria-label=t!("login-about")><Art/><p>{t!("login-motto")}</p></aside>
            <header class="signin__top"><LanguageLink/></header>
        </div>
    }.into_any()
}

#[component]
fn Refusal(failure: LoginFailure) -> AnyView {
    view! {
        <div class="banner" data-s="bad" role="alert" tabindex="-1" autofocus>
            <Icon name="error"/><p>{dynamic(failure.code, failure.args.into_iter().collect())}</p>
        </div>
    }
    .into_any()
}

/// A password, to be looked at on demand.
#[component]
fn PasswordInput() -> AnyView {
    let is_shown = RwSignal::new(false);
    let kind = move || if is_shown.get() { "text" } else { "password" };
    view! {
        <span class="affix">
            <input class="input" id="p" name="password" type=kind autocomplete="current-password" required/>
            <button
                type="button"
                class="affix__unit"
                aria-label=t!("login-show-password")
                aria-pressed=move || is_shown.get().to_string()
                on:click=move |_| is_shown.update(|shown| *shown = !*shown)
            >
                <Icon name="eye"/>
            </button>
        </span>
    }
    .into_any()
}

/// The glass case of the design.
#[component]
fn Art() -> AnyView {
    view! {
        <svg viewBox="0 0 400 340" fill="none" stroke="currentColor" stroke-width="1.25" stroke-linejoin="round" aria-hidden="true">
            <path d="M200 50v130M60 250l140-70 140 70" stroke-dasharray="3 5" opacity=".4"></path>
            <path d="M100 246l100-50 100 50-100 50z" fill="currentColor" fill-opacity=".05" stroke-opacity=".35"></path>
            <Slab at=226 lid="0.06"/>
            <Slab at=192 lid="0.12"/>
            <Slab at=158 lid="0.22"/>
            <path d="M60 120 200 50l140 70v130l-140 70-140-70z" fill="currentColor" fill-opacity=".035"></path>
            <path d="M200 190l140-70v130l-140 70z" fill="currentColor" fill-opacity=".05" stroke="none"></path>
            <path d="M60 120l140 70 140-70" opacity=".8"></path>
            <path d="M200 190v130" opacity=".45"></path>
            <path d="M78 150v62M90 162v26" stroke-width="2.5" stroke-linecap="round" opacity=".5"></path>
        </svg>
    }.into_any()
}

/// One of the disks in it.
#[component]
fn Slab(at: u32, lid: &'static str) -> AnyView {
    let (light, dot) = (at + 14, at + 26);
    view! {
        <path class="solid" d=format!("M130 {at}l70-35 70 35v16l-70 35-70-35z")></path>
        <path d=format!("M130 {at}l70-35 70 35-70 35z") fill="currentColor" fill-opacity=lid></path>
        <path d=format!("M130 {at}v16l70 35v-16z") fill="currentColor" fill-opacity=".05"></path>
        <path d=format!("M270 {at}v16l-70 35v-16z") fill="currentColor" fill-opacity=".13"></path>
        <path d=format!("M142 {light}l14 7M142 {light}") stroke-width="2.5" stroke-linecap="round"></path>
        <circle cx="166" cy=dot r="1.6" fill="currentColor" stroke="none"></circle>
    }
    .into_any()
}
