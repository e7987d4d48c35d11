//! `[http]`: the listener.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse, section};

/// The headers in which a trusted proxy tells where a request came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeaders {
    /// `X-Forwarded-For`, `-Proto` and `-Host`.
    #[default]
    XForwarded,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

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
        /// Connections at once from one address (IPv6: one /64 network); more are closed. Trusted proxies
        /// are exempt. 0: as many as there are.
        max_connections_per_address: usize = 256,
        /// Seconds in which a request's headers must have arrived, and those of a TLS handshake.
        header_timeout_seconds: u64 = 10,
        /// Seconds that a connection may wait for its next request.
        keep_alive_seconds: u64 = 75,
        /// Seconds in which a client must take some of what is sent to it.
        write_idle_seconds: u64 = 60,
        /// Proxies whose headers tell where a request came from, as addresses or networks
        /// (`["10.0.0.0/8"]`). From anybody else these headers mean nothing.
        trusted_proxies: Vec<String> = Vec::new(),
        /// Which headers those are: `x-forwarded` or `forwarded`. The proxy must set them itself on every
        /// request; the other kind is never read.
        proxy_headers: ProxyHeaders = ProxyHeaders::XForwarded,
        /// Behind TLS, seconds that browsers come back over TLS only (`Strict-Transport-Security`).
        /// 0: not said.
        hsts_seconds: u64 = 31_536_000,
        /// Seconds without a byte after which an upload is given up.
        upload_idle_seconds: u64 = 60,
    }
}

impl Http {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        self.address()?;
        self.proxies()?;
        for (key, seconds) in [
            ("http.header_timeout_seconds", self.header_timeout_seconds),
            ("http.keep_alive_seconds", self.keep_alive_seconds),
            ("http.write_idle_seconds", self.write_idle_seconds),
        ] {
            if seconds == 0 {
                return refuse(key, "must be at least 1");
            }
        }
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

    /// The networks of the trusted proxies.
    pub fn proxies(&self) -> Result<Vec<IpNet>, ConfigError> {
        let network = |text: &String| {
            let address = text.parse::<IpAddr>().map(IpNet::from);
            address.or_else(|_| text.parse::<IpNet>()).or_else(|_| {
                refuse("http.trusted_proxies", format!("{text:?} is neither an address nor a network"))
            })
        };
        self.trusted_proxies.iter().map(network).collect()
    }

    /// Do clients come over TLS that somebody in front of us ends?
    #[must_use]
    pub fn is_public_over_tls(&self) -> bool {
        self.public_endpoint.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    #[must_use]
    pub fn shutdown_grace(&self) -> Duration {
        Duration::from_secs(self.shutdown_grace_seconds)
    }
}
