//! A clock that stands still until a test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use time::OffsetDateTime;
use vitrine_domain::clock::Clock;
use vitrine_wire::Timestamp;

pub struct TestClock(AtomicI64);

impl TestClock {
    /// Begins with the present.
    pub fn new() -> Self {
        Self(AtomicI64::new(Timestamp(OffsetDateTime::now_utc()).unix_micros()))
    }

    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_micros(self.0.load(Ordering::SeqCst))
    }
}
