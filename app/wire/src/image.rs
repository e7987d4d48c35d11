//! The image document of the Image API v2, and the pages the dashboard asks for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::can::ImageAbilities;
use crate::timestamp::Timestamp;
use crate::vocab::{ImageScope, ImageSortKey, ImageStatus, SortDirection, Visibility};

/// What the server decides about an image: sent by it, refused from clients.
pub const READ_ONLY_ATTRIBUTES: &[&str] = &[
    "created_at",
    "updated_at",
    "status",
    "checksum",
    "size",
    "virtual_size",
    "direct_url",
    "self",
    "file",
    "schema",
    "stores",
    "os_hash_algo",
    "os_hash_value",
];

/// Names that clients may neither set nor use as custom properties.
pub const RESERVED_ATTRIBUTES: &[&str] = &["location", "locations", "deleted", "deleted_at"];

/// Custom properties that start like this belong to the service.
pub const RESERVED_PREFIX: &str = "os_glance";

/// What a client may set on an image by name; everything else is a custom property.
pub const WRITABLE_ATTRIBUTES: &[&str] = &[
    "id",
    "name",
    "visibility",
    "protected",
    "os_hidden",
    "owner",
    "container_format",
    "disk_format",
    "min_disk",
    "min_ram",
    "tags",
];

/// An image as `GET /v2/images/{id}` shows it. Custom properties stand beside the base attributes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Image {
    /// Custom properties: any other key, always a string.
    #[serde(flatten)]
    pub properties: BTreeMap<String, String>,
    pub name: Option<String>,
    pub disk_format: Option<String>,
    pub container_format: Option<String>,
    pub visibility: Visibility,
    /// Bytes of the stored data; null until there is some.
    pub size: Option<u64>,
    /// Bytes of the disk that a guest would see; null until known.
    pub virtual_size: Option<u64>,
    pub status: ImageStatus,
    /// md5 of the data, hexadecimal.
    pub checksum: Option<String>,
    pub protected: bool,
    /// MiB of memory a guest needs.
    pub min_ram: u32,
    /// GiB of disk a guest needs.
    pub min_disk: u32,
    /// The project that owns the image.
    pub owner: Option<String>,
    pub os_hidden: bool,
    pub os_hash_algo: Option<String>,
    pub os_hash_value: Option<String>,
    pub id: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub tags: Vec<String>,
    #[serde(rename = "self")]
    pub self_link: String,
    pub file: String,
    pub schema: String,
}

/// A page of images as `GET /v2/images` shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImageList {
    pub images: Vec<Image>,
    pub first: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    pub schema: String,
}

/// What the dashboard asks when it shows a table of images. It mirrors the page's address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageTableQuery {
    pub scope: ImageScope,
    /// Part of a name, a whole id or a whole tag.
    pub text: Option<String>,
    pub status: Option<ImageStatus>,
    pub disk_format: Option<String>,
    pub sort: ImageSortKey,
    pub direction: SortDirection,
    /// The image next to the page, on its far side.
    pub marker: Option<String>,
    /// Walk towards the first page instead of the last.
    pub backwards: bool,
    pub limit: u32,
}

impl ImageTableQuery {
    /// Rows on a page when the address does not say.
    pub const DEFAULT_LIMIT: u32 = 20;
    /// Rows on a page at the most.
    pub const MAX_LIMIT: u32 = 100;
    /// What the page-size control offers.
    pub const LIMITS: &'static [u32] = &[10, 20, 50, 100];
}

impl Default for ImageTableQuery {
    fn default() -> Self {
        Self {
            scope: ImageScope::Mine,
            text: None,
            status: None,
            disk_format: None,
            sort: ImageSortKey::UpdatedAt,
            direction: SortDirection::Descending,
            marker: None,
            backwards: false,
            limit: Self::DEFAULT_LIMIT,
        }
    }
}

/// A page of the dashboard's table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageTable {
    pub images: Vec<Image>,
    /// Marker of the page before this one, where there is one.
    pub previous: Option<String>,
    /// Marker of the page after this one, where there is one.
    pub next: Option<String>,
    pub total: Count,
    /// May the caller add an image to the project?
    pub can_create: bool,
    /// May the caller see every project's images?
    pub can_see_all: bool,
}

/// How many rows match: counted up to a bound, so that it costs the same on any catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub rows: u64,
    /// False where counting stopped at the bound.
    pub exact: bool,
}

/// One image with what its viewer may do with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageDetail {
    pub image: Image,
    pub can: ImageAbilities,
}

/// What the create form sends. Bytes follow on the upload route.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageDraft {
    pub name: String,
    pub description: String,
    pub disk_format: String,
    pub container_format: String,
    pub visibility: Option<Visibility>,
    pub protected: bool,
    pub os_hidden: bool,
    pub min_disk: u32,
    pub min_ram: u32,
    pub architecture: String,
    /// As typed: tags between commas.
    pub tags: String,
    /// Custom properties beside those that have a field of their own.
    #[serde(default)]
    pub properties: BTreeMap<String, String>,
}

/// What the caller may choose from when creating an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateOptions {
    pub disk_formats: Vec<String>,
    pub container_formats: Vec<String>,
    pub visibilities: Vec<Visibility>,
    /// Bytes an image may have at the most.
    pub size_limit: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Image {
        Image {
            properties: BTreeMap::from([("os_distro".into(), "debian".into())]),
            name: Some("x".into()),
            disk_format: Some("raw".into()),
            container_format: Some("bare".into()),
            visibility: Visibility::Shared,
            size: Some(10),
            virtual_size: None,
            status: ImageStatus::Active,
            checksum: Some("781e5e245d69b566979b86e28d23f2c7".into()),
            protected: false,
            min_ram: 0,
            min_disk: 0,
            owner: Some("p".into()),
            os_hidden: false,
            os_hash_algo: Some("sha512".into()),
            os_hash_value: None,
            id: "i".into(),
            created_at: Timestamp::from_unix_micros(0),
            updated_at: Timestamp::from_unix_micros(0),
            tags: vec!["x".into()],
            self_link: "/v2/images/i".into(),
            file: "/v2/images/i/file".into(),
            schema: "/v2/schemas/image".into(),
        }
    }

    #[test]
    fn custom_properties_stand_first_and_unset_attributes_are_null() {
        let text = serde_json::to_string(&sample()).unwrap();
        assert!(text.starts_with(r#"{"os_distro":"debian","name":"x","disk_format":"raw""#));
        assert!(text.contains(r#""virtual_size":null"#));
        assert!(
            text.ends_with(
                r#""self":"/v2/images/i","file":"/v2/images/i/file","schema":"/v2/schemas/image"}"#
            )
        );
    }

    #[test]
    fn a_document_reads_back_as_itself() {
        let text = serde_json::to_string(&sample()).unwrap();
        assert_eq!(serde_json::from_str::<Image>(&text).unwrap(), sample());
    }
}
