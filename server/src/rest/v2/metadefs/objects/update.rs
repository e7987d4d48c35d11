//! `PUT /v2/metadefs/namespaces/{namespace}/objects/{name}`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::MetadefObject;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, ONE_DEFINITION};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Replace an object, its name too.
#[utoipa::path(put, path = "/v2/metadefs/namespaces/{namespace}/objects/{name}", tag = "metadefs", params(ChildPath),
    request_body(content = Value, description = "The object; what is left out is cleared"),
    responses(
        (status = 200, description = "The object; required and properties only if they were sent", body = MetadefObject),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or a member is read-only"),
        (status = 404, description = "There is no such namespace or object, or it is hidden from the caller"),
        (status = 409, description = "The new name is taken"),
    ))]
pub async fn update_object(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<ChildPath>,
    DefinitionBody(body): DefinitionBody<ONE_DEFINITION>,
) -> Result<Json<MetadefObject>, ApiError> {
    let (namespace, name) = path.parts()?;
    let (object, draft) = state.services.metadefs.update_object(&ctx, namespace, name, &body).await?;
    Ok(Json(publish::written_object(namespace, object, &draft)))
}
