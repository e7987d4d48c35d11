//! Metadata definitions: the catalog, its authoring, what images make of it.

mod correct;
mod delete;
mod detail;
mod diff;
mod export;
mod import;
mod list;
mod plain;
mod report;
mod restore;
mod routes;
mod search;
mod studio;
pub mod texts;
mod types;
mod usage;
mod views;

pub use routes::MetadefRoutes;
