//! Metadata definitions: the catalog, its authoring, what images make of it.

mod routes;

pub use routes::MetadefRoutes;
