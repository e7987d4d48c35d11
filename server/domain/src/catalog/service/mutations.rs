//! What changes the catalog, as skins call it: each change is audited, whatever became of it.

use super::Catalog;
use crate::audit::{Action, Entry};
use crate::catalog::{
    Endpoint, EndpointChange, NewEndpoint, NewRegion, NewService, Region, RegionChange, Service,
    ServiceChange,
};
use crate::ctx::Ctx;
use crate::error::Result;

impl Catalog {
    /// Adds a service.
    pub async fn create_service(&self, ctx: &Ctx, new: NewService) -> Result<Service> {
        let outcome = self.make_service(ctx, new).await;
        let id = outcome.as_ref().map(|service| service.id.clone()).unwrap_or_default();
        self.audit.record(ctx, Entry::new(Action::ServiceCreate, "service", id), &outcome).await;
        outcome
    }

    /// Changes what is named.
    pub async fn update_service(&self, ctx: &Ctx, id: &str, change: ServiceChange) -> Result<Service> {
        let outcome = self.edit_service(ctx, id, change).await;
        self.audit.record(ctx, Entry::new(Action::ServiceUpdate, "service", id), &outcome).await;
        outcome
    }

    /// Removes it, with what belongs to it.
    pub async fn delete_service(&self, ctx: &Ctx, id: &str) -> Result<()> {
        let outcome = self.drop_service(ctx, id).await;
        self.audit.record(ctx, Entry::new(Action::ServiceDelete, "service", id), &outcome).await;
        outcome
    }

    /// Adds an endpoint.
    pub async fn create_endpoint(&self, ctx: &Ctx, new: NewEndpoint) -> Result<Endpoint> {
        let outcome = self.make_endpoint(ctx, new).await;
        let id = outcome.as_ref().map(|endpoint| endpoint.id.clone()).unwrap_or_default();
        self.audit.record(ctx, Entry::new(Action::EndpointCreate, "endpoint", id), &outcome).await;
        outcome
    }

    /// Changes what is named.
    pub async fn update_endpoint(&self, ctx: &Ctx, id: &str, change: EndpointChange) -> Result<Endpoint> {
        let outcome = self.edit_endpoint(ctx, id, change).await;
        self.audit.record(ctx, Entry::new(Action::EndpointUpdate, "endpoint", id), &outcome).await;
        outcome
    }

    /// Removes it, with what belongs to it.
    pub async fn delete_endpoint(&self, ctx: &Ctx, id: &str) -> Result<()> {
        let outcome = self.drop_endpoint(ctx, id).await;
        self.audit.record(ctx, Entry::new(Action::EndpointDelete, "endpoint", id), &outcome).await;
        outcome
    }

    /// Adds a region.
    pub async fn create_region(&self, ctx: &Ctx, new: NewRegion) -> Result<Region> {
        let outcome = self.make_region(ctx, new).await;
        let id = outcome.as_ref().map(|region| region.id.clone()).unwrap_or_default();
        self.audit.record(ctx, Entry::new(Action::RegionCreate, "region", id), &outcome).await;
        outcome
    }

    /// Changes what is named.
    pub async fn update_region(&self, ctx: &Ctx, id: &str, change: RegionChange) -> Result<Region> {
        let outcome = self.edit_region(ctx, id, change).await;
        self.audit.record(ctx, Entry::new(Action::RegionUpdate, "region", id), &outcome).await;
        outcome
    }

    /// Removes it, with what belongs to it.
    pub async fn delete_region(&self, ctx: &Ctx, id: &str) -> Result<()> {
        let outcome = self.drop_region(ctx, id).await;
        self.audit.record(ctx, Entry::new(Action::RegionDelete, "region", id), &outcome).await;
        outcome
    }
}
