//! The navigation: what leads anywhere for this visitor.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use vitrine_wire::session::{SessionAbilities, SessionInfo};

use crate::i18n::t;
use crate::routes;
use crate::ui::icon::Icon;
use crate::ui::{Text, text};

#[component]
pub fn Navigation(session: Resource<Result<Option<SessionInfo>, crate::rpc::UiError>>) -> AnyView {
    view! {
        <nav class="nav" id="nav" popover="auto" aria-label=t!("nav-label")>
            <div>
                <h2 class="nav__title">{t!("nav-catalog")}</h2>
                <ul>
                    <Entry href=routes::images() icon="image" name=text(t!("nav-images"))/>
                    <Entry href=routes::metadefs::namespaces() icon="metadefs" name=text(t!("nav-metadefs")) but=routes::metadefs::search()/>
                    <Entry href=routes::metadefs::search() icon="search" name=text(t!("nav-property-search"))/>
                </ul>
            </div>
            <Suspense>
                {move || Suspend::new(async move {
                    session.await.ok().flatten().map(|info| view! { <Administration can=info.can/> })
                })}
            </Suspense>
            <div>
                <h2 class="nav__title">{t!("nav-account")}</h2>
                <ul><Entry href=routes::accounts::settings() icon="settings" name=text(t!("settings-title"))/></ul>
            </div>
        </nav>
    }
    .into_any()
}

/// What only some may do.
#[component]
fn Administration(can: SessionAbilities) -> AnyView {
    let SessionAbilities { list_users, list_projects, read_audit, .. } = can;
    if !(list_users || list_projects || read_audit) {
        return ().into_any();
    }
    view! {
        <div>
            <h2 class="nav__title">{t!("nav-administration")}</h2>
            <ul>
                {list_projects.then(|| view! { <Entry href=routes::accounts::projects() icon="project" name=text(t!("projects-title"))/> })}
                {list_users.then(|| view! { <Entry href=routes::accounts::users() icon="users" name=text(t!("users-title"))/> })}
                {read_audit.then(|| view! { <Entry href=routes::accounts::audit() icon="eye" name=text(t!("audit-title"))/> })}
            </ul>
        </div>
    }
    .into_any()
}

#[component]
fn Entry(
    href: String,
    icon: &'static str,
    name: Text,
    /// A page below that has an entry of its own.
    #[prop(optional)]
    but: Option<String>,
) -> AnyView {
    let path = use_location().pathname;
    let target = href.clone();
    let current = move || {
        let path = path.get();
        let is_other = but.as_ref().is_some_and(|but| path.starts_with(but));
        (path.starts_with(&target) && !is_other).then_some("page")
    };
    view! { <li><a class="nav__item" href=href aria-current=current><Icon name=icon/>{name}</a></li> }
        .into_any()
}
