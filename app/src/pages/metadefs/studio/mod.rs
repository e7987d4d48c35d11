//! The authoring workspace: contents, form, JSON, what comes of it, and saving.

mod actions;
mod address;
mod conflicts;
mod controls;
mod drafts;
mod facts;
mod findings;
mod form;
mod json;
mod languages;
mod list;
mod page;
mod property;
mod renames;
mod rows;
mod save;
mod state;
mod tree;
mod try_it;

pub use address::property_selection;
pub use page::{CreatePage, EditPage};
pub use property::label as member_label;
pub use rows::glyph;
use vitrine_metadef::author::commands::Refusal;
