//! `[policy]`: an operator's own rules.

use std::path::PathBuf;

use super::section;

section! {
    /// Who may do what.
    Policy {
        /// A YAML file whose rules replace those of the same name. Unset: the rules as shipped.
        file: Option<PathBuf> = None,
    }
}
