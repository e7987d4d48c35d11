//! `PUT /v2/metadefs/namespaces/{namespace}`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::Namespace;

use super::NamespacePath;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, WHOLE_NAMESPACE};
use crate::state::AppState;

/// Replace what is said of a namespace, its name too. What it holds stays.
#[utoipa::path(put, path = "/v2/metadefs/namespaces/{namespace}", tag = "metadefs", params(NamespacePath),
    request_body(content = Value, description = "The namespace; what is left out is cleared"),
    responses(
        (status = 200, description = "The namespace without what it holds", body = Namespace),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or a member is read-only"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
        (status = 409, description = "The new name is taken"),
    ))]
pub async fn update_namespace(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    DefinitionBody(body): DefinitionBody<WHOLE_NAMESPACE>,
) -> Result<Json<Namespace>, ApiError> {
    let namespace = state.services.metadefs.update(&ctx, path.name()?, &body).await?;
    Ok(Json(publish::namespace(namespace)))
}
