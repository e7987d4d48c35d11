//! Error bodies of the identity service: one line of JSON, keys sorted.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::json;

use crate::i18n;
use crate::rest::authenticate::challenged;
use crate::rest::error::Fault;
use crate::rest::fault::language;
use crate::rest::links::base_url;
use crate::state::AppState;

/// Writes the body of an answer that carries a [`Fault`].
pub async fn render(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let lang = language(&parts.headers);
    let base = base_url(state.public_endpoint.0.as_deref(), &parts);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("X-Auth-Token"));
    let Some(fault) = response.extensions_mut().remove::<Fault>() else {
        return response;
    };
    let status = response.status();
    let explanation = &fault.explanation;
    let id = if status == StatusCode::UNAUTHORIZED { "identity-unauthenticated" } else { explanation.id };
    let document = json!({"error": {
        "code": status.as_u16(),
        "message": i18n::message(lang, id, &explanation.args),
        "title": status.canonical_reason().unwrap_or_default(),
    }});
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from(format!("{document}\n"));
    if status == StatusCode::UNAUTHORIZED { challenged(response, &base) } else { response }
}
