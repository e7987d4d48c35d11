//! `/vitrine/v1/metadefs/namespaces/{namespace}/versions`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, header};
use vitrine_domain::metadef::ports::VersionPage;
use vitrine_domain::metadef::publish;
use vitrine_domain::metadef::publish::segment as escaped;
use vitrine_domain::metadef::{HistoryQuery, compared_version, wanted_version};
use vitrine_wire::metadef::{Applied, Document, HistoryDiff, HistoryPage, Revert};

use super::known::{known, tag};
use super::{NamespacePath, VersionPath, segment};
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, JsonBody, Pairs};
use crate::state::AppState;

/// Who changed a namespace, and what: the newest first.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}/versions", tag = "vitrine",
    params(NamespacePath,
        ("limit" = Option<u32>, Query, description = "Versions on the page: 1 to 100, default 25; fewer where they are large"),
        ("before" = Option<i64>, Query, description = "Only versions older than this"),
    ),
    responses(
        (status = 200, description = "A page of versions", body = HistoryPage),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller neither owns the namespace nor may change it"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn list_versions(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    Pairs(pairs): Pairs,
) -> Result<Json<HistoryPage>, ApiError> {
    let query = HistoryQuery::parse(&pairs)?;
    let (before, limit) = (query.before, query.limit);
    let name = segment(&path.namespace)?;
    let VersionPage { versions, has_more } =
        state.services.metadefs.history(&ctx, name, before, limit).await?;
    let last = versions.last().filter(|_| has_more).map(|last| last.version);
    let next = last.map(|last| {
        let name = escaped(name);
        format!("/vitrine/v1/metadefs/namespaces/{name}/versions?limit={limit}&before={last}")
    });
    Ok(Json(HistoryPage { versions: versions.into_iter().map(publish::version).collect(), next }))
}

/// Show the document as it was in a version.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}/versions/{version}", tag = "vitrine",
    params(VersionPath),
    responses(
        (status = 200, description = "The document as it was", body = Document),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller neither owns the namespace nor may change it"),
        (status = 404, description = "There is no such namespace or version, or it is hidden from the caller"),
    ))]
pub async fn show_version(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    path: Result<Path<VersionPath>, axum::extract::rejection::PathRejection>,
) -> Result<Json<Document>, ApiError> {
    let Path(path) = path.map_err(|_| ApiError::NoSuchPath)?;
    let name = segment(&path.namespace)?;
    Ok(Json(state.services.metadefs.former(&ctx, name, path.version).await?))
}

/// Show what is different between two versions.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}/versions/{version}/diff", tag = "vitrine",
    params(VersionPath,
        ("from" = Option<i64>, Query, description = "The version to compare with; the one before where nothing is said"),
    ),
    responses(
        (status = 200, description = "What changed from the one to the other", body = HistoryDiff),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller neither owns the namespace nor may change it"),
        (status = 404, description = "There is no such namespace or version, or it is hidden from the caller"),
    ))]
pub async fn diff_versions(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    path: Result<Path<VersionPath>, axum::extract::rejection::PathRejection>,
    Pairs(pairs): Pairs,
) -> Result<Json<HistoryDiff>, ApiError> {
    let Path(path) = path.map_err(|_| ApiError::NoSuchPath)?;
    let (name, to) = (segment(&path.namespace)?, path.version);
    let from = compared_version(&pairs)?.unwrap_or_else(|| to.saturating_sub(1).max(1));
    let changes = state.services.metadefs.difference(&ctx, name, from, to).await?;
    Ok(Json(HistoryDiff { from, to, changes }))
}

/// Make a namespace what it was in a version. That is a new version; nothing is forgotten.
#[utoipa::path(post, path = "/vitrine/v1/metadefs/namespaces/{namespace}/revert", tag = "vitrine",
    params(NamespacePath,
        ("If-Match" = Option<String>, Header, description = "The state that is replaced; * for any"),
    ),
    request_body = Revert,
    responses(
        (status = 200, description = "It is done: what changed", body = Applied, headers(("ETag" = String, description = "The state now"))),
        (status = 400, description = "The body is no such document"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or something would go from a protected namespace"),
        (status = 404, description = "There is no such namespace or version, or it is hidden from the caller"),
        (status = 409, description = "The name that it had is taken"),
        (status = 412, description = "The namespace has another state"),
        (status = 428, description = "No If-Match"),
    ))]
pub async fn revert(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    headers: HeaderMap,
    JsonBody(body): JsonBody,
) -> Result<([(HeaderName, String); 1], Json<Applied>), ApiError> {
    let known = known(&headers)?;
    let version = wanted_version(&body)?;
    let name = segment(&path.namespace)?;
    let (namespace, applied) = state.services.metadefs.revert(&ctx, name, &known, version).await?;
    Ok(([(header::ETAG, tag(&namespace.revision()))], Json(applied)))
}
