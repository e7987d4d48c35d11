//! Definitions before real resources: what is used, what does not fit, and what happens then.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::vocab::vocabulary;

vocabulary! {
    /// What happens when somebody gives an image a value that a namespace forbids.
    MetadefEnforcement {
        Off = "off",
        /// The value is taken; the log and the audit tell of it.
        Warn = "warn",
        /// The value is refused.
        Enforce = "enforce",
    }
}

vocabulary! {
    /// What is wrong with a property.
    FindingSeverity {
        /// No definition is of this name.
        Unknown = "unknown",
        /// No definition of this name takes the value.
        Invalid = "invalid",
    }
}

/// How strictly a namespace is applied to images.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnforcementSetting {
    pub enforcement: MetadefEnforcement,
}

/// Properties to be judged. Texts are read as the type of their definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValidationRequest {
    /// As `OS::Glance::Image`, which it is where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    pub properties: BTreeMap<String, serde_json::Value>,
}

/// A property that does not fit the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    pub property: String,
    pub severity: FindingSeverity,
    /// The namespace that forbids the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The object in it that has the definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// undefined, type, enum, range, length, pattern, items or unique.
    pub rule: String,
    /// What the definition asks for: expected, allowed, pattern, minimum, maximum.
    pub params: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingList {
    pub findings: Vec<Finding>,
}

/// An image with properties that do not fit the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImageFindings {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub findings: Vec<Finding>,
}

/// A page of images that do not fit. It may be empty and yet have a next one: each page looks at a
/// bounded number of images.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingReport {
    pub images: Vec<ImageFindings>,
    /// How many images were looked at.
    pub examined: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// How many images have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueCount {
    /// At most 255 characters of it.
    pub value: String,
    /// Is that not all of it?
    pub cut: bool,
    pub images: u64,
}

/// Where a property of a namespace is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyUsage {
    /// Its name on images, with the prefix.
    pub property: String,
    /// How many images have it.
    pub images: u64,
    pub distinct_values: u64,
    /// The values that most images have, at most 50.
    pub values: Vec<ValueCount>,
    /// The ids of some images that have it.
    pub samples: Vec<String>,
}

/// Where the properties of a namespace are used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamespaceUsage {
    pub namespace: String,
    /// Nothing where the namespace is not for images.
    pub properties: Vec<KeyUsage>,
}

/// An image that has a property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImageUse {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImageUsePage {
    pub images: Vec<ImageUse>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A property of images that no definition is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrphanKey {
    pub property: String,
    pub images: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrphanPage {
    pub orphans: Vec<OrphanKey>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
