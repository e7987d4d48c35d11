//! `[fetch]`: reading from addresses that people name.

use std::time::Duration;

use ipnet::IpNet;

use super::{ConfigError, refuse, section};
use crate::fetch::{Patience, Rules};

section! {
    /// Reading from addresses that people name, as when definitions are brought in from one. Private,
    /// loopback, link-local and other special networks are never reached, unless they are allowed here.
    Fetch {
        /// Ports that may be asked.
        ports: Vec<u16> = vec![80, 443],
        /// Names of hosts that may be asked whatever their addresses are, as `mirror.internal`.
        hosts: Vec<String> = Vec::new(),
        /// Networks or addresses that may be asked though they are not everybody's, as `10.1.0.0/16`.
        networks: Vec<String> = Vec::new(),
        /// How often an answer may lead on to another address.
        redirects: usize = 5,
        /// Seconds until there is a connection.
        connect_seconds: u64 = 10,
        /// Seconds until an answer begins.
        answer_seconds: u64 = 30,
        /// Seconds without a byte after which it is given up.
        idle_seconds: u64 = 60,
        /// Seconds for all of it.
        total_seconds: u64 = 300,
    }
}

impl Fetch {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        self.networks()?;
        for (key, seconds) in [
            ("fetch.connect_seconds", self.connect_seconds),
            ("fetch.answer_seconds", self.answer_seconds),
            ("fetch.idle_seconds", self.idle_seconds),
            ("fetch.total_seconds", self.total_seconds),
        ] {
            if seconds == 0 {
                return refuse(key, "must be at least 1");
            }
        }
        Ok(())
    }

    fn networks(&self) -> Result<Vec<IpNet>, ConfigError> {
        let parse = |text: &String| {
            let address = text.parse::<std::net::IpAddr>().map(IpNet::from);
            match address.or_else(|_| text.parse::<IpNet>()) {
                Ok(network) => Ok(network),
                Err(_) => refuse("fetch.networks", format!("{text:?} is neither an address nor a network")),
            }
        };
        self.networks.iter().map(parse).collect()
    }

    /// What may be asked.
    pub fn rules(&self) -> Result<Rules, ConfigError> {
        let host = |name: &String| name.trim_end_matches('.').to_ascii_lowercase();
        let hosts = self.hosts.iter().map(host).collect();
        Ok(Rules { ports: self.ports.clone(), hosts, networks: self.networks()? })
    }

    #[must_use]
    pub fn patience(&self) -> Patience {
        Patience {
            redirects: self.redirects,
            connect: Duration::from_secs(self.connect_seconds),
            answer: Duration::from_secs(self.answer_seconds),
            idle: Duration::from_secs(self.idle_seconds),
            total: Duration::from_secs(self.total_seconds),
        }
    }
}
