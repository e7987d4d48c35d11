//! `[storage]`: where image data is kept.

use std::path::{Path, PathBuf};

use super::{ConfigError, refuse, section};

section! {
    /// Where image data is kept: a directory, for now.
    Storage {
        /// The store's id, as records name it. Do not change it once there are images.
        id: String = "local".to_owned(),
        /// The directory. Empty: `images` in the data directory.
        path: PathBuf = PathBuf::new(),
    }
}

impl Storage {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if self.id.is_empty() || self.id.starts_with("os_glance_") || !self.id.chars().all(plain) {
            return refuse(
                "storage.id",
                "must be letters, digits, dots and dashes, not starting with os_glance_",
            );
        }
        Ok(())
    }

    #[must_use]
    pub fn path(&self, data_dir: &Path) -> PathBuf {
        if self.path.as_os_str().is_empty() { data_dir.join("images") } else { self.path.clone() }
    }
}
