//! The metadata of images.

use leptos::prelude::*;
use vitrine_wire::metadata::{ImageMetadata, MetadataChange, MetadataOutcome};
use vitrine_wire::metadef::Document;

use super::UiError;

/// What an image carries, and what it may choose from.
#[server(prefix = "/dashboard/rpc", endpoint = "metadata/load")]
pub async fn load_metadata(id: String) -> Result<ImageMetadata, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let found = services.images.abilities(&ctx, &id.as_str().into()).await;
    let (image, can) = found.map_err(|error| backend::refuse(&error))?;
    let documents = services
        .metadefs
        .offered(&ctx, vitrine_wire::metadef::IMAGE_TYPE)
        .await
        .map_err(|error| backend::refuse(&error))?;
    let can_modify = can.modify.is_yes();
    Ok(ImageMetadata { id, name: image.name, properties: image.properties, documents, can_modify })
}

/// What a new image may choose from.
#[server(prefix = "/dashboard/rpc", endpoint = "metadata/offered")]
pub async fn load_offered() -> Result<Vec<Document>, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services
        .metadefs
        .offered(&ctx, vitrine_wire::metadef::IMAGE_TYPE)
        .await
        .map_err(|error| backend::refuse(&error))
}

/// Changes what an image carries: only what is named, and only if it still is what is expected.
#[server(prefix = "/dashboard/rpc", endpoint = "metadata/save", input = leptos::server_fn::codec::Json)]
pub async fn save_metadata(change: MetadataChange) -> Result<MetadataOutcome, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let changed = services.images.amend(&ctx, &change.id.as_str().into(), &change).await;
    changed.map_err(|error| backend::refuse(&error))
}
