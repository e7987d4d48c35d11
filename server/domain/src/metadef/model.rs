//! The catalog as the domain sees it.

use std::collections::BTreeMap;

use vitrine_wire::Timestamp;
use vitrine_wire::metadef::{MetadefEnforcement, MetadefVisibility, PropertyDefinition, Translation};

use crate::ctx::ProjectId;

/// Names a namespace for good: names may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NamespaceId(pub i64);

/// A namespace without what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    pub id: NamespaceId,
    pub name: String,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub visibility: MetadefVisibility,
    pub is_protected: bool,
    pub owner: ProjectId,
    /// How strictly it is applied to images.
    pub enforcement: MetadefEnforcement,
    pub created_at: Timestamp,
    /// Does not move when what the namespace holds changes.
    pub updated_at: Timestamp,
    /// Grows with every change of the namespace or of what it holds.
    pub version: i64,
}

impl Namespace {
    /// Equal only for the same namespace in the same state.
    #[must_use]
    pub fn revision(&self) -> String {
        format!("{}-{}", self.id.0, self.version)
    }
}

/// What a client may say of a namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamespaceDraft {
    pub name: String,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub visibility: MetadefVisibility,
    pub is_protected: bool,
    pub owner: ProjectId,
    /// `None` leaves it as it is; a new one is off.
    pub enforcement: Option<MetadefEnforcement>,
}

/// All that a namespace holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    pub associations: Vec<Association>,
    pub objects: Vec<Object>,
    pub properties: BTreeMap<String, PropertyDefinition>,
    /// The newest first.
    pub tags: Vec<String>,
    /// By language.
    pub translations: BTreeMap<String, Translation>,
}

impl Contents {
    /// The properties as resources of a type have them: with the prefix of its association.
    #[must_use]
    pub fn on(mut self, resource_type: &str) -> Self {
        let association = self.associations.iter().find(|it| it.resource_type == resource_type);
        let Some(prefix) = association.and_then(|it| it.prefix.clone()).filter(|it| !it.is_empty()) else {
            return self;
        };
        let prefixed = |properties: BTreeMap<String, PropertyDefinition>| {
            properties.into_iter().map(|(name, it)| (format!("{prefix}{name}"), it)).collect()
        };
        self.properties = prefixed(self.properties);
        for object in &mut self.objects {
            object.properties = prefixed(std::mem::take(&mut object.properties));
            for name in &mut object.required {
                name.insert_str(0, &prefix);
            }
        }
        self
    }
}

/// That a namespace is for a type of resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Association {
    pub resource_type: String,
    pub prefix: Option<String>,
    pub properties_target: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociationDraft {
    pub resource_type: String,
    pub prefix: Option<String>,
    pub properties_target: Option<String>,
}

/// A named group of properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub name: String,
    pub description: Option<String>,
    pub required: Vec<String>,
    pub properties: BTreeMap<String, PropertyDefinition>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What a client says of an object; what it left out is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectDraft {
    pub name: String,
    pub description: Option<String>,
    pub required: Option<Vec<String>>,
    pub properties: Option<BTreeMap<String, PropertyDefinition>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    pub name: String,
    pub definition: PropertyDefinition,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A type of resource. It stays when its last association goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceType {
    pub name: String,
    /// Came with a catalog file.
    pub is_protected: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}
