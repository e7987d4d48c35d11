//! What changes images, as both skins call it: each change is audited, whatever became of it.

use serde_json::{Map, Value};

use super::model::{Image, ImageId};
use super::patch::{self, Dialect};
use super::service::Images;
use super::upload::Upload;
use crate::audit::{Action, Entry};
use crate::ctx::Ctx;
use crate::error::Result;

impl Images {
    /// Adds a record. `document` is the client's JSON; every attribute of it is optional.
    pub async fn create(&self, ctx: &Ctx, document: &Map<String, Value>) -> Result<Image> {
        let outcome = self.make(ctx, document).await;
        let id = outcome.as_ref().map(|image| image.id.0.clone()).unwrap_or_default();
        let entry = Entry::new(Action::ImageCreate, "image", id).fields(document.keys());
        self.audit.record(ctx, entry, &outcome).await;
        outcome
    }

    /// Applies a JSON patch, all of it or nothing.
    pub async fn update(&self, ctx: &Ctx, id: &ImageId, dialect: Dialect, body: &Value) -> Result<Image> {
        let outcome = self.change(ctx, id, dialect, body).await;
        let entry = entry(Action::ImageUpdate, id).fields(patch::touched(dialect, body));
        self.audit.record(ctx, entry, &outcome).await;
        outcome
    }

    pub async fn add_tag(&self, ctx: &Ctx, id: &ImageId, tag: &str) -> Result<()> {
        let outcome = self.tag(ctx, id, tag).await;
        self.audit.record(ctx, entry(Action::ImageTagAdd, id).fields(["tags"]), &outcome).await;
        outcome
    }

    pub async fn remove_tag(&self, ctx: &Ctx, id: &ImageId, tag: &str) -> Result<()> {
        let outcome = self.untag(ctx, id, tag).await;
        self.audit.record(ctx, entry(Action::ImageTagRemove, id).fields(["tags"]), &outcome).await;
        outcome
    }

    /// Marks the record deleted, then removes its bytes. What a crash leaves of them, the next sweep
    /// removes ([`Images::sweep`]).
    pub async fn delete(&self, ctx: &Ctx, id: &ImageId) -> Result<()> {
        let outcome = self.remove(ctx, id).await;
        self.audit.record(ctx, entry(Action::ImageDelete, id), &outcome).await;
        outcome
    }

    /// Stores the image's data and makes it active. Runs to its end even when nobody waits for it:
    /// the skins must not drop the future (they run it as a task of its own).
    pub async fn upload(&self, ctx: &Ctx, id: &ImageId, upload: Upload) -> Result<()> {
        let outcome = self.fill(ctx, id, upload).await;
        self.audit.record(ctx, entry(Action::ImageUpload, id), &outcome).await;
        outcome
    }

    /// Removes a record that was made for a file which did not arrive: protected or not, as long as it
    /// never had data. Gone already is as good.
    pub async fn abandon(&self, ctx: &Ctx, id: &ImageId) -> Result<()> {
        let outcome = self.drop_empty(ctx, id).await;
        self.audit.record(ctx, entry(Action::ImageAbandon, id), &outcome).await;
        outcome
    }
}

pub(super) fn entry(action: Action, id: &ImageId) -> Entry {
    Entry::new(action, "image", id.as_str())
}
