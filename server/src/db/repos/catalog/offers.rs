//! Services with their endpoints: what tokens name, and what is there from the start.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, TryInsertResult};
use vitrine_domain::catalog::{Endpoint, Offer, Region};

use super::{endpoints, regions, services};
use crate::db::Database;
use crate::db::entities::{endpoint, service};

pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Offer>, DbErr> {
    let rows = service::Entity::find()
        .filter(service::COLUMN.enabled.eq(true))
        .order_by_asc(service::COLUMN.id)
        .all(db)
        .await?;
    let mut by_service: HashMap<String, Vec<Endpoint>> = HashMap::new();
    let enabled = endpoint::Entity::find().filter(endpoint::COLUMN.enabled.eq(true));
    for row in enabled.order_by_asc(endpoint::COLUMN.id).all(db).await? {
        by_service.entry(row.service_id.clone()).or_default().push(endpoints::endpoint_of(row)?);
    }
    let offer = |row: service::Model| {
        let endpoints = by_service.remove(&row.id).unwrap_or_default();
        Offer { service: services::service_of(row), endpoints }
    };
    Ok(rows.into_iter().map(offer).collect())
}

pub(super) async fn ensure(db: &Database, region: &Region, wanted: &[Offer]) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    regions::ensure(&*tx, region).await?;
    // The configuration says where this server is.
    endpoint::Entity::update_many()
        .col_expr(endpoint::Column::RegionId, Expr::val(region.id.as_str()))
        .filter(endpoint::COLUMN.url.starts_with("/"))
        .exec(&*tx)
        .await?;
    for offer in wanted {
        let inserted = service::Entity::insert(services::row_of(offer.service.clone()))
            .on_conflict(OnConflict::column(service::Column::Id).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(&*tx)
            .await?;
        if !matches!(inserted, TryInsertResult::Inserted(1..)) {
            continue;
        }
        let rows = offer.endpoints.iter().map(|endpoint| endpoints::row_of(endpoint.clone()));
        endpoint::Entity::insert_many(rows).exec_without_returning(&*tx).await?;
    }
    tx.commit().await
}
