//! How often somebody may try to sign in, and how many tokens a user may ask for.
//!
//! Failures are counted for what was typed as the user, so that a name nobody has behaves like one
//! somebody has, and for the address. Attempts on one user take turns: a burst of guesses is judged one
//! by one and cannot slip past the count. All of it lives in memory, bounded, and is forgotten in time.

mod addresses;

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use addresses::{Addresses, Attempt};

use super::model::{DEFAULT_DOMAIN, DomainRef, UserRef};
use crate::clock::Clock;
use crate::ctx::UserId;
use crate::error::{Error, Pace, Result};

/// Bytes of a typed name that tell it apart from others, and that the log repeats.
const MAX_KEY: usize = 256;
const MAX_LOGGED: usize = 64;
/// The time in which issued tokens are counted.
const MINUTE: Duration = Duration::from_secs(60);

/// How much is too much. A count of 0 switches a limit off.
#[derive(Clone, Copy, Debug)]
pub struct Paces {
    /// Failures on one user within `window` before the first pause.
    pub per_user: usize,
    /// Failures from one address within `window`; an IPv6 address stands for its /64.
    pub per_address: usize,
    pub window: Duration,
    /// The first pause of a user; each further failure doubles it, up to `longest_pause`.
    pub first_pause: Duration,
    pub longest_pause: Duration,
    /// Tokens for one user in a minute.
    pub tokens_per_minute: usize,
    /// Users, and addresses, that are remembered at once; the oldest give way.
    pub remembered: usize,
}

impl Default for Paces {
    fn default() -> Self {
        Self {
            per_user: 5,
            per_address: 20,
            window: Duration::from_secs(300),
            first_pause: Duration::from_secs(30),
            longest_pause: Duration::from_secs(900),
            tokens_per_minute: 600,
            remembered: 10_000,
        }
    }
}

/// Microseconds since 1970.
type Moment = i64;

/// What is known about one user or address.
#[derive(Clone, Debug, Default)]
struct Record {
    /// When it happened, oldest first; never more than the limit.
    times: Vec<Moment>,
    /// Pauses so far, and the end of the last one.
    pauses: u32,
    until: Moment,
}

impl Record {
    fn last(&self) -> Moment {
        self.times.last().copied().unwrap_or_default().max(self.until)
    }

    /// Forgets what lies before `since`.
    fn forget(&mut self, since: Moment) {
        self.times.retain(|&time| time > since);
        if self.last() <= since {
            self.pauses = 0;
        }
    }

    fn note(&mut self, now: Moment, limit: usize) {
        if self.times.len() >= limit.max(1) {
            self.times.remove(0);
        }
        self.times.push(now);
    }
}

type Book<K> = HashMap<K, Record>;

/// See the module.
pub struct Throttle {
    clock: Arc<dyn Clock>,
    paces: Paces,
    users: Mutex<Book<String>>,
    addresses: Addresses,
    tokens: Mutex<Book<UserId>>,
    /// One turn for each user that somebody is trying at this moment.
    turns: Mutex<HashMap<String, Arc<futures::lock::Mutex<()>>>>,
}

