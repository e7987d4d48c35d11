//! Rules of metadata definitions that hold in the browser and in the server alike.
//!
//! `validation` judges definitions, `values` judges what resources carry. `author` is the model behind the
//! authoring workspace, `sheet` the one behind the metadata editor. `languages` chooses
//! whose texts a reader gets. No HTTP, no storage, no interface.

pub mod author;
mod languages;
pub mod plain;
pub mod sheet;
pub mod validation;
pub mod values;

pub use languages::Languages;
