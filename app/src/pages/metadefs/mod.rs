//! Metadata definitions: the catalog, its authoring, what images make of it.

mod delete;
mod detail;
mod export;
mod import;
mod list;
mod routes;
mod search;
mod studio;
mod texts;
mod types;
mod usage;
mod views;

pub use routes::MetadefRoutes;
