//! The HTTP API: the Image API, the embedded identity service, our extensions, and their documents.
//!
//! Handlers are thin: typed input, one service call, a document out. Authorisation, rules and limits
//! live in the domain. Errors become answers in [`error`], their text in [`fault`].

mod accept;
pub mod audit;
mod authenticate;
mod conditional;
mod docs;
pub mod error;
pub mod extract;
mod fallback;
pub mod fault;
mod health;
pub mod identity;
mod json;
pub mod links;
mod methods;
mod openapi;
mod v2;
mod versions;
pub mod vitrine;

use axum::Router;
use axum::middleware::from_fn;
use utoipa_axum::router::OpenApiRouter;

pub use fallback::normalize_path;
pub use v2::Written;

use crate::state::AppState;

/// Every route of the API with its OpenAPI description.
fn described(state: &AppState) -> OpenApiRouter<AppState> {
    let router = OpenApiRouter::with_openapi(openapi::base())
        .merge(versions::routes())
        .merge(health::routes())
        .merge(v2::routes(state).layer(from_fn(fault::render)))
        .merge(vitrine::routes(state).layer(from_fn(fault::render)));
    // Where somebody else vouches for callers, the identity service inside is not there.
    if state.authority.is_embedded() { router.merge(identity::routes(state)) } else { router }
}

/// The API's routes, its documents, and what answers unknown paths.
pub fn router(state: &AppState) -> Router {
    let (router, api) = described(state).split_for_parts();
    router
        .merge(docs::routes(api))
        .fallback(fallback::unknown_path)
        .layer(from_fn(fault::render))
        .with_state(state.clone())
}
