//! `DELETE /v2/metadefs/namespaces/{namespace}/tags/{name}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Remove a tag.
#[utoipa::path(delete, path = "/v2/metadefs/namespaces/{namespace}/tags/{name}", tag = "metadefs", params(ChildPath),
    responses(
        (status = 204, description = "Gone"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or the namespace is protected"),
        (status = 404, description = "There is no such namespace or tag, or it is hidden from the caller"),
    ))]
pub async fn delete_metadef_tag(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ChildPath>,
) -> Result<StatusCode, ApiError> {
    let (namespace, name) = path.parts()?;
    state.services.metadefs.remove_tag(&ctx, namespace, name).await?;
    Ok(StatusCode::NO_CONTENT)
}
