//! Domains: name spaces that can be handed to somebody as a whole.

use super::names::{MAX_PROJECT_NAME, check_description, checked_name};
use super::{Identity, own_domain};
use crate::ctx::{Ctx, DomainId};
use crate::error::{Barrier, Denial, Error, Missing, Result};
use crate::identity::model::{DEFAULT_DOMAIN, Domain, DomainChange, DomainRef, NewDomain, PeopleFilter};
use crate::page::{Listed, Page};
use crate::policy::{self, Rule};

impl Identity {
    pub async fn list_domains(
        &self,
        ctx: &Ctx,
        filter: PeopleFilter,
        paging: &Page,
    ) -> Result<Listed<Domain>> {
        self.authorize_list(ctx, Rule::ListDomains)?;
        let filter = PeopleFilter { within: own_domain(ctx), ..filter };
        self.repo.list_domains(&filter, paging).await
    }

    pub async fn get_domain(&self, ctx: &Ctx, id: &DomainId) -> Result<Domain> {
        self.meet_domain(ctx, Rule::GetDomain, id).await
    }

    pub(super) async fn make_domain(&self, ctx: &Ctx, new: NewDomain) -> Result<Domain> {
        self.authorize(ctx, Rule::CreateDomain)?;
        let name = checked_name("name", &new.name, MAX_PROJECT_NAME)?;
        check_description(&new.description)?;
        let domain = Domain {
            id: DomainId(self.ids.hex()),
            name,
            description: new.description,
            is_enabled: new.is_enabled,
        };
        self.repo.insert_domain(&domain).await?;
        tracing::info!(domain.id = %domain.id, "created domain {}", domain.name);
        Ok(domain)
    }

    pub(super) async fn edit_domain(&self, ctx: &Ctx, id: &DomainId, change: DomainChange) -> Result<Domain> {
        let domain = self.meet_domain(ctx, Rule::UpdateDomain, id).await?;
        if change.is_enabled == Some(false) {
            spare_default(&domain)?;
        }
        let name = match &change.name {
            Some(name) => Some(checked_name("name", name, MAX_PROJECT_NAME)?),
            None => None,
        };
        change.description.as_deref().map_or(Ok(()), check_description)?;
        let edit = |domain: &mut Domain| {
            domain.name = name.clone().unwrap_or_else(|| domain.name.clone());
            if let Some(description) = &change.description {
                domain.description.clone_from(description);
            }
            domain.is_enabled = change.is_enabled.unwrap_or(domain.is_enabled);
            Ok(())
        };
        self.repo.update_domain(&domain.id, &edit).await?.ok_or_else(|| no_domain(id))
    }

    /// Removes a disabled domain with everything in it.
    pub(super) async fn drop_domain(&self, ctx: &Ctx, id: &DomainId) -> Result<()> {
        let domain = self.meet_domain(ctx, Rule::DeleteDomain, id).await?;
        spare_default(&domain)?;
        if !self.repo.delete_domain(&domain.id).await? {
            return Err(no_domain(id));
        }
        tracing::info!(domain.id = %domain.id, "deleted domain {}", domain.name);
        Ok(())
    }

    /// A domain, for somebody whom the rule lets. Whoever may not know is told so of unknown ids too.
    async fn meet_domain(&self, ctx: &Ctx, rule: Rule, id: &DomainId) -> Result<Domain> {
        let found = self.repo.find_domain(&DomainRef::Id(id.0.clone())).await?;
        let target = policy::Target {
            domain: found.as_ref().map(|domain| domain.id.as_str()),
            ..policy::Target::default()
        };
        self.policy.check(&ctx.caller, rule, target)?;
        found.ok_or_else(|| no_domain(id))
    }
}

/// Without the default domain nobody could log in to mend anything.
fn spare_default(domain: &Domain) -> Result<()> {
    if domain.id.as_str() == DEFAULT_DOMAIN {
        return Err(Error::Forbidden(Denial::Identity(Barrier::DefaultDomain)));
    }
    Ok(())
}

fn no_domain(id: &DomainId) -> Error {
    Error::NotFound(Missing::Domain(id.0.clone()))
}
