//! Definitions of properties of a namespace.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use vitrine_domain::error::MetadefKind;
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::model::Property;
use vitrine_domain::metadef::ports::By;
use vitrine_wire::metadef::PropertyDefinition;

use super::rows::{json_of, parsed};
use super::work::Work;
use super::{Failure, ROWS_AT_ONCE, children};
use crate::db::Database;
use crate::db::entities::metadef_property as property;
use crate::db::text::is_storable;

pub(super) async fn all(db: &impl ConnectionTrait, id: NamespaceId) -> Result<Vec<Property>, DbErr> {
    let rows = property::Entity::find()
        .filter(property::Column::NamespaceId.eq(id.0))
        .order_by_asc(property::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(property_of).collect()
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    name: &str,
) -> Result<Option<Property>, DbErr> {
    if !is_storable(name) {
        return Ok(None);
    }
    let row = property::Entity::find()
        .filter(property::Column::NamespaceId.eq(id.0))
        .filter(property::Column::Name.eq(name))
        .one(db)
        .await?;
    row.map(property_of).transpose()
}

pub(super) async fn insert(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    definitions: &BTreeMap<String, PropertyDefinition>,
) -> Result<(), DbErr> {
    let rows = definitions.iter().map(|(name, definition)| record(id, name, definition));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    for some in rows.chunks(ROWS_AT_ONCE) {
        property::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

pub(super) async fn add(
    db: &Database,
    id: NamespaceId,
    added: &Property,
    cap: usize,
    by: &By,
) -> Result<Option<()>, Failure> {
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(None);
    };
    let row = record(id, &added.name, &added.definition)?;
    property::Entity::insert(row).exec_without_returning(work.tx()).await?;
    children::within(work.tx(), id, MetadefKind::Property, cap).await?;
    work.commit().await?;
    Ok(Some(()))
}

pub(super) async fn save(
    db: &Database,
    id: NamespaceId,
    name: &str,
    saved: &Property,
    by: &By,
) -> Result<Option<()>, Failure> {
    if !is_storable(name) {
        return Ok(None);
    }
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(None);
    };
    if !set(work.tx(), id, name, &saved.name, &saved.definition).await? {
        work.rollback().await?;
        return Ok(None);
    }
    work.commit().await?;
    Ok(Some(()))
}

/// Replaces a definition, its name too; false when there is none of that name.
pub(super) async fn set(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    name: &str,
    to: &str,
    definition: &PropertyDefinition,
) -> Result<bool, DbErr> {
    let changed = property::Entity::update_many()
        .set(record(id, to, definition)?)
        .filter(property::Column::NamespaceId.eq(id.0))
        .filter(property::Column::Name.eq(name))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

fn record(
    id: NamespaceId,
    name: &str,
    definition: &PropertyDefinition,
) -> Result<property::ActiveModel, DbErr> {
    Ok(property::ActiveModel {
        id: NotSet,
        namespace_id: Set(id.0),
        name: Set(name.to_owned()),
        definition: Set(json_of(definition)?),
    })
}

fn property_of(row: property::Model) -> Result<Property, DbErr> {
    Ok(Property { name: row.name, definition: parsed(&row.definition)? })
}
