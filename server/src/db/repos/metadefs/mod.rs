//! The catalog of metadata definitions: `MetadefRepo` over SQL.
//!
//! `rows` reads and `changes` writes namespaces with what they hold; objects, properties, tags and
//! associations have a file each, `whole` deals with all of it at once. Every change is a `work`: it
//! counts in the namespace's version and leaves what differs in its history. `usage` asks about images.

mod associations;
mod changes;
mod children;
mod objects;
mod page;
mod properties;
mod rows;
mod search;
mod sizes;
mod tags;
mod usage;
mod whole;
mod work;

use std::collections::BTreeMap;

use async_trait::async_trait;
use sea_orm::DbErr;
use vitrine_domain::error::{Clash, MetadefClash};
use vitrine_domain::metadef::model::{
    Association, AssociationDraft, Contents, Namespace, NamespaceDraft, NamespaceId, Object, ObjectDraft,
    Property, ResourceType, Tag,
};
use vitrine_domain::metadef::ports::{
    By, Child, MetadefRepo, Onto, Removal, Replaced, Sizes, VersionPage, Viewer,
};
use vitrine_domain::metadef::query::{NamespaceFilter, NamespacePage, TagPage};
use vitrine_domain::metadef::{MetadefLimits, NamespaceDocument};
use vitrine_domain::{Error, Result};
use vitrine_wire::Timestamp;
use vitrine_wire::metadef::Document;

use crate::db::Database;
use crate::db::error::{duplicate, fault};
use crate::db::text::is_storable;

/// Rows in one INSERT: eight columns each stay below either database's limit on parameters.
const ROWS_AT_ONCE: usize = 1_000;

/// See the module.
#[derive(Clone, Debug)]
pub struct MetadefRows {
    db: Database,
}

impl MetadefRows {
    pub(in crate::db) fn new(db: Database) -> Self {
        Self { db }
    }
}

/// What a write ends with where it does not succeed.
enum Failure {
    Database(DbErr),
    /// A rule of the domain that only the database can watch.
    Rule(Error),
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Rule(error)
    }
}

/// The domain's view of a failure, where a row that exists already is this clash.
fn told(failure: Failure, clash: MetadefClash) -> Error {
    match failure {
        Failure::Database(error) => duplicate(error, Clash::Metadef(clash)),
        Failure::Rule(error) => error,
    }
}

fn object_clash(namespace: &Namespace, name: &str) -> MetadefClash {
    MetadefClash::Object { name: name.to_owned(), namespace: namespace.name.clone() }
}

fn property_clash(namespace: &Namespace, name: &str) -> MetadefClash {
    MetadefClash::Property { name: name.to_owned(), namespace: namespace.name.clone() }
}

fn tag_clash(namespace: &Namespace, name: &str) -> MetadefClash {
    MetadefClash::Tag { name: name.to_owned(), namespace: namespace.name.clone() }
}

#[async_trait]
impl MetadefRepo for MetadefRows {
    async fn find(&self, name: &str) -> Result<Option<Namespace>> {
        if !is_storable(name) {
            return Ok(None);
        }
        rows::find(&self.db.connection, name).await.map_err(fault)
    }

    async fn list(
        &self,
        viewer: &Viewer,
        filter: &NamespaceFilter,
        page: &NamespacePage,
    ) -> Result<Vec<(Namespace, Vec<Association>)>> {
        rows::list(&self.db, viewer, filter, page).await.map_err(fault)
    }

    async fn sizes(&self) -> Result<BTreeMap<NamespaceId, Sizes>> {
        sizes::of_all(&self.db.connection).await.map_err(fault)
    }

    async fn detail(&self, id: NamespaceId) -> Result<Option<(Namespace, Contents)>> {
        rows::detail(&self.db.connection, self.db.backend(), id).await.map_err(fault)
    }

    async fn details(&self, viewer: &Viewer, resource_type: &str) -> Result<Vec<(Namespace, Contents)>> {
        rows::details(&self.db, viewer, resource_type).await.map_err(fault)
    }

    async fn insert(&self, document: &NamespaceDocument, by: &By) -> Result<Namespace> {
        let inserted = changes::insert(&self.db, document, false, by).await;
        let clash = || Clash::Metadef(MetadefClash::Namespace(document.base.name.clone()));
        inserted.map_err(|error| duplicate(error, clash()))
    }

    async fn save(&self, id: NamespaceId, draft: &NamespaceDraft, by: &By) -> Result<Option<Namespace>> {
        let saved = changes::save(&self.db, id, draft, by).await;
        saved.map_err(|error| duplicate(error, Clash::Metadef(MetadefClash::Rename(draft.name.clone()))))
    }

    async fn delete(&self, id: NamespaceId, by: &By) -> Result<Removal> {
        changes::delete(&self.db, id, by).await.map_err(fault)
    }

    async fn remove(&self, namespace: NamespaceId, child: Child, name: &str, by: &By) -> Result<Removal> {
        if !is_storable(name) {
            return Ok(Removal::Missing);
        }
        children::remove(&self.db, namespace, child, Some(name), by).await.map_err(fault)
    }

    async fn clear(&self, namespace: NamespaceId, child: Child, by: &By) -> Result<Removal> {
        children::remove(&self.db, namespace, child, None, by).await.map_err(fault)
    }

    async fn objects(&self, namespace: NamespaceId) -> Result<Vec<Object>> {
        objects::all(&self.db.connection, namespace).await.map_err(fault)
    }

