//! How bytes enter, and how the traces of uploads that never ended are removed.
//!
//! An upload first claims the image for a *generation* (`queued` → `saving`), streams to an object
//! named after it, and then, in one transaction, makes the image `active` at that location, if the
//! claim still stands. Whatever fails in between leaves the image `queued` and no bytes. A crash leaves
//! a claim of a dead process and perhaps an object; [`Images::sweep`] takes both away. See ADR 0004.

mod slots;

use std::time::Duration;

use futures::StreamExt;
use vitrine_wire::{ImageStatus, Timestamp};

use super::model::{BlobKey, Image, ImageId, Location, StoredData};
use super::ports::{ByteStream, UploadClaim};
use super::service::Images;
use super::status;
use crate::ctx::Ctx;
use crate::error::{Clash, Error, Fault, Limit, Result};
use crate::policy::Rule;
use crate::quota::{Meter, Reservation};

pub(super) use slots::UploadSlots;

/// A process that was not heard of for this long is dead.
const DEAD_AFTER: Duration = Duration::from_secs(60);
/// Objects that one question to the database covers.
const SWEEP_BATCH: usize = 200;

/// Data on its way to an image.
pub struct Upload {
    /// Bytes, when the client said.
    pub size: Option<u64>,
    pub stream: ByteStream,
}

/// What a sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Images put back to `queued`.
    pub images: usize,
    /// Objects that nothing referred to.
    pub objects: usize,
}

impl Images {
    pub(super) async fn fill(&self, ctx: &Ctx, id: &ImageId, upload: Upload) -> Result<()> {
        let found = self.visible(ctx, id).await?;
        self.check(ctx, Rule::UploadImage, &found.image, Some(&found))?;
        self.check_ready(&found.image, upload.size)?;
        let _slot = self.slots.take(found.image.owner.as_ref())?;
        let key = BlobKey { image: id.clone(), generation: self.ids.hex() };
        let meter = self.reserve(&found.image, &key, upload.size).await?;
        let outcome = self.take_in(ctx, &found.image, &key, upload, meter.as_ref()).await;
        if let (Err(_), Some(meter)) = (&outcome, &meter) {
            meter.release().await;
        }
        outcome
    }

    /// Holds room for what comes, where the owner's room is limited.
    async fn reserve(&self, image: &Image, key: &BlobKey, size: Option<u64>) -> Result<Option<Meter>> {
        let Some(project) = image.owner.clone() else {
            return Ok(None);
        };
        let reservation = Reservation {
            generation: key.generation.clone(),
            image: image.id.clone(),
            project,
            node: self.node.clone(),
            bytes: size.unwrap_or_default(),
            at: self.clock.now(),
        };
        self.quota.begin(reservation).await
    }

    async fn take_in(
        &self,
        ctx: &Ctx,
        image: &Image,
        key: &BlobKey,
        mut upload: Upload,
        meter: Option<&Meter>,
    ) -> Result<()> {
        let claim = UploadClaim { key: key.clone(), node: self.node.clone(), at: self.clock.now() };
        if !self.repo.claim_upload(&claim).await? {
            return Err(self.lost_race(ctx, &image.id).await);
        }
        if let Some(meter) = meter {
            upload.stream = meter.watch(upload.stream);
        }
        let outcome = self.receive(image, key, upload).await;
        if outcome.is_err() {
            self.withdraw(key).await;
        }
        outcome.map_err(|error| meter.and_then(Meter::refusal).unwrap_or(error))
    }

    fn check_ready(&self, image: &Image, size: Option<u64>) -> Result<()> {
        status::require(image.status, ImageStatus::Saving)?;
        if image.disk_format.is_none() || image.container_format.is_none() {
            return Err(Error::invalid("disk_format", Fault::FormatsUnset));
        }
        let bytes = self.limits.image_size;
        if size.is_some_and(|size| size > bytes) {
            return Err(Error::TooLarge(Limit::ImageSize { bytes }));
        }
        Ok(())
    }

    async fn lost_race(&self, ctx: &Ctx, id: &ImageId) -> Error {
        match self.visible(ctx, id).await {
            Ok(found) => {
                let (from, to) = (found.image.status, ImageStatus::Saving);
                Error::Conflict(Clash::Transition { from, to })
            }
            Err(error) => error,
        }
    }

