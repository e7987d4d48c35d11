//! `/vitrine/v1/metadefs`: what there is about metadata definitions beyond the Image API.

mod enforcement;
mod json_schema;
mod namespace_usage;
mod orphans;
mod report;
mod usage;
mod validate;

use serde::Deserialize;
use url::form_urlencoded::Serializer;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::rest::methods::only;
use crate::state::AppState;

/// The namespace of a path.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct NamespacePath {
    /// The namespace's name.
    namespace: String,
}

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only("GET", routes!(json_schema::json_schema)))
        .routes(only("POST", routes!(validate::validate_properties)))
        .routes(only("GET", routes!(report::report)))
        .routes(only("GET", routes!(usage::images_with)))
        .routes(only("GET", routes!(orphans::orphans)))
        .routes(only("GET", routes!(namespace_usage::namespace_usage)))
        .routes(only("GET, PUT", routes!(enforcement::show_enforcement, enforcement::set_enforcement)))
}

/// The list's own address with another marker; every other parameter is kept.
fn link(path: &str, pairs: &[(String, String)], marker: &str) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(key, _)| key != "marker"));
    query.append_pair("marker", marker);
    format!("{path}?{}", query.finish())
}
