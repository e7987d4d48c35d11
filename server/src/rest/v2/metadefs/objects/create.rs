//! `POST /v2/metadefs/namespaces/{namespace}/objects`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::MetadefObject;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, ONE_DEFINITION};
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// Add an object to a namespace.
#[utoipa::path(post, path = "/v2/metadefs/namespaces/{namespace}/objects", tag = "metadefs", params(NamespacePath),
    request_body(content = Value, description = "The object: name, description, required and properties"),
    responses(
        (status = 201, description = "The object; required and properties only if they were sent", body = MetadefObject),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or a member is read-only"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
        (status = 409, description = "The name is taken"),
        (status = 413, description = "Too large, or too much for one namespace"),
    ))]
pub async fn create_object(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    DefinitionBody(body): DefinitionBody<ONE_DEFINITION>,
) -> Result<(StatusCode, Json<MetadefObject>), ApiError> {
    let namespace = path.name()?;
    let (object, draft) = state.services.metadefs.add_object(&ctx, namespace, &body).await?;
    Ok((StatusCode::CREATED, Json(publish::written_object(namespace, object, &draft))))
}
