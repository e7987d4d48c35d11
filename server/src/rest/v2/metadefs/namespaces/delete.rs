//! `DELETE /v2/metadefs/namespaces/{namespace}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::NamespacePath;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::state::AppState;

/// Remove a namespace with all it holds. Types of resources stay.
#[utoipa::path(delete, path = "/v2/metadefs/namespaces/{namespace}", tag = "metadefs", params(NamespacePath), responses(
    (status = 204, description = "Gone"),
    (status = 401, description = "No valid token"),
    (status = 403, description = "Not allowed, or the namespace is protected"),
    (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
))]
pub async fn delete_namespace(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<NamespacePath>,
) -> Result<StatusCode, ApiError> {
    state.services.metadefs.delete(&ctx, path.name()?).await?;
    Ok(StatusCode::NO_CONTENT)
}
