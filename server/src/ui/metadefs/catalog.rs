//! Plain forms of the catalog: they work without script, and answer with a page to go to.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use serde::Deserialize;
use vitrine_app::routes::metadefs;
use vitrine_domain::metadef::Known;

use crate::rest::error::{ApiError, status};
use crate::state::AppState;
use crate::ui::visitor::SignedIn;

/// Deletes a namespace; the reason stands on its page where that is forbidden.
pub async fn delete(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    Path(namespace): Path<String>,
) -> Result<Redirect, ApiError> {
    match state.services.metadefs.delete(&ctx, &namespace).await {
        Ok(()) => Ok(Redirect::to(&metadefs::namespaces_with_notice("namespace-deleted", &namespace))),
        Err(error) if status(&error) == StatusCode::FORBIDDEN => {
            Ok(Redirect::to(&metadefs::namespace_with_notice(&namespace, error.code())))
        }
        Err(error) => Err(error.into()),
    }
}

/// A version to return to, and the state that the page showed.
#[derive(Deserialize)]
pub struct Return {
    version: i64,
    known: String,
}

/// Returns to a version, unless the namespace has another state than the page showed.
pub async fn revert(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    Path(namespace): Path<String>,
    Form(wanted): Form<Return>,
) -> Result<Redirect, ApiError> {
    let known = Known::Revisions(vec![wanted.known]);
    match state.services.metadefs.revert(&ctx, &namespace, &known, wanted.version).await {
        Ok((namespace, _)) => {
            Ok(Redirect::to(&metadefs::namespace_with_notice(&namespace.name, "namespace-returned")))
        }
        Err(error) if matches!(status(&error), StatusCode::FORBIDDEN | StatusCode::PRECONDITION_FAILED) => {
            Ok(Redirect::to(&metadefs::namespace_with_notice(&namespace, error.code())))
        }
        Err(error) => Err(error.into()),
    }
}
