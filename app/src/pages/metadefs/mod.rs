//! Metadata definitions: the catalog, its authoring, what images make of it.

mod routes;
mod studio;

pub use routes::MetadefRoutes;
