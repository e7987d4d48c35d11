//! Points in time as the API writes them: UTC, whole seconds, `2026-11-22T05:17:48Z`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

/// A moment, written on the wire in UTC with whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub OffsetDateTime);

impl Timestamp {
    /// The moment `micros` microseconds after the Unix epoch; the epoch itself when out of range.
    #[must_use]
    pub fn from_unix_micros(micros: i64) -> Self {
        let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000);
        Self(moment.unwrap_or(OffsetDateTime::UNIX_EPOCH))
    }

    /// Microseconds since the Unix epoch.
    #[must_use]
    pub fn unix_micros(self) -> i64 {
        i64::try_from(self.0.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX)
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shape = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
        let utc = self.0.to_offset(UtcOffset::UTC);
        f.write_str(&utc.format(&shape).map_err(|_| std::fmt::Error)?)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        OffsetDateTime::parse(&text, &Rfc3339).map(Self).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime)))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Timestamp {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_cut_and_the_zone_is_utc() {
        let moment = Timestamp::from_unix_micros(1_763_788_668_999_999);
        assert_eq!(moment.to_string(), "2025-11-22T05:17:48Z");
        let text = serde_json::to_string(&moment).unwrap();
        assert_eq!(text, "\"2025-11-22T05:17:48Z\"");
    }

    #[test]
    fn microseconds_survive_the_round_trip() {
        let moment = Timestamp::from_unix_micros(1_763_788_668_123_456);
        assert_eq!(moment.unix_micros(), 1_763_788_668_123_456);
    }
}
