//! `[quota]`: what a project may have.

use vitrine_domain::quota::{ProjectLimits, QuotaSettings, Resource};

use super::{ConfigError, refuse, section};

section! {
    /// What a project may have. Limits for single projects are kept by the identity service
    /// (`openstack limit set`); these here are for projects about which nobody said anything there.
    Quota {
        /// Do projects have limits? Without them `user_storage_quota` counts.
        use_limits: bool = false,
        /// MiB of finished images; -1 is as much as one likes.
        image_size_total: i64 = -1,
        /// MiB of data that waits to be imported; -1 is as much as one likes.
        image_stage_total: i64 = -1,
        /// Images, with data or without; -1 is as many as one likes.
        image_count_total: i64 = -1,
        /// Uploads and imports at once; -1 is as many as one likes.
        image_count_uploading: i64 = -1,
        /// Bytes of a project's images where projects have no limits: a number with `B`, `KB`, `MB`, `GB` or `TB`
        /// (1 KB is 1024 bytes). 0 is as much as one likes.
        user_storage_quota: String = "0".to_owned(),
    }
}

impl Quota {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        for (key, limit) in [
            ("quota.image_size_total", self.image_size_total),
            ("quota.image_stage_total", self.image_stage_total),
            ("quota.image_count_total", self.image_count_total),
            ("quota.image_count_uploading", self.image_count_uploading),
        ] {
            if limit < -1 {
                return refuse(key, "must be -1 or more");
            }
        }
        if bytes(&self.user_storage_quota).is_none() {
            return refuse("quota.user_storage_quota", "must be a number with B, KB, MB, GB or TB");
        }
        Ok(())
    }

    #[must_use]
    pub fn settings(&self) -> QuotaSettings {
        let mut defaults = ProjectLimits::default();
        defaults.restrict(Resource::SizeTotal, self.image_size_total);
        defaults.restrict(Resource::StageTotal, self.image_stage_total);
        defaults.restrict(Resource::CountTotal, self.image_count_total);
        defaults.restrict(Resource::CountUploading, self.image_count_uploading);
        let storage = bytes(&self.user_storage_quota).filter(|bytes| *bytes > 0);
        QuotaSettings { use_limits: self.use_limits, defaults, storage }
    }
}

/// The bytes that a text with a unit means.
fn bytes(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_uppercase();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match &text[digits.len()..] {
        "" | "B" => 0,
        "KB" => 10,
        "MB" => 20,
        "GB" => 30,
        "TB" => 40,
        _ => return None,
    };
    let number: u64 = digits.trim_end().parse().ok()?;
    number.checked_mul(1 << shift).filter(|bytes| i64::try_from(*bytes).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_understood() {
        for (text, expected) in [
            ("0", Some(0)),
            ("12", Some(12)),
            ("12B", Some(12)),
            ("1KB", Some(1 << 10)),
            ("3 MB", Some(3 << 20)),
            ("10gb", Some(10 << 30)),
            ("2TB", Some(2 << 40)),
            ("", None),
            ("GB", None),
            ("-1", None),
            ("1.5GB", None),
            ("1PB", None),
            ("99999999TB", None),
        ] {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
