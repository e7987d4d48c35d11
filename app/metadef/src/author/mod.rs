//! The model behind the authoring workspace: a namespace as one document, changed by small edits.
//!
//! [`Workspace`] is what a page holds: the document, what was saved last, undo and redo, the JSON that is
//! being typed. `commands` turn what people want into edits and refuse what cannot be; `problems` tells what
//! is wrong or odd; `merge` brings two people's work together; `lines` and `json` tie JSON text to the
//! document. What differs between two documents is told by `vitrine_wire::metadef::changes`.

pub mod commands;
mod edit;
mod fragment;
pub mod json;
pub mod lines;
mod member;
mod merge;
mod problems;
mod selection;
mod text;
mod workspace;

pub use edit::{Attribute, Edit, ListEdit, Stale, apply};
pub use fragment::Fragment;
pub use member::{Entered, Member, Unfit};
pub use merge::{Conflict, Merged, Side, merge};
pub use problems::{Problem, Rule, Severity, barred, problems};
pub use selection::{Place, Selection};
pub use text::{Line, LineKind, compared};
pub use workspace::{Draft, Refused, Step, Workspace};

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