    async fn object(&self, namespace: NamespaceId, name: &str) -> Result<Option<Object>> {
        objects::find(&self.db.connection, namespace, name).await.map_err(fault)
    }

    async fn add_object(
        &self,
        namespace: &Namespace,
        draft: &ObjectDraft,
        limits: &MetadefLimits,
        by: &By,
    ) -> Result<Option<Object>> {
        let added = objects::add(&self.db, namespace.id, draft, limits, by).await;
        added.map_err(|failure| told(failure, object_clash(namespace, &draft.name)))
    }

    async fn save_object(
        &self,
        namespace: &Namespace,
        name: &str,
        draft: &ObjectDraft,
        limits: &MetadefLimits,
        by: &By,
    ) -> Result<Option<Object>> {
        let saved = objects::save(&self.db, namespace.id, name, draft, limits, by).await;
        saved.map_err(|failure| told(failure, object_clash(namespace, &draft.name)))
    }

    async fn properties(&self, namespace: NamespaceId) -> Result<Vec<Property>> {
        properties::all(&self.db.connection, namespace).await.map_err(fault)
    }

    async fn property(&self, namespace: NamespaceId, name: &str) -> Result<Option<Property>> {
        properties::find(&self.db.connection, namespace, name).await.map_err(fault)
    }

    async fn add_property(
        &self,
        namespace: &Namespace,
        property: &Property,
        cap: usize,
        by: &By,
    ) -> Result<Option<()>> {
        let added = properties::add(&self.db, namespace.id, property, cap, by).await;
        added.map_err(|failure| told(failure, property_clash(namespace, &property.name)))
    }

    async fn save_property(
        &self,
        namespace: &Namespace,
        name: &str,
        property: &Property,
        by: &By,
    ) -> Result<Option<()>> {
        let saved = properties::save(&self.db, namespace.id, name, property, by).await;
        saved.map_err(|failure| told(failure, property_clash(namespace, &property.name)))
    }

    async fn tags(&self, namespace: NamespaceId, page: &TagPage) -> Result<Vec<Tag>> {
        tags::list(&self.db.connection, namespace, page).await.map_err(fault)
    }

    async fn tag(&self, namespace: NamespaceId, name: &str) -> Result<Option<Tag>> {
        tags::find(&self.db.connection, namespace, name).await.map_err(fault)
    }

    async fn add_tags(
        &self,
        namespace: &Namespace,
        names: &[String],
        cap: usize,
        by: &By,
    ) -> Result<Option<()>> {
        let added = tags::add(&self.db, namespace, names, cap, by).await;
        let first = names.first().map(String::as_str).unwrap_or_default();
        added.map_err(|failure| told(failure, tag_clash(namespace, first)))
    }

    async fn replace_tags(
        &self,
        namespace: &Namespace,
        names: &[String],
        cap: usize,
        by: &By,
    ) -> Result<Removal> {
        let replaced = tags::replace(&self.db, namespace, names, cap, by).await;
        let first = names.first().map(String::as_str).unwrap_or_default();
        replaced.map_err(|failure| told(failure, tag_clash(namespace, first)))
    }

    async fn rename_tag(&self, namespace: &Namespace, name: &str, to: &str, by: &By) -> Result<Option<Tag>> {
        let renamed = tags::rename(&self.db, namespace.id, name, to, by).await;
        renamed.map_err(|failure| told(failure, tag_clash(namespace, to)))
    }

    async fn resource_types(&self) -> Result<Vec<ResourceType>> {
        associations::resource_types(&self.db.connection).await.map_err(fault)
    }

    async fn resource_type(&self, name: &str) -> Result<Option<ResourceType>> {
        associations::resource_type(&self.db.connection, name).await.map_err(fault)
    }

    async fn associations(&self, namespace: NamespaceId) -> Result<Vec<Association>> {
        associations::all(&self.db.connection, namespace).await.map_err(fault)
    }

    async fn associate(
        &self,
        namespace: &Namespace,
        draft: &AssociationDraft,
        cap: usize,
        by: &By,
    ) -> Result<Option<Association>> {
        let added = associations::add(&self.db, namespace.id, draft, cap, by).await;
        let clash = MetadefClash::Association {
            name: draft.resource_type.clone(),
            namespace: namespace.name.clone(),
        };
        added.map_err(|failure| told(failure, clash))
    }

    async fn replace(
        &self,
        document: &Document,
        onto: Onto,
        protects_types: bool,
        by: &By,
    ) -> Result<Replaced> {
        let replaced = whole::replace(&self.db, document, onto, protects_types, by).await;
        let clash = match onto {
            Onto::Nothing => MetadefClash::Namespace(document.namespace.clone()),
            Onto::Version(..) => MetadefClash::Rename(document.namespace.clone()),
        };
        replaced.map_err(|error| duplicate(error, Clash::Metadef(clash)))
    }

    async fn history(
        &self,
        namespace: NamespaceId,
        before: Option<i64>,
        limit: usize,
    ) -> Result<VersionPage> {
        work::history(&self.db.connection, namespace, before, limit).await.map_err(fault)
    }

    async fn unload(&self) -> Result<u64> {
        changes::unload(&self.db).await.map_err(fault)
    }

    async fn was_done(&self, mark: &str) -> Result<bool> {
        changes::was_done(&self.db.connection, mark).await.map_err(fault)
    }

    async fn note_done(&self, mark: &str, at: Timestamp) -> Result<()> {
        changes::note_done(&self.db, mark, at).await.map_err(fault)
    }
}
