//! `POST /v2/metadefs/namespaces`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::Namespace;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, WHOLE_NAMESPACE};
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// Add a namespace with all it holds: all of it or nothing.
#[utoipa::path(post, path = "/v2/metadefs/namespaces", tag = "metadefs",
    request_body(content = Value, description = "The namespace; properties, objects, tags and resource_type_associations may be in it"),
    responses(
        (status = 201, description = "The namespace; what it holds is told as it was sent", body = Namespace, headers(("Location" = String, description = "Address of the namespace"))),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or a member is read-only"),
        (status = 409, description = "The name is taken, or something in the document stands twice"),
        (status = 413, description = "Too large, or too much for one namespace"),
    ))]
pub async fn create_namespace(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    DefinitionBody(body): DefinitionBody<WHOLE_NAMESPACE>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<Namespace>), ApiError> {
    let (namespace, document) = state.services.metadefs.create(&ctx, &body).await?;
    let created = publish::created(namespace, document);
    let location = format!("{}{}", base.0, created.self_link);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(created)))
}
