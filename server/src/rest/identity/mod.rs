//! The embedded identity service at `/identity/v3`, as Keystone clients know it.

mod bearer;
mod body;
mod catalog;
mod discovery;
mod document;
mod fault;
mod list;
mod request;
mod tokens;

use axum::middleware::from_fn_with_state;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// Where the service is mounted.
pub const MOUNT: &str = "/identity";

pub fn routes(state: &AppState) -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(discovery::versions))
        .routes(routes!(discovery::versions_slash))
        .routes(routes!(discovery::version))
        .routes(routes!(discovery::version_slash))
        .routes(routes!(tokens::issue, tokens::validate, tokens::revoke))
        .routes(routes!(tokens::own_catalog))
        .routes(routes!(tokens::projects))
        .merge(catalog::routes())
        .layer(from_fn_with_state(state.clone(), fault::render))
}
