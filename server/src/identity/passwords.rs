//! Argon2id in a bounded pool: a burst of logins waits for itself, not for the rest of the API.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use async_trait::async_trait;
use tokio::sync::Semaphore;
use vitrine_domain::error::Dependency;
use vitrine_domain::identity::{PasswordHasher, Secret};
use vitrine_domain::{Error, Result};

/// KiB of memory a hash takes, its passes and lanes (OWASP's first recommendation for Argon2id).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Checks that may wait for a worker.
const QUEUE: usize = 64;

/// Hashes and checks passwords.
pub struct Argon2Passwords {
    argon2: Argon2<'static>,
    workers: Arc<Semaphore>,
    /// Those that work and those that wait.
    places: Arc<Semaphore>,
    /// Checked when there is no user, so that a login takes as long.
    nobody: Secret,
}

impl Argon2Passwords {
    /// `workers` checks run at once; some more wait.
    pub fn new(workers: usize) -> Result<Self> {
        Self::with_queue(workers, QUEUE)
    }

    /// `workers` checks run at once, `queue` more wait, the rest is refused.
    pub fn with_queue(workers: usize, queue: usize) -> Result<Self> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(failed)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&argon2, &Secret::new(uuid::Uuid::new_v4().to_string()))?;
        let places = Arc::new(Semaphore::new(workers.saturating_add(queue).min(Semaphore::MAX_PERMITS)));
        Ok(Self { argon2, workers: Arc::new(Semaphore::new(workers)), places, nobody })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> T + Send + 'static,
    ) -> Result<T> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place =
            place.map_err(|full| Error::Unavailable { what: Dependency::Login, cause: Box::new(full) })?;
        let permit = Arc::clone(&self.workers).acquire_owned().await.map_err(Error::internal)?;
        let argon2 = self.argon2.clone();
        let hashing = move || {
            // Kept until the work is done, also when nobody waits for it any more.
            let _permit = (permit, place);
            work(&argon2)
        };
        tokio::task::spawn_blocking(hashing).await.map_err(Error::internal)
    }
}

#[async_trait]
impl PasswordHasher for Argon2Passwords {
    async fn hash(&self, password: &Secret) -> Result<Secret> {
        let password = password.clone();
        self.run(move |argon2| hash(argon2, &password)).await?
    }

    async fn verify(&self, stored: Option<&Secret>, password: &Secret) -> Result<bool> {
        let exists = stored.is_some();
        let stored = stored.unwrap_or(&self.nobody).clone();
        let password = password.clone();
        let fits = self.run(move |argon2| fits(argon2, &stored, &password)).await?;
        Ok(fits && exists)
    }

    fn is_outdated(&self, stored: &Secret) -> bool {
        let params = PasswordHash::new(stored.reveal()).map(|parsed| Params::try_from(&parsed));
        let Ok(Ok(params)) = params else { return true };
        let now = self.argon2.params();
        params.m_cost() < now.m_cost() || params.t_cost() < now.t_cost()
    }
}

fn hash(argon2: &Argon2<'_>, password: &Secret) -> Result<Secret> {
    let hash = argon2.hash_password(password.reveal().as_bytes()).map_err(failed)?;
    Ok(Secret::new(hash.to_string()))
}

fn fits(argon2: &Argon2<'_>, stored: &Secret, password: &Secret) -> bool {
    PasswordHash::new(stored.reveal())
        .is_ok_and(|parsed| argon2.verify_password(password.reveal().as_bytes(), &parsed).is_ok())
}

/// The library's errors are no `std` errors in every build; their text is all that the log needs.
fn failed(error: impl std::fmt::Display) -> Error {
    Error::internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Argon2Passwords::new(1).unwrap();
        let stored = passwords.hash(&Secret::new("correct horse")).await.unwrap();
        assert!(stored.reveal().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify(Some(&stored), &Secret::new("correct horse")).await.unwrap());
        assert!(!passwords.verify(Some(&stored), &Secret::new("correct hors")).await.unwrap());
        assert!(!passwords.is_outdated(&stored));
        assert!(!passwords.verify(None, &Secret::new("correct horse")).await.unwrap());
    }

    #[tokio::test]
    async fn hashes_of_a_lower_cost_are_outdated() {
        let passwords = Argon2Passwords::new(1).unwrap();
        for cheap in [Params::new(8 * 1024, PASSES, LANES, None), Params::new(MEMORY_KIB, 1, LANES, None)] {
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cheap.unwrap());
            assert!(passwords.is_outdated(&hash(&argon2, &Secret::new("correct horse")).unwrap()));
        }
        let more = Params::new(MEMORY_KIB * 2, PASSES, LANES, None).unwrap();
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, more);
        assert!(!passwords.is_outdated(&hash(&argon2, &Secret::new("correct horse")).unwrap()));
    }

    #[tokio::test]
    async fn a_queue_that_is_full_refuses() {
        let passwords = Argon2Passwords::with_queue(1, 2).unwrap();
        let stored = passwords.hash(&Secret::new("correct horse")).await.unwrap();
        let secret = Secret::new("correct horse");
        let checks = (0..10).map(|_| passwords.verify(Some(&stored), &secret));
        let outcomes = futures::future::join_all(checks).await;
        let full = |outcome: &&Result<bool>| {
            matches!(outcome, Err(Error::Unavailable { what: Dependency::Login, .. }))
        };
        assert_eq!(outcomes.iter().filter(full).count(), 7, "{outcomes:?}");
        assert!(passwords.verify(Some(&stored), &secret).await.unwrap(), "there is room again");
    }
}
