//! Our own token, with which we ask about others: got when first needed, renewed before it ends.
//!
//! One login at a time. Who waited for a login that failed shares its failure, so that a Keystone that
//! does not answer is not asked once for each waiting request, one after the other.

use std::time::Instant;

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;
use vitrine_domain::identity::Secret;

use super::client::Client;
use super::document::granted;
use super::{Failure, base_of};
use crate::config::{self, ServiceLogin};

/// A token is renewed this long before its end, or for short lives a quarter of the life.
const MARGIN: Duration = Duration::minutes(1);

/// See the module.
pub struct OwnToken {
    client: Client,
    base: String,
    login: ServiceLogin,
    interface: Option<String>,
    region: Option<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    failed: Option<(Instant, Failure)>,
}

/// A token of ours, and where it is asked with.
#[derive(Clone)]
pub struct Held {
    pub token: Secret,
    pub base: String,
    renew_at: OffsetDateTime,
}

impl OwnToken {
    pub fn new(client: Client, base: String, login: ServiceLogin, settings: &config::Keystone) -> Self {
        let (interface, region) = (settings.interface.clone(), settings.region.clone());
        Self { client, base, login, interface, region, state: Mutex::default() }
    }

    /// A token that should be good.
    pub async fn get(&self) -> Result<Held, Failure> {
        self.other_than(None).await
    }

    /// A token in place of one that was refused.
    pub async fn replace(&self, refused: &Held) -> Result<Held, Failure> {
        self.other_than(Some(refused)).await
    }

    async fn other_than(&self, refused: Option<&Held>) -> Result<Held, Failure> {
        let asked = Instant::now();
        let mut state = self.state.lock().await;
        let is_good = |held: &Held| {
            held.renew_at > OffsetDateTime::now_utc() && refused.is_none_or(|bad| bad.token != held.token)
        };
        if let Some(held) = state.held.as_ref().filter(|held| is_good(held)) {
            return Ok(held.clone());
        }
        if let Some((when, failure)) = &state.failed
            && *when >= asked
        {
            return Err(failure.clone());
        }
        match self.log_in().await {
            Ok(held) => {
                *state = State { held: Some(held.clone()), failed: None };
                Ok(held)
            }
            Err(failure) => {
                *state = State { held: None, failed: Some((Instant::now(), failure.clone())) };
                Err(failure)
            }
        }
    }

    async fn log_in(&self) -> Result<Held, Failure> {
        let answer = self.client.issue(&self.base, &self.request()).await?;
        if answer.status != 201 {
            tracing::error!(status = answer.status, "Keystone does not let the service user in");
            return Err(answer.unexpected());
        }
        let wanted = self.interface.as_deref().map(|interface| (interface, self.region.as_deref()));
        let granted = granted(&answer.body, wanted)?;
        let base = match (wanted, granted.endpoint) {
            (None, _) => self.base.clone(),
            (Some(_), Some(endpoint)) => base_of(&endpoint),
            (Some(_), None) => {
                return Err(Failure::unavailable("Keystone's catalog has no such identity endpoint"));
            }
        };
        let token = answer.subject.ok_or_else(|| Failure::unavailable("Keystone sent no token"))?;
        let now = OffsetDateTime::now_utc();
        let renew_at = granted.expires_at - MARGIN.min((granted.expires_at - now) / 4);
        tracing::debug!("logged in to Keystone");
        Ok(Held { token, base, renew_at })
    }

    fn request(&self) -> Value {
        match &self.login {
            ServiceLogin::Password { username, user_domain, project, project_domain, password } => json!({
                "auth": {
                    "identity": {"methods": ["password"], "password": {"user": {
                        "name": username, "domain": {"name": user_domain}, "password": password.reveal(),
                    }}},
                    "scope": {"project": {"name": project, "domain": {"name": project_domain}}},
                }
            }),
            ServiceLogin::ApplicationCredential { id, secret } => json!({
                "auth": {"identity": {
                    "methods": ["application_credential"],
                    "application_credential": {"id": id, "secret": secret.reveal()},
                }}
            }),
        }
    }
}
