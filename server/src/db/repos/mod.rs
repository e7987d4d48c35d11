//! The domain's repositories over SQL. Queries are built by pure functions; what runs them maps rows to
//! the domain and errors to its kinds.

mod catalog;
mod identity;
mod images;
mod paging;

pub use catalog::CatalogRows;
pub use identity::IdentityRows;
pub use images::ImageRows;
