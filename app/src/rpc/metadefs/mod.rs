//! Metadata definitions, for the dashboard's pages.

pub mod browse;
pub mod correct;
mod document;
pub mod studio;
pub mod transfer;

pub use document::{Edition, load_document};
