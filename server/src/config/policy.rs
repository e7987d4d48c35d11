//! `[policy]`: an operator's own rules.

use std::path::PathBuf;

use super::section;

section! {
    /// Who may do what.
    Policy {
        /// A YAML file whose rules replace those of the same name. Unset: the rules as shipped.
        file: Option<PathBuf> = None,
        /// Rules about images and metadata accept tokens for a project only, whatever the roles.
        enforce_scope: bool = true,
        /// `false` also allows what the rules of former years allowed: nearly everything to everybody, as long
        /// as changes are made by the image's owner.
        enforce_new_defaults: bool = true,
    }
}
