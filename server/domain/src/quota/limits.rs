//! The limits themselves, as administrators keep them through the Identity API.

use std::sync::Arc;

use super::model::{LimitFilter, ProjectLimit, RegisteredLimit};
use super::ports::LimitRepo;
use super::valid::{service, valid, valid_registered};
use crate::audit::{Action, Audit, Entry};
use crate::catalog::CatalogRepo;
use crate::clock::Ids;
use crate::ctx::{Ctx, ProjectId};
use crate::error::{Error, Fault, Missing, Result};
use crate::policy::{Policy, Rule, Target};

/// A registered limit that somebody wants.
#[derive(Clone, Debug)]
pub struct NewRegisteredLimit {
    pub service_id: String,
    pub region_id: Option<String>,
    pub resource_name: String,
    pub default_limit: i64,
    pub description: Option<String>,
}

/// What shall change about one; nothing means that it stays.
#[derive(Clone, Debug, Default)]
pub struct RegisteredLimitChange {
    pub service_id: Option<String>,
    pub region_id: Option<Option<String>>,
    pub resource_name: Option<String>,
    pub default_limit: Option<i64>,
    pub description: Option<Option<String>>,
}

/// A project's limit that somebody wants.
#[derive(Clone, Debug)]
pub struct NewLimit {
    pub project_id: String,
    pub service_id: String,
    pub region_id: Option<String>,
    pub resource_name: String,
    pub resource_limit: i64,
    pub description: Option<String>,
}

/// What shall change about one.
#[derive(Clone, Debug, Default)]
pub struct LimitChange {
    pub resource_limit: Option<i64>,
    pub description: Option<Option<String>>,
}

/// See the module.
pub struct Limits {
    repo: Arc<dyn LimitRepo>,
    catalog: Arc<dyn CatalogRepo>,
    policy: Arc<Policy>,
    ids: Arc<dyn Ids>,
    audit: Audit,
}

impl Limits {
    #[must_use]
    pub fn new(
        repo: Arc<dyn LimitRepo>,
        catalog: Arc<dyn CatalogRepo>,
        policy: Arc<Policy>,
        ids: Arc<dyn Ids>,
        audit: Audit,
    ) -> Self {
        Self { repo, catalog, policy, ids, audit }
    }

    /// May the caller know how limits are enforced?
    pub fn model(&self, ctx: &Ctx) -> Result<()> {
        self.check(ctx, Rule::GetLimitModel)
    }

    pub async fn list_registered(&self, ctx: &Ctx, filter: &LimitFilter) -> Result<Vec<RegisteredLimit>> {
        self.check(ctx, Rule::ListRegisteredLimits)?;
        self.repo.list_registered(filter).await
    }

    pub async fn show_registered(&self, ctx: &Ctx, id: &str) -> Result<RegisteredLimit> {
        self.check(ctx, Rule::GetRegisteredLimit)?;
        self.registered(id).await
    }

    /// Adds registered limits, all of them or none.
    pub async fn create_registered(
        &self,
        ctx: &Ctx,
        wanted: Vec<NewRegisteredLimit>,
    ) -> Result<Vec<RegisteredLimit>> {
        let outcome = self.add_registered(ctx, wanted).await;
        let ids = joined(outcome.iter().flatten().map(|limit| limit.id.as_str()));
        let entry = Entry::new(Action::RegisteredLimitCreate, "registered_limit", ids);
        self.audit.record(ctx, entry, &outcome).await;
        outcome
    }

    async fn add_registered(
        &self,
        ctx: &Ctx,
        wanted: Vec<NewRegisteredLimit>,
    ) -> Result<Vec<RegisteredLimit>> {
        self.check(ctx, Rule::CreateRegisteredLimits)?;
        let limits: Vec<RegisteredLimit> = wanted.into_iter().map(|new| self.register(new)).collect();
        limits.iter().try_for_each(valid_registered)?;
        for limit in &limits {
            self.known_service(&limit.service_id).await?;
        }
        self.repo.insert_registered(&limits).await?;
        Ok(limits)
    }

