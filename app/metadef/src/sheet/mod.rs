//! The model behind the metadata editor: what may be set on a resource, what is set, and what was changed.
//!
//! [`Catalog`] is the tree of definitions for a type of resource, [`Sheet`] holds the texts of one resource
//! before it. A text is shown as what it means ([`Control`]) and stays byte for byte as it was stored until
//! somebody changes what it means. Nothing that nobody entered is ever among what is to be saved.

mod catalog;
mod model;
mod reading;
mod row;
mod search;

pub use catalog::{Branch, Catalog, Leaf, Node, Origin};
pub use model::{Clash, Difference, KeyFault, Sheet};
pub use reading::Control;
pub use row::{Row, Verdict};
pub use search::Found;

#[cfg(test)]
mod tests;
