//! Who one is, and the own password.

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::session::SessionInfo;

use super::{SettingsHead, Tab};
use crate::i18n::{presentation, t};
use crate::pages::{CopyButton, FormError, loaded};
use crate::routes::accounts as routes;
use crate::rpc::session::load_session;
use crate::ui::feedback::Banner;
use crate::ui::form::{Answered, TextField};
use crate::ui::status::Tone;
use crate::ui::text;

#[component]
pub fn ProfilePage() -> AnyView {
    let session = Resource::new_blocking(|| (), |()| load_session());
    view! {
        <Title text=t!("settings-title")/>
        {loaded(text(t!("settings-title")), session, |info| view! { <Page info/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Page(info: Option<SessionInfo>) -> AnyView {
    let Some(info) = info else { return ().into_any() };
    let manages_self = info.can.manage_self;
    view! {
        <SettingsHead current=Tab::Profile/>
        <div class="cols">
            <div class="stack">
                {if manages_self {
                    view! { <PasswordCard user=info.user.name.clone()/> }.into_any()
                } else {
                    view! { <Banner tone=Tone::Info>{t!("settings-elsewhere")}</Banner> }.into_any()
                }}
            </div>
            <aside class="stack" aria-label=t!("settings-about")><WhoCard info/></aside>
        </div>
    }
    .into_any()
}

#[component]
fn PasswordCard(user: String) -> AnyView {
    let form = Answered::of("password");
    let other = form.other_problem(&["current", "password", "repeat"]);
    view! {
        <section class="card" aria-labelledby="h-password">
            <div class="card__head"><h2 id="h-password">{t!("password-title")}</h2></div>
            <form method="post" action=routes::settings()>
                <div class="card__body stack">
                    {other.map(|problem| view! { <FormError problem/> })}
                    <p class="small muted">{t!("password-effect")}</p>
                    // Tells password managers whose password it is.
                    <input type="text" name="username" value=user autocomplete="username" hidden/>
                    <TextField form=form.clone() id="current" name="current" kind="password" autocomplete="current-password"
                        label=text(t!("password-current")) is_required=true/>
                    <TextField form=form.clone() id="password" name="password" kind="password" autocomplete="new-password"
                        label=text(t!("password-new")) help=Signal::derive(t!("password-rule")) is_required=true/>
                    <TextField form id="repeat" name="repeat" kind="password" autocomplete="new-password"
                        label=text(t!("password-repeat")) is_required=true/>
                </div>
                <div class="card__foot"><button type="submit" class="btn btn--primary">{t!("password-submit")}</button></div>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn WhoCard(info: SessionInfo) -> AnyView {
    let presentation = presentation();
    let SessionInfo { user, project, roles, .. } = info;
    let roles = move || roles.join(&presentation.separator());
    view! {
        <section class="card" aria-labelledby="h-who">
            <div class="card__head"><h2 id="h-who">{t!("settings-about")}</h2></div>
            <dl class="dl dl--flush">
                <div><dt>{t!("login-user")}</dt><dd>{user.name}</dd></div>
                <div>
                    <dt>{t!("fact-user-id")}</dt>
                    <dd><span class="copyable"><span class="mono trunc">{user.id.clone()}</span><CopyButton value=user.id label=text(t!("copy-user-id"))/></span></dd>
                </div>
                <div><dt>{t!("fact-project")}</dt><dd>{project.name}</dd></div>
                <div><dt>{t!("fact-roles")}</dt><dd>{roles}</dd></div>
            </dl>
            <div class="card__body"><p class="small muted">{t!("settings-preferences")}</p></div>
        </section>
    }
    .into_any()
}
