//! `/v3/services`, `/v3/endpoints` and `/v3/regions`, and the catalog that tokens carry.

pub mod document;
mod endpoints;
mod regions;
mod services;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(services::list, services::create))
        .routes(routes!(services::show, services::update, services::delete))
        .routes(routes!(endpoints::list, endpoints::create))
        .routes(routes!(endpoints::show, endpoints::update, endpoints::delete))
        .routes(routes!(regions::list, regions::create))
        .routes(routes!(regions::show, regions::update, regions::delete))
}
