//! `[audit]`: who did what, and for how long it is kept.

use std::time::Duration;

use vitrine_domain::audit::Retention;

use super::{ConfigError, refuse, section};

const DAY: u64 = 24 * 60 * 60;

section! {
    /// Who did what: a row for each change and each refusal, read at `/vitrine/v1/audit`.
    Audit {
        /// Days that events are kept; 0 keeps them for ever.
        retention_days: u64 = 90,
        /// Events that are kept, the newest; 0 keeps all.
        max_rows: u64 = 1_000_000,
        /// Refusals of one address in a minute that get a row each; more are only counted.
        refusals_per_minute: u32 = 20,
    }
}

impl Audit {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        if self.retention_days > 36_500 {
            return refuse("audit.retention_days", "must be at most 36500");
        }
        if self.refusals_per_minute == 0 {
            return refuse("audit.refusals_per_minute", "must be at least 1");
        }
        Ok(())
    }

    #[must_use]
    pub fn retention(&self) -> Retention {
        Retention {
            age: (self.retention_days > 0).then(|| Duration::from_secs(self.retention_days * DAY)),
            rows: (self.max_rows > 0).then_some(self.max_rows),
            refusals_per_minute: self.refusals_per_minute,
        }
    }
}
