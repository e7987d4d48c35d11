//! `GET /v2/metadefs/namespaces/{namespace}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
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
    let is_known = |edition: &str| knows(&headers, edition);
    let shown = metadefs.show(&ctx, path.name()?, resource_type, is_known).await?;
    Ok(match shown {
        Shown::Unchanged(namespace) => {
            (StatusCode::NOT_MODIFIED, [(header::ETAG, tag(&metadefs.edition(&namespace)))]).into_response()
        }
        Shown::Whole(namespace, contents) => {
            let tag = tag(&metadefs.edition(&namespace));
            ([(header::ETAG, tag)], Json(publish::whole(namespace, contents))).into_response()
        }
    })
}

/// The namespace's edition as an entity tag. Weak: the same state may be written in other words.
fn tag(edition: &str) -> String {
    format!("W/\"{edition}\"")
}