    fn register(&self, new: NewRegisteredLimit) -> RegisteredLimit {
        RegisteredLimit {
            id: self.ids.hex(),
            service_id: new.service_id,
            region_id: new.region_id,
            resource_name: new.resource_name,
            default_limit: new.default_limit,
            description: new.description,
        }
    }

    pub async fn update_registered(
        &self,
        ctx: &Ctx,
        id: &str,
        change: RegisteredLimitChange,
    ) -> Result<RegisteredLimit> {
        let fields = change.fields();
        let outcome = self.change_registered(ctx, id, change).await;
        let entry = Entry::new(Action::RegisteredLimitUpdate, "registered_limit", id).fields(fields);
        self.audit.record(ctx, entry, &outcome).await;
        outcome
    }

    async fn change_registered(
        &self,
        ctx: &Ctx,
        id: &str,
        change: RegisteredLimitChange,
    ) -> Result<RegisteredLimit> {
        self.check(ctx, Rule::UpdateRegisteredLimit)?;
        if let Some(service) = &change.service_id {
            self.known_service(service).await?;
        }
        let edit = |limit: &mut RegisteredLimit| {
            limit.service_id = change.service_id.clone().unwrap_or_else(|| limit.service_id.clone());
            limit.region_id = change.region_id.clone().unwrap_or_else(|| limit.region_id.clone());
            limit.resource_name = change.resource_name.clone().unwrap_or_else(|| limit.resource_name.clone());
            limit.default_limit = change.default_limit.unwrap_or(limit.default_limit);
            limit.description = change.description.clone().unwrap_or_else(|| limit.description.clone());
            valid_registered(limit)
        };
        self.repo.update_registered(id, &edit).await?.ok_or_else(|| no_registered(id))
    }

    pub async fn delete_registered(&self, ctx: &Ctx, id: &str) -> Result<()> {
        let outcome = self.remove_registered(ctx, id).await;
        let entry = Entry::new(Action::RegisteredLimitDelete, "registered_limit", id);
        self.audit.record(ctx, entry, &outcome).await;
        outcome
    }

    async fn remove_registered(&self, ctx: &Ctx, id: &str) -> Result<()> {
        self.check(ctx, Rule::DeleteRegisteredLimit)?;
        let was_there = self.repo.delete_registered(id).await?;
        if was_there { Ok(()) } else { Err(no_registered(id)) }
    }

    /// Limits are for services of the catalog. Limits of projects rest on registered ones.
    async fn known_service(&self, id: &str) -> Result<()> {
        service(id)?;
        let unknown = || Error::invalid("service_id", Fault::UnknownValue { value: id.to_owned() });
        self.catalog.find_service(id).await?.map(drop).ok_or_else(unknown)
    }

    async fn registered(&self, id: &str) -> Result<RegisteredLimit> {
        self.repo.find_registered(id).await?.ok_or_else(|| no_registered(id))
    }

    /// The limits of projects that the caller may see.
    pub async fn list(&self, ctx: &Ctx, filter: &LimitFilter) -> Result<Vec<ProjectLimit>> {
        self.check(ctx, Rule::ListLimits)?;
        let mut limits = self.repo.list(filter).await?;
        limits.retain(|limit| self.policy.allows(&ctx.caller, Rule::GetLimit, of(&limit.project_id)));
        Ok(limits)
    }

    pub async fn show(&self, ctx: &Ctx, id: &str) -> Result<ProjectLimit> {
        let Some(limit) = self.repo.find(id).await? else {
            // Who may not see all limits is not told which ids there are.
            self.check(ctx, Rule::GetLimit)?;
            return Err(no_limit(id));
        };
        self.policy.check(&ctx.caller, Rule::GetLimit, of(&limit.project_id))?;
        Ok(limit)
    }

