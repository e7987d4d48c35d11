//! `/v2/info`: what this site can do with data.

use axum::Json;
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::rest::methods::only;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only("GET", routes!(show_import)))
        .routes(only("GET", routes!(list_stores)))
        .routes(only("GET", routes!(list_stores_in_detail)))
}

/// Show by which methods images can be imported. There is none yet.
#[utoipa::path(get, path = "/v2/info/import", tag = "images", responses(
    (status = 200, description = "`{\"import-methods\": {\"value\": […], …}}`", body = Value),
    (status = 401, description = "No valid token"),
))]
async fn show_import(_: Asker, _: NoBody) -> Json<Value> {
    let methods: [&str; 0] = [];
    let told = json!({"description": "Import methods available.", "type": "array", "value": methods});
    Json(json!({"import-methods": told}))
}

/// List the stores that data can go to, where there are several. Here is one.
#[utoipa::path(get, path = "/v2/info/stores", tag = "images", responses(
    (status = 401, description = "No valid token"),
    (status = 404, description = "This site has one store"),
))]
async fn list_stores(_: Asker, _: NoBody) -> ApiError {
    ApiError::OneStore
}

/// List the stores with what an operator set for each, where there are several. Here is one.
#[utoipa::path(get, path = "/v2/info/stores/detail", tag = "images", responses(
    (status = 401, description = "No valid token"),
    (status = 404, description = "This site has one store"),
))]
async fn list_stores_in_detail(_: Asker, _: NoBody) -> ApiError {
    ApiError::OneStore
}
