//! The domain's repositories over SQL. Queries are built by pure functions; what runs them maps rows to
//! the domain and errors to its kinds.

mod audit;
mod catalog;
mod identity;
mod images;
mod paging;
mod quota;

pub use audit::AuditRows;
pub use catalog::CatalogRows;
pub use identity::IdentityRows;
pub use images::ImageRows;
pub use quota::QuotaRows;
