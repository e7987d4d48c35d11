//! `GET /vitrine/v1/metadefs/orphans`.

use axum::Json;
use axum::extract::State;
use vitrine_domain::metadef::usage::OrphanQuery;
use vitrine_wire::metadef::OrphanPage;

use super::link;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody, Pairs};
use crate::state::AppState;

const PATH: &str = "/vitrine/v1/metadefs/orphans";

/// Properties of images that no namespace defines.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/orphans", tag = "metadefs",
    params(
        ("limit" = Option<u32>, Query, description = "Properties on the page, 200 at most"),
        ("marker" = Option<String>, Query, description = "The last property of the page before"),
    ),
    responses(
        (status = 200, description = "A page of properties, by name", body = OrphanPage),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller may not count images: who may see one was changed by the operator, and the caller is no administrator"),
    ))]
pub async fn orphans(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Pairs(pairs): Pairs,
) -> Result<Json<OrphanPage>, ApiError> {
    let usage = &state.services.metadef_usage;
    let query = OrphanQuery::parse(&pairs, usage.page_limits())?;
    let mut page = usage.orphans(&ctx, &query).await?;
    page.next = page.next.map(|marker| link(PATH, &pairs, &marker));
    Ok(Json(page))
}
