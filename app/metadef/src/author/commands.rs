//! What people want, as edits: each function reads a document and changes nothing.
//!
//! A name goes with everything that refers to it: what an object requires, and texts in other languages.

mod lists;
mod properties;
mod texts;

pub use lists::{
    add_association, add_object, add_tag, describe_object, put_association, remove_association,
    remove_object, remove_tag, rename_object, rename_tag, reorder, require,
};
pub use properties::{
    add_property, duplicate_property, move_property, put_property, remove_property, rename_property,
};
pub use texts::{Described, translate};

/// Characters of names of namespaces, of what they hold, and of types of resources.
pub const MAX_NAME: usize = 80;
/// Characters of the name of a property inside of an object.
pub const MAX_INNER_NAME: usize = 255;
/// Characters of a namespace's description.
pub const MAX_DESCRIPTION: usize = 500;

/// Why something cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A name is needed.
    Empty,
    /// A name has too many characters.
    TooLong { limit: usize },
    /// Something else is called that already.
    Taken { name: String },
    /// There is nothing of that name.
    Missing { name: String },
}

impl Refusal {
    /// The stable word for messages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too-long",
            Self::Taken { .. } => "taken",
            Self::Missing { .. } => "missing",
        }
    }

    fn missing(name: &str) -> Self {
        Self::Missing { name: name.to_owned() }
    }
}

type Result<T> = std::result::Result<T, Refusal>;

/// Refuses a name that is none, is too long or is taken.
fn check_name(name: &str, limit: usize, is_taken: impl Fn(&str) -> bool) -> Result<()> {
    if name.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    if name.chars().count() > limit {
        return Err(Refusal::TooLong { limit });
    }
    if is_taken(name) {
        return Err(Refusal::Taken { name: name.to_owned() });
    }
    Ok(())
}

/// The name, with a number behind it if it is taken; cut to the limit.
#[must_use]
pub fn free_name(wanted: &str, limit: usize, is_taken: impl Fn(&str) -> bool) -> String {
    let cut = |text: &str, keep: usize| text.chars().take(keep).collect::<String>();
    let first = cut(wanted, limit);
    if !is_taken(&first) {
        return first;
    }
    let numbered = (2u32..).map(|number| {
        let behind = format!("_{number}");
        format!("{}{behind}", cut(wanted, limit.saturating_sub(behind.len())))
    });
    numbered.into_iter().find(|name| !is_taken(name)).unwrap_or(first)
}
