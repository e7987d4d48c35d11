//! `[log]`: what is told, and how.

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use super::{ConfigError, refuse, section};

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

section! {
    /// What is told, and how. The log goes to standard error.
    Log {
        /// `text` or `json`.
        format: LogFormat = LogFormat::Text,
        /// Levels, as `info` or `info,vitrine=debug`.
        filter: String = "info,sqlx=warn,sea_orm=warn".to_owned(),
    }
}

impl Log {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        match EnvFilter::try_new(&self.filter) {
            Ok(_) => Ok(()),
            Err(error) => refuse("log.filter", error.to_string()),
        }
    }
}
