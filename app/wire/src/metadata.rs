//! The metadata of an image, as the editor has it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::metadef::Document;

/// What an image carries, and the definitions that it may choose from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageMetadata {
    pub id: String,
    pub name: Option<String>,
    pub properties: BTreeMap<String, String>,
    pub documents: Vec<Document>,
    pub can_modify: bool,
}

/// A change of an image's metadata.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataChange {
    pub id: String,
    /// What each key that is changed had before; nothing where it was not there.
    pub expected: BTreeMap<String, Option<String>>,
    pub set: BTreeMap<String, String>,
    pub removed: Vec<String>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MetadataOutcome {
    /// What the image carries now.
    Saved(BTreeMap<String, String>),
    /// Somebody has changed some of it before: what the image carries now.
    Overtaken(BTreeMap<String, String>),
}
