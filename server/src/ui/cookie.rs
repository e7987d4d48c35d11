//! What TLS adds to cookies.
//!
//! Over TLS the session's cookie has a name that binds it to this host, and every cookie is `Secure`.
//! Whether a request came over TLS can differ from one to the next, behind a proxy that says so; so it
//! is added here, around everything that reads and writes cookies by their plain names.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::middleware::Reached;

/// The session's cookie, and its name over TLS: with the prefix, browsers take it from nobody but this
/// very host.
pub const SESSION: &str = "vitrine";
const BOUND: &str = "__Host-vitrine";

pub async fn dress(mut request: Request, next: Next) -> Response {
    let is_secure = request.extensions().get::<Reached>().is_some_and(|reached| reached.is_secure);
    if !is_secure {
        return next.run(request).await;
    }
    undress_request(request.headers_mut());
    let mut response = next.run(request).await;
    dress_response(response.headers_mut());
    response
}

/// The bound cookie under its plain name; one that came under the plain name is nobody's.
fn undress_request(headers: &mut HeaderMap) {
    let mut kept = Vec::new();
    for line in headers.get_all(header::COOKIE) {
        for pair in line.to_str().unwrap_or_default().split(';').map(str::trim) {
            match pair.split_once('=') {
                Some((BOUND, value)) => kept.push(format!("{SESSION}={value}")),
                Some((name, _)) if name != SESSION => kept.push(pair.to_owned()),
                _ => {}
            }
        }
    }
    headers.remove(header::COOKIE);
    if let Ok(value) = HeaderValue::try_from(kept.join("; "))
        && !kept.is_empty()
    {
        headers.insert(header::COOKIE, value);
    }
}

fn dress_response(headers: &mut HeaderMap) {
    let plain: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for value in plain {
        let text = value.to_str().unwrap_or_default();
        let (name, rest) = text.split_once('=').unwrap_or((text, ""));
        let name = if name == SESSION { BOUND } else { name };
        if let Ok(value) = HeaderValue::try_from(format!("{name}={rest}; Secure")) {
            headers.append(header::SET_COOKIE, value);
        }
    }
}
