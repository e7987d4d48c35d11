//! `[dashboard]`: browser sessions.

use std::time::Duration;

use crate::db::SessionLimits;

use super::{ConfigError, refuse, section};

section! {
    /// Browser sessions of the dashboard.
    Dashboard {
        /// Minutes without a request after which a session ends.
        session_idle_minutes: u64 = 30,
        /// Hours after which a session ends in any case.
        session_hours: u64 = 12,
        /// Sessions of one user at once; a further login ends the oldest.
        sessions_per_user: usize = 20,
    }
}

impl Dashboard {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        if self.session_idle_minutes == 0 {
            return refuse("dashboard.session_idle_minutes", "must be at least 1");
        }
        if self.session_hours == 0 {
            return refuse("dashboard.session_hours", "must be at least 1");
        }
        if self.sessions_per_user == 0 {
            return refuse("dashboard.sessions_per_user", "must be at least 1");
        }
        Ok(())
    }

    /// How long sessions live, and how many a user has.
    #[must_use]
    pub fn sessions(&self) -> SessionLimits {
        SessionLimits {
            idle: self.session_idle(),
            life: self.session_life(),
            per_user: self.sessions_per_user,
        }
    }

    #[must_use]
    pub fn session_idle(&self) -> Duration {
        Duration::from_secs(self.session_idle_minutes * 60)
    }

    #[must_use]
    pub fn session_life(&self) -> Duration {
        Duration::from_secs(self.session_hours * 3600)
    }
}
