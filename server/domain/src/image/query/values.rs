//! How single values of list parameters are written.

use time::format_description::well_known::Iso8601;
use time::{Date, OffsetDateTime, PrimitiveDateTime};

use super::Comparison;
use crate::error::{Error, Fault, Result};

/// Values behind one `in:`.
const MAX_IN_VALUES: usize = 256;

/// Exactly `true` or `false`.
pub(super) fn boolean(field: &str, value: &str) -> Result<bool> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Error::invalid(field, Fault::UnknownValue { value: value.to_owned() })),
    }
}

pub(super) fn integer(field: &str, value: &str) -> Result<i64> {
    value.parse().map_err(|_| Error::invalid(field, Fault::NotInteger))
}

/// `size_min` → (`size`, ≥).
pub(super) fn bound(key: &str) -> (&str, Comparison) {
    match key.strip_suffix("_min") {
        Some(name) => (name, Comparison::GreaterOrEqual),
        None => (key.strip_suffix("_max").unwrap_or(key), Comparison::LessOrEqual),
    }
}

/// `x`, `eq:x` or `in:a,"b,c"`. A value with a colon needs `eq:`.
pub(super) fn one_of_list(field: &str, value: &str) -> Result<Vec<String>> {
    match value.split_once(':') {
        None => Ok(vec![value.to_owned()]),
        Some(("eq", value)) => Ok(vec![value.to_owned()]),
        Some(("in", list)) => {
            let values = quoted_list(field, list)?;
            if values.len() > MAX_IN_VALUES {
                return Err(Error::invalid(field, Fault::TooMany { limit: MAX_IN_VALUES }));
            }
            Ok(values)
        }
        Some((operator, _)) => {
            Err(Error::invalid(field, Fault::UnknownOperator { operator: operator.to_owned() }))
        }
    }
}

/// Comma-separated; an item that holds commas stands in double quotes.
fn quoted_list(field: &str, list: &str) -> Result<Vec<String>> {
    let fault = || Error::invalid(field, Fault::Quotes { value: list.to_owned() });
    let mut items = Vec::new();
    let mut rest = list;
    loop {
        let item = match rest.strip_prefix('"') {
            Some(quoted) => {
                let (item, after) = quoted.split_once('"').ok_or_else(fault)?;
                rest = after;
                item
            }
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                let (item, after) = rest.split_at(end);
                rest = after;
                if item.contains('"') {
                    return Err(fault());
                }
                item
            }
        };
        items.push(item.to_owned());
        if rest.is_empty() {
            return Ok(items);
        }
        rest = rest.strip_prefix(',').ok_or_else(fault)?;
    }
}

/// `[op:]ISO8601`. Colons of the time itself are told from the operator's by what stands before.
pub(super) fn time_bound(field: &str, value: &str) -> Result<(Comparison, OffsetDateTime)> {
    let is_operator = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic());
    let (comparison, text) = match value.split_once(':') {
        Some((word, rest)) if is_operator(word) => (comparison(field, word)?, rest),
        _ => (Comparison::Equal, value),
    };
    let at =
        parse_time(text).ok_or_else(|| Error::invalid(field, Fault::NotTime { value: text.to_owned() }))?;
    Ok((comparison, at))
}

fn comparison(field: &str, word: &str) -> Result<Comparison> {
    Ok(match word {
        "eq" => Comparison::Equal,
        "neq" => Comparison::NotEqual,
        "gt" => Comparison::Greater,
        "gte" => Comparison::GreaterOrEqual,
        "lt" => Comparison::Less,
        "lte" => Comparison::LessOrEqual,
        _ => return Err(Error::invalid(field, Fault::UnknownOperator { operator: word.to_owned() })),
    })
}

/// With an offset, without one (UTC), or a date alone (its midnight, UTC).
fn parse_time(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim();
    OffsetDateTime::parse(text, &Iso8601::DEFAULT)
        .or_else(|_| PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).map(PrimitiveDateTime::assume_utc))
        .or_else(|_| Date::parse(text, &Iso8601::DEFAULT).map(|date| date.midnight().assume_utc()))
        .ok()
}
