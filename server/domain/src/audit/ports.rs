//! What the audit needs from the outside.

use async_trait::async_trait;
use vitrine_wire::Timestamp;

use super::{AuditQuery, Event};
use crate::error::Result;

/// Rows of the audit. Nothing changes them.
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// Adds events; their ids are the log's to give.
    async fn append(&self, events: &[Event]) -> Result<()>;

    /// The newest events that fit the query, at most `limit`, from behind its marker on.
    /// [`crate::error::Fault::UnknownValue`] when there is no such event.
    async fn list(&self, query: &AuditQuery, limit: usize) -> Result<Vec<Event>>;

    /// Forgets what is older than `before`, and the oldest beyond `max_rows`.
    async fn prune(&self, before: Option<Timestamp>, max_rows: Option<u64>) -> Result<u64>;
}
