//! `GET /v2/metadefs/namespaces`.

use axum::Json;
use axum::extract::State;
use url::form_urlencoded::Serializer;
use vitrine_domain::metadef::{NamespaceListing, NamespaceQuery, publish};
use vitrine_wire::metadef::NamespaceList;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, Pairs};
use crate::state::AppState;

const PATH: &str = "/v2/metadefs/namespaces";

/// List the namespaces that the caller may see.
#[utoipa::path(get, path = "/v2/metadefs/namespaces", tag = "metadefs",
    params(
        ("limit" = Option<u32>, Query, description = "Rows on the page; capped by the service"),
        ("marker" = Option<String>, Query, description = "Name of the last namespace of the page before"),
        ("sort_key" = Option<String>, Query, description = "namespace, created_at (default), updated_at, id, owner, visibility, display_name, description or protected"),
        ("sort_dir" = Option<String>, Query, description = "asc or desc (default)"),
        ("visibility" = Option<String>, Query, description = "public or private"),
        ("resource_types" = Option<String>, Query, description = "Namespaces that are for one of these, between commas"),
    ),
    responses(
        (status = 200, description = "A page of namespaces, each with its resource types", body = NamespaceList),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 404, description = "The marker is unknown, or the caller may not see any namespace"),
    ))]
pub async fn list_namespaces(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Pairs(pairs): Pairs,
) -> Result<Json<NamespaceList>, ApiError> {
    let metadefs = &state.services.metadefs;
    let query = NamespaceQuery::parse(&pairs, metadefs.page_limits())?;
    let NamespaceListing { namespaces, last } = metadefs.list(&ctx, &query).await?;
    Ok(Json(NamespaceList {
        namespaces: namespaces
            .into_iter()
            .map(|(row, associations)| publish::row(row, associations))
            .collect(),
        first: link(&pairs, None),
        next: last.map(|last| link(&pairs, Some(&last))),
        schema: "/v2/schemas/metadefs/namespaces".to_owned(),
    }))
}

/// The list's own address with another marker; every other parameter is kept.
fn link(pairs: &[(String, String)], marker: Option<&str>) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(key, _)| key != "marker"));
    query.extend_pairs(marker.map(|marker| ("marker", marker)));
    let query = query.finish();
    if query.is_empty() { PATH.to_owned() } else { format!("{PATH}?{query}") }
}
