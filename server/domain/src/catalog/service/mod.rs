//! The catalog's service, a file for each kind of row.

mod endpoints;
mod mutations;
mod regions;
mod services;

pub use endpoints::interface;

use std::sync::Arc;

use super::model::{Offer, Region};
use super::ports::CatalogRepo;
use crate::audit::Audit;
use crate::clock::Ids;
use crate::ctx::{Ctx, Scope};
use crate::error::{Error, Fault, Result};
use crate::image::attributes::plain_text;
use crate::policy::{Policy, Rule, Target};

/// Characters of a type, a name or a region's id.
const MAX_NAME: usize = 255;
/// Characters of a description.
const MAX_DESCRIPTION: usize = 65_535;

/// Services, endpoints and regions.
pub struct Catalog {
    repo: Arc<dyn CatalogRepo>,
    policy: Arc<Policy>,
    ids: Arc<dyn Ids>,
    audit: Audit,
}

impl Catalog {
    #[must_use]
    pub fn new(repo: Arc<dyn CatalogRepo>, policy: Arc<Policy>, ids: Arc<dyn Ids>, audit: Audit) -> Self {
        Self { repo, policy, ids, audit }
    }

    /// What tokens with a scope name. No secret: whoever holds such a token has it.
    pub async fn offers(&self) -> Result<Vec<Offer>> {
        self.repo.offers().await
    }

    /// Makes sure that what this server does itself is in the catalog.
    pub async fn ensure(&self, ctx: &Ctx, region: &str, offers: &[Offer]) -> Result<()> {
        if ctx.caller.scope != Scope::Internal {
            return Err(Error::Unauthenticated);
        }
        let region = Region { id: region.to_owned(), description: String::new(), parent: None };
        self.repo.ensure(&region, offers).await
    }

    fn authorize(&self, ctx: &Ctx, rule: Rule) -> Result<()> {
        self.policy.check(&ctx.caller, rule, Target::default())
    }
}

/// Text in one line that is not empty.
fn named(field: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::invalid(field, Fault::Required));
    }
    plain_text(field, text, MAX_NAME)
}

/// Text of any number of lines.
fn described(text: &str) -> Result<()> {
    if text.chars().count() > MAX_DESCRIPTION {
        return Err(Error::invalid("description", Fault::TooLong { limit: MAX_DESCRIPTION }));
    }
    if text.contains('\0') {
        return Err(Error::invalid("description", Fault::ControlCharacter));
    }
    Ok(())
}
