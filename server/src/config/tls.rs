//! `[tls]`: TLS of our own, where no proxy ends it.

use std::path::{Path, PathBuf};

use super::{ConfigError, refuse, section};

section! {
    /// TLS on the listener. Both files are PEM; they are read again on SIGHUP and when they change.
    Tls {
        /// The certificate, followed by those between it and a known authority. Unset: no TLS.
        certificate: Option<PathBuf> = None,
        /// Its private key. Only the server's own user may read the file.
        key: Option<PathBuf> = None,
    }
}

impl Tls {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        match (&self.certificate, &self.key) {
            (Some(_), None) => refuse("tls.key", "is needed beside tls.certificate"),
            (None, Some(_)) => refuse("tls.certificate", "is needed beside tls.key"),
            _ => Ok(()),
        }
    }

    /// Certificate and key, where there are any.
    #[must_use]
    pub fn files(&self) -> Option<(&Path, &Path)> {
        self.certificate.as_deref().zip(self.key.as_deref())
    }
}
