//! Addresses of the dashboard, as functions of what they lead to. No literal address stands elsewhere.

pub mod accounts;
pub mod metadefs;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use vitrine_wire::image::ImageTableQuery;
use vitrine_wire::vocab::{ImageScope, ImageSortKey};
use vitrine_wire::{ImageStatus, SortDirection};

/// Where the dashboard is mounted.
pub const BASE: &str = "/dashboard";
/// Where server functions are mounted.
pub const RPC: &str = "/dashboard/rpc";

/// What stays as it is in a part of an address (RFC 3986, unreserved).
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

/// Joins pairs into a query; nothing for no pairs.
fn with_query(path: String, pairs: &[(&str, &str)]) -> String {
    if pairs.is_empty() {
        return path;
    }
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={}", part(value))).collect();
    format!("{path}?{}", pairs.join("&"))
}

/// The first page.
#[must_use]
pub fn home() -> String {
    format!("{BASE}/")
}

/// The sign-in page; `next` is where it leads on.
#[must_use]
pub fn login(next: Option<&str>) -> String {
    let pairs: Vec<_> = next.into_iter().map(|next| ("next", next)).collect();
    with_query(format!("{BASE}/login"), &pairs)
}

#[must_use]
pub fn logout() -> String {
    format!("{BASE}/logout")
}

/// Where the browser asks how long the session lasts. Asking is no use of it.
#[must_use]
pub fn session_left() -> String {
    format!("{RPC}/session/left")
}

/// Where a choice of project is sent.
#[must_use]
pub fn enter_project() -> String {
    format!("{BASE}/project")
}

/// Where a choice of language or theme is sent.
#[must_use]
pub fn preferences() -> String {
    format!("{BASE}/preferences")
}

#[must_use]
pub fn images() -> String {
    format!("{BASE}/images")
}

/// The table that a query describes. Defaults stay out, so that the plain address is the plain table.
#[must_use]
pub fn images_table(query: &ImageTableQuery) -> String {
    let plain = ImageTableQuery::default();
    let limit = query.limit.to_string();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    if query.scope != plain.scope {
        pairs.push(("scope", query.scope.as_str()));
    }
    pairs.extend(query.text.as_deref().map(|text| ("text", text)));
    pairs.extend(query.status.map(|status| ("status", status.as_str())));
    pairs.extend(query.disk_format.as_deref().map(|format| ("disk_format", format)));
    if (query.sort, query.direction) != (plain.sort, plain.direction) {
        pairs.push(("sort", query.sort.as_str()));
        pairs.push(("direction", query.direction.as_str()));
    }
    if query.limit != plain.limit {
        pairs.push(("limit", &limit));
    }
    if let Some(marker) = &query.marker {
        pairs.push(("marker", marker));
        if query.backwards {
            pairs.push(("backwards", "true"));
        }
    }
    with_query(images(), &pairs)
}

/// Reads the query that [`images_table`] writes; what it does not understand counts as not said.
pub fn read_images_table(get: impl Fn(&str) -> Option<String>) -> ImageTableQuery {
    let plain = ImageTableQuery::default();
    let given = |key: &str| get(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let limit = given("limit").and_then(|limit| limit.parse().ok());
    ImageTableQuery {
        scope: given("scope").and_then(|word| ImageScope::parse(&word)).unwrap_or(plain.scope),
        text: given("text"),
        status: given("status").and_then(|word| ImageStatus::parse(&word)),
        disk_format: given("disk_format"),
        sort: given("sort").and_then(|word| ImageSortKey::parse(&word)).unwrap_or(plain.sort),
        direction: given("direction").and_then(|word| SortDirection::parse(&word)).unwrap_or(plain.direction),
        backwards: given("backwards").as_deref() == Some("true"),
        marker: given("marker"),
        limit: limit.filter(|limit| (1..=ImageTableQuery::MAX_LIMIT).contains(limit)).unwrap_or(plain.limit),
    }
}

/// The list, with a notice of something that was done to an image of this name.
#[must_use]
pub fn images_with_notice(code: &str, name: Option<&str>) -> String {
    with_query(images(), &[("notice", code), ("name", name.unwrap_or_default())])
}

/// The form for a new image, and where it is sent.
#[must_use]
pub fn create_image() -> String {
    format!("{BASE}/images/new")
}

#[must_use]
pub fn create_with_notice(code: &str) -> String {
    with_query(create_image(), &[("notice", code)])
}

/// The page of an image.
#[must_use]
pub fn image(id: &str) -> String {
    format!("{BASE}/images/{}", part(id))
}

#[must_use]
pub fn image_with_notice(id: &str, code: &str) -> String {
    with_query(image(id), &[("notice", code)])
}

/// The page that asks before an image is deleted, and where its form is sent.
#[must_use]
pub fn delete_image(id: &str) -> String {
    format!("{}/delete", image(id))
}

/// The image's data, as a download.
#[must_use]
pub fn image_file(id: &str) -> String {
    format!("{}/file", image(id))
}

/// Where the browser sends an image's data.
#[must_use]
pub fn upload(id: &str) -> String {
    format!("{BASE}/upload/{}", part(id))
}

/// A page of the gallery of components.
#[must_use]
pub fn gallery(name: &str) -> String {
    format!("{BASE}/gallery/{}", part(name))
}

/// How to go to one of these addresses from code: they are whole already.
#[must_use]
pub fn whole() -> leptos_router::NavigateOptions {
    leptos_router::NavigateOptions { resolve: false, ..Default::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the query of an address.
    pub fn getter(address: &str) -> impl Fn(&str) -> Option<String> {
        let query = address.split_once('?').map(|(_, query)| query).unwrap_or_default();
        let plain =
            |value: &str| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned();
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let pairs: Vec<_> = pairs.map(|(key, value)| (key.to_owned(), plain(value))).collect();
        move |key| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    }

    #[test]
    fn addresses_escape_what_they_hold() {
        assert_eq!(
            login(Some("/dashboard/images?a=b")),
            "/dashboard/login?next=%2Fdashboard%2Fimages%3Fa%3Db"
        );
        assert_eq!(image("a/../b"), "/dashboard/images/a%2F..%2Fb");
        assert_eq!(
            images_with_notice("image-deleted", Some("镜 像")),
            "/dashboard/images?notice=image-deleted&name=%E9%95%9C%20%E5%83%8F"
        );
    }

    #[test]
    fn tables_read_back_as_they_were_written() {
        assert_eq!(images_table(&ImageTableQuery::default()), "/dashboard/images");
        let query = ImageTableQuery {
            scope: ImageScope::Public,
            text: Some("a&b=c".into()),
            status: Some(ImageStatus::Active),
            disk_format: Some("qcow2".into()),
            sort: ImageSortKey::Name,
            direction: SortDirection::Ascending,
            marker: Some("m".into()),
            backwards: true,
            limit: 50,
        };
        assert_eq!(read_images_table(getter(&images_table(&query))), query);
    }

    #[test]
    fn nonsense_in_an_address_counts_as_not_said() {
        let get = |key: &str| {
            Some(
                match key {
                    "limit" => "0",
                    "text" => "  ",
                    _ => "nonsense",
                }
                .to_owned(),
            )
        };
        let query = read_images_table(get);
        assert_eq!((query.limit, query.text, query.sort), (20, None, ImageSortKey::UpdatedAt));
    }
}
