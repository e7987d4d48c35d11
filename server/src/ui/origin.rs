//! Cookies travel with requests that other sites cause, so a request that changes something must come
//! from a page of ours.

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::middleware::Reached;
use crate::state::AppState;

/// Refuses unsafe requests whose origin is another, or unknown.
pub async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let base = state.public_endpoint.0.as_deref();
    let reached = request.extensions().get::<Reached>().cloned().unwrap_or_default();
    if is_safe || is_own(request.headers(), request.uri(), base, &reached) {
        return next.run(request).await;
    }
    tracing::debug!("refused a request from another origin");
    StatusCode::FORBIDDEN.into_response()
}

/// `Sec-Fetch-Site` decides where a browser sends it; else `Origin` must name our host, as the client
/// calls it or as it is configured. Behind TLS a page without it is not ours.
fn is_own(headers: &HeaderMap, uri: &Uri, configured: Option<&str>, reached: &Reached) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return false };
    if configured.is_some_and(|endpoint| {
        url::Url::parse(endpoint).is_ok_and(|url| url.origin().ascii_serialization() == origin)
    }) {
        return true;
    }
    // HTTP/2 has no `Host`; there the address names the host.
    let named = || text(header::HOST.as_str()).or_else(|| uri.authority().map(Authority::as_str));
    let host = reached.host.as_deref().or_else(named);
    let scheme = if reached.is_secure { "https" } else { "http" };
    origin.split_once("://").is_some_and(|said| Some(said.1) == host && said.0 == scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        for (pairs, expected) in [
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "same-site")], false),
            (vec![("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")], false),
            (vec![("sec-fetch-site", "none")], false),
            (vec![("origin", "http://a:9292"), ("host", "a:9292")], true),
            (vec![("origin", "http://b"), ("host", "a")], false),
            (vec![("origin", "null"), ("host", "a")], false),
            (vec![("host", "a")], false),
        ] {
            let uri = Uri::from_static("/dashboard/login");
            assert_eq!(is_own(&headers(&pairs), &uri, None, &Reached::default()), expected, "{pairs:?}");
        }
    }

    #[test]
    fn behind_tls_only_pages_that_came_over_it_count() {
        let secure = Reached { is_secure: true, host: None };
        let behind = Reached { is_secure: true, host: Some("images.example".to_owned()) };
        let own = |origin: &str, configured: Option<&str>, reached: &Reached| {
            let uri = Uri::from_static("/dashboard/login");
            is_own(&headers(&[("origin", origin), ("host", "a:9292")]), &uri, configured, reached)
        };
        assert!(own("https://a:9292", None, &secure));
        assert!(!own("http://a:9292", None, &secure));
        assert!(own("https://images.example", None, &behind));
        assert!(!own("https://a:9292", None, &behind));
        assert!(own("https://images.example", Some("https://images.example/"), &secure));
        assert!(!own("https://images.example.evil", Some("https://images.example/"), &secure));
    }

    #[test]
    fn the_address_of_http_2_names_the_host() {
        let secure = Reached { is_secure: true, host: None };
        let uri = Uri::from_static("https://a:9292/dashboard/login");
        let own = |origin: &str| is_own(&headers(&[("origin", origin)]), &uri, None, &secure);
        assert!(own("https://a:9292"));
        assert!(!own("https://b:9292"));
        assert!(!own("http://a:9292"));
    }
}
