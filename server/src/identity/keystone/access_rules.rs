//! Access rules of application credentials: method and path of the requests that a token is good for.
//!
//! In a path, `*` and `{name}` stand for one part of it, `**` for anything. Matching walks over the path
//! once for each piece of the pattern: no pattern takes exponential time.

use serde::Deserialize;

/// The service type that rules for us name.
const SERVICE: &str = "image";
/// Characters of a pattern that is looked at.
const MAX_PATTERN: usize = 1_024;

/// One rule, as the token document holds it.
#[derive(Clone, Debug, Deserialize)]
pub struct AccessRule {
    service: String,
    method: String,
    path: String,
}

impl AccessRule {
    /// Is this request one of ours that the rule is for?
    #[must_use]
    pub fn covers(&self, method: &str, path: &str) -> bool {
        self.service == SERVICE && self.method == method && path_matches(&self.path, path)
    }
}

enum Piece<'a> {
    Text(&'a [u8]),
    /// At least one character, no slash.
    Part,
    Anything,
}

/// Does the path look like the pattern?
#[must_use]
pub fn path_matches(pattern: &str, path: &str) -> bool {
    if pattern.len() > MAX_PATTERN {
        return false;
    }
    let Some(pieces) = pieces(pattern) else { return false };
    let path = path.as_bytes();
    // At which positions of the path can the pieces so far end?
    let mut ends = vec![false; path.len() + 1];
    ends[0] = true;
    for piece in pieces {
        ends = advance(&piece, path, &ends);
    }
    ends[path.len()]
}

fn advance(piece: &Piece<'_>, path: &[u8], starts: &[bool]) -> Vec<bool> {
    let mut ends = vec![false; starts.len()];
    match piece {
        Piece::Text(text) => {
            for (start, _) in starts.iter().enumerate().filter(|(_, is_start)| **is_start) {
                if path[start..].starts_with(text) {
                    ends[start + text.len()] = true;
                }
            }
        }
        Piece::Part => {
            let mut is_inside = false;
            for (at, byte) in path.iter().enumerate() {
                is_inside = (is_inside || starts[at]) && *byte != b'/';
                ends[at + 1] = is_inside;
            }
        }
        Piece::Anything => {
            let mut is_reached = false;
            for (at, end) in ends.iter_mut().enumerate() {
                is_reached |= starts[at];
                *end = is_reached;
            }
        }
    }
    ends
}

/// The pattern cut up; nothing when a brace is left open.
fn pieces(pattern: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while !rest.is_empty() {
        let (piece, used) = if rest.starts_with("**") {
            (Piece::Anything, 2)
        } else if rest.starts_with('*') {
            (Piece::Part, 1)
        } else if rest.starts_with('{') {
            (Piece::Part, rest.find('}')? + 1)
        } else {
            let length = rest.find(['*', '{']).unwrap_or(rest.len());
            (Piece::Text(&rest.as_bytes()[..length]), length)
        };
        pieces.push(piece);
        rest = &rest[used..];
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_paths() {
        for (pattern, path, expected) in [
            ("/v2/images", "/v2/images", true),
            ("/v2/images", "/v2/images/x", false),
            ("/v2/images", "/v2/imagesx", false),
            ("/v2.images", "/v2/images", false),
            ("/v2/images/*", "/v2/images/x", true),
            ("/v2/images/*", "/v2/images/", false),
            ("/v2/images/*", "/v2/images/x/file", false),
            ("/v2/images/*/file", "/v2/images/x/file", true),
            ("/v2/images/{image_id}", "/v2/images/x", true),
            ("/v2/images/{image_id}/tags/{tag}", "/v2/images/x/tags/a", true),
            ("/v2/images/{image_id}/tags/{tag}", "/v2/images/x/tags/a/b", false),
            ("/v2/**", "/v2/images/x/file", true),
            ("/v2/**", "/v2", false),
            ("**", "/anything/at/all", true),
            ("/v2/**/file", "/v2/images/x/file", true),
            ("/v2/**/file", "/v2/images/x/data", false),
            ("/v2/im*", "/v2/images", true),
            ("/v2/{broken", "/v2/x", false),
            ("", "/v2/images", false),
        ] {
            assert_eq!(path_matches(pattern, path), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn hostile_patterns_end_soon() {
        let path = "/a".repeat(4_000);
        assert!(!path_matches(&format!("{}x", "**a*".repeat(200)), &path));
        assert!(!path_matches(&"*".repeat(MAX_PATTERN + 1), &path));
    }

    #[test]
    fn only_rules_for_images_count() {
        let rule = |service: &str| AccessRule {
            service: service.to_owned(),
            method: "GET".to_owned(),
            path: "/v2/images".to_owned(),
        };
        assert!(rule("image").covers("GET", "/v2/images"));
        assert!(!rule("image").covers("get", "/v2/images"));
        assert!(!rule("compute").covers("GET", "/v2/images"));
    }
}
