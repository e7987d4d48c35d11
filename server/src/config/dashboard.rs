//! `[dashboard]`: browser sessions.

use std::time::Duration;

use super::{ConfigError, refuse, section};

section! {
    /// Browser sessions of the dashboard.
    Dashboard {
        /// Minutes without a request after which a session ends.
        session_idle_minutes: u64 = 30,
        /// Hours after which a session ends in any case.
        session_hours: u64 = 12,
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
        Ok(())
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
