//! The embedded identity service at `/identity/v3`, as Keystone clients know it.

mod bearer;
mod body;
mod catalog;
mod credentials;
mod discovery;
mod document;
mod domains;
pub mod fault;
mod grants;
mod implications;
mod limits;
mod list;
mod projects;
mod request;
mod role_assignments;
mod roles;
mod tokens;
mod users;

use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use crate::state::AppState;

/// Where the service is mounted.
pub const MOUNT: &str = "/identity";

/// Attributes of users and projects that are ours: a client cannot keep others under these names.
const RESERVED: &[&str] = &[
    "id",
    "links",
    "name",
    "domain_id",
    "domain",
    "enabled",
    "password",
    "original_password",
    "password_hash",
    "password_expires_at",
    "default_project_id",
    "parent_id",
    "is_domain",
    "options",
    "tags",
    "extra",
    "epoch",
];

pub fn routes(state: &AppState) -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(readable(routes!(discovery::versions)))
        .routes(readable(routes!(discovery::versions_slash)))
        .routes(readable(routes!(discovery::version)))
        .routes(readable(routes!(discovery::version_slash)))
        .routes(routes!(tokens::issue, tokens::validate, tokens::revoke))
        .routes(routes!(tokens::own_catalog))
        .routes(routes!(tokens::projects))
        .merge(limits::routes(state))
        .routes(routes!(tokens::domains))
        .routes(routes!(tokens::system))
        .merge(catalog::routes())
        .merge(people())
        .merge(holders())
        .layer(from_fn_with_state(state.clone(), fault::render))
}

/// Keystone compat: what cannot be changed names `OPTIONS` among its verbs.
fn readable(routes: UtoipaMethodRouter<AppState>) -> UtoipaMethodRouter<AppState> {
    let (schemas, paths, handlers) = routes;
    let refuse = || async { (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD, OPTIONS")]) };
    (schemas, paths, handlers.fallback(refuse))
}

fn people() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::show, users::update, users::delete))
        .routes(routes!(users::password))
        .routes(routes!(users::projects))
        .routes(routes!(users::groups))
        .routes(routes!(credentials::list, credentials::create))
        .routes(routes!(credentials::show, credentials::delete))
        .routes(routes!(credentials::list_rules))
        .routes(routes!(credentials::show_rule, credentials::delete_rule))
        .routes(routes!(projects::list, projects::create))
        .routes(routes!(projects::show, projects::update, projects::delete))
        .routes(routes!(domains::list, domains::create))
        .routes(routes!(domains::show, domains::update, domains::delete))
}

fn holders() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(roles::list, roles::create))
        .routes(routes!(roles::show, roles::update, roles::delete))
        .routes(routes!(implications::list_all))
        .routes(routes!(implications::list_of))
        .routes(routes!(implications::show, implications::check, implications::create, implications::delete))
        .routes(routes!(grants::list_on_project))
        .routes(routes!(grants::grant_on_project, grants::check_on_project, grants::revoke_on_project))
        .routes(routes!(grants::list_on_domain))
        .routes(routes!(grants::grant_on_domain, grants::check_on_domain, grants::revoke_on_domain))
        .routes(routes!(grants::list_on_system))
        .routes(routes!(grants::grant_on_system, grants::check_on_system, grants::revoke_on_system))
        .routes(routes!(role_assignments::list))
}
