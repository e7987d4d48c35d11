//! `GET /vitrine/v1/audit`: who did what, for administrators.

use axum::Json;
use axum::extract::State;
use url::form_urlencoded::Serializer;
use vitrine_domain::audit::{AuditQuery, Event};
use vitrine_wire::audit::{AuditEvent, AuditList};

use super::error::ApiError;
use super::extract::{Asker, Pairs};
use crate::state::AppState;

const PATH: &str = "/vitrine/v1/audit";

/// Who did what, newest first: changes, and what was refused.
#[utoipa::path(get, path = "/vitrine/v1/audit", tag = "vitrine",
    params(
        ("action" = Option<String>, Query, description = "As `image.delete`"),
        ("outcome" = Option<String>, Query, description = "success, denied or failed"),
        ("user_id" = Option<String>, Query, description = "Who did it"),
        ("project_id" = Option<String>, Query, description = "The project that it was done from"),
        ("target" = Option<String>, Query, description = "Id of the object that it was done to"),
        ("since" = Option<String>, Query, description = "From this moment on (RFC 3339)"),
        ("until" = Option<String>, Query, description = "Before this moment (RFC 3339)"),
        ("limit" = Option<u32>, Query, description = "Events on the page: 1 to 1000, default 100"),
        ("marker" = Option<i64>, Query, description = "Id of the last event of the page before"),
    ),
    responses(
        (status = 200, description = "A page of events", body = AuditList),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller is no administrator"),
    ))]
pub async fn list(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Pairs(pairs): Pairs,
) -> Result<Json<AuditList>, ApiError> {
    let query = AuditQuery::parse(&pairs)?;
    let page = state.services.audit.list(&ctx, &query).await?;
    let next = page.next.map(|marker| link(&pairs, marker));
    Ok(Json(AuditList { events: page.events.into_iter().map(publish).collect(), next }))
}

fn link(pairs: &[(String, String)], marker: i64) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(key, _)| key != "marker"));
    query.append_pair("marker", &marker.to_string());
    format!("{PATH}?{}", query.finish())
}

/// The event as it travels.
pub fn publish(event: Event) -> AuditEvent {
    AuditEvent {
        id: event.id,
        at: event.at,
        request_id: event.request_id,
        user_id: event.who.user_id,
        user_name: event.who.user_name,
        project_id: event.who.project_id,
        address: event.who.address.map(|address| address.to_string()),
        action: event.action.name().to_owned(),
        target_kind: event.target_kind,
        target_id: event.target_id,
        outcome: event.outcome.as_str().to_owned(),
        code: event.code,
        fields: event.fields.split_whitespace().map(str::to_owned).collect(),
        count: event.count,
    }
}
