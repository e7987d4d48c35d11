//! The frame of every page behind the login.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use vitrine_wire::session::{Entrance, SessionInfo};

use super::account::{ProjectSwitcher, UserMenu};
use super::preferences::{LanguageMenu, ThemeMenu};
use super::toasts::ToastRegion;
use super::transfers::TransferDrawer;
use crate::browser;
use crate::i18n::t;
use crate::routes;
use crate::rpc::session::load_session;
use crate::ui::Text;
use crate::ui::icon::{Drawing, Icon};

/// Top bar, navigation, and the page between them.
#[component]
pub fn Frame() -> AnyView {
    let session = Resource::new_blocking(|| (), |()| load_session());
    follow_navigation();
    view! {
        <div class="app">
            <a class="skip" href="#main" rel="external">{t!("frame-skip")}</a>
            <TopBar session/>
            <Navigation/>
            <main class="main" id="main" tabindex="-1"><OpenDoor session/><Outlet/></main>
        </div>
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
/// navigation of narrow screens closes.
fn follow_navigation() {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            browser::close_popover("nav");
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

#[component]
fn Navigation() -> AnyView {
    let path = use_location().pathname;
    let current = move || path.get().starts_with(&routes::images()).then_some("page");
    view! {
        <nav class="nav" id="nav" popover="auto" aria-label=t!("nav-label")>
            <div>
                <h2 class="nav__title">{t!("nav-catalog")}</h2>
                <ul>
                    <li>
                        <a class="nav__item" href=routes::images() aria-current=current>
                            <Icon name="image"/>{t!("nav-images")}
                        </a>
                    </li>
                </ul>
            </div>
        </nav>
    }
    .into_any()
}

/// The way to this page.
#[component]
pub fn Crumbs(#[prop(into)] current: Text) -> AnyView {
    view! {
        <nav class="crumbs" aria-label=t!("crumbs-label")>
            <ol>
                <li><a href=routes::images()>{t!("images-title")}</a></li>
                <li aria-current="page">{current}</li>
            </ol>
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