impl Throttle {
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, paces: Paces) -> Self {
        Self {
            clock,
            paces,
            users: Mutex::default(),
            addresses: Addresses::default(),
            tokens: Mutex::default(),
            turns: Mutex::default(),
        }
    }

    /// Runs `proof`, unless there were too many failures; notes how it went. A success clears the
    /// user's failures, and leaves those of the address.
    pub async fn attempt<T>(
        &self,
        user: &UserRef,
        from: Option<IpAddr>,
        proof: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        let (key, from) = (key_of(user), from.map(network));
        let turn = Arc::clone(open(&self.turns).entry(key.clone()).or_default());
        let outcome = {
            let _turn = turn.lock().await;
            self.judge(&key, from, proof).await
        };
        drop(turn);
        open(&self.turns).retain(|_, turn| Arc::strong_count(turn) > 1);
        outcome
    }

    async fn judge<T>(
        &self,
        key: &str,
        from: Option<IpAddr>,
        proof: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        let attempt = self.admit(key, from).await?;
        let outcome = proof.await;
        match &outcome {
            Ok(_) => {
                open(&self.users).remove(key);
            }
            Err(Error::Unauthenticated) => {
                self.failed(key, from);
                if let Some(attempt) = attempt {
                    attempt.failed(self.now(), &self.paces);
                }
            }
            Err(_) => {}
        }
        outcome
    }

    async fn admit(&self, key: &str, from: Option<IpAddr>) -> Result<Option<Attempt<'_>>> {
        let now = self.now();
        let too_fast = |wait| Error::TooFast { what: Pace::Logins, retry_after: whole_seconds(wait) };
        let user = open(&self.users).get(key).map_or(0, |record| record.until - now);
        if user > 0 {
            let address = from.map_or(0, |from| self.addresses.wait(from, now, &self.paces));
            return Err(too_fast(user.max(address)));
        }
        let Some(from) = from.filter(|_| self.paces.per_address > 0) else { return Ok(None) };
        self.addresses.enter(from, &*self.clock, &self.paces).await.map(Some).map_err(too_fast)
    }

    fn failed(&self, key: &str, from: Option<IpAddr>) {
        let (now, paces) = (self.now(), &self.paces);
        let since = now - micros(paces.window);
        if paces.per_user > 0 {
            let mut book = open(&self.users);
            let record = slot(&mut book, key.to_owned(), paces.remembered, since);
            record.forget(since);
            record.note(now, paces.per_user);
            if record.pauses > 0 || record.times.len() >= paces.per_user {
                let pause = paces.first_pause.saturating_mul(2_u32.saturating_pow(record.pauses));
                record.until = now + micros(pause.min(paces.longest_pause));
                record.pauses = record.pauses.saturating_add(1);
            }
        }
        let typed = cut(key, MAX_LOGGED);
        let address = from.map(tracing::field::display);
        tracing::info!(user = ?typed, client.address = address, "a login failed");
    }

    /// Counts a token that is about to be made for a user.
    pub fn issue(&self, user: &UserId) -> Result<()> {
        let (now, limit) = (self.now(), self.paces.tokens_per_minute);
        if limit == 0 {
            return Ok(());
        }
        let since = now - micros(MINUTE);
        let mut book = open(&self.tokens);
        let record = slot(&mut book, user.clone(), self.paces.remembered, since);
        record.forget(since);
        if let Some(first) = record.times.first().filter(|_| record.times.len() >= limit) {
            return Err(Error::TooFast { what: Pace::Tokens, retry_after: whole_seconds(first - since) });
        }
        record.note(now, limit);
        Ok(())
    }

    fn now(&self) -> Moment {
        self.clock.now().unix_micros()
    }
}

/// The record of `key`. Where the book is full, what is over goes first, then the older half.
fn slot<K: Eq + Hash + Clone>(book: &mut Book<K>, key: K, cap: usize, since: Moment) -> &mut Record {
    if book.len() >= cap.max(2) && !book.contains_key(&key) {
        book.retain(|_, record| record.last() > since);
        if book.len() >= cap.max(2) {
            let mut lasts: Vec<Moment> = book.values().map(Record::last).collect();
            let middle = lasts.len() / 2;
            let (_, median, _) = lasts.select_nth_unstable(middle);
            let median = *median;
            let mut room = middle + 1;
            book.retain(|_, record| {
                let goes = record.last() <= median && room > 0;
                room -= usize::from(goes);
                !goes
            });
        }
    }
    book.entry(key).or_default()
}

/// What was typed, in one spelling for all that mean the same.
fn key_of(user: &UserRef) -> String {
    let text = match user {
        UserRef::Id(id) => format!("id {}", id.trim().to_lowercase()),
        UserRef::Name { name, domain } => {
            let (DomainRef::Id(domain) | DomainRef::Name(domain)) = domain;
            let domain = if domain.trim().is_empty() { DEFAULT_DOMAIN } else { domain.trim() };
            format!("{}@{}", name.trim().to_lowercase(), domain.to_lowercase())
        }
    };
    cut(&text, MAX_KEY).to_owned()
}

/// What is counted as one address: whoever has one of IPv6 has 2⁶⁴ of them.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (!0 << 64)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// At most `limit` bytes, and whole characters.
fn cut(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

fn micros(time: Duration) -> Moment {
    time.as_micros().try_into().unwrap_or(Moment::MAX / 4)
}

fn whole_seconds(wait: Moment) -> u64 {
    u64::try_from(wait).unwrap_or_default().div_ceil(1_000_000)
}

fn open<T>(book: &Mutex<T>) -> MutexGuard<'_, T> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
