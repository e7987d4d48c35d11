//! `PUT /v2/metadefs/namespaces/{namespace}/properties/{name}`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::Property;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, ONE_DEFINITION};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Replace the definition of a property, its name too.
#[utoipa::path(put, path = "/v2/metadefs/namespaces/{namespace}/properties/{name}", tag = "metadefs", params(ChildPath),
    request_body(content = Value, description = "The definition with its name"),
    responses(
        (status = 200, description = "The definition", body = Property),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or a member is read-only"),
        (status = 404, description = "There is no such namespace or property, or it is hidden from the caller"),
        (status = 409, description = "The new name is taken"),
    ))]
pub async fn update_property(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<ChildPath>,
    DefinitionBody(body): DefinitionBody<ONE_DEFINITION>,
) -> Result<Json<Property>, ApiError> {
    let (namespace, name) = path.parts()?;
    let property = state.services.metadefs.update_property(&ctx, namespace, name, &body).await?;
    Ok(Json(publish::property(property)))
}
