//! What the use of definitions needs from the outside: a database.

use std::collections::BTreeMap;

use async_trait::async_trait;
use vitrine_wire::metadef::{MetadefEnforcement, PropertyDefinition};

use crate::error::Result;
use crate::image;
use crate::metadef::model::{Namespace, NamespaceId};
use crate::metadef::ports::{By, Viewer};

/// Which namespaces are asked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    pub viewer: Viewer,
    /// Those for this type of resource.
    pub resource_type: &'a str,
    pub namespace: Option<NamespaceId>,
    /// Only those that are not `off`.
    pub is_enforced: bool,
}

/// A namespace that is for a type of resource, with its definitions.
#[derive(Clone, Debug, PartialEq)]
pub struct Associated {
    pub namespace: Namespace,
    pub enforcement: MetadefEnforcement,
    /// What stands before each name on the type's resources.
    pub prefix: String,
    pub properties: BTreeMap<String, PropertyDefinition>,
    /// The properties of objects, by the object's name.
    pub objects: Vec<(String, BTreeMap<String, PropertyDefinition>)>,
}

impl Associated {
    /// Every definition with its name on the type's resources and the object that it is in.
    pub fn definitions(&self) -> impl Iterator<Item = (String, Option<&str>, &PropertyDefinition)> {
        let own = self.properties.iter().map(|(name, it)| (name, None, it));
        let of_objects = self.objects.iter().flat_map(|(object, properties)| {
            properties.iter().map(move |(name, it)| (name, Some(object.as_str()), it))
        });
        own.chain(of_objects).map(|(name, object, it)| (format!("{}{name}", self.prefix), object, it))
    }
}

/// What images have under one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyUse {
    pub images: u64,
    pub distinct_values: u64,
    /// Those that most images have first.
    pub values: Vec<ValueUse>,
    /// Ids of images.
    pub samples: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueUse {
    /// Its beginning.
    pub value: String,
    pub images: u64,
}

/// Queries over definitions and images. Each method takes a fixed number of statements; what is counted
/// of images is what the viewer may see.
#[async_trait]
pub trait UsageRepo: Send + Sync {
    /// Namespaces with their definitions, by name.
    async fn definitions(&self, wanted: &Wanted<'_>) -> Result<Vec<Associated>>;

    async fn enforcement(&self, namespace: NamespaceId) -> Result<Option<MetadefEnforcement>>;

    /// Counts as a change of the namespace; false where it is gone.
    async fn set_enforcement(
        &self,
        namespace: NamespaceId,
        enforcement: MetadefEnforcement,
        by: &By,
    ) -> Result<bool>;

    /// What images have under these names: at most `values` values and `samples` images of each, and of
    /// each value no more than `length` characters.
    async fn key_usage(
        &self,
        viewer: &image::ports::Viewer,
        keys: &[String],
        bounds: UsageBounds,
    ) -> Result<BTreeMap<String, KeyUse>>;

    /// Names of properties that are none of `defined`, by name, each with its number of images.
    async fn orphans(
        &self,
        viewer: &image::ports::Viewer,
        defined: &[String],
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>>;
}

/// How much is told of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageBounds {
    pub values: u32,
    pub samples: u32,
    /// Characters of a value.
    pub length: u32,
}
