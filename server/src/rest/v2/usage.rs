//! `GET /v2/info/usage`: what the caller's project has, and may have.

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::methods::only;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(only("GET", routes!(show_usage)))
}

/// Show what the caller's project uses of what it may. Empty where projects have no limits.
#[utoipa::path(get, path = "/v2/info/usage", tag = "images", responses(
    (status = 200, description = "`{\"usage\": {\"image_size_total\": {\"usage\": 1, \"limit\": 10}, …}}`, sizes in MiB", body = Value),
    (status = 401, description = "No valid token"),
    (status = 403, description = "The token has no project"),
))]
async fn show_usage(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
) -> Result<Json<Value>, ApiError> {
    let lines = state
        .services
        .quota
        .usage(&ctx)
        .await?
        .into_iter()
        .map(|line| (line.resource.name().to_owned(), json!({"usage": line.usage, "limit": line.limit})));
    Ok(Json(json!({"usage": lines.collect::<Map<_, _>>()})))
}
