//! `GET /v2/metadefs/namespaces/{namespace}/properties`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::model::Property;
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::PropertyList;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// List the definitions of properties of a namespace, by name.
#[utoipa::path(get, path = "/v2/metadefs/namespaces/{namespace}/properties", tag = "metadefs", params(NamespacePath),
    responses(
        (status = 200, description = "The definitions", body = PropertyList),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn list_properties(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<NamespacePath>,
) -> Result<Json<PropertyList>, ApiError> {
    let properties = state.services.metadefs.properties(&ctx, path.name()?).await?;
    let named = |property: Property| (property.name.clone(), publish::property(property));
    Ok(Json(PropertyList { properties: properties.into_iter().map(named).collect() }))
}
