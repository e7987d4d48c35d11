//! Whole namespaces: made what a document says, with as few writes as that takes.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use vitrine_domain::ProjectId;
use vitrine_domain::metadef::document::drafts;
use vitrine_domain::metadef::model::AssociationDraft;
use vitrine_domain::metadef::ports::{By, Child, Onto, Replaced};
use vitrine_domain::metadef::{NamespaceDocument, NamespaceId};
use vitrine_wire::metadef::{Change, Document, NodeKind, Translation, changes};

use super::rows::json_of;
use super::work::Work;
use super::{associations, changes as namespaces, children, objects, properties, tags};
use crate::db::Database;
use crate::db::entities::metadef_translation as translation;

pub(super) async fn replace(
    db: &Database,
    document: &Document,
    onto: Onto,
    protects_types: bool,
    by: &By,
) -> Result<Replaced, DbErr> {
    let wanted = drafts(document, &ProjectId::from(""));
    let (id, version) = match onto {
        Onto::Version(id, version) => (id, version),
        Onto::Nothing => {
            let namespace = namespaces::insert(db, &wanted, protects_types, by).await?;
            return Ok(Replaced::Done(namespace, changes(None, Some(document))));
        }
    };
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(Replaced::Stale);
    };
    if work.namespace.version != version {
        work.rollback().await?;
        return Ok(Replaced::Stale);
    }
    let to_do = changes(Some(&work.before), Some(document));
    write(work.tx(), id, &wanted, &to_do, protects_types, by).await?;
    let (namespace, done) = work.commit().await?;
    Ok(namespace.map_or(Replaced::Stale, |namespace| Replaced::Done(namespace, done)))
}

/// Brings what is stored from one state to the other.
async fn write(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    wanted: &NamespaceDocument,
    changes: &[Change],
    protects_types: bool,
    by: &By,
) -> Result<(), DbErr> {
    let has = |kind: NodeKind| changes.iter().any(|change| change.node.kind == kind);
    let is_new = |kind: NodeKind, name: &str| is(changes, kind, name, |change| change.before.is_none());
    let is_changed = |kind: NodeKind, name: &str| {
        is(changes, kind, name, |change| change.before.is_some() && change.after.is_some())
    };
    if has(NodeKind::Attribute) {
        namespaces::set(db, id, &wanted.base, by.at).await?;
    }
    for change in changes {
        if let (None, Some(child)) = (&change.after, child(change.node.kind)) {
            children::delete(db, id, child, Some(&change.node.name)).await?;
        }
    }
    for (name, definition) in &wanted.properties {
        if is_changed(NodeKind::Property, name) {
            properties::set(db, id, name, name, definition).await?;
        }
    }
    let new = wanted.properties.iter().filter(|(name, _)| is_new(NodeKind::Property, name));
    properties::insert(db, id, &new.map(|(name, it)| (name.clone(), it.clone())).collect()).await?;
    for draft in wanted.objects.iter().filter(|it| is_changed(NodeKind::Object, &it.name)) {
        objects::set(db, id, &draft.name, draft, by.at).await?;
    }
    let new: Vec<_> =
        wanted.objects.iter().filter(|it| is_new(NodeKind::Object, &it.name)).cloned().collect();
    objects::insert(db, id, &new, by.at).await?;
    let new: Vec<_> = wanted.tags.iter().filter(|name| is_new(NodeKind::Tag, name)).cloned().collect();
    tags::insert(db, id, &new, by.at).await?;
    for draft in wanted.associations.iter().filter(|it| is_changed(NodeKind::Association, &it.resource_type))
    {
        associations::set(db, id, draft, by.at).await?;
    }
    let is_new_type = |it: &&AssociationDraft| is_new(NodeKind::Association, &it.resource_type);
    let new: Vec<_> = wanted.associations.iter().filter(is_new_type).cloned().collect();
    associations::insert(db, id, &new, protects_types, by.at).await?;
    if has(NodeKind::Translation) {
        translation::Entity::delete_many().filter(translation::Column::NamespaceId.eq(id.0)).exec(db).await?;
        translate(db, id, &wanted.translations).await?;
    }
    Ok(())
}

fn is(changes: &[Change], kind: NodeKind, name: &str, fits: impl Fn(&Change) -> bool) -> bool {
    // They are sorted by node.
    let found =
        changes.binary_search_by(|change| (change.node.kind, change.node.name.as_str()).cmp(&(kind, name)));
    found.is_ok_and(|index| fits(&changes[index]))
}

fn child(kind: NodeKind) -> Option<Child> {
    match kind {
        NodeKind::Association => Some(Child::Association),
        NodeKind::Object => Some(Child::Object),
        NodeKind::Property => Some(Child::Property),
        NodeKind::Tag => Some(Child::Tag),
        NodeKind::Attribute | NodeKind::Translation => None,
    }
}

/// Adds the texts in other languages.
pub(super) async fn translate(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    translations: &std::collections::BTreeMap<String, Translation>,
) -> Result<(), DbErr> {
    let record = |(language, texts): (&String, &Translation)| {
        Ok(translation::ActiveModel {
            id: NotSet,
            namespace_id: Set(id.0),
            language: Set(language.clone()),
            document: Set(json_of(texts)?),
        })
    };
    let rows = translations.iter().map(record).collect::<Result<Vec<_>, DbErr>>()?;
    if !rows.is_empty() {
        translation::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}
