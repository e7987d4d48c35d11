//! `[http]`: the listener.

use std::net::SocketAddr;
use std::time::Duration;

use super::{ConfigError, refuse, section};

section! {
    /// The listener that everything is served from.
    Http {
        /// Address and port. Port 0 takes a free one.
        listen: String = "127.0.0.1:9292".to_owned(),
        /// The address that clients use, as `https://images.example`, for the links in answers. Unset:
        /// taken from each request's `Host`.
        public_endpoint: Option<String> = None,
        /// Seconds that transfers in flight get to finish after a stop signal.
        shutdown_grace_seconds: u64 = 30,
        /// Connections at once; more wait to be accepted.
        max_connections: usize = 8192,
        /// Seconds in which a request's headers must have arrived.
        header_timeout_seconds: u64 = 10,
        /// Seconds without a byte after which an upload is given up.
        upload_idle_seconds: u64 = 60,
    }
}

impl Http {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        self.address()?;
        if self.max_connections == 0 {
            return refuse("http.max_connections", "must be at least 1");
        }
        if let Some(endpoint) = &self.public_endpoint {
            match url::Url::parse(endpoint) {
                Ok(parsed) if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() => {}
                _ => {
                    return refuse(
                        "http.public_endpoint",
                        "must be an address such as https://images.example",
                    );
                }
            }
        }
        Ok(())
    }

    pub fn address(&self) -> Result<SocketAddr, ConfigError> {
        match self.listen.parse() {
            Ok(address) => Ok(address),
            Err(_) => refuse("http.listen", format!("{:?} is not an address with a port", self.listen)),
        }
    }

    #[must_use]
    pub fn shutdown_grace(&self) -> Duration {
        Duration::from_secs(self.shutdown_grace_seconds)
    }
}
