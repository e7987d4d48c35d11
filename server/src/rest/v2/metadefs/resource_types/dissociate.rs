//! `DELETE /v2/metadefs/namespaces/{namespace}/resource_types/{name}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Say that a namespace is not for a type of resource. The type stays.
#[utoipa::path(delete, path = "/v2/metadefs/namespaces/{namespace}/resource_types/{name}", tag = "metadefs", params(ChildPath),
    responses(
        (status = 204, description = "Gone"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or the namespace is protected"),
        (status = 404, description = "There is no such namespace or association, or it is hidden from the caller"),
    ))]
pub async fn delete_association(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ChildPath>,
) -> Result<StatusCode, ApiError> {
    let (namespace, name) = path.parts()?;
    state.services.metadefs.dissociate(&ctx, namespace, name).await?;
    Ok(StatusCode::NO_CONTENT)
}
