//! `GET /vitrine/v1/metadefs/usage`.

use axum::Json;
use axum::extract::State;
use vitrine_domain::metadef::usage::ImagesQuery;
use vitrine_wire::metadef::ImageUsePage;

use super::link;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody, Pairs};
use crate::state::AppState;

const PATH: &str = "/vitrine/v1/metadefs/usage";

/// Images that have a property.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/usage", tag = "metadefs",
    params(
        ("key" = String, Query, description = "The property's name on images"),
        ("value" = Option<String>, Query, description = "Only images that have this value"),
        ("limit" = Option<u32>, Query, description = "Images on the page, 200 at most"),
        ("marker" = Option<String>, Query, description = "Id of the last image of the page before"),
    ),
    responses(
        (status = 200, description = "A page of images, by id", body = ImageUsePage),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller may not list images"),
    ))]
pub async fn images_with(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Pairs(pairs): Pairs,
) -> Result<Json<ImageUsePage>, ApiError> {
    let usage = &state.services.metadef_usage;
    let query = ImagesQuery::parse(&pairs, usage.page_limits())?;
    let mut page = usage.images_with(&ctx, &query).await?;
    page.next = page.next.map(|marker| link(PATH, &pairs, &marker));
    Ok(Json(page))
}
