//! What the catalog needs from the outside: a database.

use std::collections::BTreeMap;

use async_trait::async_trait;
use vitrine_wire::Timestamp;
use vitrine_wire::metadef::{Change, Document};

use super::input::NamespaceDocument;
use super::model::{
    Association, AssociationDraft, Contents, Namespace, NamespaceDraft, NamespaceId, Object, ObjectDraft,
    Property, ResourceType, Tag,
};
use super::query::{NamespaceFilter, NamespacePage, TagPage};
use super::service::MetadefLimits;
use crate::ctx::{Ctx, ProjectId, Scope, UserId};
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

/// Who changes the catalog, and when: what its history tells.
#[derive(Clone, Debug)]
pub struct By {
    pub at: Timestamp,
    /// Nobody where Vitrine itself or its command line does it.
    pub user: Option<(UserId, String)>,
    pub request_id: String,
}

impl By {
    #[must_use]
    pub fn new(ctx: &Ctx, at: Timestamp) -> Self {
        let user = match ctx.caller.scope {
            Scope::Internal => None,
            _ => Some((ctx.caller.user_id.clone(), ctx.caller.user_name.clone())),
        };
        Self { at, user, request_id: ctx.request_id.clone() }
    }
}

/// A state that a namespace had, and how it came to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub version: i64,
    pub at: Timestamp,
    pub user: Option<(UserId, String)>,
    pub request_id: String,
    pub changes: Vec<Change>,
}

/// Some versions, and whether there are older ones.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionPage {
    pub versions: Vec<Version>,
    pub has_more: bool,
}

/// What a whole document takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onto {
    Nothing,
    /// The namespace in this version.
    Version(NamespaceId, i64),
}

/// How the replacement of a namespace ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Replaced {
    Done(Namespace, Vec<Change>),
    /// Somebody else changed it, or removed it, or made it.
    Stale,
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

/// How much a namespace holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Without those in objects.
    pub properties: u64,
    pub objects: u64,
    pub tags: u64,
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

    /// How much each namespace holds; what holds nothing is left out.
    async fn sizes(&self) -> Result<BTreeMap<NamespaceId, Sizes>>;

    /// The namespace with all it holds, as of one moment.
    async fn detail(&self, id: NamespaceId) -> Result<Option<(Namespace, Contents)>>;

    /// What `viewer` may see for a type of resource, each with all it holds, in one statement.
    async fn details(&self, viewer: &Viewer, resource_type: &str) -> Result<Vec<(Namespace, Contents)>>;

    /// Adds a namespace and all that it holds, or nothing.
    async fn insert(&self, document: &NamespaceDocument, by: &By) -> Result<Namespace>;

    async fn save(&self, id: NamespaceId, draft: &NamespaceDraft, by: &By) -> Result<Option<Namespace>>;

    /// Removes a namespace and all that it holds, unless protected.
    async fn delete(&self, id: NamespaceId, by: &By) -> Result<Removal>;

    /// Removes one thing of an unprotected namespace.
    async fn remove(&self, namespace: NamespaceId, child: Child, name: &str, by: &By) -> Result<Removal>;

    /// Removes everything of a kind from an unprotected namespace; no error when there is nothing.
    async fn clear(&self, namespace: NamespaceId, child: Child, by: &By) -> Result<Removal>;

    /// In the order in which they came.
    async fn objects(&self, namespace: NamespaceId) -> Result<Vec<Object>>;

    async fn object(&self, namespace: NamespaceId, name: &str) -> Result<Option<Object>>;

    async fn add_object(
        &self,
        namespace: &Namespace,
        draft: &ObjectDraft,
        limits: &MetadefLimits,
        by: &By,
    ) -> Result<Option<Object>>;

    async fn save_object(
        &self,
        namespace: &Namespace,
        name: &str,
        draft: &ObjectDraft,
        limits: &MetadefLimits,
        by: &By,
    ) -> Result<Option<Object>>;

    async fn properties(&self, namespace: NamespaceId) -> Result<Vec<Property>>;

    async fn property(&self, namespace: NamespaceId, name: &str) -> Result<Option<Property>>;

    async fn add_property(
        &self,
        namespace: &Namespace,
        property: &Property,
        cap: usize,
        by: &By,
    ) -> Result<Option<()>>;

    async fn save_property(
        &self,
        namespace: &Namespace,
        name: &str,
        property: &Property,
        by: &By,
    ) -> Result<Option<()>>;

    async fn tags(&self, namespace: NamespaceId, page: &TagPage) -> Result<Vec<Tag>>;

    async fn tag(&self, namespace: NamespaceId, name: &str) -> Result<Option<Tag>>;

    /// Adds tags, in the order given.
    async fn add_tags(
        &self,
        namespace: &Namespace,
        names: &[String],
        cap: usize,
        by: &By,
    ) -> Result<Option<()>>;

    /// Puts these tags in the place of all that are there. Refused where that would take a tag from a
    /// protected namespace.
    async fn replace_tags(
        &self,
        namespace: &Namespace,
        names: &[String],
        cap: usize,
        by: &By,
    ) -> Result<Removal>;

    async fn rename_tag(&self, namespace: &Namespace, name: &str, to: &str, by: &By) -> Result<Option<Tag>>;

    /// In the order in which they came.
    async fn resource_types(&self) -> Result<Vec<ResourceType>>;

    async fn resource_type(&self, name: &str) -> Result<Option<ResourceType>>;

    async fn associations(&self, namespace: NamespaceId) -> Result<Vec<Association>>;

    /// Adds an association, and the type of resource if it is new.
    async fn associate(
        &self,
        namespace: &Namespace,
        draft: &AssociationDraft,
        cap: usize,
        by: &By,
    ) -> Result<Option<Association>>;

    /// Makes a namespace what the document says, or leaves it as it is. What stays the same keeps its
    /// times. Types of resources that are new are `protected` where they come with a catalog file.
    async fn replace(
        &self,
        document: &Document,
        onto: Onto,
        protects_types: bool,
        by: &By,
    ) -> Result<Replaced>;

    /// Versions of a namespace that are older than `before`, the newest first: at most `limit`, and no more
    /// than fit in about a mebibyte, but one.
    async fn history(&self, namespace: NamespaceId, before: Option<i64>, limit: usize)
    -> Result<VersionPage>;

    /// Removes every namespace and type of resource, protected or not; how many namespaces there were.
    async fn unload(&self) -> Result<u64>;

    /// Was this noted as done once for good?
    async fn was_done(&self, mark: &str) -> Result<bool>;

    async fn note_done(&self, mark: &str, at: Timestamp) -> Result<()>;
}
