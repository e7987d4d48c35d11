//! Failures from each address, and the attempts from it that are under way: as many as would fill the
//! limit if all of them failed, so that a burst does not pass it. Further ones wait for their outcome.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

use futures::channel::oneshot;

use super::{Book, Moment, Paces, micros, open, slot};
use crate::clock::Clock;

#[derive(Default)]
pub(super) struct Addresses(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    failures: Book<IpAddr>,
    under_way: HashMap<IpAddr, usize>,
    /// Who wants to hear of the end of an attempt.
    waiting: Vec<oneshot::Sender<()>>,
}

impl Inner {
    /// How many failures there are, and how long until the oldest is forgotten.
    fn failures(&mut self, from: IpAddr, since: Moment) -> (usize, Moment) {
        let Some(record) = self.failures.get_mut(&from) else { return (0, 0) };
        record.forget(since);
        (record.times.len(), record.times.first().map_or(0, |first| first - since))
    }
}

/// An attempt that is under way. Unless it fails, it leaves nothing behind.
pub(super) struct Attempt<'a> {
    addresses: &'a Addresses,
    from: IpAddr,
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        let mut inner = open(&self.addresses.0);
        let left = inner.under_way.remove(&self.from).unwrap_or_default().saturating_sub(1);
        if left > 0 {
            inner.under_way.insert(self.from, left);
        }
        for waiting in inner.waiting.drain(..) {
            let _gone = waiting.send(());
        }
    }
}

impl Attempt<'_> {
    /// Counts as a failure from now on.
    pub(super) fn failed(self, now: Moment, paces: &Paces) {
        let since = now - micros(paces.window);
        let mut inner = open(&self.addresses.0);
        let record = slot(&mut inner.failures, self.from, paces.remembered, since);
        record.forget(since);
        record.note(now, paces.per_address);
    }
}

impl Addresses {
    /// How long until an attempt from there is allowed again.
    pub(super) fn wait(&self, from: IpAddr, now: Moment, paces: &Paces) -> Moment {
        let (count, wait) = open(&self.0).failures(from, now - micros(paces.window));
        if paces.per_address > 0 && count >= paces.per_address { wait } else { 0 }
    }

    /// Begins an attempt, unless there were too many failures; then, how long to wait.
    pub(super) async fn enter(
        &self,
        from: IpAddr,
        clock: &dyn Clock,
        paces: &Paces,
    ) -> Result<Attempt<'_>, Moment> {
        loop {
            let ended = {
                let mut inner = open(&self.0);
                let since = clock.now().unix_micros() - micros(paces.window);
                let (count, wait) = inner.failures(from, since);
                if count >= paces.per_address {
                    return Err(wait);
                }
                let under_way = inner.under_way.entry(from).or_default();
                if count + *under_way < paces.per_address {
                    *under_way += 1;
                    return Ok(Attempt { addresses: self, from });
                }
                let (sender, ended) = oneshot::channel();
                inner.waiting.push(sender);
                ended
            };
            let _outcome = ended.await;
        }
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        let inner = open(&self.0);
        inner.failures.is_empty() && inner.under_way.is_empty() && inner.waiting.is_empty()
    }
}
