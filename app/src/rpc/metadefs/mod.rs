//! Metadata definitions, for the dashboard's pages.

mod document;
pub mod studio;

pub use document::{Edition, load_document};
