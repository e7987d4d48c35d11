//! Definitions as plain forms: what each field holds, and the document that comes of what was sent.
//!
//! Sending what a form showed changes nothing: fields are compared with what they held, and what browsers
//! rewrite on the way (ends of lines) counts as the same. Members without a field stay as they are.

mod lines;
mod property;

use std::collections::BTreeMap;

use vitrine_wire::metadef::Document;

use crate::author::commands::Refusal;
use crate::author::{Edit, Unfit, apply};

pub use property::{
    EMPTY_DEFAULT, NAME, REQUIRED, Subject, definition, drop_property, place, property_fields, put_property,
};

/// What fields hold, by name. A box that is not ticked is absent.
pub type Values = BTreeMap<String, String>;

/// A field that cannot be taken, and the message that says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub field: String,
    /// The id of the message.
    pub code: String,
    pub args: BTreeMap<String, String>,
}

impl Wrong {
    fn refused(field: &str, refusal: &Refusal) -> Self {
        let args = match refusal {
            Refusal::Empty => None,
            Refusal::TooLong { limit } => Some(("limit".to_owned(), limit.to_string())),
            Refusal::Taken { name } | Refusal::Missing { name } => Some(("name".to_owned(), name.clone())),
        };
        let code = format!("studio-refused-{}", refusal.code());
        Self { field: field.to_owned(), code, args: args.into_iter().collect() }
    }

    fn unfit(field: &str, unfit: Unfit) -> Self {
        let code = format!("studio-unfit-{}", unfit.code());
        Self { field: field.to_owned(), code, args: BTreeMap::new() }
    }
}

/// Makes edits that a field asks for.
fn run(document: &mut Document, field: &str, edits: Result<Vec<Edit>, Refusal>) -> Result<(), Wrong> {
    for edit in edits.map_err(|refusal| Wrong::refused(field, &refusal))? {
        // Edits are made for this very document.
        let _ = apply(document, edit);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
