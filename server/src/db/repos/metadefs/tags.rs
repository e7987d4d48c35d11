//! Tags of a namespace.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryTrait};
use vitrine_domain::Error;
use vitrine_domain::error::{Clash, MetadefKind};
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::model::{Namespace, Tag};
use vitrine_domain::metadef::ports::{By, Child, Removal};
use vitrine_domain::metadef::query::TagPage;
use vitrine_wire::Timestamp;

use super::work::Work;
use super::{Failure, ROWS_AT_ONCE, children, page, tag_clash};
use crate::db::Database;
use crate::db::entities::metadef_tag as tag;
use crate::db::text::is_storable;

pub(super) async fn list(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    wanted: &TagPage,
) -> Result<Vec<Tag>, DbErr> {
    let mut select = tag::Entity::find().filter(tag::Column::NamespaceId.eq(id.0));
    page::tags(QueryTrait::query(&mut select), id, wanted);
    Ok(select.all(db).await?.into_iter().map(tag_of).collect())
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    name: &str,
) -> Result<Option<Tag>, DbErr> {
    if !is_storable(name) {
        return Ok(None);
    }
    let row = tag::Entity::find()
        .filter(tag::Column::NamespaceId.eq(id.0))
        .filter(tag::Column::Name.eq(name))
        .one(db)
        .await?;
    Ok(row.map(tag_of))
}

pub(super) async fn insert(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    names: &[String],
    at: Timestamp,
) -> Result<(), DbErr> {
    let record = |name: &String| tag::ActiveModel {
        id: NotSet,
        namespace_id: Set(id.0),
        name: Set(name.clone()),
        created_at: Set(at.unix_micros()),
        updated_at: Set(at.unix_micros()),
    };
    let rows: Vec<_> = names.iter().map(record).collect();
    for some in rows.chunks(ROWS_AT_ONCE) {
        tag::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

pub(super) async fn add(
    db: &Database,
    namespace: &Namespace,
    names: &[String],
    cap: usize,
    by: &By,
) -> Result<Option<()>, Failure> {
    let Some(work) = Work::begin(db, namespace.id, by).await? else {
        return Ok(None);
    };
    // The namespace is ours until the end, so this only names what the constraint would refuse.
    let there = names_of(work.tx(), namespace.id).await?;
    if let Some(name) = names.iter().find(|name| there.contains(*name)) {
        return Err(Error::Conflict(Clash::Metadef(tag_clash(namespace, name))).into());
    }
    insert(work.tx(), namespace.id, names, by.at).await?;
    children::within(work.tx(), namespace.id, MetadefKind::Tag, cap).await?;
    work.commit().await?;
    Ok(Some(()))
}

pub(super) async fn replace(
    db: &Database,
    namespace: &Namespace,
    names: &[String],
    cap: usize,
    by: &By,
) -> Result<Removal, Failure> {
    let Some(work) = Work::begin(db, namespace.id, by).await? else {
        return Ok(Removal::Missing);
    };
    if work.namespace.is_protected {
        let there = names_of(work.tx(), namespace.id).await?;
        if there.iter().any(|name| !names.contains(name)) {
            work.rollback().await?;
            return Ok(Removal::Refused);
        }
    }
    children::delete(work.tx(), namespace.id, Child::Tag, None).await?;
    insert(work.tx(), namespace.id, names, by.at).await?;
    children::within(work.tx(), namespace.id, MetadefKind::Tag, cap).await?;
    work.commit().await?;
    Ok(Removal::Done)
}

pub(super) async fn rename(
    db: &Database,
    id: NamespaceId,
    name: &str,
    to: &str,
    by: &By,
) -> Result<Option<Tag>, Failure> {
    if !is_storable(name) {
        return Ok(None);
    }
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(None);
    };
    let renamed = tag::Entity::update_many()
        .set(tag::ActiveModel {
            name: Set(to.to_owned()),
            updated_at: Set(by.at.unix_micros()),
            ..Default::default()
        })
        .filter(tag::Column::NamespaceId.eq(id.0))
        .filter(tag::Column::Name.eq(name))
        .exec(work.tx())
        .await?;
    if renamed.rows_affected == 0 {
        work.rollback().await?;
        return Ok(None);
    }
    let renamed = find(work.tx(), id, to).await?;
    work.commit().await?;
    Ok(renamed)
}

async fn names_of(db: &impl ConnectionTrait, id: NamespaceId) -> Result<BTreeSet<String>, DbErr> {
    let rows = tag::Entity::find().filter(tag::Column::NamespaceId.eq(id.0)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

fn tag_of(row: tag::Model) -> Tag {
    Tag {
        name: row.name,
        created_at: Timestamp::from_unix_micros(row.created_at),
        updated_at: Timestamp::from_unix_micros(row.updated_at),
    }
}
