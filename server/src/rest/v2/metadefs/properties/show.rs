//! `GET /v2/metadefs/namespaces/{namespace}/properties/{name}`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::{publish, query};
use vitrine_wire::metadef::Property;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, Pairs};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Show the definition of a property.
#[utoipa::path(get, path = "/v2/metadefs/namespaces/{namespace}/properties/{name}", tag = "metadefs", params(ChildPath, ("resource_type" = Option<String>, Query, description = "The name in the path is the one on this type of resource, prefix included")),
    responses(
        (status = 200, description = "The definition, with its plain name", body = Property),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace or property, or it is hidden from the caller"),
    ))]
pub async fn show_property(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<ChildPath>,
    Pairs(pairs): Pairs,
) -> Result<Json<Property>, ApiError> {
    let (namespace, name) = path.parts()?;
    let resource_type = query::resource_type(&pairs);
    let property = state.services.metadefs.property(&ctx, namespace, name, resource_type).await?;
    Ok(Json(publish::property(property)))
}
