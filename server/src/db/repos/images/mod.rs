//! The catalog's rows: [`ImageRepo`] over SQL.
//!
//! `filter` and `visibility` say which rows, `keyset` in which order and from where, `rows` reads them;
//! `changes`, `members` and `uploads` write. Every change goes through one transaction, is guarded by what the
//! caller believed of the row, and takes the row of `images` first, so that two never deadlock.

mod changes;
pub(super) mod filter;
mod keyset;
mod members;
mod rows;
mod uploads;
mod visibility;

use std::collections::HashSet;

use async_trait::async_trait;
use vitrine_domain::ProjectId;
use vitrine_domain::Result;
use vitrine_domain::error::Clash;
use vitrine_domain::image::ports::{Admitted, Found, Full, ImageRepo, Tagged, UploadClaim, Viewer};
use vitrine_domain::image::query::{ImageFilter, Page};
use vitrine_domain::image::{BlobKey, Image, ImageId, Location, Member, StoredData};
use vitrine_domain::quota::Caps;
use vitrine_wire::image::Count;
use vitrine_wire::{ImageStatus, MemberStatus, Timestamp};

use crate::db::Database;
use crate::db::error::{duplicate, fault};

/// See the module.
#[derive(Clone, Debug)]
pub struct ImageRows {
    db: Database,
}

impl ImageRows {
    pub(in crate::db) fn new(db: Database) -> Self {
        Self { db }
    }
}

#[async_trait]
impl ImageRepo for ImageRows {
    async fn insert_within(&self, image: &Image, caps: &Caps) -> Result<Result<(), Full>> {
        let inserted = changes::insert(&self.db, image, caps).await;
        inserted.map_err(|error| duplicate(error, Clash::ImageId(image.id.clone())))
    }

    async fn find(&self, id: &ImageId, viewer: Option<&ProjectId>) -> Result<Option<Found>> {
        rows::find(&self.db, id, viewer).await.map_err(fault)
    }

    async fn list(&self, viewer: &Viewer, filter: &ImageFilter, page: &Page) -> Result<Vec<Image>> {
        rows::list(&self.db, viewer, filter, page).await.map_err(fault)
    }

    async fn count(&self, viewer: &Viewer, filter: &ImageFilter, bound: u64) -> Result<Count> {
        let rows =
            rows::count(&self.db.connection, filter::condition(viewer, filter), bound.saturating_add(1))
                .await;
        let rows = rows.map_err(fault)?;
        Ok(Count { rows: rows.min(bound), exact: rows <= bound })
    }

    async fn save(&self, image: &Image) -> Result<bool> {
        changes::save(&self.db, image).await.map_err(fault)
    }

    async fn add_tag_within(&self, id: &ImageId, tag: &str, limit: usize, at: Timestamp) -> Result<Tagged> {
        changes::add_tag(&self.db, id, tag, limit, at).await.map_err(fault)
    }

    async fn remove_tag(&self, id: &ImageId, tag: &str, at: Timestamp) -> Result<bool> {
        changes::remove_tag(&self.db, id, tag, at).await.map_err(fault)
    }

    async fn members(&self, id: &ImageId) -> Result<Vec<Member>> {
        members::all(&self.db.connection, id).await.map_err(fault)
    }

    async fn member(&self, id: &ImageId, project: &ProjectId) -> Result<Option<Member>> {
        members::one(&self.db.connection, id, project).await.map_err(fault)
    }

    async fn add_member_within(&self, member: &Member, limit: usize) -> Result<Admitted> {
        members::add(&self.db, member, limit).await.map_err(fault)
    }

    async fn answer(
        &self,
        id: &ImageId,
        project: &ProjectId,
        status: MemberStatus,
        at: Timestamp,
    ) -> Result<Option<Member>> {
        members::answer(&self.db, id, project, status, at).await.map_err(fault)
    }

    async fn remove_member(&self, id: &ImageId, project: &ProjectId) -> Result<bool> {
        members::remove(&self.db, id, project).await.map_err(fault)
    }

    async fn move_status(
        &self,
        id: &ImageId,
        from: ImageStatus,
        to: ImageStatus,
        at: Timestamp,
    ) -> Result<bool> {
        members::move_status(&self.db, id, from, to, at).await.map_err(fault)
    }

    async fn delete(
        &self,
        id: &ImageId,
        from: &[ImageStatus],
        at: Timestamp,
    ) -> Result<Option<Vec<Location>>> {
        changes::delete(&self.db, id, from, at).await.map_err(fault)
    }

    async fn discard_without_data(&self, id: &ImageId, at: Timestamp) -> Result<bool> {
        changes::discard_without_data(&self.db, id, at).await.map_err(fault)
    }

    async fn locations(&self, id: &ImageId) -> Result<Vec<Location>> {
        rows::locations(&self.db.connection, id).await.map_err(fault)
    }

    async fn claim_upload(&self, claim: &UploadClaim) -> Result<bool> {
        uploads::claim(&self.db, claim).await.map_err(fault)
    }

    async fn finish_upload(
        &self,
        location: &Location,
        data: &StoredData,
        virtual_size: Option<u64>,
        at: Timestamp,
    ) -> Result<bool> {
        uploads::finish(&self.db, location, data, virtual_size, at).await.map_err(fault)
    }

    async fn release_upload(&self, key: &BlobKey, at: Timestamp) -> Result<bool> {
        uploads::release(&self.db, key, at).await.map_err(fault)
    }

    async fn release_abandoned(&self, dead_before: Timestamp, at: Timestamp) -> Result<Vec<ImageId>> {
        uploads::release_abandoned(&self.db, dead_before, at).await.map_err(fault)
    }

    async fn heartbeat(&self, node: &str, at: Timestamp) -> Result<()> {
        uploads::heartbeat(&self.db, node, at).await.map_err(fault)
    }

    async fn retire_node(&self, node: &str) -> Result<()> {
        uploads::retire_node(&self.db, node).await.map_err(fault)
    }

    async fn kept(&self, store: &str, keys: &[BlobKey]) -> Result<HashSet<BlobKey>> {
        uploads::kept(&self.db, store, keys).await.map_err(fault)
    }
}
