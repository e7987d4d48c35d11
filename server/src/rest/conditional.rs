//! What a client has already.

use axum::http::{HeaderMap, header};

/// Does `If-None-Match` list the entity tag? `tag` is without its quotes.
pub fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_it = |listed: &str| listed.trim_start_matches("W/").trim_matches('"') == tag;
    values.flat_map(|list| list.split(',')).map(str::trim).any(|listed| listed == "*" || is_it(listed))
}
