//! Types of resources, and which namespaces are for them.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, QueryOrder};
use vitrine_domain::error::MetadefKind;
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::model::{Association, AssociationDraft, ResourceType};
use vitrine_domain::metadef::ports::By;
use vitrine_wire::Timestamp;

use super::work::Work;
use super::{Failure, ROWS_AT_ONCE, children, rows};
use crate::db::Database;
use crate::db::entities::{metadef_association as association, metadef_resource_type as resource_type};
use crate::db::error::misfit;
use crate::db::text::is_storable;

pub(super) async fn resource_types(db: &impl ConnectionTrait) -> Result<Vec<ResourceType>, DbErr> {
    let rows = resource_type::Entity::find().order_by_asc(resource_type::Column::Id).all(db).await?;
    Ok(rows.into_iter().map(resource_type_of).collect())
}

pub(super) async fn resource_type(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<ResourceType>, DbErr> {
    if !is_storable(name) {
        return Ok(None);
    }
    let row = resource_type::Entity::find().filter(resource_type::Column::Name.eq(name)).one(db).await?;
    Ok(row.map(resource_type_of))
}

pub(super) async fn all(db: &impl ConnectionTrait, id: NamespaceId) -> Result<Vec<Association>, DbErr> {
    let found = association::Entity::find()
        .filter(association::Column::NamespaceId.eq(id.0))
        .order_by_asc(association::Column::Id)
        .all(db)
        .await?;
    let ids = found.iter().map(|row| row.resource_type_id);
    let types = resource_type::Entity::find().filter(resource_type::Column::Id.is_in(ids)).all(db).await?;
    let mut names: BTreeMap<i64, String> = types.into_iter().map(|row| (row.id, row.name)).collect();
    let association = |row: association::Model| {
        let name = names.remove(&row.resource_type_id).ok_or_else(|| misfit("resource_type_id"))?;
        Ok(rows::association_of(row, name))
    };
    found.into_iter().map(association).collect()
}

/// Adds associations, and the types that are not known yet: protected or not.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    drafts: &[AssociationDraft],
    is_protected: bool,
    at: Timestamp,
) -> Result<(), DbErr> {
    for some in drafts.chunks(ROWS_AT_ONCE) {
        let types = known(db, some, is_protected, at).await?;
        let record = |draft: &AssociationDraft| {
            let resource_type = types.get(&draft.resource_type).ok_or_else(|| misfit("resource_type_id"))?;
            Ok(association::ActiveModel {
                id: NotSet,
                namespace_id: Set(id.0),
                resource_type_id: Set(*resource_type),
                prefix: Set(draft.prefix.clone()),
                properties_target: Set(draft.properties_target.clone()),
                created_at: Set(at.unix_micros()),
                updated_at: Set(at.unix_micros()),
            })
        };
        let rows = some.iter().map(record).collect::<Result<Vec<_>, DbErr>>()?;
        association::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The ids of the types that drafts name; those that are new are added.
async fn known(
    db: &impl ConnectionTrait,
    drafts: &[AssociationDraft],
    is_protected: bool,
    at: Timestamp,
) -> Result<BTreeMap<String, i64>, DbErr> {
    let mut types = ids(db, drafts).await?;
    let new: Vec<_> = drafts.iter().filter(|draft| !types.contains_key(&draft.resource_type)).collect();
    if new.is_empty() {
        return Ok(types);
    }
    if db.get_database_backend() == DbBackend::Postgres {
        // Two who add the same types in another order would wait for each other.
        db.execute_unprepared("LOCK TABLE metadef_resource_types IN SHARE ROW EXCLUSIVE MODE").await?;
    }
    let rows = new.into_iter().map(|draft| resource_type::ActiveModel {
        id: NotSet,
        name: Set(draft.resource_type.clone()),
        protected: Set(is_protected),
        created_at: Set(at.unix_micros()),
        updated_at: Set(at.unix_micros()),
    });
    resource_type::Entity::insert_many(rows)
        .on_conflict_do_nothing_on([resource_type::Column::Name])
        .exec_without_returning(db)
        .await?;
    types.extend(ids(db, drafts).await?);
    Ok(types)
}

/// The ids of those types that there are.
async fn ids(db: &impl ConnectionTrait, drafts: &[AssociationDraft]) -> Result<BTreeMap<String, i64>, DbErr> {
    let names = drafts.iter().map(|draft| draft.resource_type.as_str());
    let types =
        resource_type::Entity::find().filter(resource_type::Column::Name.is_in(names)).all(db).await?;
    Ok(types.into_iter().map(|row| (row.name, row.id)).collect())
}

pub(super) async fn add(
    db: &Database,
    id: NamespaceId,
    draft: &AssociationDraft,
    cap: usize,
    by: &By,
) -> Result<Option<Association>, Failure> {
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(None);
    };
    insert(work.tx(), id, std::slice::from_ref(draft), false, by.at).await?;
    children::within(work.tx(), id, MetadefKind::Association, cap).await?;
    work.commit().await?;
    Ok(Some(Association {
        resource_type: draft.resource_type.clone(),
        prefix: draft.prefix.clone(),
        properties_target: draft.properties_target.clone(),
        created_at: by.at,
        updated_at: by.at,
    }))
}

/// Replaces what is said of an association.
pub(super) async fn set(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    draft: &AssociationDraft,
    at: Timestamp,
) -> Result<(), DbErr> {
    association::Entity::update_many()
        .set(association::ActiveModel {
            prefix: Set(draft.prefix.clone()),
            properties_target: Set(draft.properties_target.clone()),
            updated_at: Set(at.unix_micros()),
            ..Default::default()
        })
        .filter(association::Column::NamespaceId.eq(id.0))
        .filter(children::of_type(&draft.resource_type))
        .exec(db)
        .await?;
    Ok(())
}

fn resource_type_of(row: resource_type::Model) -> ResourceType {
    ResourceType {
        name: row.name,
        is_protected: row.protected,
        created_at: Timestamp::from_unix_micros(row.created_at),
        updated_at: Timestamp::from_unix_micros(row.updated_at),
    }
}
