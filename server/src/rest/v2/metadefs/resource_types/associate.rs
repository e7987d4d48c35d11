//! `POST /v2/metadefs/namespaces/{namespace}/resource_types`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::Association;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, ONE_DEFINITION};
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// Say that a namespace is for a type of resource.
#[utoipa::path(post, path = "/v2/metadefs/namespaces/{namespace}/resource_types", tag = "metadefs", params(NamespacePath),
    request_body(content = Value, description = "The type's name, a prefix and a properties_target; times are passed over"),
    responses(
        (status = 201, description = "The association", body = Association),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
        (status = 409, description = "The namespace is for that type already"),
    ))]
pub async fn create_association(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    DefinitionBody(body): DefinitionBody<ONE_DEFINITION>,
) -> Result<(StatusCode, Json<Association>), ApiError> {
    let association = state.services.metadefs.associate(&ctx, path.name()?, &body).await?;
    Ok((StatusCode::CREATED, Json(publish::association(association))))
}
