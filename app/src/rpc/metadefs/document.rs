//! A namespace as one document.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use vitrine_wire::metadef::Document;

use crate::rpc::UiError;

/// A namespace, and which state of it this is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    pub document: Document,
    /// Names the state; saving is for this one only.
    pub revision: String,
}

/// A namespace as a document.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/document")]
pub async fn load_document(namespace: String) -> Result<Edition, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let found = services.metadefs.document(&ctx, &namespace).await;
    let (namespace, document) = found.map_err(|error| backend::refuse(&error))?;
    Ok(Edition { document, revision: namespace.revision() })
}
