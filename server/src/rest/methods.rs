//! Routes that answer other verbs as the Image API has it: 405 with an exact `Allow`, `HEAD` included.

use axum::http::Method;
use axum::routing::MethodRouter;
use utoipa_axum::router::UtoipaMethodRouter;

use super::error::ApiError;
use crate::state::AppState;

/// Refuses every verb that has no handler. axum would serve `HEAD` from `GET`; the Image API does not.
pub fn only(allow: &'static str, routes: UtoipaMethodRouter<AppState>) -> UtoipaMethodRouter<AppState> {
    let (schemas, paths, handlers) = routes;
    let refuse = move |method: Method| async move { ApiError::Method { method, allow } };
    let handlers: MethodRouter<AppState> = handlers.head(refuse).fallback(refuse);
    (schemas, paths, handlers)
}
