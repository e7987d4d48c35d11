//! Objects of a namespace.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use vitrine_domain::error::MetadefKind;
use vitrine_domain::metadef::model::{Object, ObjectDraft};
use vitrine_domain::metadef::ports::By;
use vitrine_domain::metadef::{MetadefLimits, NamespaceId};
use vitrine_wire::Timestamp;

use super::rows::{json_of, object_of};
use super::work::Work;
use super::{Failure, ROWS_AT_ONCE, children};
use crate::db::Database;
use crate::db::entities::metadef_object as object;
use crate::db::text::is_storable;

pub(super) async fn all(db: &impl ConnectionTrait, id: NamespaceId) -> Result<Vec<Object>, DbErr> {
    let rows = object::Entity::find()
        .filter(object::Column::NamespaceId.eq(id.0))
        .order_by_asc(object::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(object_of).collect()
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    name: &str,
) -> Result<Option<Object>, DbErr> {
    if !is_storable(name) {
        return Ok(None);
    }
    let row = object::Entity::find()
        .filter(object::Column::NamespaceId.eq(id.0))
        .filter(object::Column::Name.eq(name))
        .one(db)
        .await?;
    row.map(object_of).transpose()
}

pub(super) async fn insert(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    drafts: &[ObjectDraft],
    at: Timestamp,
) -> Result<(), DbErr> {
    let record = |draft| {
        let attributes = attributes(draft, at)?;
        let created_at = Set(at.unix_micros());
        Ok::<_, DbErr>(object::ActiveModel { namespace_id: Set(id.0), created_at, ..attributes })
    };
    let rows = drafts.iter().map(record).collect::<Result<Vec<_>, _>>()?;
    for some in rows.chunks(ROWS_AT_ONCE) {
        object::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

pub(super) async fn add(
    db: &Database,
    id: NamespaceId,
    draft: &ObjectDraft,
    limits: &MetadefLimits,
    by: &By,
) -> Result<Option<Object>, Failure> {
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(None);
    };
    insert(work.tx(), id, std::slice::from_ref(draft), by.at).await?;
    children::within(work.tx(), id, MetadefKind::Object, limits.objects).await?;
    children::within(work.tx(), id, MetadefKind::Property, limits.properties).await?;
    let added = find(work.tx(), id, &draft.name).await?;
    work.commit().await?;
    Ok(added)
}

pub(super) async fn save(
    db: &Database,
    id: NamespaceId,
    name: &str,
    draft: &ObjectDraft,
    limits: &MetadefLimits,
    by: &By,
) -> Result<Option<Object>, Failure> {
    if !is_storable(name) {
        return Ok(None);
    }
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(None);
    };
    if !set(work.tx(), id, name, draft, by.at).await? {
        work.rollback().await?;
        return Ok(None);
    }
    let before = work.before.objects.iter().find(|it| it.name == name).map_or(0, |it| it.properties.len());
    // One that has too many already may be changed as long as it does not grow.
    if draft.properties.as_ref().map_or(0, |it| it.len()) > before {
        children::within(work.tx(), id, MetadefKind::Property, limits.properties).await?;
    }
    let saved = find(work.tx(), id, &draft.name).await?;
    work.commit().await?;
    Ok(saved)
}

/// Replaces an object; false when there is none of that name.
pub(super) async fn set(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    name: &str,
    draft: &ObjectDraft,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let saved = object::Entity::update_many()
        .set(attributes(draft, at)?)
        .filter(object::Column::NamespaceId.eq(id.0))
        .filter(object::Column::Name.eq(name))
        .exec(db)
        .await?;
    Ok(saved.rows_affected > 0)
}

fn attributes(draft: &ObjectDraft, at: Timestamp) -> Result<object::ActiveModel, DbErr> {
    let properties = draft.properties.as_ref();
    Ok(object::ActiveModel {
        id: NotSet,
        namespace_id: NotSet,
        name: Set(draft.name.clone()),
        description: Set(draft.description.clone()),
        required: Set(json_of(draft.required.as_deref().unwrap_or_default())?),
        properties: Set(properties.map_or_else(|| Ok("{}".to_owned()), json_of)?),
        created_at: NotSet,
        updated_at: Set(at.unix_micros()),
    })
}
