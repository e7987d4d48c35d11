//! Endpoints.

use super::{Catalog, named};
use crate::catalog::Address;
use crate::catalog::model::{Endpoint, EndpointChange, EndpointFilter, Interface, NewEndpoint};
use crate::ctx::Ctx;
use crate::error::{Error, Fault, Missing, Result};
use crate::page::{Listed, Page};
use crate::policy::Rule;

impl Catalog {
    pub async fn list_endpoints(
        &self,
        ctx: &Ctx,
        filter: &EndpointFilter,
        page: &Page,
    ) -> Result<Listed<Endpoint>> {
        self.authorize(ctx, Rule::ListEndpoints)?;
        if let Some(marker) = &page.after {
            self.existing_endpoint(marker).await?;
        }
        self.repo.list_endpoints(filter, page).await
    }

    pub async fn get_endpoint(&self, ctx: &Ctx, id: &str) -> Result<Endpoint> {
        self.authorize(ctx, Rule::GetEndpoint)?;
        self.existing_endpoint(id).await
    }

    pub(super) async fn make_endpoint(&self, ctx: &Ctx, new: NewEndpoint) -> Result<Endpoint> {
        self.authorize(ctx, Rule::CreateEndpoint)?;
        let endpoint = Endpoint {
            id: self.ids.hex(),
            interface: interface(&new.interface)?,
            address: Address::parse(&new.url)?,
            service: new.service,
            region: new.region,
            is_enabled: new.is_enabled,
        };
        self.check_service(&endpoint.service).await?;
        match &endpoint.region {
            Some(region) if new.makes_region => named("region", region)?,
            Some(region) => self.check_region(region).await?,
            None => {}
        }
        self.repo.insert_endpoint(&endpoint, new.makes_region).await?;
        tracing::info!(endpoint.id, "created an endpoint of service {}", endpoint.service);
        Ok(endpoint)
    }

    pub(super) async fn edit_endpoint(
        &self,
        ctx: &Ctx,
        id: &str,
        change: EndpointChange,
    ) -> Result<Endpoint> {
        self.authorize(ctx, Rule::UpdateEndpoint)?;
        if let Some(service) = &change.service {
            self.check_service(service).await?;
        }
        if let Some(Some(region)) = &change.region {
            self.check_region(region).await?;
        }
        self.repo.change_endpoint(id, change).await?.ok_or_else(|| missing(id))
    }

    pub(super) async fn drop_endpoint(&self, ctx: &Ctx, id: &str) -> Result<()> {
        self.authorize(ctx, Rule::DeleteEndpoint)?;
        if self.repo.delete_endpoint(id).await? { Ok(()) } else { Err(missing(id)) }
    }

    async fn existing_endpoint(&self, id: &str) -> Result<Endpoint> {
        self.repo.find_endpoint(id).await?.ok_or_else(|| missing(id))
    }

    async fn check_service(&self, id: &str) -> Result<()> {
        let found = self.repo.find_service(id).await?;
        found
            .map(drop)
            .ok_or_else(|| Error::invalid("endpoint service_id", Fault::NotIn { place: "service table" }))
    }

    async fn check_region(&self, id: &str) -> Result<()> {
        let found = self.repo.find_region(id).await?;
        found
            .map(drop)
            .ok_or_else(|| Error::invalid("endpoint region_id", Fault::NotIn { place: "region table" }))
    }
}

/// An interface by its name.
pub fn interface(name: &str) -> Result<Interface> {
    let refused = || Error::invalid("interface", Fault::UnknownValue { value: name.to_owned() });
    Interface::parse(name).ok_or_else(refused)
}

fn missing(id: &str) -> Error {
    Error::NotFound(Missing::Endpoint(id.to_owned()))
}
