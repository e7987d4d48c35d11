//! `GET /v2/metadefs/namespaces/{namespace}/objects/{name}`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::MetadefObject;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Show an object.
#[utoipa::path(get, path = "/v2/metadefs/namespaces/{namespace}/objects/{name}", tag = "metadefs", params(ChildPath),
    responses(
        (status = 200, description = "The object", body = MetadefObject),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace or object, or it is hidden from the caller"),
    ))]
pub async fn show_object(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ChildPath>,
) -> Result<Json<MetadefObject>, ApiError> {
    let (namespace, name) = path.parts()?;
    let object = state.services.metadefs.object(&ctx, namespace, name).await?;
    Ok(Json(publish::object(namespace, object)))
}
