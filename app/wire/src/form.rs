//! A form that was turned down, as the page that shows it again knows it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// What was wrong with a form, and what had been typed into it. Never a password or another secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Which form of the page it was.
    pub form: String,
    pub problem: Problem,
    /// By the names of the fields.
    pub typed: BTreeMap<String, String>,
}

/// What a page answers a form with, beyond what it shows at any time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    Refused(Refused),
    /// A new application credential: the one page that holds its secret.
    Secret(crate::accounts::NewCredential),
    /// What became of documents that were brought in.
    Imported(Box<crate::metadef::TransferReport>),
}
