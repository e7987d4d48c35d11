//! Error bodies of the identity service: one line of JSON, keys sorted.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use vitrine_app::preferences::Lang;

use super::MOUNT;
use super::bearer::Asker;
use super::request::METHODS;
use crate::i18n;
use crate::rest::authenticate::challenged;
use crate::rest::error::{ApiError, Fault};
use crate::rest::fault::language;
use crate::rest::links::base_url;
use crate::state::AppState;

/// Writes the body of an answer that carries a [`Fault`].
pub async fn render(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let asker = Asker::default();
    parts.extensions.insert(asker.clone());
    let lang = language(&parts.headers);
    let method = parts.method.clone();
    let base = base_url(state.public_endpoint.0.as_deref(), &parts);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(ctx) = asker.known() {
        // For the audit: who was it that this answer refuses?
        response.extensions_mut().insert(ctx.clone());
    }
    finished(response, &method, lang, &base)
}

/// An error's whole answer, for paths that no route here has.
pub fn refusal(error: ApiError, parts: &Parts, base: &str) -> Response {
    finished(error.into_response(), &parts.method, language(&parts.headers), base)
}

fn finished(mut response: Response, method: &Method, lang: Lang, base: &str) -> Response {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("X-Auth-Token"));
    let Some(fault) = response.extensions_mut().remove::<Fault>() else {
        return other_verb(response, method, lang);
    };
    let status = response.status();
    let explanation = &fault.explanation;
    let id = match explanation.id {
        "error-unauthenticated" => "identity-unauthenticated",
        "error-policy" => "identity-policy",
        "error-token-not-found" => "identity-token-not-found",
        "error-bad-json" => "identity-bad-json",
        "error-too-long" => "identity-too-long",
        "error-unknown-value" => "identity-value",
        id if id.starts_with("error-schema-") => "identity-value",
        other => other,
    };
    let mut document = json!({"error": {
        "code": status.as_u16(),
        "message": i18n::message(lang, id, &explanation.args),
        "title": status.canonical_reason().unwrap_or_default(),
    }});
    if id == "error-unsupported-method" {
        document["error"]["identity"] = json!({"methods": METHODS});
    }
    write(&mut response, format!("{document}\n"));
    let is_stranger = status == StatusCode::UNAUTHORIZED;
    if is_stranger { challenged(response, &format!("{base}{MOUNT}/v3")) } else { response }
}

/// Keystone compat: `OPTIONS` tells the verbs of any route; others that it lacks get a body of their own.
fn other_verb(mut response: Response, method: &Method, lang: Lang) -> Response {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response;
    }
    if method == Method::OPTIONS {
        *response.status_mut() = StatusCode::OK;
    } else {
        let document = json!({"message": i18n::message(lang, "identity-method", &[])});
        write(&mut response, format!("{document}\n"));
    }
    response
}

fn write(response: &mut Response, body: String) {
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from(body);
}
