//! Definitions before real images: which are used and where, which values do not fit, and what an
//! operator wants done about these.
//!
//! [`MetadefUsage`] is the service, a file for each kind of question; [`Definitions`] judges and is
//! pure; [`EnforcedDefinitions`] is what the images service asks before it takes values.

mod correction;
mod definitions;
mod enforcement;
mod findings;
mod input;
mod ports;
mod query;
mod service;
mod where_used;

pub use correction::{Corrected, CorrectedImage, CorrectionPreview};
pub use definitions::Definitions;
#[cfg(test)]
pub(super) use definitions::tests;
pub use enforcement::EnforcedDefinitions;
pub use input::{enforcement_setting, validation_request};
pub use ports::{Associated, KeyUse, UsageBounds, UsageRepo, ValueUse, Wanted};
pub(super) use query::limit;
pub use query::{ImagesQuery, OrphanQuery, ReportQuery, flag, one, only};
pub use service::MetadefUsage;
