//! Writing namespaces: adding with all that they hold, replacing, removing.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use vitrine_domain::metadef::model::{Namespace, NamespaceDraft};
use vitrine_domain::metadef::ports::{By, Removal};
use vitrine_domain::metadef::{NamespaceDocument, NamespaceId, document};
use vitrine_wire::Timestamp;
use vitrine_wire::metadef::changes as found;

use super::work::{self, Work};
use super::{associations, objects, properties, rows, tags, whole};
use crate::db::Database;
use crate::db::entities::{
    installation_mark as mark, metadef_namespace as namespace, metadef_resource_type as resource_type,
    metadef_version as version,
};

pub(super) async fn insert(
    db: &Database,
    document: &NamespaceDocument,
    protects_types: bool,
    by: &By,
) -> Result<Namespace, DbErr> {
    let tx = db.begin().await?;
    let row = namespace::ActiveModel {
        created_at: Set(by.at.unix_micros()),
        version: Set(1),
        ..attributes(&document.base, by.at)
    };
    let id = NamespaceId(namespace::Entity::insert(row).exec(&*tx).await?.last_insert_id);
    associations::insert(&*tx, id, &document.associations, protects_types, by.at).await?;
    objects::insert(&*tx, id, &document.objects, by.at).await?;
    tags::insert(&*tx, id, &document.tags, by.at).await?;
    properties::insert(&*tx, id, &document.properties).await?;
    whole::translate(&*tx, id, &document.translations).await?;
    let Some((namespace, contents)) = rows::detail(&*tx, db.backend(), id).await? else {
        return Err(DbErr::RecordNotInserted);
    };
    let all = found(None, Some(&document::document(&namespace, &contents)));
    work::record(&*tx, id, &namespace.name, namespace.version, &all, by).await?;
    tx.commit().await?;
    Ok(namespace)
}

pub(super) async fn save(
    db: &Database,
    id: NamespaceId,
    draft: &NamespaceDraft,
    by: &By,
) -> Result<Option<Namespace>, DbErr> {
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(None);
    };
    set(work.tx(), id, draft, by.at).await?;
    let (saved, _) = work.commit().await?;
    Ok(saved)
}

/// Replaces what is said of a namespace.
pub(super) async fn set(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    draft: &NamespaceDraft,
    at: Timestamp,
) -> Result<(), DbErr> {
    let these = namespace::Entity::update_many().set(attributes(draft, at));
    these.filter(namespace::Column::Id.eq(id.0)).exec(db).await?;
    Ok(())
}

pub(super) async fn delete(db: &Database, id: NamespaceId, by: &By) -> Result<Removal, DbErr> {
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(Removal::Missing);
    };
    if work.namespace.is_protected {
        work.rollback().await?;
        return Ok(Removal::Refused);
    }
    namespace::Entity::delete_by_id(id.0).exec(work.tx()).await?;
    work.commit().await?;
    Ok(Removal::Done)
}

/// Removes the whole catalog, with its history; how many namespaces there were.
pub(super) async fn unload(db: &Database) -> Result<u64, DbErr> {
    let tx = db.begin().await?;
    let deleted = namespace::Entity::delete_many().exec(&*tx).await?;
    resource_type::Entity::delete_many().exec(&*tx).await?;
    version::Entity::delete_many().exec(&*tx).await?;
    tx.commit().await?;
    Ok(deleted.rows_affected)
}

/// Was this done once for good?
pub(super) async fn was_done(db: &impl ConnectionTrait, name: &str) -> Result<bool, DbErr> {
    Ok(mark::Entity::find_by_id(name.to_owned()).one(db).await?.is_some())
}

pub(super) async fn note_done(db: &Database, name: &str, at: Timestamp) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    let row = mark::ActiveModel { name: Set(name.to_owned()), at: Set(at.unix_micros()) };
    let insert = mark::Entity::insert(row).on_conflict_do_nothing_on([mark::Column::Name]);
    insert.exec_without_returning(&*tx).await?;
    tx.commit().await
}

fn attributes(draft: &NamespaceDraft, at: Timestamp) -> namespace::ActiveModel {
    namespace::ActiveModel {
        id: NotSet,
        name: Set(draft.name.clone()),
        display_name: Set(draft.display_name.clone()),
        description: Set(draft.description.clone()),
        visibility: Set(draft.visibility.as_str().to_owned()),
        protected: Set(draft.is_protected),
        owner: Set(draft.owner.0.clone()),
        enforcement: draft.enforcement.map_or(NotSet, |it| Set(it.as_str().to_owned())),
        created_at: NotSet,
        updated_at: Set(at.unix_micros()),
        version: NotSet,
    }
}
