//! Services, endpoints and regions: `CatalogRepo` over SQL.

mod endpoints;
mod offers;
mod regions;
mod services;

use async_trait::async_trait;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DbErr, SqlErr};
use vitrine_domain::catalog::{
    CatalogRepo, Endpoint, EndpointChange, EndpointFilter, Offer, Region, RegionChange, Service,
    ServiceChange, ServiceFilter,
};
use vitrine_domain::error::{Clash, Denial, Fault};
use vitrine_domain::page::{Listed, Page};
use vitrine_domain::{Error, Result};

use crate::db::Database;
use crate::db::error::{duplicate, fault};
use crate::db::text::is_storable;

/// See the module.
#[derive(Clone, Debug)]
pub struct CatalogRows {
    db: Database,
}

impl CatalogRows {
    pub(in crate::db) fn new(db: Database) -> Self {
        Self { db }
    }
}

#[async_trait]
impl CatalogRepo for CatalogRows {
    async fn list_services(&self, filter: &ServiceFilter, page: &Page) -> Result<Listed<Service>> {
        services::list(&self.db.connection, filter, page).await.map_err(fault)
    }

    async fn find_service(&self, id: &str) -> Result<Option<Service>> {
        services::find(&self.db.connection, id).await.map_err(fault)
    }

    async fn insert_service(&self, service: &Service) -> Result<()> {
        services::insert(&self.db, service).await.map_err(fault)
    }

    async fn change_service(&self, id: &str, change: ServiceChange) -> Result<Option<Service>> {
        services::change(&self.db, id, change).await.map_err(fault)
    }

    async fn delete_service(&self, id: &str) -> Result<bool> {
        services::delete(&self.db, id).await.map_err(fault)
    }

    async fn list_endpoints(&self, filter: &EndpointFilter, page: &Page) -> Result<Listed<Endpoint>> {
        endpoints::list(&self.db.connection, filter, page).await.map_err(fault)
    }

    async fn find_endpoint(&self, id: &str) -> Result<Option<Endpoint>> {
        endpoints::find(&self.db.connection, id).await.map_err(fault)
    }

    async fn insert_endpoint(&self, endpoint: &Endpoint, makes_region: bool) -> Result<()> {
        endpoints::insert(&self.db, endpoint, makes_region).await.map_err(dangling)
    }

    async fn change_endpoint(&self, id: &str, change: EndpointChange) -> Result<Option<Endpoint>> {
        endpoints::change(&self.db, id, change).await.map_err(dangling)
    }

    async fn delete_endpoint(&self, id: &str) -> Result<bool> {
        endpoints::delete(&self.db, id).await.map_err(fault)
    }

    async fn list_regions(&self, parent: Option<&str>, page: &Page) -> Result<Listed<Region>> {
        regions::list(&self.db.connection, parent, page).await.map_err(fault)
    }

    async fn find_region(&self, id: &str) -> Result<Option<Region>> {
        regions::find(&self.db.connection, id).await.map_err(fault)
    }

    async fn insert_region(&self, region: &Region) -> Result<()> {
        let inserted = regions::insert(&self.db, region).await;
        inserted.map_err(|error| duplicate(error, Clash::Region(region.id.clone())))
    }

    async fn change_region(&self, id: &str, change: RegionChange) -> Result<Option<Region>> {
        regions::change(&self.db, id, change).await.map_err(fault)
    }

    async fn delete_region(&self, id: &str) -> Result<bool> {
        regions::delete(&self.db, id).await.map_err(|error| {
            if is_reference(&error) {
                Error::Forbidden(Denial::RegionInUse(id.to_owned()))
            } else {
                fault(error)
            }
        })
    }

    async fn offers(&self) -> Result<Vec<Offer>> {
        offers::all(&self.db.connection).await.map_err(fault)
    }

    async fn ensure(&self, region: &Region, wanted: &[Offer]) -> Result<()> {
        offers::ensure(&self.db, region, wanted).await.map_err(fault)
    }
}

/// Does the row refer to another that is not there, or do others refer to it?
fn is_reference(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_)))
}

/// The service or the region of an endpoint went away after a look at it.
fn dangling(error: DbErr) -> Error {
    if is_reference(&error) {
        Error::invalid("endpoint service_id", Fault::NotIn { place: "service table" })
    } else {
        fault(error)
    }
}

/// Rows with exactly this text, where one was asked for.
fn exactly(condition: Condition, column: impl ColumnTrait, text: Option<&str>) -> Condition {
    match text {
        None => condition,
        Some(text) if is_storable(text) => condition.add(column.eq(text)),
        Some(_) => condition.add(Expr::cust("1 = 0")),
    }
}
