//! `GET /v2/metadefs/namespaces/{namespace}`.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vitrine_domain::Error;
use vitrine_domain::metadef::{Shown, publish, query};
use vitrine_wire::metadef::Namespace;

use super::NamespacePath;
use crate::rest::conditional::knows;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody, Pairs};
use crate::state::AppState;

/// Show a namespace with all it holds.
#[utoipa::path(get, path = "/v2/metadefs/namespaces/{namespace}", tag = "metadefs",
    params(NamespacePath,
        ("resource_type" = Option<String>, Query, description = "Show the properties as they are named on this type of resource"),
        ("If-None-Match" = Option<String>, Header, description = "Entity tags that the client has"),
    ),
    responses(
        (status = 200, description = "The namespace", body = Namespace, headers(("ETag" = String, description = "Changes with the namespace and all it holds"))),
        (status = 304, description = "The client has it already"),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn show_namespace(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<NamespacePath>,
    Pairs(pairs): Pairs,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let resource_type = query::show(&pairs)?;
    let metadefs = &state.services.metadefs;
    let mut kept = None;
    // What was written out before is not read again; whether the caller may see it was asked already.
    let is_known = |edition: &str| {
        kept = state.written.get(edition, resource_type);
        kept.is_some() || knows(&headers, edition)
    };
    let shown = metadefs.show(&ctx, path.name()?, resource_type, is_known).await?;
    let (edition, body) = match shown {
        Shown::Unchanged(namespace) => (metadefs.edition(&namespace), kept),
        Shown::Whole(namespace, contents) => {
            let edition = metadefs.edition(&namespace);
            let body = Bytes::from(
                serde_json::to_vec(&publish::whole(namespace, contents)).map_err(Error::internal)?,
            );
            state.written.keep(&edition, resource_type, body.clone());
            (edition, Some(body))
        }
    };
    let tag = [(header::ETAG, tag(&edition))];
    Ok(match body {
        Some(body) if !knows(&headers, &edition) => {
            (tag, [(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
        _ => (StatusCode::NOT_MODIFIED, tag).into_response(),
    })
}

/// The namespace's edition as an entity tag. Weak: the same state may be written in other words.
fn tag(edition: &str) -> String {
    format!("W/\"{edition}\"")
}
