//! The domain's repositories over SQL. Queries are built by pure functions; what runs them maps rows to
//! the domain and errors to its kinds.

mod audit;
mod identity;
mod images;
mod quota;

pub use audit::AuditRows;
pub use identity::IdentityRows;
pub use images::ImageRows;
pub use quota::QuotaRows;
