//! Somebody else's Keystone vouches for callers: tokens are validated there and remembered for a while.
//!
//! What is remembered is keyed by the digest of the token *and* of how it was asked about, never lives
//! longer than the token, and is bounded. Requests with one token that is not known yet wait for one
//! question. A Keystone that cannot answer makes 503, never 401: only its own 404 means that a token is
//! not valid. See docs/adr/0010-keystone.md.

mod access_rules;
mod cache;
mod client;
mod document;
mod login;
mod own_token;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context as _;
use vitrine_domain::error::Dependency;
use vitrine_domain::identity::Secret;
use vitrine_domain::{Caller, Error};

pub use access_rules::path_matches;
pub use document::Project;
pub use login::{SessionTokens, SignedIn};

use super::Sealer;
use crate::config;
use cache::Known;
use client::{Answer, Client, Options};
use document::Validated;
use own_token::OwnToken;

/// Characters of a token; a header cannot hold more.
const MAX_TOKEN: usize = 8 << 10;

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure {
    #[error("the token or the password is not valid")]
    Invalid,
    #[error("{0}")]
    Unavailable(Arc<str>),
}

impl Failure {
    fn unavailable(why: impl Into<Arc<str>>) -> Self {
        Self::Unavailable(why.into())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid => Self::Unauthenticated,
            Failure::Unavailable(_) => {
                Self::Unavailable { what: Dependency::Keystone, cause: Box::new(failure) }
            }
        }
    }
}

/// What a request brings along.
#[derive(Clone, Copy, Debug)]
pub struct Brought<'a> {
    pub token: &'a Secret,
    /// The token of the service that hands the request on.
    pub service_token: Option<&'a Secret>,
    pub method: &'a str,
    pub path: &'a str,
}

/// See the module.
pub struct Keystone {
    client: Client,
    base: String,
    own: OwnToken,
    known: Known,
    service_token_roles: Vec<String>,
    include_catalog: bool,
    public_address: String,
    sealer: Sealer,
    validations: AtomicU64,
}

impl Keystone {
    /// Makes ready. Nothing is asked yet: Vitrine starts without its Keystone, and waits for it.
    pub fn new(settings: &config::Keystone, sealer: Sealer) -> anyhow::Result<Self> {
        let base = settings.base()?;
        let client =
            Client::new(settings).context("keystone: no connection can be prepared (keystone.ca_file)")?;
        let own = OwnToken::new(client.clone(), base.clone(), settings.service_login()?, settings);
        let lower = |role: &String| role.trim().to_lowercase();
        Ok(Self {
            client,
            base,
            own,
            known: Known::new(settings),
            service_token_roles: settings.service_token_roles.iter().map(lower).collect(),
            include_catalog: settings.include_catalog.0,
            public_address: settings.public_address()?,
            sealer,
            validations: AtomicU64::new(0),
        })
    }

    /// Where refused clients are sent to.
    #[must_use]
    pub fn public_address(&self) -> &str {
        &self.public_address
    }

    /// How often Keystone was asked about a token.
    #[must_use]
    pub fn validations(&self) -> u64 {
        self.validations.load(Ordering::Relaxed)
    }

    /// Who sends a request.
    pub async fn caller(&self, brought: Brought<'_>) -> Result<Caller, Failure> {
        let service_roles = match brought.service_token {
            Some(token) => self.service_roles(token, &brought).await?,
            None => Vec::new(),
        };
        // Only a service that was let in may act with a token that has expired meanwhile.
        let allow_expired = !service_roles.is_empty();
        let found = self.look_up(brought.token, allow_expired).await?;
        if !found.permits(brought.method, brought.path) {
            return Err(Failure::Invalid);
        }
        Ok(Caller { service_roles, ..found.caller.clone() })
    }

    /// The roles of a calling service; none when it is not one of those that count.
    async fn service_roles(&self, token: &Secret, brought: &Brought<'_>) -> Result<Vec<String>, Failure> {
        match self.look_up(token, false).await {
            Ok(found) if found.permits(brought.method, brought.path) => {
                let counts = |role: &String| self.service_token_roles.contains(role);
                let roles = &found.caller.roles;
                Ok(if roles.iter().any(counts) { roles.clone() } else { Vec::new() })
            }
            Ok(_) | Err(Failure::Invalid) => Ok(Vec::new()),
            Err(failure) => Err(failure),
        }
    }

    async fn look_up(&self, token: &Secret, allow_expired: bool) -> Result<Arc<Validated>, Failure> {
        let text = token.reveal();
        if text.is_empty() || text.len() > MAX_TOKEN || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Failure::Invalid);
        }
        let question = Box::pin(self.ask(token, allow_expired));
        let found = self.known.get_or(token, allow_expired, question).await?;
        if !allow_expired && found.has_expired() {
            self.known.forget(token).await;
            return Err(Failure::Invalid);
        }
        Ok(found)
    }

    /// Asks Keystone; with a fresh token of ours when it refuses the one we have.
    async fn ask(&self, token: &Secret, allow_expired: bool) -> Result<Arc<Validated>, Failure> {
        let options = Options { allow_expired, include_catalog: self.include_catalog };
        let own = self.own.get().await?;
        let mut answer = self.validate(&own, token, options).await?;
        if answer.status == 401 {
            let own = self.own.replace(&own).await?;
            answer = self.validate(&own, token, options).await?;
        }
        match answer.status {
            200 => {
                let found = document::validated(&answer.body)?;
                if found.has_expired() && !allow_expired {
                    return Err(Failure::Invalid);
                }
                Ok(Arc::new(found))
            }
            404 => Err(Failure::Invalid),
            _ => Err(answer.unexpected()),
        }
    }

    async fn validate(
        &self,
        own: &own_token::Held,
        token: &Secret,
        options: Options,
    ) -> Result<Answer, Failure> {
        self.validations.fetch_add(1, Ordering::Relaxed);
        self.client.validate(&own.base, &own.token, token, options).await
    }
}

/// An address without the version at its end.
fn base_of(endpoint: &str) -> String {
    let base = endpoint.trim_end_matches('/');
    base.strip_suffix("/v3").unwrap_or(base).trim_end_matches('/').to_owned()
}
