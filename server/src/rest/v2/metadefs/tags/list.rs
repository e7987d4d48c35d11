//! `GET /v2/metadefs/namespaces/{namespace}/tags`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::TagQuery;
use vitrine_wire::metadef::{TagList, TagName};

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, Pairs};
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// List the tags of a namespace, the newest first.
#[utoipa::path(get, path = "/v2/metadefs/namespaces/{namespace}/tags", tag = "metadefs", params(NamespacePath, ("limit" = Option<u32>, Query, description = "Tags at the most; all by default"), ("marker" = Option<String>, Query, description = "Name of the tag to begin behind"), ("sort_key" = Option<String>, Query, description = "created_at (default), updated_at, name or id"), ("sort_dir" = Option<String>, Query, description = "asc or desc (default)")),
    responses(
        (status = 200, description = "The tags", body = TagList),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace or marker, or it is hidden from the caller"),
    ))]
pub async fn list_metadef_tags(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    Pairs(pairs): Pairs,
) -> Result<Json<TagList>, ApiError> {
    let query = TagQuery::parse(&pairs)?;
    let tags = state.services.metadefs.tags(&ctx, path.name()?, &query).await?;
    Ok(Json(TagList { tags: tags.into_iter().map(|tag| TagName { name: tag.name }).collect() }))
}
