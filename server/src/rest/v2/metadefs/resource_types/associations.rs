//! `GET /v2/metadefs/namespaces/{namespace}/resource_types`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::AssociationList;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// List the types of resources that a namespace is for.
#[utoipa::path(get, path = "/v2/metadefs/namespaces/{namespace}/resource_types", tag = "metadefs", params(NamespacePath),
    responses(
        (status = 200, description = "The associations", body = AssociationList),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn list_associations(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<NamespacePath>,
) -> Result<Json<AssociationList>, ApiError> {
    let associations = state.services.metadefs.associations(&ctx, path.name()?).await?;
    let resource_type_associations = associations.into_iter().map(publish::association).collect();
    Ok(Json(AssociationList { resource_type_associations }))
}
