//! Who did what, from where, and what became of it: one event for each change and each refusal.
//!
//! Services call [`Audit::record`] at the end of each changing method. A success is written before the
//! method returns. Refusals and failures wait in a bounded queue for [`Keeper`], which writes only so
//! many of them for each address and minute and counts the rest, so that a flood fills no disk. Events
//! hold names of fields, never their values. See ADR 0008.

mod action;
mod event;
mod keeper;
mod notes;
mod ports;
mod query;
mod sampler;
mod service;

pub use action::Action;
pub use event::{Entry, Event, Outcome, Who};
pub use keeper::Keeper;
pub use notes::Notes;
pub use ports::AuditLog;
pub use query::AuditQuery;
pub use service::{Audit, AuditPage, Retention};
