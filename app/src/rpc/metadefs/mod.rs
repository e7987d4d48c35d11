//! Metadata definitions, for the dashboard's pages.

mod document;
pub mod transfer;

pub use document::{Opened, load_document};
