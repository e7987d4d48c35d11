//! What an administrator may ask the audit for.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vitrine_wire::Timestamp;

use super::{Action, Outcome};
use crate::error::{Error, Fault, Result};

/// Events on a page, unless a request says otherwise, and at the most.
const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 1_000;

/// Filters, all of which an event must fit, and the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditQuery {
    pub action: Option<Action>,
    pub outcome: Option<Outcome>,
    pub user_id: Option<String>,
    pub project_id: Option<String>,
    /// The object's id.
    pub target: Option<String>,
    /// From this moment on.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    pub limit: usize,
    /// The last event of the page before.
    pub marker: Option<i64>,
}

impl Default for AuditQuery {
    fn default() -> Self {
        Self {
            action: None,
            outcome: None,
            user_id: None,
            project_id: None,
            target: None,
            since: None,
            until: None,
            limit: DEFAULT_LIMIT,
            marker: None,
        }
    }
}

impl AuditQuery {
    /// Reads the parameters of a list. Each may stand once; an unknown one is an error.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self> {
        let mut query = Self::default();
        for (index, (key, value)) in pairs.iter().enumerate() {
            if pairs[..index].iter().any(|(earlier, _)| earlier == key) {
                return Err(Error::invalid(key, Fault::TooMany { limit: 1 }));
            }
            query.set(key, value)?;
        }
        Ok(query)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<()> {
        let unknown = || Error::invalid(key, Fault::UnknownValue { value: value.to_owned() });
        match key {
            "action" => self.action = Some(Action::parse(value).ok_or_else(unknown)?),
            "outcome" => self.outcome = Some(Outcome::parse(value).ok_or_else(unknown)?),
            "user_id" => self.user_id = Some(value.to_owned()),
            "project_id" => self.project_id = Some(value.to_owned()),
            "target" => self.target = Some(value.to_owned()),
            "since" => self.since = Some(moment(key, value)?),
            "until" => self.until = Some(moment(key, value)?),
            "limit" => self.limit = limit(value)?,
            "marker" => self.marker = Some(value.parse().map_err(|_| unknown())?),
            _ => return Err(Error::invalid(key, Fault::NotSupported)),
        }
        Ok(())
    }
}

fn moment(key: &str, value: &str) -> Result<Timestamp> {
    // A blank is what becomes of the `+` of a zone that was not escaped.
    let parsed = OffsetDateTime::parse(&value.replace(' ', "+"), &Rfc3339);
    parsed.map(Timestamp).map_err(|_| Error::invalid(key, Fault::NotTime { value: value.to_owned() }))
}

fn limit(value: &str) -> Result<usize> {
    let limit: i64 = value.parse().map_err(|_| Error::invalid("limit", Fault::NotInteger))?;
    match usize::try_from(limit) {
        Ok(limit @ 1..=MAX_LIMIT) => Ok(limit),
        Ok(0) | Err(_) => Err(Error::invalid("limit", Fault::NotPositive)),
        Ok(_) => Err(Error::invalid("limit", Fault::OutOfRange { value: value.to_owned() })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(key: &str, value: &str) -> Result<AuditQuery> {
        AuditQuery::parse(&[(key.to_owned(), value.to_owned())])
    }

    #[test]
    fn bad_values_name_their_field() {
        for (key, value) in [
            ("action", "image"),
            ("outcome", "perhaps"),
            ("since", "yesterday"),
            ("until", "2026-11-22"),
            ("limit", "0"),
            ("limit", "-1"),
            ("limit", "1001"),
            ("limit", "many"),
            ("marker", "x"),
            ("colour", "red"),
        ] {
            assert_eq!(parse(key, value).unwrap_err().field(), Some(key), "{key}={value}");
        }
        let twice = [("limit".to_owned(), "1".to_owned()), ("limit".to_owned(), "2".to_owned())];
        assert_eq!(AuditQuery::parse(&twice).unwrap_err().field(), Some("limit"));
    }

    #[test]
    fn good_values_are_taken() {
        assert_eq!(parse("limit", "1000").unwrap().limit, 1_000);
        assert_eq!(parse("action", "image.tag.add").unwrap().action, Some(Action::ImageTagAdd));
        let (zulu, plus) = ("2026-11-22T10:00:00Z", "2026-11-22T12:00:00 02:00");
        assert_eq!(parse("since", zulu).unwrap().since, parse("since", plus).unwrap().since);
    }
}
