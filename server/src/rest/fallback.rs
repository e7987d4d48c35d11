//! Paths that no route has, and the spellings of paths that mean a route of another spelling.

use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::authenticate::{refused, vouched};
use super::error::ApiError;
use super::identity::{self, MOUNT};
use super::links::{BaseUrl, base_url};
use super::versions::{document, is_known_minor};
use crate::state::AppState;

/// The media type that asks for a version without one in the path.
const VERSIONED: &str = "application/vnd.openstack.images-";
/// What the identity service's routes begin with.
const IDENTITY: &str = "/identity/v3/";

/// What the routes of the metadata definitions begin with.
const METADEFS: &str = "/v2/metadefs/";

/// Answers what no route took: 404 below `/v2/` for authenticated callers, else the versions document.
pub async fn unknown_path(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let base = base_url(state.public_endpoint.0.as_deref(), &parts);
    let path = parts.uri.path();
    let usual = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::PATCH];
    if !usual.contains(&parts.method) {
        return ApiError::UnknownVerb.into_response();
    }
    if path == "/v2" {
        return (StatusCode::FOUND, [(header::LOCATION, format!("{base}/v2/"))]).into_response();
    }
    if path.starts_with("/v2/") {
        return match vouched(&state, &parts).await {
            Ok(_) => ApiError::NoSuchPath.into_response(),
            Err(error) => refused(&state, error, &parts),
        };
    }
    if path.strip_prefix(MOUNT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
        return identity::fault::refusal(ApiError::NoSuchPath, &parts, &base);
    }
    let own = ["/vitrine/", "/docs/"];
    if own.iter().any(|prefix| path.starts_with(prefix)) {
        return ApiError::NoSuchPath.into_response();
    }
    document(StatusCode::MULTIPLE_CHOICES, &BaseUrl(base))
}

/// Rewrites `/v2.7/…` to `/v2/…`, drops what identity clients leave at the end, and prefixes the path of a client that names its version in `Accept`.
pub fn normalize_path<B>(mut request: axum::http::Request<B>) -> axum::http::Request<B> {
    if let Some(path) = rewritten(&request)
        && let Some(uri) = with_path(request.uri(), &path)
    {
        *request.uri_mut() = uri;
    }
    request
}

fn rewritten<B>(request: &axum::http::Request<B>) -> Option<String> {
    let path = request.uri().path();
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    if is_known_minor(first) {
        let plain = path.replacen(first, "v2", 1);
        let route = plain.strip_suffix('/').filter(|route| route.starts_with(METADEFS));
        return match route.filter(|route| forgives_slash(request.method(), route)) {
            Some(route) => Some(route.to_owned()),
            None => Some(plain),
        };
    }
    if path == "/versions/" {
        return Some("/versions".to_owned());
    }
    // Keystone compat: a slash at the end is forgiven.
    if let Some(route) = path.strip_suffix('/').filter(|route| route.starts_with(IDENTITY)) {
        return Some(route.to_owned());
    }
    if let Some(route) = path.strip_suffix('/').filter(|route| route.starts_with(METADEFS)) {
        return forgives_slash(request.method(), route).then(|| route.to_owned());
    }
    let accept = request.headers().get(header::ACCEPT)?.to_str().ok()?;
    let version = accept.strip_prefix(VERSIONED)?;
    (version == "v2" || is_known_minor(version)).then(|| format!("/v2{path}"))
}

/// Published examples of the metadata definitions end in a slash. Not where the last name is missing from a
/// removal: that must not become the removal of everything.
fn forgives_slash(method: &Method, route: &str) -> bool {
    let removes_all = ["/objects", "/properties", "/tags", "/resource_types", "/namespaces"];
    method != Method::DELETE || !removes_all.iter().any(|end| route.ends_with(end))
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let target = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target).ok()?);
    Uri::from_parts(parts).ok()
}
