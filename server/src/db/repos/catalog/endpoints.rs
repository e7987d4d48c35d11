//! Endpoints.

use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use vitrine_domain::catalog::{Address, Endpoint, EndpointChange, EndpointFilter, Interface, Region};
use vitrine_domain::page::{Listed, Page};

use super::{exactly, regions};
use crate::db::Database;
use crate::db::entities::endpoint;
use crate::db::error::misfit;
use crate::db::repos::paging::paged;
use crate::db::text::is_storable;

pub(super) async fn list(
    db: &impl ConnectionTrait,
    filter: &EndpointFilter,
    page: &Page,
) -> Result<Listed<Endpoint>, DbErr> {
    let condition = exactly(Condition::all(), endpoint::Column::Interface, filter.interface.as_deref());
    let condition = exactly(condition, endpoint::Column::ServiceId, filter.service.as_deref());
    let condition = exactly(condition, endpoint::Column::RegionId, filter.region.as_deref());
    let select = endpoint::Entity::find().filter(condition);
    let rows = paged(select, endpoint::Column::Id, page).all(db).await?;
    Ok(Listed::new(rows.into_iter().map(endpoint_of).collect::<Result<_, _>>()?, page))
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Endpoint>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    endpoint::Entity::find_by_id(id.to_owned()).one(db).await?.map(endpoint_of).transpose()
}

pub(super) async fn insert(db: &Database, endpoint: &Endpoint, makes_region: bool) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    if let Some(id) = endpoint.region.as_ref().filter(|_| makes_region) {
        let region = Region { id: id.clone(), description: String::new(), parent: None };
        regions::ensure(&*tx, &region).await?;
    }
    endpoint::Entity::insert(row_of(endpoint.clone())).exec_without_returning(&*tx).await?;
    tx.commit().await
}

pub(super) async fn change(
    db: &Database,
    id: &str,
    change: EndpointChange,
) -> Result<Option<Endpoint>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    let tx = db.begin().await?;
    let found = endpoint::Entity::find_by_id(id.to_owned()).lock_exclusive().one(&*tx).await?;
    let Some(row) = found else {
        tx.rollback().await?;
        return Ok(None);
    };
    let endpoint = endpoint_of(row)?.changed(change);
    endpoint::Entity::update(row_of(endpoint.clone())).exec(&*tx).await?;
    tx.commit().await?;
    Ok(Some(endpoint))
}

pub(super) async fn delete(db: &Database, id: &str) -> Result<bool, DbErr> {
    if !is_storable(id) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    let gone = endpoint::Entity::delete_by_id(id.to_owned()).exec(&*tx).await?;
    tx.commit().await?;
    Ok(gone.rows_affected > 0)
}

pub(super) fn row_of(endpoint: Endpoint) -> endpoint::ActiveModel {
    endpoint::ActiveModel {
        id: Set(endpoint.id),
        service_id: Set(endpoint.service),
        interface: Set(endpoint.interface.as_str().to_owned()),
        region_id: Set(endpoint.region),
        url: Set(endpoint.address.as_stored().to_owned()),
        enabled: Set(endpoint.is_enabled),
    }
}

pub(super) fn endpoint_of(row: endpoint::Model) -> Result<Endpoint, DbErr> {
    Ok(Endpoint {
        id: row.id,
        service: row.service_id,
        interface: Interface::parse(&row.interface).ok_or_else(|| misfit("interface"))?,
        region: row.region_id,
        address: Address::from_stored(row.url),
        is_enabled: row.enabled,
    })
}
