//! Counts the bytes of an upload against the room that it holds, and asks for more in growing steps.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures::{StreamExt, stream};

use super::model::{Caps, Reservation};
use super::service::Quota;
use crate::error::{Error, Result};
use crate::image::ByteStream;

/// The smallest and the largest step.
const MIN_STEP: u64 = 1 << 20;
const MAX_STEP: u64 = 256 << 20;

/// The room of one upload.
#[derive(Clone)]
pub(crate) struct Meter {
    quota: Quota,
    reservation: Reservation,
    caps: Caps,
    /// Why the stream was cut.
    refusal: Arc<Mutex<Option<Error>>>,
}

/// A stream under way.
struct Running {
    meter: Meter,
    data: ByteStream,
    seen: u64,
    held: u64,
    is_cut: bool,
}

impl Meter {
    pub(super) fn new(quota: Quota, reservation: Reservation, caps: Caps) -> Self {
        Self { quota, reservation, caps, refusal: Arc::default() }
    }

    /// The same bytes, as long as there is room for them.
    pub(crate) fn watch(&self, data: ByteStream) -> ByteStream {
        let held = self.reservation.bytes;
        let running = Running { meter: self.clone(), data, seen: 0, held, is_cut: false };
        stream::unfold(running, Running::next).boxed()
    }

    /// Why the stream was cut, if it was.
    pub(crate) fn refusal(&self) -> Option<Error> {
        self.refusal.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Gives the room back.
    pub(crate) async fn release(&self) {
        if let Err(error) = self.quota.repo().release(&self.reservation.generation).await {
            let image = &self.reservation.image;
            tracing::warn!(image.id = %image, %error, "room held for an upload is given back at the next start");
        }
    }

    async fn extend(&self, need: u64, held: u64) -> Result<u64> {
        let want = need.max(held.clamp(MIN_STEP, MAX_STEP));
        match self.quota.repo().extend(&self.reservation, need, want, &self.caps).await? {
            Ok(bytes) => Ok(bytes),
            Err(over) => Err(self.quota.refusal(over, &self.caps)),
        }
    }
}

impl Running {
    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        if self.is_cut {
            return None;
        }
        let chunk = match self.data.next().await? {
            Ok(chunk) => chunk,
            Err(error) => return Some((Err(error), self)),
        };
        self.seen += chunk.len() as u64;
        if self.seen > self.held {
            match self.meter.extend(self.seen - self.held, self.held).await {
                Ok(bytes) => self.held += bytes,
                Err(error) => return Some((Err(self.cut(error)), self)),
            }
        }
        Some((Ok(chunk), self))
    }

    fn cut(&mut self, error: Error) -> io::Error {
        self.is_cut = true;
        let told = io::Error::other(error.to_string());
        *self.meter.refusal.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        told
    }
}
