//! What happened, for the dashboard's audit page.

use leptos::prelude::*;
use vitrine_wire::audit::{AuditList, AuditTableQuery};

use super::UiError;

/// A page of events, newest first.
#[server(prefix = "/dashboard/rpc", endpoint = "audit/list", input = leptos::server_fn::codec::Json)]
pub async fn load_audit(query: AuditTableQuery) -> Result<AuditList, UiError> {
    use vitrine_domain::audit::AuditQuery;

    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let AuditTableQuery { action, outcome, user, target, marker } = query;
    let pairs =
        [("action", action), ("outcome", outcome), ("user_id", user), ("target", target), ("marker", marker)];
    let given = pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    let page = async {
        let query = AuditQuery::parse(&given.collect::<Vec<_>>())?;
        services.audit.list(&ctx, &query).await
    };
    let page = page.await.map_err(|error| backend::refuse(&error))?;
    let next = page.next.map(|marker| marker.to_string());
    Ok(AuditList { events: page.events.into_iter().map(shown).collect(), next })
}

/// The event as the page shows it.
#[cfg(feature = "ssr")]
fn shown(event: vitrine_domain::audit::Event) -> vitrine_wire::audit::AuditEvent {
    vitrine_wire::audit::AuditEvent {
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
