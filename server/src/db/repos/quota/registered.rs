//! Registered limits.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use vitrine_domain::error::Clash;
use vitrine_domain::identity::Edit;
use vitrine_domain::quota::{LimitFilter, RegisteredLimit};

use super::Registered;
use crate::db::Database;
use crate::db::entities::project_limit;
use crate::db::entities::registered_limit::{ActiveModel, Column, Entity, Model};
use crate::db::error::{duplicate, fault};
use crate::db::text::is_storable;
use crate::db::transaction::Transaction;

pub(super) async fn list(db: &Database, filter: &LimitFilter) -> Result<Vec<RegisteredLimit>, DbErr> {
    let rows = Entity::find().filter(condition(filter)).order_by_asc(Column::Id);
    Ok(rows.all(&db.connection).await?.into_iter().map(limit).collect())
}

/// What a filter says about the registered limit, also of a project's.
pub(super) fn condition(filter: &LimitFilter) -> Condition {
    let is = |column: Column, value: &Option<String>| {
        value.as_ref().map(|value| match is_storable(value) {
            true => Condition::all().add(column.eq(value.as_str())),
            false => Condition::all().add(sea_orm::sea_query::Expr::cust("1 = 0")),
        })
    };
    Condition::all()
        .add_option(is(Column::ServiceId, &filter.service_id))
        .add_option(is(Column::RegionId, &filter.region_id))
        .add_option(is(Column::ResourceName, &filter.resource_name))
}

pub(super) async fn find(db: &Database, id: &str) -> Result<Option<RegisteredLimit>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    Ok(Entity::find_by_id(id.to_owned()).one(&db.connection).await?.map(limit))
}

pub(super) async fn insert(db: &Database, limits: &[RegisteredLimit]) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    for limit in limits {
        Entity::insert(row(limit)).exec_without_returning(&*tx).await?;
    }
    tx.commit().await
}

pub(super) async fn update(
    db: &Database,
    id: &str,
    edit: Edit<'_, RegisteredLimit>,
) -> vitrine_domain::Result<Option<RegisteredLimit>> {
    if !is_storable(id) {
        return Ok(None);
    }
    let tx = db.begin().await.map_err(fault)?;
    // Locked, so that no limit of a project comes in between.
    let found = Entity::find_by_id(id.to_owned()).lock_exclusive().one(&*tx).await.map_err(fault)?;
    let Some(known) = found.map(limit) else {
        tx.rollback().await.map_err(fault)?;
        return Ok(None);
    };
    let mut wanted = known.clone();
    edit(&mut wanted)?;
    let key = |limit: &RegisteredLimit| {
        (limit.service_id.clone(), limit.region_id.clone(), limit.resource_name.clone())
    };
    if key(&known) != key(&wanted) && is_in_use(&tx, id).await.map_err(fault)? {
        tx.rollback().await.map_err(fault)?;
        return Registered::InUse.told(id).map(|_| None);
    }
    let updated = Entity::update(row(&wanted)).exec(&*tx).await;
    updated.map_err(|error| duplicate(error, Clash::RegisteredLimit))?;
    tx.commit().await.map_err(fault)?;
    Ok(Some(wanted))
}

pub(super) async fn delete(db: &Database, id: &str) -> Result<Registered, DbErr> {
    if !is_storable(id) {
        return Ok(Registered::Gone);
    }
    let tx = db.begin().await?;
    if Entity::find_by_id(id.to_owned()).lock_exclusive().one(&*tx).await?.is_none() {
        return ended(tx, Registered::Gone).await;
    }
    if is_in_use(&tx, id).await? {
        return ended(tx, Registered::InUse).await;
    }
    Entity::delete_by_id(id.to_owned()).exec(&*tx).await?;
    tx.commit().await?;
    Ok(Registered::Changed)
}

async fn ended(tx: Transaction, how: Registered) -> Result<Registered, DbErr> {
    tx.rollback().await?;
    Ok(how)
}

async fn is_in_use(tx: &Transaction, id: &str) -> Result<bool, DbErr> {
    let of_projects =
        project_limit::Entity::find().filter(project_limit::Column::RegisteredLimitId.eq(id)).limit(1);
    Ok(of_projects.count(&**tx).await? > 0)
}

fn row(limit: &RegisteredLimit) -> ActiveModel {
    ActiveModel {
        id: Set(limit.id.clone()),
        service_id: Set(limit.service_id.clone()),
        region_id: Set(limit.region_id.clone()),
        resource_name: Set(limit.resource_name.clone()),
        default_limit: Set(limit.default_limit),
        description: Set(limit.description.clone()),
    }
}

fn limit(row: Model) -> RegisteredLimit {
    RegisteredLimit {
        id: row.id,
        service_id: row.service_id,
        region_id: row.region_id,
        resource_name: row.resource_name,
        default_limit: row.default_limit,
        description: row.description,
    }
}
