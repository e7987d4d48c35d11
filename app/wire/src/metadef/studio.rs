//! What the authoring workspace asks the server.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Document, KeyUsage, Warning};

/// A namespace to be worked on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub document: Document,
    /// Names the state that was opened; `None` for a namespace that is not there yet.
    pub revision: Option<String>,
    /// Types of resources that are known.
    pub resource_types: Vec<String>,
    /// May the namespace be given to another project?
    pub gives_away: bool,
    /// Whose work this is: drafts are kept apart by it.
    pub author: String,
}

/// A document to be saved, or to be looked at first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Save {
    /// What the namespace is called until now.
    pub namespace: String,
    /// The state that is replaced; `None` adds a namespace.
    pub revision: Option<String>,
    pub document: Value,
    /// Only tell whether it could be saved.
    pub is_dry_run: bool,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// As it is stored, unless nothing was.
    pub document: Option<Document>,
    pub revision: Option<String>,
    /// How many nodes differ.
    pub changes: usize,
    pub warnings: Vec<Warning>,
}

/// What is known of a key outside of its namespace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KeyFacts {
    /// Other namespaces that define a property of this name.
    pub elsewhere: Vec<String>,
    /// Images that carry it, where the namespace is for images and saved.
    pub usage: Option<KeyUsage>,
}
