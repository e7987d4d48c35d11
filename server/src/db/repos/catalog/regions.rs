//! Regions.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use vitrine_domain::catalog::{Region, RegionChange};
use vitrine_domain::page::{Listed, Page};

use super::exactly;
use crate::db::Database;
use crate::db::entities::region;
use crate::db::repos::paging::paged;
use crate::db::text::is_storable;

pub(super) async fn list(
    db: &impl ConnectionTrait,
    parent: Option<&str>,
    page: &Page,
) -> Result<Listed<Region>, DbErr> {
    let select = region::Entity::find().filter(exactly(Condition::all(), region::Column::ParentId, parent));
    let rows = paged(select, region::Column::Id, page).all(db).await?;
    Ok(Listed::new(rows.into_iter().map(region_of).collect(), page))
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Region>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    Ok(region::Entity::find_by_id(id.to_owned()).one(db).await?.map(region_of))
}

pub(super) async fn insert(db: &Database, region: &Region) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    region::Entity::insert(row_of(region.clone())).exec_without_returning(&*tx).await?;
    tx.commit().await
}

/// Adds it unless it is there.
pub(super) async fn ensure(tx: &impl ConnectionTrait, region: &Region) -> Result<(), DbErr> {
    region::Entity::insert(row_of(region.clone()))
        .on_conflict(OnConflict::column(region::Column::Id).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx)
        .await
        .map(drop)
}

pub(super) async fn change(db: &Database, id: &str, change: RegionChange) -> Result<Option<Region>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    let tx = db.begin().await?;
    let found = region::Entity::find_by_id(id.to_owned()).lock_exclusive().one(&*tx).await?;
    let Some(row) = found else {
        tx.rollback().await?;
        return Ok(None);
    };
    let region = region_of(row).changed(change);
    region::Entity::update(row_of(region.clone())).exec(&*tx).await?;
    tx.commit().await?;
    Ok(Some(region))
}

/// Regions in it go with it; an endpoint in any of them keeps all.
pub(super) async fn delete(db: &Database, id: &str) -> Result<bool, DbErr> {
    if !is_storable(id) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    let gone = region::Entity::delete_by_id(id.to_owned()).exec(&*tx).await?;
    tx.commit().await?;
    Ok(gone.rows_affected > 0)
}

fn row_of(region: Region) -> region::ActiveModel {
    region::ActiveModel {
        id: Set(region.id),
        description: Set(region.description),
        parent_id: Set(region.parent),
    }
}

fn region_of(row: region::Model) -> Region {
    Region { id: row.id, description: row.description, parent: row.parent_id }
}
