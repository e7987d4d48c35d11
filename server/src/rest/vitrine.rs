//! `/vitrine/v1`: what this service offers beyond the Image API.

pub mod metadefs;

use axum::Json;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vitrine_wire::image::CreateOptions;

use super::audit;
use super::authenticate::authenticate;
use super::error::ApiError;
use super::extract::Asker;
use super::methods::only;
use crate::state::AppState;

pub fn routes(state: &AppState) -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only("GET", routes!(create_options)))
        .routes(only("GET", routes!(audit::list)))
        .merge(metadefs::routes())
        .layer(from_fn_with_state(state.clone(), authenticate))
}

/// What the caller may choose from when creating an image: formats, visibilities, the size limit.
#[utoipa::path(get, path = "/vitrine/v1/create-options", tag = "vitrine", responses(
    (status = 200, description = "The options", body = CreateOptions),
    (status = 401, description = "No valid token"),
    (status = 403, description = "The caller may not create images"),
))]
async fn create_options(
    State(state): State<AppState>,
    Asker(ctx): Asker,
) -> Result<Json<CreateOptions>, ApiError> {
    Ok(Json(state.services.images.create_options(&ctx)?))
}