    /// Adds limits of projects, all of them or none.
    pub async fn create(&self, ctx: &Ctx, wanted: Vec<NewLimit>) -> Result<Vec<ProjectLimit>> {
        let outcome = self.add(ctx, wanted).await;
        let ids = joined(outcome.iter().flatten().map(|limit| limit.id.as_str()));
        self.audit.record(ctx, Entry::new(Action::LimitCreate, "limit", ids), &outcome).await;
        outcome
    }

    async fn add(&self, ctx: &Ctx, wanted: Vec<NewLimit>) -> Result<Vec<ProjectLimit>> {
        self.check(ctx, Rule::CreateLimits)?;
        let limits: Vec<ProjectLimit> = wanted.into_iter().map(|new| self.limit(new)).collect();
        limits.iter().try_for_each(valid)?;
        self.repo.insert(&limits).await?;
        Ok(limits)
    }

    fn limit(&self, new: NewLimit) -> ProjectLimit {
        ProjectLimit {
            id: self.ids.hex(),
            project_id: ProjectId(new.project_id),
            service_id: new.service_id,
            region_id: new.region_id,
            resource_name: new.resource_name,
            resource_limit: new.resource_limit,
            description: new.description,
        }
    }

    pub async fn update(&self, ctx: &Ctx, id: &str, change: LimitChange) -> Result<ProjectLimit> {
        let fields = change.fields();
        let outcome = self.change(ctx, id, change).await;
        let entry = Entry::new(Action::LimitUpdate, "limit", id).fields(fields);
        self.audit.record(ctx, entry, &outcome).await;
        outcome
    }

    async fn change(&self, ctx: &Ctx, id: &str, change: LimitChange) -> Result<ProjectLimit> {
        self.check(ctx, Rule::UpdateLimit)?;
        let edit = |limit: &mut ProjectLimit| {
            limit.resource_limit = change.resource_limit.unwrap_or(limit.resource_limit);
            limit.description = change.description.clone().unwrap_or_else(|| limit.description.clone());
            valid(limit)
        };
        self.repo.update(id, &edit).await?.ok_or_else(|| no_limit(id))
    }

    pub async fn delete(&self, ctx: &Ctx, id: &str) -> Result<()> {
        let outcome = self.remove(ctx, id).await;
        self.audit.record(ctx, Entry::new(Action::LimitDelete, "limit", id), &outcome).await;
        outcome
    }

    async fn remove(&self, ctx: &Ctx, id: &str) -> Result<()> {
        self.check(ctx, Rule::DeleteLimit)?;
        let was_there = self.repo.delete(id).await?;
        if was_there { Ok(()) } else { Err(no_limit(id)) }
    }

    fn check(&self, ctx: &Ctx, rule: Rule) -> Result<()> {
        self.policy.check(&ctx.caller, rule, Target::default())
    }
}

impl RegisteredLimitChange {
    fn fields(&self) -> Vec<&'static str> {
        let named = [
            (self.service_id.is_some(), "service_id"),
            (self.region_id.is_some(), "region_id"),
            (self.resource_name.is_some(), "resource_name"),
            (self.default_limit.is_some(), "default_limit"),
            (self.description.is_some(), "description"),
        ];
        named.into_iter().filter_map(|(is_set, name)| is_set.then_some(name)).collect()
    }
}

impl LimitChange {
    fn fields(&self) -> Vec<&'static str> {
        let named =
            [(self.resource_limit.is_some(), "resource_limit"), (self.description.is_some(), "description")];
        named.into_iter().filter_map(|(is_set, name)| is_set.then_some(name)).collect()
    }
}

fn joined<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(" ")
}

fn of(project: &ProjectId) -> Target<'_> {
    Target { owner: Some(project.as_str()), ..Target::default() }
}

fn no_registered(id: &str) -> Error {
    Error::NotFound(Missing::RegisteredLimit(id.to_owned()))
}

fn no_limit(id: &str) -> Error {
    Error::NotFound(Missing::Limit(id.to_owned()))
}
