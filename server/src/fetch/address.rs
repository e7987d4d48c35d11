//! Addresses that may be asked: whoever holds an [`OutboundUrl`] knows that it went by the rules.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use url::{Host, Url};

use super::network::is_public;

/// What may be asked.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub ports: Vec<u16>,
    /// Names whose addresses may be any, in lower case.
    pub hosts: Vec<String>,
    /// Networks that may be asked though they are not everybody's.
    pub networks: Vec<IpNet>,
}

/// Why an address must not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("it is no http or https address")]
    NoAddress,
    #[error("it holds a user name or a password")]
    Credentials,
    #[error("its host is written oddly")]
    OddHost,
    #[error("its port is not allowed")]
    Port,
    #[error("its network is not allowed")]
    Network,
}

/// An address that may be asked, as far as it says itself; what its name resolves to is judged next.
#[derive(Clone, Debug)]
pub struct OutboundUrl {
    url: Url,
    port: u16,
}

impl OutboundUrl {
    /// Reads and judges an address.
    pub fn parse(text: &str, rules: &Rules) -> Result<Self, Refusal> {
        let text = text.trim();
        let url = Url::parse(text).map_err(|_| Refusal::NoAddress)?;
        if let Some(Host::Ipv4(address)) = url.host() {
            // `2130706433`, `0x7f.1`, `0177.0.0.1`, full-width digits: nobody who means well writes so.
            if !text.contains(&address.to_string()) {
                return Err(Refusal::OddHost);
            }
        }
        Self::judge(url, rules)
    }

    /// Judges where a redirect leads. What came over TLS does not go on without.
    pub fn redirected(&self, location: &str, rules: &Rules) -> Result<Self, Refusal> {
        let url = self.url.join(location).map_err(|_| Refusal::NoAddress)?;
        if self.url.scheme() == "https" && url.scheme() != "https" {
            return Err(Refusal::NoAddress);
        }
        Self::judge(url, rules)
    }

    fn judge(mut url: Url, rules: &Rules) -> Result<Self, Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::NoAddress);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        let port = url.port_or_known_default().ok_or(Refusal::Port)?;
        let literal = match url.host().ok_or(Refusal::NoAddress)? {
            Host::Ipv4(address) => Some(IpAddr::V4(address)),
            Host::Ipv6(address) => Some(IpAddr::V6(address)),
            Host::Domain(_) => None,
        };
        if !rules.ports.contains(&port) {
            return Err(Refusal::Port);
        }
        url.set_fragment(None);
        let outbound = Self { url, port };
        match literal {
            Some(address) if !outbound.admits(address, rules) => Err(Refusal::Network),
            _ => Ok(outbound),
        }
    }

    /// Judges all that the name resolved to: one address that is not allowed refuses the lot.
    pub fn judge_addresses(&self, found: &[SocketAddr], rules: &Rules) -> Result<(), Refusal> {
        match found.iter().all(|address| self.admits(address.ip(), rules)) {
            true => Ok(()),
            false => Err(Refusal::Network),
        }
    }

    fn admits(&self, address: IpAddr, rules: &Rules) -> bool {
        let host = self.host().trim_end_matches('.');
        is_public(address)
            || rules.networks.iter().any(|net| net.contains(&address))
            || rules.hosts.iter().any(|known| known == host)
    }

    /// The name to look up, where the host is one.
    pub fn name(&self) -> Option<&str> {
        self.url.domain()
    }

    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn as_url(&self) -> &Url {
        &self.url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules { ports: vec![80, 443], ..Rules::default() }
    }

    fn refusal(text: &str) -> Option<Refusal> {
        OutboundUrl::parse(text, &rules()).err()
    }

    #[test]
    fn what_must_not_be_asked_is_refused() {
        use Refusal::{Credentials, Network, NoAddress, OddHost, Port};
        for (text, expected) in [
            ("file:///etc/hostname", NoAddress),
            ("FILE:///etc/hostname", NoAddress),
            ("filesystem:///etc/hostname", NoAddress),
            ("swift+config://ref1/c/o", NoAddress),
            ("gopher://host/", NoAddress),
            ("ftp://host/", NoAddress),
            ("data:text/plain,a", NoAddress),
            ("jar:http://host!/", NoAddress),
            ("\\\\host\\x", NoAddress),
            ("host/path", NoAddress),
            ("", NoAddress),
            ("http://u:p@host/", Credentials),
            ("http://u@host/", Credentials),
            ("http://2130706433/", OddHost),
            ("http://0x7f000001/", OddHost),
            ("http://0177.0.0.1/", OddHost),
            ("http://127.1/", OddHost),
            ("http://127。0。0。1/", OddHost),
            ("http://１２７.0.0.1/", OddHost),
            ("http://127.0.0.1/", Network),
            ("http://0.0.0.0/", Network),
            ("http://169.254.169.254/latest/", Network),
            ("http://[::ffff:127.0.0.1]/", Network),
            ("http://[::]/", Network),
            ("http://[::1]/", Network),
            ("http://[fd00:ec2::254]/", Network),
            ("http://host:22/", Port),
            ("https://host:8443/", Port),
        ] {
            assert_eq!(refusal(text), Some(expected), "{text}");
        }
        for text in ["http://host/", "HTTPS://Host/a?b#c", "http://8.8.8.8/", "http://[2606:4700::1111]:80/"]
        {
            assert_eq!(refusal(text), None, "{text}");
        }
    }

    #[test]
    fn the_effective_port_counts() {
        let rules = Rules { ports: vec![443], ..Rules::default() };
        assert_eq!(OutboundUrl::parse("http://host/", &rules).err(), Some(Refusal::Port));
        assert!(OutboundUrl::parse("https://host/", &rules).is_ok());
    }

    #[test]
    fn one_private_address_refuses_all() {
        let rules = Rules { hosts: vec!["mirror.lan".to_owned()], ..rules() };
        let judged = |url: &str, addresses: &[&str]| {
            let found: Vec<SocketAddr> =
                addresses.iter().map(|it| SocketAddr::new(it.parse().unwrap(), 80)).collect();
            OutboundUrl::parse(url, &rules).unwrap().judge_addresses(&found, &rules).is_ok()
        };
        assert!(judged("http://host/", &["8.8.8.8", "2606:4700::1111"]));
        assert!(!judged("http://host/", &["8.8.8.8", "10.0.0.1"]));
        assert!(judged("http://Mirror.lan./", &["10.0.0.1"]));
        assert!(!judged("http://other.lan/", &["10.0.0.1"]));
    }

    #[test]
    fn redirects_go_by_the_same_rules() {
        use Refusal::{Credentials, Network, NoAddress, Port};
        let from = OutboundUrl::parse("https://host/a/b", &rules()).unwrap();
        for (location, expected) in [
            ("c", None),
            ("//other/c", None),
            ("http://host/", Some(NoAddress)),
            ("https://127.0.0.1/", Some(Network)),
            ("https://2130706433/", Some(Network)),
            ("https://u:p@host/", Some(Credentials)),
            ("https://host:8080/", Some(Port)),
            ("file:///etc/hostname", Some(NoAddress)),
        ] {
            assert_eq!(from.redirected(location, &rules()).err(), expected, "{location}");
        }
    }
}
