//! Services.

use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use vitrine_domain::catalog::{Service, ServiceChange, ServiceFilter};
use vitrine_domain::page::{Listed, Page};

use super::exactly;
use crate::db::Database;
use crate::db::entities::service;
use crate::db::repos::paging::paged;
use crate::db::text::is_storable;

pub(super) async fn list(
    db: &impl ConnectionTrait,
    filter: &ServiceFilter,
    page: &Page,
) -> Result<Listed<Service>, DbErr> {
    let condition = exactly(Condition::all(), service::Column::Kind, filter.kind.as_deref());
    let condition = exactly(condition, service::Column::Name, filter.name.as_deref());
    let select = service::Entity::find().filter(condition);
    let rows = paged(select, service::Column::Id, page).all(db).await?;
    Ok(Listed::new(rows.into_iter().map(service_of).collect(), page))
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Service>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    Ok(service::Entity::find_by_id(id.to_owned()).one(db).await?.map(service_of))
}

pub(super) async fn insert(db: &Database, service: &Service) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    service::Entity::insert(row_of(service.clone())).exec_without_returning(&*tx).await?;
    tx.commit().await
}

pub(super) async fn change(db: &Database, id: &str, change: ServiceChange) -> Result<Option<Service>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    let tx = db.begin().await?;
    let found = service::Entity::find_by_id(id.to_owned()).lock_exclusive().one(&*tx).await?;
    let Some(row) = found else {
        tx.rollback().await?;
        return Ok(None);
    };
    let service = service_of(row).changed(change);
    service::Entity::update(row_of(service.clone())).exec(&*tx).await?;
    tx.commit().await?;
    Ok(Some(service))
}

pub(super) async fn delete(db: &Database, id: &str) -> Result<bool, DbErr> {
    if !is_storable(id) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    let gone = service::Entity::delete_by_id(id.to_owned()).exec(&*tx).await?;
    tx.commit().await?;
    Ok(gone.rows_affected > 0)
}

pub(super) fn row_of(service: Service) -> service::ActiveModel {
    service::ActiveModel {
        id: Set(service.id),
        kind: Set(service.kind),
        name: Set(service.name),
        description: Set(service.description),
        enabled: Set(service.is_enabled),
    }
}

pub(super) fn service_of(row: service::Model) -> Service {
    Service {
        id: row.id,
        kind: row.kind,
        name: row.name,
        description: row.description,
        is_enabled: row.enabled,
    }
}
