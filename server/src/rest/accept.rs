//! Which of the three representations of an error a client gets.

use axum::http::{HeaderMap, header};

/// How an error is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Representation {
    Text,
    Html,
    Json,
}

/// HTML for who ranks it no lower than JSON, `*/*` included; text for who accepts neither.
pub fn representation(headers: &HeaderMap) -> Representation {
    let Some(accept) = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()) else {
        return Representation::Text;
    };
    let html = quality(accept, "text", "html");
    let json = quality(accept, "application", "json");
    match (html > 0, json > 0) {
        (true, _) if html >= json => Representation::Html,
        (_, true) => Representation::Json,
        _ => Representation::Text,
    }
}

/// Does the client name HTML, and prefer it to JSON and to anything else? Browsers do.
pub fn prefers_html(headers: &HeaderMap) -> bool {
    let Some(accept) = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let html = explicit_quality(accept, "text/html");
    html > explicit_quality(accept, "application/json") && html > explicit_quality(accept, "*/*")
}

/// Thousandths of the most specific range that covers the type; 0 when none does.
fn quality(accept: &str, kind: &str, subtype: &str) -> u16 {
    let exact = explicit_quality(accept, &format!("{kind}/{subtype}"));
    let family = explicit_quality(accept, &format!("{kind}/*"));
    [exact, family, explicit_quality(accept, "*/*")].into_iter().find(|&q| q > 0).unwrap_or(0)
}

fn explicit_quality(accept: &str, range: &str) -> u16 {
    let matching = accept.split(',').filter_map(|item| {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next()?;
        let q = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        name.eq_ignore_ascii_case(range).then_some(thousandths(q))
    });
    matching.max().unwrap_or(0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000 before")]
fn thousandths(q: f32) -> u16 {
    (q.clamp(0.0, 1.0) * 1000.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(accept: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())])
    }

    #[test]
    fn representations_follow_the_image_api() {
        for (accept, expected) in [
            ("*/*", Representation::Html),
            ("text/html", Representation::Html),
            ("application/json", Representation::Json),
            ("application/json, */*;q=0.5", Representation::Json),
            ("text/html, application/json", Representation::Html),
            ("text/html;q=0.5, application/json", Representation::Json),
            ("text/plain", Representation::Text),
            ("application/*", Representation::Json),
        ] {
            assert_eq!(representation(&headers(accept)), expected, "{accept}");
        }
        assert_eq!(representation(&HeaderMap::new()), Representation::Text);
    }

    #[test]
    fn only_browsers_prefer_html() {
        assert!(prefers_html(&headers("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")));
        for accept in ["*/*", "application/json", "text/html, application/json", "text/html, */*"] {
            assert!(!prefers_html(&headers(accept)), "{accept}");
        }
    }
}
