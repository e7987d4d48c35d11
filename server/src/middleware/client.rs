//! Where a request came from, and how: found once, for whatever asks later.
//!
//! The listener knows the peer. What a proxy says about the client behind it counts only when the peer
//! is one of the trusted proxies; from everybody else those headers mean nothing.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName, header};
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;

use crate::config::{ConfigError, Http, ProxyHeaders};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// The connection that a request came on; the listener puts it into each request.
#[derive(Clone, Copy, Debug)]
pub struct Connection {
    pub peer: SocketAddr,
    /// Does the listener itself end TLS?
    pub is_tls: bool,
}

/// The client's address, where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// [`ClientAddress`] of a request.
pub fn client_address(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ClientAddress>().map(|client| client.0)
}

/// How the client reached us.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Over TLS, ended by us or by a proxy that may say so.
    pub is_secure: bool,
    /// The host that the client asked for, where a trusted proxy says it.
    pub host: Option<String>,
}

/// Who may tell us, and how.
#[derive(Clone, Debug)]
pub struct Trust {
    proxies: Arc<[IpNet]>,
    headers: ProxyHeaders,
    /// Every client comes over TLS: the configured address says so.
    is_public_over_tls: bool,
}

impl Trust {
    pub fn new(http: &Http) -> Result<Self, ConfigError> {
        Ok(Self {
            proxies: http.proxies()?.into(),
            headers: http.proxy_headers,
            is_public_over_tls: http.is_public_over_tls(),
        })
    }

    /// Is it a proxy whose word counts?
    pub fn includes(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.proxies.iter().any(|network| network.contains(&address))
    }

    fn judge(&self, connection: Option<Connection>, headers: &HeaderMap) -> (Option<ClientAddress>, Reached) {
        let is_tls = connection.is_some_and(|connection| connection.is_tls);
        let mut reached = Reached { is_secure: is_tls || self.is_public_over_tls, host: None };
        let Some(peer) = connection.map(|connection| connection.peer.ip().to_canonical()) else {
            return (None, reached);
        };
        if !self.includes(peer) {
            return (Some(ClientAddress(peer)), reached);
        }
        let said = match self.headers {
            ProxyHeaders::XForwarded => Said::x_forwarded(headers),
            ProxyHeaders::Forwarded => Said::forwarded(headers),
        };
        reached.is_secure |= said.proto.as_deref() == Some("https");
        reached.host = said.host;
        (Some(ClientAddress(self.client(peer, &said.hops))), reached)
    }

    /// The right-most hop that is no proxy of ours. A hop that cannot be read hides what lies behind it.
    fn client(&self, peer: IpAddr, hops: &[Option<IpAddr>]) -> IpAddr {
        let mut nearest = peer;
        for hop in hops.iter().rev() {
            match hop {
                Some(address) if self.includes(*address) => nearest = *address,
                Some(address) => return *address,
                None => break,
            }
        }
        nearest
    }
}

/// What a proxy said.
#[derive(Debug, Default)]
struct Said {
    /// From the client to us; nothing for what cannot be read.
    hops: Vec<Option<IpAddr>>,
    proto: Option<String>,
    host: Option<String>,
}

impl Said {
    fn x_forwarded(headers: &HeaderMap) -> Self {
        let last = |name: &HeaderName| list(headers, name).pop().map(str::to_owned);
        Self {
            hops: list(headers, &FORWARDED_FOR).into_iter().map(hop).collect(),
            proto: last(&FORWARDED_PROTO).map(|proto| proto.to_ascii_lowercase()),
            host: last(&FORWARDED_HOST).filter(|host| !host.is_empty()),
        }
    }

    fn forwarded(headers: &HeaderMap) -> Self {
        let elements: Vec<Vec<(String, &str)>> =
            list(headers, &header::FORWARDED).into_iter().map(parameters).collect();
        let find = |element: &[(String, &str)], key: &str| {
            element.iter().find(|(name, _)| name == key).map(|(_, value)| (*value).to_owned())
        };
        let last = |key| elements.last().and_then(|element| find(element, key));
        Self {
            hops: elements.iter().map(|element| find(element, "for").and_then(|text| hop(&text))).collect(),
            proto: last("proto").map(|proto| proto.to_ascii_lowercase()),
            host: last("host").filter(|host| !host.is_empty()),
        }
    }
}

