//! `DELETE /v2/metadefs/namespaces/{namespace}/tags`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use vitrine_domain::metadef::ports::Child;

use crate::rest::error::ApiError;
use crate::rest::extract::Asker;
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// Remove all tags of a namespace.
#[utoipa::path(delete, path = "/v2/metadefs/namespaces/{namespace}/tags", tag = "metadefs", params(NamespacePath),
    responses(
        (status = 204, description = "The namespace has no tags now"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or the namespace is protected"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn clear_metadef_tags(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
) -> Result<StatusCode, ApiError> {
    state.services.metadefs.clear(&ctx, path.name()?, Child::Tag).await?;
    Ok(StatusCode::NO_CONTENT)
}
