//! `/healthcheck`: is the program up, and for who may know, are the database and the store?

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vitrine_domain::policy::{Rule, Target};

use super::authenticate::vouched;
use super::extract::Pairs;
use crate::state::AppState;

#[derive(Serialize, ToSchema)]
struct Health {
    database: Condition,
    store: Condition,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Condition {
    Ok,
    Failing,
}

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(healthcheck))
}

/// Whether the service is up. `?detailed` with an administrator's token checks what it rests on.
#[utoipa::path(get, path = "/healthcheck", tag = "operations",
    params(("detailed" = Option<String>, Query, description = "Present: check the database and the store (administrators)")),
    responses(
        (status = 200, description = "`OK`, or the state of each part", body = Health),
        (status = 503, description = "A part is failing", body = Health),
    ))]
async fn healthcheck(State(state): State<AppState>, Pairs(query): Pairs, parts: Parts) -> Response {
    let wants_detail = query.iter().any(|(key, _)| key == "detailed");
    if !(wants_detail && may_know(&state, &parts).await) {
        return "OK".into_response();
    }
    let condition = |is_well: bool| if is_well { Condition::Ok } else { Condition::Failing };
    let health = Health {
        database: condition(state.database.check().await.is_ok()),
        store: condition(state.services.images.check_store().await.is_ok()),
    };
    let all_well = health.database == Condition::Ok && health.store == Condition::Ok;
    let status = if all_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(health)).into_response()
}

async fn may_know(state: &AppState, parts: &Parts) -> bool {
    let ctx = vouched(state, parts).await;
    ctx.is_ok_and(|ctx| state.policy.allows(&ctx.caller, Rule::HealthDetail, Target::default()))
}
