//! `/vitrine/v1/metadefs`: what the catalog of metadata definitions offers beyond the Image API.

mod document;
mod enforcement;
mod history;
mod import;
mod json_schema;
mod known;
mod localised;
mod namespace_usage;
mod orphans;
mod report;
mod search;
mod usage;
mod validate;

pub use import::publish as import_row;
use serde::Deserialize;
use url::form_urlencoded::Serializer;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::rest::error::ApiError;
use crate::rest::methods::only;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only("GET", routes!(localised::show_localised)))
        .routes(only("GET, PUT", routes!(document::show_document, document::replace_document)))
        .routes(only("GET", routes!(history::list_versions)))
        .routes(only("GET", routes!(history::show_version)))
        .routes(only("GET", routes!(history::diff_versions)))
        .routes(only("POST", routes!(history::revert)))
        .routes(only("POST", routes!(import::import)))
        .routes(only("GET", routes!(search::search_metadefs)))
        .routes(only("GET", routes!(json_schema::json_schema)))
        .routes(only("POST", routes!(validate::validate_properties)))
        .routes(only("GET", routes!(report::report)))
        .routes(only("GET", routes!(usage::images_with)))
        .routes(only("GET", routes!(orphans::orphans)))
        .routes(only("GET", routes!(namespace_usage::namespace_usage)))
        .routes(only("GET, PUT", routes!(enforcement::show_enforcement, enforcement::set_enforcement)))
}

/// The namespace of a path.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct NamespacePath {
    /// The namespace's name.
    namespace: String,
}

/// A version of the namespace of a path.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct VersionPath {
    /// The namespace's name.
    namespace: String,
    /// Which state.
    version: i64,
}

/// A name that the Image API could not address is none here either.
fn segment(name: &str) -> Result<&str, ApiError> {
    if name.contains('/') { Err(ApiError::NoSuchPath) } else { Ok(name) }
}

/// The list's own address with another marker; every other parameter is kept.
fn link(path: &str, pairs: &[(String, String)], marker: &str) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(key, _)| key != "marker"));
    query.append_pair("marker", marker);
    format!("{path}?{}", query.finish())
}
