//! What images need from the outside: a database and a place for bytes.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use vitrine_wire::image::Count;
use vitrine_wire::{ImageStatus, MemberStatus, Timestamp};

use super::model::{BlobKey, Image, ImageId, Location, Member, Membership, StoredData};
use super::query::{ImageFilter, Page};
use crate::ctx::ProjectId;
use crate::error::Result;
use crate::quota::{Caps, Over};

/// Bytes on their way. An error ends the stream; the sender broke off or the source failed.
pub type ByteStream = BoxStream<'static, std::io::Result<Bytes>>;

/// An image with the standing of the project that asks.
#[derive(Clone, Debug)]
pub struct Found {
    pub image: Image,
    pub membership: Option<Membership>,
}

/// Whose eyes a list is for.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub project: Option<ProjectId>,
    /// Administrators see every project's images.
    pub sees_all: bool,
}

/// Who takes an upload, and under which generation.
#[derive(Clone, Debug)]
pub struct UploadClaim {
    pub key: BlobKey,
    /// The running process; see [`ImageRepo::release_abandoned`].
    pub node: String,
    pub at: Timestamp,
}

/// Why a project may not have one more record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// Too many without data.
    Queued,
    Resource(Over),
}

/// What became of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tagged {
    Done,
    /// The image has as many as it may have.
    Full,
    NoImage,
}

/// What became of a project that an image was to be shared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admitted {
    Done,
    /// It is one already.
    Known,
    /// The image has as many as it may have.
    Full,
    NoImage,
}

/// A value that some rules forbid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub property: String,
    /// Whose rule it is.
    pub namespace: String,
    /// The rule's stable word.
    pub rule: &'static str,
    /// What the rule asks for, by name.
    pub params: BTreeMap<&'static str, String>,
    /// Is the value refused, not only noted?
    pub is_refused: bool,
}

/// What may be said of images: rules for the values of custom properties.
#[async_trait]
pub trait ValueRules: Send + Sync {
    /// What is forbidden of these properties, for an image of this owner.
    async fn breaches(
        &self,
        owner: Option<&ProjectId>,
        properties: &BTreeMap<String, String>,
    ) -> Result<Vec<Breach>>;
}

/// Rows of the catalog. Each method is one transaction.
#[async_trait]
pub trait ImageRepo: Send + Sync {
    /// Adds a record if its owner may have one more: both are one step.
    /// [`crate::error::Clash::ImageId`] when the id was ever used, by a deleted image too.
    async fn insert_within(&self, image: &Image, caps: &Caps) -> Result<Result<(), Full>>;

    /// Adds a record, however many there are.
    async fn insert(&self, image: &Image) -> Result<()> {
        // Nothing is full where nothing is bounded.
        self.insert_within(image, &Caps::default()).await.map(|_| ())
    }

    /// The image unless deleted, with the membership of `viewer` if there is one.
    async fn find(&self, id: &ImageId, viewer: Option<&ProjectId>) -> Result<Option<Found>>;

    /// A page of what `viewer` may see.
    async fn list(&self, viewer: &Viewer, filter: &ImageFilter, page: &Page) -> Result<Vec<Image>>;

    /// How many rows [`ImageRepo::list`] would walk, counted up to `bound`.
    async fn count(&self, viewer: &Viewer, filter: &ImageFilter, bound: u64) -> Result<Count>;

    /// Saves attributes, tags and properties, if the row still has `image.version`; false if not.
    /// Never touches the status or what describes the data.
    async fn save(&self, image: &Image) -> Result<bool>;

    /// Adds a tag unless there, if the image has less than `limit` others; counts as a change either way.
    async fn add_tag_within(&self, id: &ImageId, tag: &str, limit: usize, at: Timestamp) -> Result<Tagged>;

    /// Adds a tag, however many there are. False when the image is gone.
    async fn add_tag(&self, id: &ImageId, tag: &str, at: Timestamp) -> Result<bool> {
        Ok(self.add_tag_within(id, tag, usize::MAX, at).await? == Tagged::Done)
    }

