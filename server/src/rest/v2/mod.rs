//! The Image API, version 2.

mod images;
mod metadefs;
mod schemas;
mod stores;
mod usage;

pub use metadefs::Written;

use axum::middleware::from_fn_with_state;
use utoipa_axum::router::OpenApiRouter;

use super::authenticate::authenticate;
use crate::state::AppState;

/// Every route below `/v2`, behind the gate.
pub fn routes(state: &AppState) -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(images::routes())
        .merge(metadefs::routes())
        .merge(schemas::routes())
        .merge(stores::routes())
        .merge(usage::routes())
        .layer(from_fn_with_state(state.clone(), authenticate))
}