    async fn receive(&self, image: &Image, key: &BlobKey, upload: Upload) -> Result<()> {
        let Upload { size, stream } = upload;
        let data = self.store.put(key, stream, self.limits.image_size).await?;
        if size.is_some_and(|expected| expected != data.size) {
            return Err(Error::UploadInterrupted);
        }
        let location = Location { store: self.store.id().to_owned(), key: key.clone() };
        let virtual_size = virtual_size(image, &data);
        if self.repo.finish_upload(&location, &data, virtual_size, self.clock.now()).await? {
            tracing::info!(image.id = %image.id, size_bytes = data.size, "stored data of image {}", image.id);
            Ok(())
        } else {
            Err(self.claim_was_lost(&image.id).await)
        }
    }

    /// Deleted, or taken from a process that was held for dead.
    async fn claim_was_lost(&self, id: &ImageId) -> Error {
        match self.repo.find(id, None).await {
            Ok(None) => Error::DeletedDuringUpload(id.clone()),
            Ok(Some(_)) => Error::UploadInterrupted,
            Err(error) => error,
        }
    }

    /// Undoes an upload that failed. The claim goes first: where the database cannot say whether the
    /// image became active after all, its bytes must stay, and the next sweep finds out.
    async fn withdraw(&self, key: &BlobKey) {
        match self.repo.release_upload(key, self.clock.now()).await {
            Ok(true) => {}
            Ok(false) if self.is_unreferenced(key).await => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(image.id = %key.image, %error, "a failed upload's claim is left to the sweep");
                return;
            }
        }
        if let Err(error) = self.store.delete(key).await {
            tracing::warn!(image.id = %key.image, %error, "bytes of a failed upload are left to the sweep");
        }
    }

    async fn is_unreferenced(&self, key: &BlobKey) -> bool {
        let kept = self.repo.kept(self.store.id(), std::slice::from_ref(key)).await;
        kept.is_ok_and(|kept| kept.is_empty())
    }

    pub(super) async fn drop_empty(&self, ctx: &Ctx, id: &ImageId) -> Result<()> {
        let found = match self.visible(ctx, id).await {
            Err(Error::NotFound(_)) => return Ok(()),
            other => other?,
        };
        self.check(ctx, Rule::DeleteImage, &found.image, Some(&found))?;
        self.repo.discard_without_data(id, self.clock.now()).await.map(drop)
    }

    /// Says that this process lives; uploads of processes that fall silent are released.
    pub async fn heartbeat(&self) -> Result<()> {
        self.repo.heartbeat(&self.node, self.clock.now()).await
    }

    /// Declares a process dead, so that the next sweep releases its uploads.
    pub async fn retire(&self, node: &str) -> Result<()> {
        self.repo.retire_node(node).await
    }

    /// Puts images whose upload died back to `queued` and removes objects that nothing refers to.
    pub async fn sweep(&self) -> Result<Swept> {
        // Said first, or a process that slept would take its own uploads for dead.
        self.heartbeat().await?;
        let now = self.clock.now();
        let released = self.repo.release_abandoned(before(now, DEAD_AFTER), now).await?;
        for id in &released {
            tracing::warn!(image.id = %id, "the upload of image {id} was cut off; it is queued again");
        }
        let mut swept = Swept { images: released.len(), objects: 0 };
        let mut batches = self.store.list().await?.chunks(SWEEP_BATCH);
        while let Some(batch) = batches.next().await {
            let keys = batch.into_iter().collect::<Result<Vec<_>>>()?;
            let kept = self.repo.kept(self.store.id(), &keys).await?;
            for key in keys.iter().filter(|key| !kept.contains(key)) {
                self.store.delete(key).await?;
                swept.objects += 1;
            }
        }
        Ok(swept)
    }
}

/// Without a look into the data, only `raw` tells its virtual size: all of it.
fn virtual_size(image: &Image, data: &StoredData) -> Option<u64> {
    let is_raw = image.disk_format.as_deref() == Some("raw");
    let is_bare = image.container_format.as_deref() == Some("bare");
    (is_raw && is_bare && data.size > 0).then_some(data.size)
}

fn before(now: Timestamp, span: Duration) -> Timestamp {
    Timestamp(now.0 - span)
}
