//! Headers that every answer carries, whoever wrote it.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::client::Reached;

/// What a page may do when it did not say so itself: nothing but look like a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// Seconds after which it is worth trying again when something was not available.
const SOON: HeaderValue = HeaderValue::from_static("5");

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Seconds that browsers are told to come back over TLS only; nothing is said where it is 0.
#[derive(Clone, Copy, Debug)]
pub struct Hsts(pub u64);

pub async fn add(State(Hsts(seconds)): State<Hsts>, request: Request, next: Next) -> Response {
    let is_secure = request.extensions().get::<Reached>().is_some_and(|reached| reached.is_secure);
    let has_token = request.headers().contains_key("x-auth-token");
    let mut response = next.run(request).await;
    let is_busy = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    set_defaults(headers);
    if has_token {
        // What one caller got is not for the caches of others.
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private"));
    }
    if is_busy {
        headers.entry(header::RETRY_AFTER).or_insert(SOON);
    }
    if is_secure
        && seconds > 0
        && let Ok(value) = HeaderValue::try_from(format!("max-age={seconds}"))
    {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}

fn set_defaults(headers: &mut HeaderMap) {
    let defaults: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (OPENER_POLICY, "same-origin"),
        (RESOURCE_POLICY, "same-origin"),
    ];
    for (name, value) in defaults {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}
