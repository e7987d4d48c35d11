//! Services.

use super::{Catalog, MAX_NAME, described, named};
use crate::catalog::model::{NewService, Service, ServiceChange, ServiceFilter};
use crate::ctx::Ctx;
use crate::error::{Error, Missing, Result};
use crate::image::attributes::plain_text;
use crate::page::{Listed, Page};
use crate::policy::Rule;

impl Catalog {
    pub async fn list_services(
        &self,
        ctx: &Ctx,
        filter: &ServiceFilter,
        page: &Page,
    ) -> Result<Listed<Service>> {
        self.authorize(ctx, Rule::ListServices)?;
        if let Some(marker) = &page.after {
            self.existing_service(marker).await?;
        }
        self.repo.list_services(filter, page).await
    }

    pub async fn get_service(&self, ctx: &Ctx, id: &str) -> Result<Service> {
        self.authorize(ctx, Rule::GetService)?;
        self.existing_service(id).await
    }

    pub(super) async fn make_service(&self, ctx: &Ctx, new: NewService) -> Result<Service> {
        self.authorize(ctx, Rule::CreateService)?;
        check(Some(&new.kind), Some(&new.name), new.description.as_deref())?;
        let service = Service {
            id: self.ids.hex(),
            kind: new.kind,
            name: new.name,
            description: new.description,
            is_enabled: new.is_enabled,
        };
        self.repo.insert_service(&service).await?;
        tracing::info!(service.id, "created service {}", service.kind);
        Ok(service)
    }

    pub(super) async fn edit_service(&self, ctx: &Ctx, id: &str, change: ServiceChange) -> Result<Service> {
        self.authorize(ctx, Rule::UpdateService)?;
        let description = change.description.as_ref().and_then(Option::as_deref);
        check(change.kind.as_deref(), change.name.as_deref(), description)?;
        self.repo.change_service(id, change).await?.ok_or_else(|| missing(id))
    }

    /// Removes a service with its endpoints.
    pub(super) async fn drop_service(&self, ctx: &Ctx, id: &str) -> Result<()> {
        self.authorize(ctx, Rule::DeleteService)?;
        let is_gone = self.repo.delete_service(id).await?;
        if !is_gone {
            return Err(missing(id));
        }
        tracing::info!(service.id = id, "deleted a service");
        Ok(())
    }

    async fn existing_service(&self, id: &str) -> Result<Service> {
        self.repo.find_service(id).await?.ok_or_else(|| missing(id))
    }
}

fn missing(id: &str) -> Error {
    Error::NotFound(Missing::Service(id.to_owned()))
}

fn check(kind: Option<&str>, name: Option<&str>, description: Option<&str>) -> Result<()> {
    kind.map_or(Ok(()), |kind| named("type", kind))?;
    name.map_or(Ok(()), |name| plain_text("name", name, MAX_NAME))?;
    description.map_or(Ok(()), described)
}
