//! The `Range` header of a download: one range of bytes or none.

use std::ops::Range;

use crate::error::{Error, Fault, Result};

/// The bytes that `header` asks for of `size` bytes.
///
/// An end past the data is cut, a suffix longer than the data means all of it. Several ranges are
/// invalid; a range that is malformed, reversed or starts past the data is not satisfiable.
pub fn parse(header: &str, size: u64) -> Result<Range<u64>> {
    let unsatisfiable = || Error::RangeNotSatisfiable { size };
    let (unit, spec) = header.trim().split_once('=').ok_or_else(unsatisfiable)?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Err(unsatisfiable());
    }
    if spec.contains(',') {
        return Err(Error::invalid("Range", Fault::MultipleRanges));
    }
    let (first, last) = spec.trim().split_once('-').ok_or_else(unsatisfiable)?;
    let number = |text: &str| -> Result<Option<u64>> {
        match text.trim() {
            "" => Ok(None),
            digits if digits.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(Some(digits.parse().unwrap_or(u64::MAX)))
            }
            _ => Err(unsatisfiable()),
        }
    };
    let range = match (number(first)?, number(last)?) {
        (Some(first), Some(last)) if first <= last => first..size.min(last.saturating_add(1)),
        (Some(first), None) => first..size,
        (None, Some(suffix)) if suffix > 0 => size.saturating_sub(suffix)..size,
        _ => return Err(unsatisfiable()),
    };
    if range.is_empty() { Err(unsatisfiable()) } else { Ok(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_image_api_has_them() {
        for (header, expected) in [
            ("bytes=2-4", 2..5),
            ("bytes=2-", 2..10),
            ("bytes=-3", 7..10),
            ("bytes=0-99", 0..10),
            ("bytes=-99", 0..10),
            ("bytes = 0 - 0", 0..1),
            ("bytes=0-18446744073709551616", 0..10),
        ] {
            assert_eq!(parse(header, 10).unwrap(), expected, "{header}");
        }
    }

    #[test]
    fn what_cannot_be_satisfied_is_refused() {
        for header in
            ["bytes=10-", "bytes=4-2", "bytes=x-3", "items=0-1", "bytes", "bytes=-", "bytes=-0", "bytes=+1-2"]
        {
            let error = parse(header, 10).unwrap_err();
            assert!(matches!(error, Error::RangeNotSatisfiable { size: 10 }), "{header}");
        }
        assert!(matches!(parse("bytes=0-1", 0), Err(Error::RangeNotSatisfiable { size: 0 })));
    }

    #[test]
    fn several_ranges_are_invalid() {
        let error = parse("bytes=0-1,4-5", 10).unwrap_err();
        assert!(matches!(error, Error::Invalid { reason: Fault::MultipleRanges, .. }));
    }
}
