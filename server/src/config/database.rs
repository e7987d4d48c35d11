//! `[database]`: where rows are kept.

use std::path::Path;

use super::{ConfigError, refuse, section};

section! {
    /// Where rows are kept.
    Database {
        /// `sqlite://…` or `postgres://user:password@host/name`. Empty: `vitrine.db` in the data directory.
        url: String = String::new(),
        /// Connections to the database.
        max_connections: u32 = 16,
    }
}

impl Database {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !self.url.is_empty() && !known.iter().any(|scheme| self.url.starts_with(scheme)) {
            return refuse("database.url", "must start with sqlite: or postgres://");
        }
        if self.max_connections == 0 {
            return refuse("database.max_connections", "must be at least 1");
        }
        Ok(())
    }

    /// The address to connect to.
    #[must_use]
    pub fn url(&self, data_dir: &Path) -> String {
        if self.url.is_empty() {
            format!("sqlite://{}?mode=rwc", data_dir.join("vitrine.db").display())
        } else {
            self.url.clone()
        }
    }
}
