//! Writes down refusals, away from the requests that were refused: how long an answer takes must not
//! tell a hidden thing from a missing one.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures::StreamExt;
use futures::channel::{mpsc, oneshot};

use super::event::{Entry, Event, Outcome, Who};
use super::sampler::Sampler;
use super::{Action, AuditLog};
use crate::clock::Clock;

/// Events that may wait.
pub(super) const QUEUE: usize = 1_024;
/// Events written in one go.
const BATCH: usize = 64;

/// What comes through the queue.
pub(super) enum Message {
    Refusal(Box<Event>),
    /// Write what was only counted so far, at once, and say so.
    Settle(oneshot::Sender<()>),
}

/// The far end of the queue. Runs as long as somebody may send.
pub struct Keeper {
    pub(super) messages: mpsc::Receiver<Message>,
    pub(super) log: Arc<dyn AuditLog>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) lost: Arc<AtomicU64>,
    pub(super) per_minute: u32,
}

impl Keeper {
    /// Writes until the last sender is gone.
    pub async fn run(self) {
        let Self { messages, log, clock, lost, per_minute } = self;
        let mut sampler = Sampler::new(per_minute);
        let mut batches = messages.ready_chunks(BATCH);
        while let Some(batch) = batches.next().await {
            let mut rows = Vec::new();
            let mut waiting = Vec::new();
            for message in batch {
                sampler.lost(lost.swap(0, Ordering::Relaxed));
                let now = clock.now();
                let at_once = matches!(message, Message::Settle(_));
                let left_out = sampler.turn(now, at_once);
                rows.extend(left_out.into_iter().map(|(address, count)| more(address, count, &*clock)));
                match message {
                    Message::Refusal(event) if sampler.admits(event.who.address) => rows.push(*event),
                    Message::Refusal(_) => {}
                    Message::Settle(done) => waiting.push(done),
                }
            }
            write(&*log, &rows).await;
            for done in waiting {
                // Nobody may be waiting any more.
                let _ = done.send(());
            }
        }
    }
}

/// A line and a row each. A row that cannot be written is told at error level, and nobody else suffers.
pub(super) async fn write(log: &dyn AuditLog, events: &[Event]) {
    if events.is_empty() {
        return;
    }
    events.iter().for_each(Event::tell);
    if let Err(error) = log.append(events).await {
        tracing::error!(%error, rows = events.len(), "the audit cannot be written; the log has the lines");
    }
}

fn more(address: Option<IpAddr>, count: u64, clock: &dyn Clock) -> Event {
    let who = Who { address, ..Who::default() };
    let entry = Entry::new(Action::More, "address", "");
    let mut event = entry.into_event(clock.now(), "", who, (Outcome::Denied, None));
    event.count = count;
    event
}
