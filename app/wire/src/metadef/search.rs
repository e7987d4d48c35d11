//! What a search over the catalog finds.
//!
//! Texts are plain. Ranges say which characters of a text were found: pairs of first and behind the last,
//! counted in Unicode code points.

use serde::{Deserialize, Serialize};

use super::PropertyType;
use crate::vocab::vocabulary;

vocabulary! {
    /// What can be found.
    SearchKind {
        Namespace = "namespace",
        Object = "object",
        Property = "property",
        Tag = "tag",
    }
}

vocabulary! {
    /// Where words can be found.
    SearchField {
        Name = "name",
        /// The name with the prefix that it has on some type of resource.
        Key = "key",
        Title = "title",
        /// A value of an `enum`.
        Value = "value",
        Description = "description",
    }
}

/// The best hits of a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResult {
    /// The best first.
    pub hits: Vec<SearchHit>,
    /// How many there are in all.
    pub total: u64,
}

/// A namespace, object, property or tag that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchHit {
    pub kind: SearchKind,
    pub namespace: String,
    /// The object that a property is in, if it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// The name without any prefix.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The beginning of the description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub property_type: Option<PropertyType>,
    /// What the namespace is for; at most 20.
    pub resource_types: Vec<SearchResource>,
    /// Where the words were found.
    pub matches: Vec<SearchMatch>,
    /// The address of what was found; of a property in an object, that of the object.
    #[serde(rename = "self")]
    pub self_link: String,
}

/// A type of resource that a hit applies to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResource {
    pub name: String,
    /// What a property is called on resources of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties_target: Option<String>,
}

/// A text in which words were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchMatch {
    pub field: SearchField,
    /// The language of a translation, as `zh-CN`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The text; a part of it with `…` at the cuts where it is long.
    pub text: String,
    /// In order and apart from each other.
    pub ranges: Vec<[usize; 2]>,
}
