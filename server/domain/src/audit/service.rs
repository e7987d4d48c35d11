//! The audit: how services write it, and how administrators read it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::SinkExt;
use futures::channel::{mpsc, oneshot};
use vitrine_wire::Timestamp;

use super::event::{Entry, Event, Outcome, Who};
use super::keeper::{Keeper, Message, QUEUE, write};
use super::{Action, AuditLog, AuditQuery};
use crate::clock::Clock;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::policy::{Policy, Rule, Target};

/// How long events are kept, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Nothing: for ever.
    pub age: Option<Duration>,
    /// Nothing: all of them.
    pub rows: Option<u64>,
    /// Refusals of one address in a minute that get a row of their own.
    pub refusals_per_minute: u32,
}

/// A page of events, newest first.
#[derive(Debug)]
pub struct AuditPage {
    pub events: Vec<Event>,
    /// Behind which event the next page begins, if there is one.
    pub next: Option<i64>,
}

/// The handle that services hold. Clones write to the same log.
#[derive(Clone)]
pub struct Audit {
    log: Arc<dyn AuditLog>,
    policy: Arc<Policy>,
    clock: Arc<dyn Clock>,
    retention: Retention,
    queue: Arc<Mutex<mpsc::Sender<Message>>>,
    /// Refusals that found the queue full.
    lost: Arc<AtomicU64>,
}

impl Audit {
    /// The handle, and the task that writes refusals: whoever builds the program runs it.
    #[must_use]
    pub fn new(
        log: Arc<dyn AuditLog>,
        policy: Arc<Policy>,
        clock: Arc<dyn Clock>,
        retention: Retention,
    ) -> (Self, Keeper) {
        // One sender for all: the room of the queue is its own plus one place a sender.
        let (sender, messages) = mpsc::channel(QUEUE);
        let lost = Arc::new(AtomicU64::new(0));
        let keeper = Keeper {
            messages,
            log: Arc::clone(&log),
            clock: Arc::clone(&clock),
            lost: Arc::clone(&lost),
            per_minute: retention.refusals_per_minute,
        };
        (Self { log, policy, clock, retention, queue: Arc::new(Mutex::new(sender)), lost }, keeper)
    }

    /// Notes what became of a change. A success is on record when this returns.
    pub async fn record<T: Sync>(&self, ctx: &Ctx, entry: Entry, outcome: &Result<T>) {
        self.record_end(ctx, entry, outcome.as_ref().err()).await;
    }

    /// Notes how an operation ended: well, or in this error.
    pub async fn record_end(&self, ctx: &Ctx, entry: Entry, error: Option<&Error>) {
        match error {
            None => {
                let ended = (Outcome::Success, None);
                let event = entry.into_event(self.clock.now(), &ctx.request_id, ctx.into(), ended);
                write(&*self.log, &[event]).await;
            }
            Some(error) => {
                let ended = (Outcome::of(error, &ctx.notes), Some(error.code()));
                if ended.0 == Outcome::Denied {
                    ctx.notes.refusal_recorded();
                }
                self.queue(entry.into_event(self.clock.now(), &ctx.request_id, ctx.into(), ended));
            }
        }
    }

    /// Notes that a look was refused; says nothing about looks that were granted.
    pub fn refusal<T>(&self, ctx: &Ctx, entry: Entry, outcome: &Result<T>) {
        if let Err(error) = outcome
            && Outcome::of(error, &ctx.notes) == Outcome::Denied
        {
            ctx.notes.refusal_recorded();
            let ended = (Outcome::Denied, Some(error.code()));
            self.queue(entry.into_event(self.clock.now(), &ctx.request_id, ctx.into(), ended));
        }
    }

    /// Notes a request that was refused before any service knew of it. `route` is its template.
    pub fn refused_request(
        &self,
        who: Who,
        request_id: &str,
        action: Action,
        (kind, id): (&'static str, String),
        code: Option<&str>,
    ) {
        let entry = Entry::new(action, kind, id);
        self.queue(entry.into_event(self.clock.now(), request_id, who, (Outcome::Denied, code)));
    }

    /// Notes that somebody proved to be who they say. Failures are refused requests.
    pub async fn logged_in(&self, who: Who, request_id: &str) {
        let entry = Entry::new(Action::Login, "user", who.user_id.clone().unwrap_or_default());
        self.noted(entry, who, request_id).await;
    }

    /// Notes what somebody did who has no context: a success.
    pub async fn noted(&self, entry: Entry, who: Who, request_id: &str) {
        let event = entry.into_event(self.clock.now(), request_id, who, (Outcome::Success, None));
        write(&*self.log, &[event]).await;
    }

    /// Notes what the operator of the machine did, with no request.
    pub fn operated(&self, entry: Entry, is_done: bool) {
        let outcome = if is_done { Outcome::Success } else { Outcome::Failed };
        self.queue(entry.into_event(self.clock.now(), "", Who::default(), (outcome, None)));
    }

    fn queue(&self, event: Event) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.try_send(Message::Refusal(Box::new(event))).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until all that was queued is written, with how many refusals were only counted.
    pub async fn settle(&self) {
        let (done, written) = oneshot::channel();
        let sender = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sent = { sender }.send(Message::Settle(done)).await;
        if sent.is_err() {
            return;
        }
        // An error says that the keeper is gone: nothing is left to wait for.
        let _ = written.await;
    }

    /// A page of events, newest first. For administrators.
    pub async fn list(&self, ctx: &Ctx, query: &AuditQuery) -> Result<AuditPage> {
        let outcome = self.page(ctx, query).await;
        self.refusal(ctx, Entry::new(Action::AuditRead, "audit", ""), &outcome);
        outcome
    }

    async fn page(&self, ctx: &Ctx, query: &AuditQuery) -> Result<AuditPage> {
        self.policy.check(&ctx.caller, Rule::AuditRead, Target::default())?;
        let mut events = self.log.list(query, query.limit + 1).await?;
        let has_next = events.len() > query.limit;
        events.truncate(query.limit);
        let next = events.last().map(|event| event.id).filter(|_| has_next);
        Ok(AuditPage { events, next })
    }

    /// Forgets what is too old or too much.
    pub async fn prune(&self) -> Result<u64> {
        let before = self.retention.age.map(|age| Timestamp(self.clock.now().0 - age));
        self.log.prune(before, self.retention.rows).await
    }
}
