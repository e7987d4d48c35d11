//! Who did what.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// An event: a change, or something that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEvent {
    pub id: i64,
    pub at: Timestamp,
    /// As in `X-Openstack-Request-Id` and in the log.
    pub request_id: String,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
    pub project_id: Option<String>,
    pub address: Option<String>,
    /// As `image.delete`.
    pub action: String,
    /// What sort of object `target_id` names.
    pub target_kind: String,
    pub target_id: String,
    /// success, denied or failed.
    pub outcome: String,
    /// Which error it was, unless it succeeded.
    pub code: Option<String>,
    /// Names of the fields that changed.
    pub fields: Vec<String>,
    /// How many events this stands for: more than one where refusals were only counted.
    pub count: u64,
}

/// A page of events, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditList {
    pub events: Vec<AuditEvent>,
    /// Where the next page is, if there is one.
    pub next: Option<String>,
}

/// Which events the dashboard's table holds; all conditions must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditTableQuery {
    pub action: Option<String>,
    pub outcome: Option<String>,
    /// Who did it, by id.
    pub user: Option<String>,
    /// What it was done to, by id.
    pub target: Option<String>,
    /// The last event of the page before.
    pub marker: Option<String>,
}
