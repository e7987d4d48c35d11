//! What a caller says it knows of a namespace: `If-Match` and `If-None-Match`.

use axum::http::{HeaderMap, header};
use vitrine_domain::Error;
use vitrine_domain::error::Precondition;
use vitrine_domain::metadef::Known;

use crate::rest::error::ApiError;

/// The entity tag of a revision.
pub fn tag(revision: &str) -> String {
    format!("\"{revision}\"")
}

/// What the headers say. Nothing is not enough: who writes a whole must know what it overwrites.
pub fn known(headers: &HeaderMap) -> Result<Known, ApiError> {
    let tags = |name| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        let plain = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"').to_owned();
        values.flat_map(|list| list.split(',')).map(plain).collect::<Vec<String>>()
    };
    let (matching, none) = (tags(header::IF_MATCH), tags(header::IF_NONE_MATCH));
    if none.iter().any(|tag| tag == "*") {
        return Ok(Known::Nothing);
    }
    if matching.iter().any(|tag| tag == "*") {
        return Ok(Known::Anything);
    }
    if matching.is_empty() {
        return Err(Error::Precondition(Precondition::Required).into());
    }
    Ok(Known::Revisions(matching))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_what_is_known() {
        let headers = |name: &'static str, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            known(&headers).ok()
        };
        let revisions = |tags: &[&str]| Some(Known::Revisions(tags.iter().map(|&tag| tag.into()).collect()));
        assert_eq!(headers("if-none-match", "*"), Some(Known::Nothing));
        assert_eq!(headers("if-match", "*"), Some(Known::Anything));
        assert_eq!(headers("if-match", "\"1-2\""), revisions(&["1-2"]));
        assert_eq!(headers("if-match", "W/\"1-2\", \"1-3\""), revisions(&["1-2", "1-3"]));
        assert_eq!(headers("if-none-match", "\"1-2\""), None);
        assert_eq!(headers("accept", "*/*"), None);
    }
}
