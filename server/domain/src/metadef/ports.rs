//! What the catalog needs from the outside: a database.

use async_trait::async_trait;
use vitrine_wire::Timestamp;

use super::input::NamespaceDocument;
use super::model::{
    Association, AssociationDraft, Contents, Namespace, NamespaceDraft, NamespaceId, Object, ObjectDraft,
    Property, ResourceType, Tag,
};
use super::query::{NamespaceFilter, NamespacePage, TagPage};
use crate::ctx::ProjectId;
use crate::error::Result;

/// Whose eyes a list is for.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub project: Option<ProjectId>,
    /// Administrators see every project's namespaces.
    pub sees_all: bool,
}

/// What a namespace holds, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    Object,
    Property,
    Tag,
    Association,
}

/// How a removal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    Done,
    /// There was nothing to remove.
    Missing,
    /// The namespace is protected, or gone.
    Refused,
}

/// Rows of the catalog. Each method is one transaction; each change of what a namespace holds counts in
/// the namespace's version. What exists already is a [`crate::error::MetadefClash`]; more than `cap` in a
/// namespace a [`crate::error::Limit::Metadef`]. `None` from a change: the thing is gone.
#[async_trait]
pub trait MetadefRepo: Send + Sync {
    async fn find(&self, name: &str) -> Result<Option<Namespace>>;

    /// A page of what `viewer` may see, each with its associations.
    async fn list(
        &self,
        viewer: &Viewer,
        filter: &NamespaceFilter,
        page: &NamespacePage,
    ) -> Result<Vec<(Namespace, Vec<Association>)>>;

    /// The namespace with all it holds, as of one moment.
    async fn detail(&self, id: NamespaceId) -> Result<Option<(Namespace, Contents)>>;

    /// Adds a namespace and all that it holds, or nothing.
    async fn insert(&self, document: &NamespaceDocument, at: Timestamp) -> Result<Namespace>;

    async fn save(&self, id: NamespaceId, draft: &NamespaceDraft, at: Timestamp)
    -> Result<Option<Namespace>>;

    /// Removes a namespace and all that it holds, unless protected.
    async fn delete(&self, id: NamespaceId) -> Result<Removal>;

    /// Removes one thing of an unprotected namespace.
    async fn remove(&self, namespace: NamespaceId, child: Child, name: &str) -> Result<Removal>;

    /// Removes everything of a kind from an unprotected namespace; no error when there is nothing.
    async fn clear(&self, namespace: NamespaceId, child: Child) -> Result<Removal>;

    /// In the order in which they came.
    async fn objects(&self, namespace: NamespaceId) -> Result<Vec<Object>>;

    async fn object(&self, namespace: NamespaceId, name: &str) -> Result<Option<Object>>;

    async fn add_object(
        &self,
        namespace: &Namespace,
        draft: &ObjectDraft,
        cap: usize,
        at: Timestamp,
    ) -> Result<Option<Object>>;

    async fn save_object(
        &self,
        namespace: &Namespace,
        name: &str,
        draft: &ObjectDraft,
        at: Timestamp,
    ) -> Result<Option<Object>>;

    async fn properties(&self, namespace: NamespaceId) -> Result<Vec<Property>>;

    async fn property(&self, namespace: NamespaceId, name: &str) -> Result<Option<Property>>;

    async fn add_property(
        &self,
        namespace: &Namespace,
        property: &Property,
        cap: usize,
    ) -> Result<Option<()>>;

    async fn save_property(
        &self,
        namespace: &Namespace,
        name: &str,
        property: &Property,
    ) -> Result<Option<()>>;

    async fn tags(&self, namespace: NamespaceId, page: &TagPage) -> Result<Vec<Tag>>;

    async fn tag(&self, namespace: NamespaceId, name: &str) -> Result<Option<Tag>>;

    /// Adds tags, in the order given.
    async fn add_tags(
        &self,
        namespace: &Namespace,
        names: &[String],
        cap: usize,
        at: Timestamp,
    ) -> Result<Option<()>>;

    /// Puts these tags in the place of all that are there. Refused where that would take a tag from a
    /// protected namespace.
    async fn replace_tags(
        &self,
        namespace: &Namespace,
        names: &[String],
        cap: usize,
        at: Timestamp,
    ) -> Result<Removal>;

    async fn rename_tag(
        &self,
        namespace: &Namespace,
        name: &str,
        to: &str,
        at: Timestamp,
    ) -> Result<Option<Tag>>;

    /// In the order in which they came.
    async fn resource_types(&self) -> Result<Vec<ResourceType>>;

    async fn resource_type(&self, name: &str) -> Result<Option<ResourceType>>;

    async fn associations(&self, namespace: NamespaceId) -> Result<Vec<Association>>;

    /// Adds an association, and the type of resource if it is new.
    async fn associate(
        &self,
        namespace: &Namespace,
        draft: &AssociationDraft,
        at: Timestamp,
    ) -> Result<Option<Association>>;
}
