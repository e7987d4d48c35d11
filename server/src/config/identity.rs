//! `[identity]`: the embedded identity service.

use std::time::Duration;

use super::{ConfigError, refuse, section};

section! {
    /// The embedded identity service.
    Identity {
        /// Seconds that a token lives.
        token_life_seconds: u64 = 3600,
        /// The region that the catalog names.
        region: String = "RegionOne".to_owned(),
        /// Password checks at once; more wait. Each takes 19 MiB of memory.
        password_workers: usize = 2,
    }
}

impl Identity {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        if self.token_life_seconds < 60 {
            return refuse("identity.token_life_seconds", "must be at least 60");
        }
        if self.region.is_empty() {
            return refuse("identity.region", "must not be empty");
        }
        if self.password_workers == 0 {
            return refuse("identity.password_workers", "must be at least 1");
        }
        Ok(())
    }

    #[must_use]
    pub fn token_life(&self) -> Duration {
        Duration::from_secs(self.token_life_seconds)
    }
}
