//! `GET /vitrine/v1/metadefs/namespaces/{namespace}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vitrine_wire::metadef::Document;

use super::known::tag;
use super::{NamespacePath, segment};
use crate::rest::conditional::knows;
use crate::rest::error::ApiError;
use crate::rest::extract::Asker;
use crate::rest::fault::languages;
use crate::state::AppState;

/// Show a namespace with its texts in the language that the request accepts, as far as they are
/// translated; the rest as the namespace itself has them.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}", tag = "vitrine",
    params(NamespacePath,
        ("Accept-Language" = Option<String>, Header, description = "As `pt-BR, fr;q=0.8`"),
        ("If-None-Match" = Option<String>, Header, description = "Entity tags that the client has"),
    ),
    responses(
        (status = 200, description = "The document, without translations", body = Document, headers(
            ("Content-Language" = String, description = "The language of the texts, if they are translated"),
            ("ETag" = String, description = "The state and the language"),
        )),
        (status = 304, description = "The client has it already"),
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
    let tags: Vec<&str> = document.translations.keys().map(String::as_str).collect();
    let language = languages(&headers).choose(&tags).map(str::to_owned);
    let state = format!("{}-{}", namespace.revision(), language.as_deref().unwrap_or("own"));
    let mut head = vec![(header::VARY, "Accept-Language".to_owned()), (header::ETAG, tag(&state))];
    let mut response = if knows(&headers, &state) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let document = match &language {
            Some(language) => document.in_language(language),
            None => document,
        };
        Json(Document { translations: Default::default(), ..document }).into_response()
    };
    head.extend(language.map(|language| (header::CONTENT_LANGUAGE, language)));
    for (name, value) in head {
        if let Ok(value) = value.parse() {
            response.headers_mut().append(name, value);
        }
    }
    Ok(response)
}
