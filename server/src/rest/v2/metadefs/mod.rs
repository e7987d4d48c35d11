//! `/v2/metadefs`: the catalog of metadata definitions. Routes, and the paths that the verbs share.

mod namespaces;
mod objects;
mod properties;
mod resource_types;
mod tags;
mod written;

pub use written::Written;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;

use crate::rest::error::ApiError;
use crate::state::AppState;

/// The namespace of a path.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct NamespacePath {
    /// The namespace's name.
    namespace: String,
}

impl NamespacePath {
    fn name(&self) -> Result<&str, ApiError> {
        segment(&self.namespace)
    }
}

/// Something in a namespace.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct ChildPath {
    /// The namespace's name.
    namespace: String,
    /// The name of the thing in the namespace.
    name: String,
}

impl ChildPath {
    fn parts(&self) -> Result<(&str, &str), ApiError> {
        Ok((segment(&self.namespace)?, segment(&self.name)?))
    }
}

/// Glance compat: a name with a slash cannot be addressed, however it is escaped.
fn segment(name: &str) -> Result<&str, ApiError> {
    if name.contains('/') { Err(ApiError::NoSuchPath) } else { Ok(name) }
}

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(namespaces::routes())
        .merge(objects::routes())
        .merge(properties::routes())
        .merge(tags::routes())
        .merge(resource_types::routes())
}
