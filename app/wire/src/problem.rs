//! An error as the dashboard's browser half receives it: a code with arguments, never a sentence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What went wrong. `code` is the id of a message in `locales/`, `args` are its variables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub status: u16,
    pub code: String,
    pub args: BTreeMap<String, String>,
    /// The input that was at fault, where one was.
    pub field: Option<String>,
    pub request_id: Option<String>,
}

impl Problem {
    /// Code of the problem that nothing is known about but that it happened in transport.
    pub const UNREACHABLE: &'static str = "error-unreachable";

    /// What an address names is not there.
    #[must_use]
    pub fn gone() -> Self {
        let unreachable = Self::unreachable();
        Self { status: 404, code: "error-not-found".to_owned(), ..unreachable }
    }

    /// The server could not be reached, or what it said could not be read.
    #[must_use]
    pub fn unreachable() -> Self {
        Self {
            status: 503,
            code: Self::UNREACHABLE.to_owned(),
            args: BTreeMap::new(),
            field: None,
            request_id: None,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status, self.code)
    }
}

impl std::error::Error for Problem {}
