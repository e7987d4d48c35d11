//! The audit, from the requests that leave rows to the list that administrators read.

mod changes;
mod identity;
mod keeping;
mod list;
mod refusals;

use vitrine_domain::Ctx;
use vitrine_domain::audit::{AuditQuery, Event};

use crate::support::TestApp;

/// Where the tests' requests come from.
const HERE: &str = "192.0.2.7";

/// Every event, the oldest first.
async fn events(app: &TestApp) -> Vec<Event> {
    let audit = &app.app().state.services.audit;
    audit.settle().await;
    let query = AuditQuery { limit: 1_000, ..AuditQuery::default() };
    let mut events = audit.list(&Ctx::internal("test"), &query).await.unwrap().events;
    events.reverse();
    events
}

/// The events of one request.
async fn of_request(app: &TestApp, request: &str) -> Vec<Event> {
    let mut events = events(app).await;
    events.retain(|event| event.request_id == request);
    events
}

/// An event's action, outcome and code.
fn gist(event: &Event) -> (&str, &str, &str) {
    (event.action.name(), event.outcome.as_str(), event.code.as_deref().unwrap_or_default())
}
