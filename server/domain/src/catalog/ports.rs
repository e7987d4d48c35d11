//! What the catalog needs from the outside.

use async_trait::async_trait;

use super::model::{
    Endpoint, EndpointChange, EndpointFilter, Offer, Region, RegionChange, Service, ServiceChange,
    ServiceFilter,
};
use crate::error::Result;
use crate::page::{Listed, Page};

/// The rows of the catalog. Each method is one transaction; lists are ordered by id.
#[async_trait]
pub trait CatalogRepo: Send + Sync {
    async fn list_services(&self, filter: &ServiceFilter, page: &Page) -> Result<Listed<Service>>;
    async fn find_service(&self, id: &str) -> Result<Option<Service>>;
    async fn insert_service(&self, service: &Service) -> Result<()>;
    /// The service after the change; nothing when there is none.
    async fn change_service(&self, id: &str, change: ServiceChange) -> Result<Option<Service>>;
    /// Removes a service with its endpoints. False when there was none.
    async fn delete_service(&self, id: &str) -> Result<bool>;

    async fn list_endpoints(&self, filter: &EndpointFilter, page: &Page) -> Result<Listed<Endpoint>>;
    async fn find_endpoint(&self, id: &str) -> Result<Option<Endpoint>>;
    /// `makes_region`: adds its region where there is none.
    async fn insert_endpoint(&self, endpoint: &Endpoint, makes_region: bool) -> Result<()>;
    async fn change_endpoint(&self, id: &str, change: EndpointChange) -> Result<Option<Endpoint>>;
    async fn delete_endpoint(&self, id: &str) -> Result<bool>;

    async fn list_regions(&self, parent: Option<&str>, page: &Page) -> Result<Listed<Region>>;
    async fn find_region(&self, id: &str) -> Result<Option<Region>>;
    /// [`crate::error::Clash::Region`] when the id is taken.
    async fn insert_region(&self, region: &Region) -> Result<()>;
    async fn change_region(&self, id: &str, change: RegionChange) -> Result<Option<Region>>;
    /// Removes a region and those in it. [`crate::error::Denial::RegionInUse`] while endpoints are there.
    async fn delete_region(&self, id: &str) -> Result<bool>;

    /// All that is enabled, by id.
    async fn offers(&self) -> Result<Vec<Offer>>;
    /// Adds the region, and each service that is missing with its endpoints. Endpoints of this server
    /// move to the region.
    async fn ensure(&self, region: &Region, offers: &[Offer]) -> Result<()>;
}
