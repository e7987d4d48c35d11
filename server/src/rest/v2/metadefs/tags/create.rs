//! `POST /v2/metadefs/namespaces/{namespace}/tags/{name}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use vitrine_domain::metadef::publish;
use vitrine_wire::metadef::Tag;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::v2::metadefs::ChildPath;
use crate::state::AppState;

/// Add a tag to a namespace.
#[utoipa::path(post, path = "/v2/metadefs/namespaces/{namespace}/tags/{name}", tag = "metadefs", params(ChildPath),
    responses(
        (status = 201, description = "The tag", body = Tag),
        (status = 400, description = "The name is too long, or there is a body"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
        (status = 409, description = "The name is taken"),
        (status = 413, description = "Too large, or too much for one namespace"),
    ))]
pub async fn create_metadef_tag(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ChildPath>,
) -> Result<(StatusCode, Json<Tag>), ApiError> {
    let (namespace, name) = path.parts()?;
    let tag = state.services.metadefs.add_tag(&ctx, namespace, name).await?;
    Ok((StatusCode::CREATED, Json(publish::tag(tag))))
}
