//! `GET /vitrine/v1/metadefs/report`.

use axum::Json;
use axum::extract::State;
use vitrine_domain::metadef::usage::ReportQuery;
use vitrine_wire::metadef::FindingReport;

use super::link;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody, Pairs};
use crate::state::AppState;

const PATH: &str = "/vitrine/v1/metadefs/report";

/// Images with properties that nobody defines, or with values that no definition takes.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/report", tag = "metadefs",
    params(
        ("severity" = Option<String>, Query, description = "unknown or invalid; both where nothing is said"),
        ("namespace" = Option<String>, Query, description = "Only what this namespace forbids"),
        ("limit" = Option<u32>, Query, description = "Images on the page; a page looks at 200 images at most and may be empty before the last"),
        ("marker" = Option<String>, Query, description = "Id of the image that the page begins behind, as `next` has it"),
    ),
    responses(
        (status = 200, description = "A page of images, by id", body = FindingReport),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller may not list images"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn report(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Pairs(pairs): Pairs,
) -> Result<Json<FindingReport>, ApiError> {
    let usage = &state.services.metadef_usage;
    let query = ReportQuery::parse(&pairs, usage.page_limits())?;
    let mut page = usage.report(&ctx, &query).await?;
    page.next = page.next.map(|marker| link(PATH, &pairs, &marker));
    Ok(Json(page))
}