/// The items of a header that may come in several lines.
fn list<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a str> {
    let lines = headers.get_all(name).iter().map(|line| line.to_str().unwrap_or("?"));
    lines.flat_map(|line| line.split(',')).map(str::trim).collect()
}

fn parameters(element: &str) -> Vec<(String, &str)> {
    let pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"'))).collect()
}

/// An address, with a port or without.
fn hop(text: &str) -> Option<IpAddr> {
    let bare = text.trim_matches('"');
    let address = bare.parse().ok().or_else(|| bare.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    let inside = || bare.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    address.or_else(inside).map(|address: IpAddr| address.to_canonical())
}

/// Notes [`ClientAddress`] and [`Reached`] for the request.
pub async fn identify(State(trust): State<Trust>, mut request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<Connection>().copied();
    let (address, reached) = trust.judge(connection, request.headers());
    if let Some(address) = address {
        request.extensions_mut().insert(address);
    }
    request.extensions_mut().insert(reached);
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trust(headers: ProxyHeaders) -> Trust {
        let proxies = ["10.0.0.0/8", "2001:db8::/32"].map(|text| text.parse().unwrap());
        Trust { proxies: proxies.into(), headers, is_public_over_tls: false }
    }

    fn judged(trust: &Trust, peer: &str, lines: &[(&'static str, &str)]) -> (String, bool, Option<String>) {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        let peer = SocketAddr::new(peer.parse().unwrap(), 4711);
        let (address, reached) = trust.judge(Some(Connection { peer, is_tls: false }), &headers);
        (address.unwrap().0.to_string(), reached.is_secure, reached.host)
    }

    #[test]
    fn strangers_are_not_believed() {
        let lines = [
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "evil"),
            ("forwarded", "for=192.0.2.1;proto=https;host=evil"),
        ];
        for headers in [ProxyHeaders::XForwarded, ProxyHeaders::Forwarded] {
            let judged = judged(&trust(headers), "198.51.100.7", &lines);
            assert_eq!(judged, ("198.51.100.7".to_owned(), false, None));
        }
    }

    #[test]
    fn the_rightmost_hop_that_is_no_proxy_counts() {
        for (line, expected) in [
            ("192.0.2.1", "192.0.2.1"),
            ("203.0.113.9, 192.0.2.1", "192.0.2.1"),
            ("203.0.113.9, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
            ("192.0.2.1:5555", "192.0.2.1"),
            ("[2001:dead::1]:5555", "2001:dead::1"),
            ("2001:dead::1", "2001:dead::1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("192.0.2.1, nonsense", "10.0.0.1"),
            ("192.0.2.1, nonsense, 10.0.0.2", "10.0.0.2"),
            ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
            ("", "10.0.0.1"),
        ] {
            let (address, ..) =
                judged(&trust(ProxyHeaders::XForwarded), "10.0.0.1", &[("x-forwarded-for", line)]);
            assert_eq!(address, expected, "{line:?}");
        }
        let two = [("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "192.0.2.2")];
        assert_eq!(judged(&trust(ProxyHeaders::XForwarded), "::ffff:10.0.0.1", &two).0, "192.0.2.2");
    }

    #[test]
    fn only_the_chosen_headers_are_read() {
        let lines = [
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "images.example"),
            ("forwarded", "for=203.0.113.1;host=one, for=\"[2001:dead::1]:80\";Proto=HTTPS;host=two"),
        ];
        let by_x = judged(&trust(ProxyHeaders::XForwarded), "10.0.0.1", &lines);
        assert_eq!(by_x, ("192.0.2.1".to_owned(), true, Some("images.example".to_owned())));
        let by_rfc = judged(&trust(ProxyHeaders::Forwarded), "10.0.0.1", &lines);
        assert_eq!(by_rfc, ("2001:dead::1".to_owned(), true, Some("two".to_owned())));
    }
}
