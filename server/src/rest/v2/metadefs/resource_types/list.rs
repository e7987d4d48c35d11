//! `GET /v2/metadefs/resource_types`.

use axum::Json;
use axum::extract::State;
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::ResourceTypeList;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::state::AppState;

/// List every type of resource that a namespace is or was for.
#[utoipa::path(get, path = "/v2/metadefs/resource_types", tag = "metadefs",
    responses(
        (status = 200, description = "The types", body = ResourceTypeList),
        (status = 401, description = "No valid token"),
        (status = 404, description = "The caller may not see any namespace"),
    ))]
pub async fn list_resource_types(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
) -> Result<Json<ResourceTypeList>, ApiError> {
    let types = state.services.metadefs.resource_types(&ctx).await?;
    Ok(Json(ResourceTypeList { resource_types: types.into_iter().map(publish::resource_type).collect() }))
}
