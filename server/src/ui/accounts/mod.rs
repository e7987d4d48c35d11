//! Forms and files about the visitor's own account, and about users, projects and roles.

mod clouds;
mod credentials;
mod files;
mod find;
mod grants;
mod password;
mod projects;
mod users;

use axum::Router;
use axum::routing::{get, post};

use super::pages;
use crate::state::AppState;

/// Where forms are sent. Each is also the address of the page that holds it.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/dashboard/settings", get(pages::render).post(password::change_own))
        .route("/dashboard/settings/credentials/{id}/delete", get(pages::render).post(credentials::delete))
        .route("/dashboard/settings/access/{file}", get(files::password_file))
        .route("/dashboard/identity/users/new", get(pages::render).post(users::create))
        .route("/dashboard/identity/users/{id}", get(pages::render).post(grants::give_user))
        .route("/dashboard/identity/users/{id}/edit", get(pages::render).post(users::edit))
        .route("/dashboard/identity/users/{id}/password", get(pages::render).post(users::set_password))
        .route("/dashboard/identity/users/{id}/delete", get(pages::render).post(users::delete))
        .route("/dashboard/identity/users/{id}/revoke", get(pages::render).post(grants::take))
        .route("/dashboard/identity/projects/new", get(pages::render).post(projects::create))
        .route("/dashboard/identity/projects/{id}", get(pages::render).post(grants::give_in_project))
        .route("/dashboard/identity/projects/{id}/edit", get(pages::render).post(projects::edit))
        .route("/dashboard/identity/projects/{id}/delete", get(pages::render).post(projects::delete))
}

/// Answers that hold a secret beside what was typed: never compressed, or their length would tell of it.
pub fn secret_routes() -> Router<AppState> {
    Router::new()
        .route("/dashboard/settings/credentials/new", get(pages::render).post(credentials::create))
        .route("/dashboard/settings/credentials/file", post(files::credential_file))
}
