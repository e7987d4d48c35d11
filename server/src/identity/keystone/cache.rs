//! What is known about tokens: bounded, dated, and found by digest.

use std::sync::Arc;
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::future::Cache;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use vitrine_domain::identity::Secret;

use super::Failure;
use super::document::{Project, Validated};
use crate::config;

/// The digest of a token and of how it was asked about.
type Key = [u8; 32];

/// Valid tokens, invalid tokens, and the projects of people who look at the dashboard.
pub struct Known {
    valid: Cache<Key, Arc<Validated>>,
    invalid: Cache<Key, ()>,
    projects: Cache<Key, Arc<Vec<Project>>>,
}

/// An entry lives as long as is configured, and not longer than its token.
struct Life(Duration);

impl Life {
    fn of(&self, found: &Validated) -> Duration {
        let left = Duration::try_from(found.expires_at - OffsetDateTime::now_utc());
        // An expired token is here only because that was allowed.
        left.map_or(self.0, |left| left.min(self.0))
    }
}

impl Expiry<Key, Arc<Validated>> for Life {
    fn expire_after_create(&self, _: &Key, found: &Arc<Validated>, _: Instant) -> Option<Duration> {
        Some(self.of(found))
    }

    fn expire_after_update(
        &self,
        _: &Key,
        found: &Arc<Validated>,
        _: Instant,
        _: Option<Duration>,
    ) -> Option<Duration> {
        Some(self.of(found))
    }
}

impl Known {
    pub fn new(settings: &config::Keystone) -> Self {
        Self {
            valid: Cache::builder()
                .max_capacity(settings.cache_size)
                .expire_after(Life(settings.cache_life()))
                .build(),
            invalid: Cache::builder()
                .max_capacity(settings.negative_cache_size)
                .time_to_live(settings.negative_cache_life())
                .build(),
            projects: Cache::builder()
                .max_capacity(settings.cache_size)
                .time_to_live(settings.cache_life())
                .build(),
        }
    }

    /// What is known about a token, or what `question` finds out; all who ask at once wait for one
    /// question. That Keystone could not answer is not remembered.
    pub async fn get_or(
        &self,
        token: &Secret,
        allow_expired: bool,
        question: impl Future<Output = Result<Arc<Validated>, Failure>>,
    ) -> Result<Arc<Validated>, Failure> {
        let key = key(token, if allow_expired { "expired" } else { "current" });
        if self.invalid.get(&key).await.is_some() {
            return Err(Failure::Invalid);
        }
        let asking = async {
            let outcome = question.await;
            if matches!(outcome, Err(Failure::Invalid)) {
                self.invalid.insert(key, ()).await;
            }
            outcome
        };
        self.valid.try_get_with(key, asking).await.map_err(|failure| (*failure).clone())
    }

    /// The projects of a token's user, likewise.
    pub async fn projects_or(
        &self,
        token: &Secret,
        question: impl Future<Output = Result<Arc<Vec<Project>>, Failure>>,
    ) -> Result<Arc<Vec<Project>>, Failure> {
        let found = self.projects.try_get_with(key(token, "projects"), question).await;
        found.map_err(|failure| (*failure).clone())
    }

    /// Forgets a token that is known to be worth nothing any more.
    pub async fn forget(&self, token: &Secret) {
        for purpose in ["current", "expired"] {
            self.valid.invalidate(&key(token, purpose)).await;
        }
        self.projects.invalidate(&key(token, "projects")).await;
    }
}

/// The purpose has a fixed length of its own in front, so that no token reads like another's purpose.
fn key(token: &Secret, purpose: &str) -> Key {
    let mut digest = Sha256::new();
    digest.update([u8::try_from(purpose.len()).unwrap_or(u8::MAX)]);
    digest.update(purpose.as_bytes());
    digest.update(token.reveal().as_bytes());
    digest.finalize().into()
}
