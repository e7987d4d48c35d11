//! `[identity]`: who vouches for callers, and the embedded identity service.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use vitrine_domain::identity::Paces;

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
        /// Password checks that may wait; more are refused with 503.
        password_queue: usize = 64,
        /// Failed logins of one user, known or not, within the window before a pause. 0: no limit.
        login_failures_per_user: usize = 5,
        /// Failed logins from one address (IPv6: one /64 network) within the window. 0: no limit.
        login_failures_per_address: usize = 20,
        /// Seconds for which a failed login is remembered.
        login_window_seconds: u64 = 300,
        /// Seconds of a user's first pause; each further failure doubles it.
        login_pause_seconds: u64 = 30,
        /// Seconds of the longest pause.
        login_pause_max_seconds: u64 = 900,
        /// Users, and addresses, whose failures are remembered at once.
        login_memory: usize = 10_000,
        /// Tokens issued to one user in a minute. 0: no limit.
        tokens_per_minute_per_user: usize = 600,
        /// Roles of the embedded identity service that make `X-Service-Token` count: such a service may
        /// act with a user's expired token.
        service_token_roles: Vec<String> = vec!["service".to_owned()],
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
        if self.login_window_seconds == 0 {
            return refuse("identity.login_window_seconds", "must be at least 1");
        }
        if self.login_pause_seconds == 0 {
            return refuse("identity.login_pause_seconds", "must be at least 1");
        }
        if self.login_pause_max_seconds < self.login_pause_seconds {
            return refuse("identity.login_pause_max_seconds", "must not be less than login_pause_seconds");
        }
        if self.login_memory < 100 {
            return refuse("identity.login_memory", "must be at least 100");
        }
        Ok(())
    }

    /// How often somebody may try.
    #[must_use]
    pub fn paces(&self) -> Paces {
        Paces {
            per_user: self.login_failures_per_user,
            per_address: self.login_failures_per_address,
            window: Duration::from_secs(self.login_window_seconds),
            first_pause: Duration::from_secs(self.login_pause_seconds),
            longest_pause: Duration::from_secs(self.login_pause_max_seconds),
            tokens_per_minute: self.tokens_per_minute_per_user,
            remembered: self.login_memory,
        }
    }

    #[must_use]
    pub fn token_life(&self) -> Duration {
        Duration::from_secs(self.token_life_seconds)
    }
}
