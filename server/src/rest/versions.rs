//! The versions document: which minors of the API there are.

use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use super::accept::prefers_html;
use super::links::BaseUrl;
use crate::state::AppState;

/// The minors of a site with one store and no cache, in the order clients know.
const MINORS: &[u8] = &[15, 9, 17, 7, 6, 5, 4, 3, 2, 1, 0];
/// The newest of them.
const CURRENT: u8 = 17;

#[derive(Serialize, ToSchema)]
struct Versions {
    versions: Vec<Version>,
}

#[derive(Serialize, ToSchema)]
struct Version {
    /// `v2.` and a minor.
    id: String,
    status: VersionStatus,
    links: Vec<VersionLink>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum VersionStatus {
    Current,
    Supported,
}

#[derive(Serialize, ToSchema)]
struct VersionLink {
    rel: &'static str,
    href: String,
}

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(for_any_verb(StatusCode::MULTIPLE_CHOICES, routes!(root)))
        .routes(for_any_verb(StatusCode::OK, routes!(versions)))
}

/// Glance compat: whatever the verb, the answer is the document.
fn for_any_verb(status: StatusCode, routes: UtoipaMethodRouter<AppState>) -> UtoipaMethodRouter<AppState> {
    let (schemas, paths, handlers) = routes;
    let answer = move |base: BaseUrl| async move { document(status, &base) };
    (schemas, paths, handlers.fallback(answer))
}

/// Is `v2.<minor>` one of ours?
pub fn is_known_minor(segment: &str) -> bool {
    let minor = segment.strip_prefix("v2.").and_then(|digits| digits.parse::<u8>().ok());
    minor.is_some_and(|minor| MINORS.contains(&minor) && segment == format!("v2.{minor}"))
}

/// The document, with a status that tells whether it was asked for.
pub fn document(status: StatusCode, base: &BaseUrl) -> Response {
    let version = |&minor: &u8| Version {
        id: format!("v2.{minor}"),
        status: if minor == CURRENT { VersionStatus::Current } else { VersionStatus::Supported },
        links: vec![VersionLink { rel: "self", href: format!("{}/v2/", base.0) }],
    };
    (status, Json(Versions { versions: MINORS.iter().map(version).collect() })).into_response()
}

/// The API versions; browsers are sent to the dashboard.
#[utoipa::path(get, path = "/", tag = "versions", security(()), responses(
    (status = 300, description = "The versions of the API", body = Versions),
    (status = 303, description = "To the dashboard, for browsers"),
))]
async fn root(headers: HeaderMap, base: BaseUrl) -> Response {
    if prefers_html(&headers) {
        let to = vitrine_app::routes::home();
        return (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::VARY, "Accept".to_owned())])
            .into_response();
    }
    document(StatusCode::MULTIPLE_CHOICES, &base)
}

/// The API versions.
#[utoipa::path(get, path = "/versions", tag = "versions", security(()), responses(
    (status = 200, description = "The versions of the API", body = Versions),
))]
async fn versions(base: BaseUrl) -> Response {
    document(StatusCode::OK, &base)
}
