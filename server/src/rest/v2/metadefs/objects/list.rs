//! `GET /v2/metadefs/namespaces/{namespace}/objects`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::MetadefObjectList;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, Pairs};
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// List the objects of a namespace: all of them, in the order in which they came.
#[utoipa::path(get, path = "/v2/metadefs/namespaces/{namespace}/objects", tag = "metadefs", params(NamespacePath),
    responses(
        (status = 200, description = "The objects", body = MetadefObjectList),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn list_objects(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    Pairs(pairs): Pairs,
) -> Result<Json<MetadefObjectList>, ApiError> {
    let namespace = path.name()?;
    let objects = state.services.metadefs.objects(&ctx, namespace, &pairs).await?;
    Ok(Json(MetadefObjectList {
        objects: objects.into_iter().map(|object| publish::object(namespace, object)).collect(),
        schema: "/v2/schemas/metadefs/objects".to_owned(),
    }))
}