    /// Removes a tag; false when the image lacks it.
    async fn remove_tag(&self, id: &ImageId, tag: &str, at: Timestamp) -> Result<bool>;

    /// Projects that an image is shared with, the oldest first.
    async fn members(&self, id: &ImageId) -> Result<Vec<Member>>;

    async fn member(&self, id: &ImageId, project: &ProjectId) -> Result<Option<Member>>;

    /// Shares an image if it has less than `limit` members. Is no change of the image.
    async fn add_member_within(&self, member: &Member, limit: usize) -> Result<Admitted>;

    /// Notes what a member says to the image; nothing when it is none.
    async fn answer(
        &self,
        id: &ImageId,
        project: &ProjectId,
        status: MemberStatus,
        at: Timestamp,
    ) -> Result<Option<Member>>;

    /// Shares an image no longer; false when it was not.
    async fn remove_member(&self, id: &ImageId, project: &ProjectId) -> Result<bool>;

    /// Gives an image another status if it has this one; false when it has not.
    async fn move_status(
        &self,
        id: &ImageId,
        from: ImageStatus,
        to: ImageStatus,
        at: Timestamp,
    ) -> Result<bool>;

    /// Marks the record deleted if it is not protected and has one of `from`; returns where its bytes
    /// lay, or nothing when the row had changed.
    async fn delete(
        &self,
        id: &ImageId,
        from: &[ImageStatus],
        at: Timestamp,
    ) -> Result<Option<Vec<Location>>>;

    /// Marks a record deleted, protected or not, if it is `queued` or `saving`; false when it is not.
    async fn discard_without_data(&self, id: &ImageId, at: Timestamp) -> Result<bool>;

    async fn locations(&self, id: &ImageId) -> Result<Vec<Location>>;

    /// `queued` → `saving`, for one generation; false when another was quicker.
    async fn claim_upload(&self, claim: &UploadClaim) -> Result<bool>;

    /// `saving` → `active` with its location, if the claim still stands; false when it does not.
    async fn finish_upload(
        &self,
        location: &Location,
        data: &StoredData,
        virtual_size: Option<u64>,
        at: Timestamp,
    ) -> Result<bool>;

    /// `saving` → `queued`, if the claim still stands.
    async fn release_upload(&self, key: &BlobKey, at: Timestamp) -> Result<bool>;

    /// Releases every claim of a node that was not heard of since `dead_before`.
    async fn release_abandoned(&self, dead_before: Timestamp, at: Timestamp) -> Result<Vec<ImageId>>;

    /// Says that this process lives.
    async fn heartbeat(&self, node: &str, at: Timestamp) -> Result<()>;

    /// Forgets a process that is known to be dead.
    async fn retire_node(&self, node: &str) -> Result<()>;

    /// Those of `keys` that must stay: a location or a standing claim refers to them, or their image was
    /// never known here, so that they are somebody else's.
    async fn kept(&self, store: &str, keys: &[BlobKey]) -> Result<HashSet<BlobKey>>;
}

/// A place that keeps bytes.
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// The store's id in the API.
    fn id(&self) -> &str;

    /// Streams bytes to a name that does not exist yet; they are durable and complete when it
    /// returns, and nothing is left when it fails. Fails with
    /// [`crate::error::Limit::ImageSize`] past `limit` bytes.
    async fn put(&self, key: &BlobKey, data: ByteStream, limit: u64) -> Result<StoredData>;

    /// Opens a range of bytes; nothing when there is no such object.
    async fn get(&self, key: &BlobKey, range: Range<u64>) -> Result<Option<ByteStream>>;

    /// Removes an object and what an unfinished `put` left of it. No error when there is nothing.
    async fn delete(&self, key: &BlobKey) -> Result<()>;

    /// Every object, finished or not.
    async fn list(&self) -> Result<BoxStream<'static, Result<BlobKey>>>;

    /// Can it be read and written?
    async fn check(&self) -> Result<()>;
}
