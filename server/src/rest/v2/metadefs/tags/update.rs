//! `PUT /v2/metadefs/namespaces/{namespace}/tags/{name}`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::Tag;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, ONE_DEFINITION};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Give a tag another name.
#[utoipa::path(put, path = "/v2/metadefs/namespaces/{namespace}/tags/{name}", tag = "metadefs", params(ChildPath),
    request_body(content = Value, description = "The new name: `{\"name\": …}`"),
    responses(
        (status = 200, description = "The tag", body = Tag),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or a member is read-only"),
        (status = 404, description = "There is no such namespace or tag, or it is hidden from the caller"),
        (status = 409, description = "The new name is taken"),
    ))]
pub async fn update_metadef_tag(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<ChildPath>,
    DefinitionBody(body): DefinitionBody<ONE_DEFINITION>,
) -> Result<Json<Tag>, ApiError> {
    let (namespace, name) = path.parts()?;
    Ok(Json(publish::tag(state.services.metadefs.update_tag(&ctx, namespace, name, &body).await?)))
}
