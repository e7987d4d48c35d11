//! `/vitrine/v1/metadefs/namespaces/{namespace}/document`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vitrine_domain::metadef::Known;
use vitrine_wire::metadef::{Applied, Document};

use super::known::{known, tag};
use super::{NamespacePath, segment};
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, WHOLE_NAMESPACE};
use crate::state::AppState;

/// Show a namespace as one document: the layout of definition files, with translations.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}/document", tag = "vitrine",
    params(NamespacePath),
    responses(
        (status = 200, description = "The document", body = Document, headers(("ETag" = String, description = "The state; for If-Match"))),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn show_document(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
) -> Result<([(HeaderName, String); 1], Json<Document>), ApiError> {
    let (namespace, document) = state.services.metadefs.document(&ctx, segment(&path.namespace)?).await?;
    Ok(([(header::ETAG, tag(&namespace.revision()))], Json(document)))
}

/// Make a namespace what the document says, in one transaction: what the document lacks goes, what is
/// the same stays untouched. Another name in the document renames it.
#[utoipa::path(put, path = "/vitrine/v1/metadefs/namespaces/{namespace}/document", tag = "vitrine",
    params(NamespacePath,
        ("If-Match" = Option<String>, Header, description = "The state that is replaced; * for any"),
        ("If-None-Match" = Option<String>, Header, description = "* to add a namespace"),
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
    headers: HeaderMap,
    DefinitionBody(body): DefinitionBody<WHOLE_NAMESPACE>,
) -> Result<Response, ApiError> {
    let known = known(&headers)?;
    let name = segment(&path.namespace)?;
    let (namespace, applied) = state.services.metadefs.replace(&ctx, name, &known, &body).await?;
    let status = if known == Known::Nothing { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, [(header::ETAG, tag(&namespace.revision()))], Json(applied)).into_response())
}
