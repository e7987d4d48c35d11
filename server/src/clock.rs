//! The real clock and random ids.

use time::OffsetDateTime;
use vitrine_domain::clock::{Clock, Ids};
use vitrine_wire::Timestamp;

/// The system's clock, to the microsecond that the database keeps.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp(OffsetDateTime::now_utc());
        Timestamp::from_unix_micros(now.unix_micros())
    }
}

/// Random UUIDs.
pub struct RandomIds;

impl Ids for RandomIds {
    fn uuid(&self) -> String {
        uuid::Uuid::new_v4().to_string()
    }
}
