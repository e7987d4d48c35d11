//! Parameters of the questions. Each may stand once; an unknown one is an error.

use vitrine_wire::metadef::FindingSeverity;

use crate::error::{Error, Fault, Result};
use crate::image::ImageId;
use crate::image::query::PageLimits;

type Pairs = [(String, String)];

/// Which images have a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImagesQuery {
    pub key: String,
    pub value: Option<String>,
    pub marker: Option<ImageId>,
    pub limit: usize,
}

/// Which properties nobody defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrphanQuery {
    /// The last name of the page before.
    pub marker: Option<String>,
    pub limit: usize,
}

/// Which images do not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportQuery {
    pub severity: Option<FindingSeverity>,
    /// Only what this namespace forbids.
    pub namespace: Option<String>,
    pub marker: Option<ImageId>,
    pub limit: usize,
}

impl ImagesQuery {
    pub fn parse(pairs: &Pairs, limits: PageLimits) -> Result<Self> {
        only(pairs, &["key", "value", "marker", "limit"])?;
        let key = one(pairs, "key").ok_or_else(|| Error::invalid("key", Fault::Required))?;
        Ok(Self {
            key: key.to_owned(),
            value: one(pairs, "value").map(str::to_owned),
            marker: one(pairs, "marker").map(ImageId::from),
            limit: limit(pairs, limits)?,
        })
    }
}

impl OrphanQuery {
    pub fn parse(pairs: &Pairs, limits: PageLimits) -> Result<Self> {
        only(pairs, &["marker", "limit"])?;
        Ok(Self { marker: one(pairs, "marker").map(str::to_owned), limit: limit(pairs, limits)? })
    }
}

impl ReportQuery {
    pub fn parse(pairs: &Pairs, limits: PageLimits) -> Result<Self> {
        only(pairs, &["severity", "namespace", "marker", "limit"])?;
        let severity = |word: &str| {
            let unknown = || Error::invalid("severity", Fault::UnknownValue { value: word.to_owned() });
            FindingSeverity::parse(word).ok_or_else(unknown)
        };
        Ok(Self {
            severity: one(pairs, "severity").map(severity).transpose()?,
            namespace: one(pairs, "namespace").map(str::to_owned),
            marker: one(pairs, "marker").map(ImageId::from),
            limit: limit(pairs, limits)?,
        })
    }
}

/// The parameters of a request that are these; others and repeated ones are errors.
pub fn only(pairs: &Pairs, known: &[&str]) -> Result<()> {
    for (index, (key, _)) in pairs.iter().enumerate() {
        if !known.contains(&key.as_str()) {
            return Err(Error::invalid(key, Fault::NotSupported));
        }
        if pairs[..index].iter().any(|(earlier, _)| earlier == key) {
            return Err(Error::invalid(key, Fault::TooMany { limit: 1 }));
        }
    }
    Ok(())
}

/// The value of a parameter.
#[must_use]
pub fn one<'a>(pairs: &'a Pairs, key: &str) -> Option<&'a str> {
    pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// A parameter that is `true` or `false`, which it is where nothing is said.
pub fn flag(pairs: &Pairs, key: &str) -> Result<bool> {
    match one(pairs, key) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => Err(Error::invalid(key, Fault::UnknownValue { value: other.to_owned() })),
    }
}

/// The parameter `limit`; more than there may be is as much as there may be.
pub(in crate::metadef) fn limit(pairs: &Pairs, limits: PageLimits) -> Result<usize> {
    let Some(text) = one(pairs, "limit") else {
        return Ok(limits.default);
    };
    let number: i64 = text.parse().map_err(|_| Error::invalid("limit", Fault::NotInteger))?;
    match usize::try_from(number) {
        Ok(0) | Err(_) => Err(Error::invalid("limit", Fault::NotPositive)),
        Ok(limit) => Ok(limit.min(limits.max)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: PageLimits = PageLimits { default: 25, max: 100 };

    fn pairs(text: &str) -> Vec<(String, String)> {
        url_pairs(text).map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    fn url_pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
        text.split('&').filter_map(|pair| pair.split_once('='))
    }

    #[test]
    fn parameters_are_read() {
        let query = ImagesQuery::parse(&pairs("key=a&value=&limit=500&marker=x"), LIMITS).unwrap();
        assert_eq!((query.key.as_str(), query.value.as_deref(), query.limit), ("a", Some(""), 100));
        let query = ReportQuery::parse(&pairs("severity=invalid"), LIMITS).unwrap();
        assert_eq!((query.severity, query.limit), (Some(FindingSeverity::Invalid), 25));
    }

    #[test]
    fn mistakes_are_told() {
        for (text, code) in [
            ("", "error-required"),
            ("key=a&key=b", "error-too-many"),
            ("key=a&sort=b", "error-not-supported"),
            ("key=a&limit=x", "error-not-integer"),
            ("key=a&limit=0", "error-not-positive"),
            ("key=a&limit=-1", "error-not-positive"),
        ] {
            assert_eq!(ImagesQuery::parse(&pairs(text), LIMITS).unwrap_err().code(), code, "{text}");
        }
        let bad = ReportQuery::parse(&pairs("severity=bad"), LIMITS).unwrap_err();
        assert_eq!(bad.code(), "error-unknown-value");
    }
}
