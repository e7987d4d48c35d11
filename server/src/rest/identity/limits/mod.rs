//! `/v3/limits` and `/v3/registered_limits`: what projects may have, as Keystone's clients set it.

mod body;
mod projects;
mod registered;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::middleware::from_fn_with_state;
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vitrine_domain::quota::LimitFilter;

use super::MOUNT;
use crate::rest::authenticate::authenticate;
use crate::rest::error::ApiError;
use crate::rest::extract::Asker;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

pub fn routes(state: &AppState) -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(model))
        .routes(routes!(registered::list, registered::create))
        .routes(routes!(registered::show, registered::update, registered::delete))
        .routes(routes!(projects::list, projects::create))
        .routes(routes!(projects::show, projects::update, projects::delete))
        .layer(from_fn_with_state(state.clone(), authenticate))
}

/// How limits are enforced.
#[utoipa::path(get, path = "/identity/v3/limits/model", tag = "identity", responses(
    (status = 200, description = "Each project for itself", body = Value),
    (status = 401, description = "No valid token"),
))]
async fn model(State(state): State<AppState>, Asker(ctx): Asker) -> Result<Json<Value>, ApiError> {
    state.services.limits.model(&ctx)?;
    let description = "Every project is measured by its own limits; projects above or below it do not count.";
    Ok(Json(json!({"model": {"name": "flat", "description": description}})))
}

/// The filters of a list; others are not looked at.
fn filter(pairs: &[(String, String)]) -> LimitFilter {
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    LimitFilter {
        project_id: value("project_id"),
        service_id: value("service_id"),
        region_id: value("region_id"),
        resource_name: value("resource_name"),
    }
}

/// The frame of a list.
fn listed(name: &str, rows: Vec<Value>, base: &BaseUrl, uri: &OriginalUri) -> Value {
    let target = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    json!({name: rows, "links": {"next": null, "self": format!("{}{target}", base.0), "previous": null}})
}

fn link(base: &BaseUrl, collection: &str, id: &str) -> Value {
    json!({"self": format!("{}{MOUNT}/v3/{collection}/{id}", base.0)})
}
