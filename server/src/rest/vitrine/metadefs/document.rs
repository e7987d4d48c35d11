//! `/vitrine/v1/metadefs/namespaces/{namespace}/document`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use vitrine_domain::metadef::Known;
use vitrine_domain::metadef::usage::{flag, only};
use vitrine_wire::metadef::{Applied, Document};

use super::known::{known, tag};
use super::{NamespacePath, segment};
use crate::rest::conditional::knows;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, Pairs, WHOLE_NAMESPACE};
use crate::state::AppState;

/// Show a namespace as one document: the layout of definition files, with translations.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}/document", tag = "vitrine",
    params(NamespacePath),
    responses(
        (status = 200, description = "The document", body = Document, headers(("ETag" = String, description = "The state; for If-Match"))),
        (status = 304, description = "The client has it already"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn show_document(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let name = segment(&path.namespace)?;
    let (namespace, document) = state.services.metadefs.document(&ctx, name).await?;
    let revision = namespace.revision();
    let tag = [(header::ETAG, tag(&revision))];
    Ok(match knows(&headers, &revision) {
        true => (StatusCode::NOT_MODIFIED, tag).into_response(),
        false => (tag, Json(document)).into_response(),
    })
}

/// Make a namespace what the document says, in one transaction: what the document lacks goes, what is
/// the same stays untouched. Another name in the document renames it.
#[utoipa::path(put, path = "/vitrine/v1/metadefs/namespaces/{namespace}/document", tag = "vitrine",
    params(NamespacePath,
        ("If-Match" = Option<String>, Header, description = "The state that is replaced; * for any"),
        ("If-None-Match" = Option<String>, Header, description = "* to add a namespace"),
        ("dry_run" = Option<bool>, Query, description = "Only tell what would change; the ETag is the state to name in If-Match then"),
    ),
    request_body = Document,
    responses(
        (status = 200, description = "It is done: what changed, and what is odd about the document", body = Applied, headers(("ETag" = String, description = "The state now"))),
        (status = 201, description = "The namespace was added", body = Applied, headers(("ETag" = String, description = "The state now"))),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or something would go from a protected namespace"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
        (status = 409, description = "The name is taken, or something in the document stands twice"),
        (status = 412, description = "The namespace has another state"),
        (status = 413, description = "Too large, or too much for one namespace"),
        (status = 428, description = "Neither If-Match nor If-None-Match: *"),
    ))]
pub async fn replace_document(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    Pairs(pairs): Pairs,
    headers: HeaderMap,
    DefinitionBody(body): DefinitionBody<WHOLE_NAMESPACE>,
) -> Result<Response, ApiError> {
    only(&pairs, &["dry_run"])?;
    let is_dry_run = flag(&pairs, "dry_run")?;
    let known = known(&headers)?;
    let name = segment(&path.namespace)?;
    let metadefs = &state.services.metadefs;
    let (namespace, applied) = match is_dry_run {
        true => metadefs.plan(&ctx, name, &known, &body).await?,
        false => metadefs.replace(&ctx, name, &known, &body).await?,
    };
    let is_made = !is_dry_run && known == Known::Nothing;
    let status = if is_made { StatusCode::CREATED } else { StatusCode::OK };
    let tag = namespace.map(|namespace| [(header::ETAG, tag(&namespace.revision()))]);
    Ok((status, tag.map(AppendHeaders), Json(applied)).into_response())
}
