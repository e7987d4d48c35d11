//! Users, projects and who holds which role: for administrators.

mod grants;
mod lists;
mod project;
mod project_form;
mod questions;
mod revoke;
mod user;
mod user_form;

pub use lists::{ProjectsPage, UsersPage};
pub use project::ProjectPage;
pub use project_form::{CreateProjectPage, EditProjectPage};
pub use questions::{DeleteProjectPage, DeleteUserPage};
pub use revoke::RevokePage;
pub use user::UserPage;
pub use user_form::{CreateUserPage, EditUserPage, PasswordPage};

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::i18n::t;
use crate::routes::accounts as routes;
use crate::ui::status::{Status, Tone};
use crate::ui::{Text, text};

/// The id in the address.
fn id() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("id").unwrap_or_default())
}

fn way_to_users() -> Vec<(String, Text)> {
    vec![(routes::users(), text(t!("users-title")))]
}

fn way_to_user(id: &str, name: &str) -> Vec<(String, Text)> {
    let name = name.to_owned();
    let mut way = way_to_users();
    way.push((routes::user(id), text(move || name.clone())));
    way
}

fn way_to_projects() -> Vec<(String, Text)> {
    vec![(routes::projects(), text(t!("projects-title")))]
}

fn way_to_project(id: &str, name: &str) -> Vec<(String, Text)> {
    let name = name.to_owned();
    let mut way = way_to_projects();
    way.push((routes::project(id), text(move || name.clone())));
    way
}

/// In use, or not.
#[component]
fn Enabled(is_enabled: bool) -> AnyView {
    if is_enabled {
        view! { <Status tone=Tone::Ok icon="ok" text=text(t!("state-enabled"))/> }.into_any()
    } else {
        view! { <Status tone=Tone::Off icon="ban" text=text(t!("state-disabled"))/> }.into_any()
    }
}
