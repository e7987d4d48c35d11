//! What a viewer may do with an object, decided by the server and shown by the dashboard.

use serde::{Deserialize, Serialize};

/// One action: possible, or not and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ability {
    /// The action would be carried out.
    Yes,
    /// The viewer's role never allows it: hide it.
    #[default]
    NotPermitted,
    /// The object's state forbids it: show it disabled, with the reason of this error code.
    Blocked(String),
}

impl Ability {
    #[must_use]
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }
}

/// What the viewer may do with one image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageAbilities {
    pub modify: Ability,
    pub upload: Ability,
    pub download: Ability,
    pub delete: Ability,
}
