//! Who is signed in, and in which project. Plain forms: they work without script.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use vitrine_wire::session::{Entrance, Named, SessionInfo};

use crate::i18n::t;
use crate::routes;
use crate::ui::icon::Icon;
use crate::ui::menu::Menu;

/// The address of the page, for forms that come back to it.
pub fn here() -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let location = use_location();
    move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        let search = search.trim_start_matches('?');
        if search.is_empty() { path } else { format!("{path}?{search}") }
    }
}

/// The project, and the others that could be entered.
#[component]
pub fn ProjectSwitcher(info: SessionInfo) -> AnyView {
    let SessionInfo { project, projects, .. } = info;
    let current = project.id.clone();
    let choices = projects.into_iter().map(move |Named { id, name }| {
        let is_current = id == current;
        view! {
            <button type="submit" name="project" value=id aria-current=is_current.then_some("true")>
                <Icon name=if is_current { "check" } else { "project" }/>{name}
            </button>
        }
    });
    view! {
        <button type="button" class="switcher" popovertarget="scope-menu">
            <span class="sr-only">{t!("project-switch")}</span>
            <Icon name="project"/><b>{project.name}</b><Icon name="chevron-updown" class="icon--sm"/>
        </button>
        <Menu id="scope-menu".to_owned()>
            <form method="post" action=routes::enter_project()>
                // Where the row count of another project would mean nothing, the page starts afresh.
                <input type="hidden" name="next" value=routes::images()/>
                {choices.collect_view()}
            </form>
        </Menu>
    }
    .into_any()
}

/// Whose session it is, and the way out.
#[component]
pub fn UserMenu(info: SessionInfo) -> AnyView {
    let name = info.user.name;
    let initials: String =
        name.chars().filter(|c| c.is_alphanumeric()).take(2).flat_map(char::to_uppercase).collect();
    let label = t!("account-label", name = name.clone());
    let roles = info.roles.join(", ");
    let has_way_out = info.entrance == Entrance::Login;
    view! {
        <button type="button" class="btn btn--ghost btn--icon" popovertarget="user-menu" aria-label=label>
            <span class="avatar" aria-hidden="true">{initials}</span>
        </button>
        <Menu id="user-menu".to_owned()>
            <p class="menu__about"><b>{name}</b><small>{roles}</small></p>
            <hr/>
            <a href=routes::accounts::settings()><Icon name="settings"/>{t!("settings-title")}</a>
            {has_way_out.then(|| view! {
                <form method="post" action=routes::logout()>
                    <button type="submit"><Icon name="signout"/>{t!("account-sign-out")}</button>
                </form>
            })}
        </Menu>
    }
    .into_any()
}
