//! `GET /v2/metadefs/namespaces/{namespace}/tags/{name}`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::Tag;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Show a tag.
#[utoipa::path(get, path = "/v2/metadefs/namespaces/{namespace}/tags/{name}", tag = "metadefs", params(ChildPath),
    responses(
        (status = 200, description = "The tag", body = Tag),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace or tag, or it is hidden from the caller"),
    ))]
pub async fn show_metadef_tag(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ChildPath>,
) -> Result<Json<Tag>, ApiError> {
    let (namespace, name) = path.parts()?;
    Ok(Json(publish::tag(state.services.metadefs.tag(&ctx, namespace, name).await?)))
}
