//! `[identity]`: who vouches for callers, and the embedded identity service.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{ConfigError, Strict, refuse, section};

/// Who vouches for callers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    #[default]
    Embedded,
    Keystone,
    Proxy,
    None,
}

section! {
    /// Who vouches for callers, and the embedded identity service.
    Identity {
        /// `embedded`: the identity service inside; `keystone`: yours (`[keystone]`); `proxy`: a front
        /// proxy that has validated the token (`[proxy]`); `none`: nobody, everybody may do everything
        /// (`[none]`), for a lab of your own.
        mode: Mode = Mode::Embedded,
        /// With mode `none`, serve on an address that others can reach. `--none-anywhere` must say so too.
        none_anywhere: Strict = Strict(false),
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
