//! Regions.

use super::{Catalog, described, named};
use crate::catalog::model::{NewRegion, Region, RegionChange};
use crate::ctx::Ctx;
use crate::error::{Error, Fault, Missing, Result};
use crate::page::{Listed, Page};
use crate::policy::Rule;

/// Regions within regions.
const MAX_DEPTH: usize = 32;

impl Catalog {
    pub async fn list_regions(&self, ctx: &Ctx, parent: Option<&str>, page: &Page) -> Result<Listed<Region>> {
        self.authorize(ctx, Rule::ListRegions)?;
        if let Some(marker) = &page.after {
            self.existing_region(marker).await?;
        }
        self.repo.list_regions(parent, page).await
    }

    pub async fn get_region(&self, ctx: &Ctx, id: &str) -> Result<Region> {
        self.authorize(ctx, Rule::GetRegion)?;
        self.existing_region(id).await
    }

    pub(super) async fn make_region(&self, ctx: &Ctx, new: NewRegion) -> Result<Region> {
        self.authorize(ctx, Rule::CreateRegion)?;
        described(&new.description)?;
        let id = match new.id {
            Some(id) => {
                named("id", &id)?;
                id
            }
            None => self.ids.hex(),
        };
        self.check_parents(&id, new.parent.as_deref()).await?;
        let region = Region { id, description: new.description, parent: new.parent };
        self.repo.insert_region(&region).await?;
        tracing::info!(region.id, "created a region");
        Ok(region)
    }

    pub(super) async fn edit_region(&self, ctx: &Ctx, id: &str, change: RegionChange) -> Result<Region> {
        self.authorize(ctx, Rule::UpdateRegion)?;
        self.existing_region(id).await?;
        change.description.as_deref().map_or(Ok(()), described)?;
        if let Some(parent) = &change.parent {
            self.check_parents(id, parent.as_deref()).await?;
        }
        self.repo.change_region(id, change).await?.ok_or_else(|| missing(id))
    }

    /// Removes a region and those in it, if no endpoint is there.
    pub(super) async fn drop_region(&self, ctx: &Ctx, id: &str) -> Result<()> {
        self.authorize(ctx, Rule::DeleteRegion)?;
        if self.repo.delete_region(id).await? { Ok(()) } else { Err(missing(id)) }
    }

    /// The regions around it exist, and it is none of them.
    async fn check_parents(&self, id: &str, parent: Option<&str>) -> Result<()> {
        let mut next = parent.map(str::to_owned);
        for _ in 0..MAX_DEPTH {
            let Some(around) = next else {
                return Ok(());
            };
            if around == id {
                return Err(Error::invalid("parent_region_id", Fault::UnknownValue { value: around }));
            }
            next = self.existing_region(&around).await?.parent;
        }
        Err(Error::invalid("parent_region_id", Fault::TooMany { limit: MAX_DEPTH }))
    }

    async fn existing_region(&self, id: &str) -> Result<Region> {
        self.repo.find_region(id).await?.ok_or_else(|| missing(id))
    }
}

fn missing(id: &str) -> Error {
    Error::NotFound(Missing::Region(id.to_owned()))
}
