//! Reading from addresses that people name, so that they reach nothing that only this machine may reach.
//!
//! An address is read once ([`OutboundUrl`]), its name is resolved once, all that it resolves to is judged,
//! and the connection goes to just that. Redirects go through the same gate. Proxies of the environment are
//! not used, nothing of the caller is sent along, nothing is unpacked, and everything has a limit. Why
//! something failed is for the log: to callers most failures look the same.

mod address;
mod network;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures::future::BoxFuture;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, LOCATION};
use reqwest::redirect::Policy;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use vitrine_domain::error::{Error, FetchFault};
use vitrine_domain::fetch::WebSource;

pub use address::{OutboundUrl, Refusal, Rules};

/// Fetches that go on at once; others wait.
const AT_ONCE: usize = 16;

/// How long each part of a fetch may take, and how far it may lead.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub redirects: usize,
    pub connect: Duration,
    /// Until an answer begins.
    pub answer: Duration,
    /// Without a byte.
    pub idle: Duration,
    /// All of it, redirects included.
    pub total: Duration,
}

/// Why a fetch failed; for the log.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("refused: {0}")]
    Refused(Refusal),
    #[error("its name leads nowhere that may be asked: {0}")]
    Resolved(Refusal),
    #[error("a redirect was refused: {0}")]
    Redirect(Refusal),
    #[error("too many redirects")]
    Redirects,
    #[error("its name is unknown: {0}")]
    Unknown(#[source] io::Error),
    #[error("no answer: {0}")]
    Broken(#[source] reqwest::Error),
    #[error("too slow")]
    Slow,
    #[error("the answer is packed")]
    Packed,
    #[error("the answer was {0}")]
    Status(u16),
    #[error("the answer has more than {0} bytes")]
    TooLarge(u64),
}

/// Finds the addresses of a name.
pub trait Lookup: Send + Sync {
    fn lookup(&self, name: String, port: u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>>;
}

/// The machine's own way.
struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, name: String, port: u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((name.as_str(), port)).await?.collect()) })
    }
}

/// The guarded way out.
pub struct Fetcher {
    rules: Rules,
    patience: Patience,
    lookup: Arc<dyn Lookup>,
    turns: Semaphore,
}

impl Fetcher {
    #[must_use]
    pub fn new(rules: Rules, patience: Patience) -> Self {
        Self::with_lookup(rules, patience, Arc::new(SystemLookup))
    }

    /// With another way to find addresses.
    #[must_use]
    pub fn with_lookup(rules: Rules, patience: Patience, lookup: Arc<dyn Lookup>) -> Self {
        // Whoever was first has set the same one.
        let _already = rustls::crypto::ring::default_provider().install_default();
        Self { rules, patience, lookup, turns: Semaphore::new(AT_ONCE) }
    }

    /// All that an address gives, of so many bytes at the most.
    pub async fn fetch(&self, text: &str, limit: u64) -> Result<Bytes, Failure> {
        let url = OutboundUrl::parse(text, &self.rules).map_err(Failure::Refused)?;
        let whole = async {
            // Nobody closes it.
            let _turn = self.turns.acquire().await;
            let response = self.follow(url).await?;
            self.collect(response, limit).await
        };
        timeout(self.patience.total, whole).await.unwrap_or(Err(Failure::Slow))
    }

    /// The first answer that is no redirect.
    async fn follow(&self, mut url: OutboundUrl) -> Result<reqwest::Response, Failure> {
        for _ in 0..=self.patience.redirects {
            let response = self.ask(&url).await?;
            let status = response.status();
            if !status.is_redirection() {
                return if status.is_success() {
                    Ok(response)
                } else {
                    Err(Failure::Status(status.as_u16()))
                };
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let location = location.ok_or(Failure::Status(status.as_u16()))?;
            url = url.redirected(location, &self.rules).map_err(Failure::Redirect)?;
        }
        Err(Failure::Redirects)
    }

    /// One request, to addresses that were judged and to no other.
    async fn ask(&self, url: &OutboundUrl) -> Result<reqwest::Response, Failure> {
        let addresses = match url.name() {
            Some(name) => {
                let found = self.lookup.lookup(name.to_owned(), url.port());
                let found = timeout(self.patience.connect, found).await.map_err(|_| Failure::Slow)?;
                found.map_err(Failure::Unknown)?
            }
            None => Vec::new(),
        };
        url.judge_addresses(&addresses, &self.rules).map_err(Failure::Resolved)?;
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .pool_max_idle_per_host(0)
            .dns_resolver(Pinned(addresses))
            .connect_timeout(self.patience.connect)
            .user_agent(concat!("vitrine/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(Failure::Broken)?;
        let request = client.get(url.as_url().clone());
        let request = request.header(ACCEPT, "*/*").header(ACCEPT_ENCODING, "identity").send();
        let response = timeout(self.patience.answer, request).await.map_err(|_| Failure::Slow)?;
        response.map_err(Failure::Broken)
    }

    async fn collect(&self, mut response: reqwest::Response, limit: u64) -> Result<Bytes, Failure> {
        let packed = response.headers().get(CONTENT_ENCODING);
        if packed.is_some_and(|value| value.as_bytes() != b"identity") {
            return Err(Failure::Packed);
        }
        if response.content_length().is_some_and(|length| length > limit) {
            return Err(Failure::TooLarge(limit));
        }
        let mut all = BytesMut::new();
        loop {
            let next = timeout(self.patience.idle, response.chunk()).await.map_err(|_| Failure::Slow)?;
            let Some(bytes) = next.map_err(Failure::Broken)? else {
                return Ok(all.freeze());
            };
            if (all.len() + bytes.len()) as u64 > limit {
                return Err(Failure::TooLarge(limit));
            }
            all.extend_from_slice(&bytes);
        }
    }
}

#[async_trait]
impl WebSource for Fetcher {
    async fn read(&self, url: &str, limit: u64) -> vitrine_domain::Result<Bytes> {
        self.fetch(url, limit).await.map_err(|failure| {
            tracing::info!(url = shown(url), "an address could not be read: {failure}");
            Error::invalid("url", vitrine_domain::error::Fault::Fetch(told(&failure)))
        })
    }
}

/// An address as the log has it: without anything that may be secret.
fn shown(url: &str) -> String {
    let Ok(url) = reqwest::Url::parse(url) else { return "(not an address)".to_owned() };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
}

/// What the caller is told.
fn told(failure: &Failure) -> FetchFault {
    match *failure {
        Failure::Refused(Refusal::NoAddress | Refusal::Credentials | Refusal::OddHost) => FetchFault::Address,
        // What a name resolves to is told to nobody.
        Failure::Refused(Refusal::Port | Refusal::Network) => FetchFault::Barred,
        Failure::Status(status) => FetchFault::Status { status },
        Failure::TooLarge(limit) => FetchFault::TooLarge { limit },
        _ => FetchFault::Failed,
    }
}

/// Knows nothing but what was judged, whatever it is asked.
struct Pinned(Vec<SocketAddr>);

impl reqwest::dns::Resolve for Pinned {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let addresses: reqwest::dns::Addrs = Box::new(self.0.clone().into_iter());
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

#[cfg(test)]
mod tests;
