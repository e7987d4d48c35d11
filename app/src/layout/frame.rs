//! The frame of every page behind the login.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use vitrine_wire::session::{Entrance, SessionInfo};

use super::account::{ProjectSwitcher, UserMenu};
use super::navigation::Navigation;
use super::preferences::{LanguageMenu, ThemeMenu};
use super::session_watch::SessionWatch;
use super::toasts::ToastRegion;
use super::transfers::TransferDrawer;
use crate::browser;
use crate::i18n::t;
use crate::routes;
use crate::rpc::session::load_session;
use crate::ui::form::FormOutcome;
use crate::ui::icon::{Drawing, Icon};
use crate::ui::{Text, text};

/// Top bar, navigation, and the page between them.
#[component]
pub fn Frame() -> AnyView {
    let session = Resource::new_blocking(|| (), |()| load_session());
    follow_navigation();
    view! {
        <div class="app">
            <a class="skip" href="#main" rel="external">{t!("frame-skip")}</a>
            <TopBar session/>
            <Navigation session/>
            <main class="main" id="main" tabindex="-1"><OpenDoor session/><Outlet/></main>
        </div>
        <SessionWatch session/>
        <TransferDrawer/>
        <ToastRegion/>
    }
    .into_any()
}

/// Says so where nobody is asked who they are.
#[component]
fn OpenDoor(session: Resource<Result<Option<SessionInfo>, crate::rpc::UiError>>) -> AnyView {
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let is_open = session.await.ok().flatten().is_some_and(|info| info.entrance == Entrance::Open);
                is_open.then(|| view! {
                    <div class="banner" data-s="warn" role="note"><Icon name="warning"/><p>{t!("frame-open-door")}</p></div>
                })
            })}
        </Suspense>
    }
    .into_any()
}

/// Where no new document is loaded, does what loading one does: the focus goes to the page, and the
/// navigation of narrow screens closes. What a form was answered with is gone with its page.
fn follow_navigation() {
    let path = use_location().pathname;
    let outcome = use_context::<FormOutcome>();
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            browser::close_popover("nav");
            if let Some(outcome) = outcome {
                outcome.forget();
            }
            browser::focus("main");
        }
        now
    });
}

#[component]
fn TopBar(session: Resource<Result<Option<SessionInfo>, crate::rpc::UiError>>) -> AnyView {
    view! {
        <header class="topbar">
            <button type="button" class="btn btn--ghost btn--icon only-narrow" popovertarget="nav" aria-label=t!("frame-menu")>
                <Icon name="menu"/>
            </button>
            <a class="brand" href=routes::images()><Drawing name="logo" class="brandmark"/><span>"Vitrine"</span></a>
            <span class="topbar__sep only-wide" aria-hidden="true"></span>
            <Suspense>
                {move || Suspend::new(async move {
                    session.await.ok().flatten().map(|info| view! { <ProjectSwitcher info/> })
                })}
            </Suspense>
            <div class="topbar__end">
                <LanguageMenu/>
                <ThemeMenu/>
                <Suspense>
                    {move || Suspend::new(async move {
                        session.await.ok().flatten().map(|info| view! { <UserMenu info/> })
                    })}
                </Suspense>
            </div>
        </header>
    }.into_any()
}

/// The way to this page.
#[component]
pub fn Crumbs(#[prop(into)] current: Text) -> AnyView {
    view! { <Path steps=vec![(routes::images(), text(t!("images-title")))] current/> }.into_any()
}

/// The way to this page, by the pages above it.
#[component]
pub fn Path(steps: Vec<(String, Text)>, #[prop(into)] current: Text) -> AnyView {
    let steps = steps.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> });
    view! {
        <nav class="crumbs" aria-label=t!("crumbs-label")>
            <ol>{steps.collect_view()}<li aria-current="page">{current}</li></ol>
        </nav>
    }
    .into_any()
}

/// The page's one heading, with what can be done beside it.
#[component]
pub fn PageHead(#[prop(into)] title: Text, #[prop(optional)] children: Option<Children>) -> AnyView {
    view! {
        <div class="page-head">
            <div class="page-head__title"><h1>{title}</h1></div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
