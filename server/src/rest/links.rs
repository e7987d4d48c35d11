//! The address under which a client reached us, for links in answers.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use axum::http::uri::Authority;

use super::error::ApiError;
use crate::middleware::Reached;
use crate::state::{AppState, PublicEndpoint};

/// `scheme://host[:port]` without a slash at the end.
#[derive(Clone, Debug)]
pub struct BaseUrl(pub String);

impl FromRequestParts<AppState> for BaseUrl {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let PublicEndpoint(configured) = PublicEndpoint::from_ref(state);
        Ok(Self(base_url(configured.as_deref(), parts)))
    }
}

/// The configured endpoint, or what the request calls us, if that is an authority at all.
pub fn base_url(configured: Option<&str>, parts: &Parts) -> String {
    if let Some(endpoint) = configured {
        return endpoint.trim_end_matches('/').to_owned();
    }
    let reached = parts.extensions.get::<Reached>();
    let scheme = if reached.is_some_and(|reached| reached.is_secure) { "https" } else { "http" };
    let said = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = reached.and_then(|reached| reached.host.as_deref()).or(said);
    let host = host.or_else(|| parts.uri.authority().map(Authority::as_str));
    let host = host.filter(|host| host.parse::<Authority>().is_ok() && !host.contains('@'));
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}
