//! `GET /vitrine/v1/metadefs/namespaces/{namespace}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use vitrine_wire::metadef::Document;

use super::known::tag;
use super::{NamespacePath, segment};
use crate::rest::error::ApiError;
use crate::rest::extract::Asker;
use crate::rest::fault::language;
use crate::state::AppState;

/// Show a namespace with its texts in the language that the request accepts, as far as they are
/// translated; the rest as the namespace itself has them.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}", tag = "vitrine",
    params(NamespacePath,
        ("Accept-Language" = Option<String>, Header, description = "As `zh-CN`"),
    ),
    responses(
        (status = 200, description = "The document, without translations", body = Document, headers(
            ("Content-Language" = String, description = "The language of the texts, if they are translated"),
            ("ETag" = String, description = "The state and the language"),
        )),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn show_localised(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (namespace, document) = state.services.metadefs.document(&ctx, segment(&path.namespace)?).await?;
    let wanted = language(&headers).code();
    let is_translated = document.translations.contains_key(wanted);
    let localised = Document { translations: Default::default(), ..document.in_language(wanted) };
    let mut response = Json(localised).into_response();
    let mut head = vec![(header::VARY, "Accept-Language".to_owned())];
    head.push((header::ETAG, tag(&format!("{}-{wanted}", namespace.revision()))));
    if is_translated {
        head.push((header::CONTENT_LANGUAGE, wanted.to_owned()));
    }
    for (name, value) in head {
        if let Ok(value) = value.parse() {
            response.headers_mut().append(name, value);
        }
    }
    Ok(response)
}
