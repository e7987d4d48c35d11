//! The metadata of images.

use leptos::prelude::*;
use vitrine_wire::metadata::{ImageMetadata, MetadataChange, MetadataOutcome};
use vitrine_wire::metadef::Document;

use super::UiError;

/// The type of resource that images are.
#[cfg(feature = "ssr")]
const IMAGE: &str = "OS::Glance::Image";

/// What an image carries, and what it may choose from.
#[server(prefix = "/dashboard/rpc", endpoint = "metadata/load")]
pub async fn load_metadata(id: String) -> Result<ImageMetadata, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let found = services.images.abilities(&ctx, &id.as_str().into()).await;
    let (image, can) = found.map_err(|error| backend::refuse(&error))?;
    let documents = services.metadefs.offered(&ctx, IMAGE).await.map_err(|error| backend::refuse(&error))?;
    let can_modify = can.modify.is_yes();
    Ok(ImageMetadata { id, name: image.name, properties: image.properties, documents, can_modify })
}

/// What a new image may choose from.
#[server(prefix = "/dashboard/rpc", endpoint = "metadata/offered")]
pub async fn load_offered() -> Result<Vec<Document>, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.metadefs.offered(&ctx, IMAGE).await.map_err(|error| backend::refuse(&error))
}

/// Changes what an image carries: only what is named, and only if it still is what is expected.
#[server(prefix = "/dashboard/rpc", endpoint = "metadata/save", input = leptos::server_fn::codec::Json)]
pub async fn save_metadata(change: MetadataChange) -> Result<MetadataOutcome, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    change_metadata(&services, &ctx, &change).await.map_err(|error| backend::refuse(&error))
}

/// [`save_metadata`], for the plain form too.
#[cfg(feature = "ssr")]
pub async fn change_metadata(
    services: &vitrine_domain::Services,
    ctx: &vitrine_domain::Ctx,
    change: &MetadataChange,
) -> Result<MetadataOutcome, vitrine_domain::Error> {
    use serde_json::json;
    use vitrine_domain::image::patch::Dialect;
    let id = change.id.as_str().into();
    let now = services.images.show(ctx, &id).await?.properties;
    if change.expected.iter().any(|(key, before)| now.get(key) != before.as_ref()) {
        return Ok(MetadataOutcome::Overtaken(now));
    }
    let path = |key: &str| format!("/{}", key.replace('~', "~0").replace('/', "~1"));
    let set = change.set.iter().map(|(key, text)| {
        let op = if now.contains_key(key) { "replace" } else { "add" };
        json!({"op": op, "path": path(key), "value": text})
    });
    let gone = change.removed.iter().filter(|key| now.contains_key(*key));
    let removed = gone.map(|key| json!({"op": "remove", "path": path(key)}));
    let operations: Vec<_> = set.chain(removed).collect();
    if operations.is_empty() {
        return Ok(MetadataOutcome::Saved(now));
    }
    let image = services.images.update(ctx, &id, Dialect::V21, &operations.into()).await?;
    Ok(MetadataOutcome::Saved(image.properties))
}
