//! Rows for tests.

use vitrine_domain::ProjectId;
use vitrine_domain::image::ports::{UploadClaim, Viewer};
use vitrine_domain::image::query::{ImageFilter, Page, SortBy, total_order};
use vitrine_domain::image::{BlobKey, Image, ImageId, ImageRepo, Location, StoredData};
use vitrine_wire::vocab::ImageSortKey;
use vitrine_wire::{ImageStatus, SortDirection, Timestamp, Visibility};

use crate::support::database::TestDatabase;

pub const US: &str = "project-us";
pub const THEM: &str = "project-them";

/// A moment, in seconds after an arbitrary one.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_micros((1_700_000_000 + seconds) * 1_000_000)
}

pub fn id(number: u32) -> ImageId {
    ImageId(format!("{number:08x}-0000-4000-8000-000000000000"))
}

/// A queued private image of ours without attributes.
pub fn image(number: u32) -> Image {
    Image {
        id: id(number),
        name: None,
        status: ImageStatus::Queued,
        visibility: Visibility::Private,
        is_protected: false,
        is_hidden: false,
        owner: Some(ProjectId::from(US)),
        container_format: None,
        disk_format: None,
        min_disk: 0,
        min_ram: 0,
        size: None,
        virtual_size: None,
        checksum: None,
        hash_algorithm: None,
        hash_value: None,
        tags: Default::default(),
        properties: Default::default(),
        created_at: at(0),
        updated_at: at(0),
        version: 1,
    }
}

pub fn named(number: u32, name: &str) -> Image {
    Image { name: Some(name.to_owned()), ..image(number) }
}

pub fn owned(number: u32, owner: Option<&str>, visibility: Visibility) -> Image {
    Image { owner: owner.map(ProjectId::from), visibility, ..image(number) }
}

pub fn admin() -> Viewer {
    Viewer { project: Some(ProjectId::from(US)), sees_all: true }
}

pub fn member_of(project: &str) -> Viewer {
    Viewer { project: Some(ProjectId::from(project)), sees_all: false }
}

pub fn sorted_by(key: ImageSortKey, direction: SortDirection) -> Vec<SortBy> {
    total_order(vec![SortBy { key, direction }])
}

/// The first page, by id.
pub fn by_id(limit: usize) -> Page {
    let sort = sorted_by(ImageSortKey::Id, SortDirection::Ascending);
    Page { sort, after: None, backwards: false, limit }
}

pub fn claim(image: u32, generation: &str, node: &str) -> UploadClaim {
    UploadClaim { key: key(image, generation), node: node.to_owned(), at: at(10) }
}

pub fn key(image: u32, generation: &str) -> BlobKey {
    BlobKey { image: id(image), generation: generation.to_owned() }
}

pub fn location(image: u32, generation: &str) -> Location {
    Location { store: "main".to_owned(), key: key(image, generation) }
}

pub fn data() -> StoredData {
    StoredData { size: 10, md5: "5".repeat(32), sha512: "b".repeat(128) }
}

/// Adds images.
pub async fn insert(test: &TestDatabase, images: &[Image]) {
    let repo = test.db.images();
    for image in images {
        repo.insert(image).await.unwrap();
    }
}

/// Shares an image with a project.
pub async fn share(test: &TestDatabase, image: u32, member: &str, status: &str) {
    let id = id(image);
    let values = format!("('{id}', '{member}', '{status}', 0, 0)");
    test.execute(&format!("INSERT INTO image_members VALUES {values}")).await;
}

/// Numbers of the images that a list shows, in order of their ids.
pub async fn listed(test: &TestDatabase, viewer: &Viewer, filter: &ImageFilter) -> Vec<u32> {
    let images = test.db.images().list(viewer, filter, &by_id(1_000)).await.unwrap();
    images.iter().map(|image| number(&image.id)).collect()
}

pub fn number(id: &ImageId) -> u32 {
    u32::from_str_radix(&id.as_str()[..8], 16).unwrap()
}
