//! Metadata definitions, for the dashboard's pages.

mod document;

pub use document::{Opened, load_document};
