//! Metadata definitions: the catalog, its authoring, what images make of it.

mod export;
mod import;
mod routes;

pub use routes::MetadefRoutes;
