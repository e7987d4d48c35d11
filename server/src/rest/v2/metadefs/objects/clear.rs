//! `DELETE /v2/metadefs/namespaces/{namespace}/objects`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vitrine_domain::metadef::ports::Child;

use crate::rest::error::ApiError;
use crate::rest::extract::Asker;
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// Remove all objects of a namespace.
#[utoipa::path(delete, path = "/v2/metadefs/namespaces/{namespace}/objects", tag = "metadefs", params(NamespacePath),
    responses(
        (status = 204, description = "The namespace has no objects now"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or the namespace is protected"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn clear_objects(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
) -> Result<StatusCode, ApiError> {
    state.services.metadefs.clear(&ctx, path.name()?, Child::Object).await?;
    Ok(StatusCode::NO_CONTENT)
}
