//! `GET /vitrine/v1/metadefs/search`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, header};
use vitrine_domain::metadef::SearchQuery;
use vitrine_domain::metadef::search::publish;
use vitrine_wire::metadef::SearchResult;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, Pairs};
use crate::rest::fault::languages;
use crate::state::AppState;

/// Search the namespaces that the caller may see, and what is in them, by words in names, titles,
/// descriptions (in every language) and values of enums. A hit holds all words, each as the beginning of
/// one; Chinese, Japanese and Korean text is looked for as it stands.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/search", tag = "vitrine",
    params(
        ("q" = String, Query, description = "What to look for: up to 200 characters and 16 words"),
        ("kind" = Option<String>, Query, description = "namespace, object, property or tag"),
        ("type" = Option<String>, Query, description = "Properties of this type only"),
        ("resource_type" = Option<String>, Query, description = "Namespaces for this type of resource only"),
        ("limit" = Option<u32>, Query, description = "Hits to tell: 1 to 100, default 20"),
        ("Accept-Language" = Option<String>, Header, description = "Of titles and descriptions, where they are translated"),
    ),
    responses(
        (status = 200, description = "The best hits, and how many there are", body = SearchResult),
        (status = 400, description = "A parameter is missing, wrong or not known"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "The caller may not see any namespace"),
    ))]
pub async fn search_metadefs(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Pairs(pairs): Pairs,
    headers: HeaderMap,
) -> Result<([(HeaderName, &'static str); 1], Json<SearchResult>), ApiError> {
    let query = SearchQuery::parse(&pairs)?;
    let found = state.services.metadefs.search(&ctx, &query).await?;
    let result = publish::result(found, &query, &languages(&headers));
    Ok(([(header::VARY, "Accept-Language")], Json(result)))
}
