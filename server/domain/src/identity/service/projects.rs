//! Projects: what owns images.

use super::names::{MAX_PROJECT_NAME, check_description, check_extra, checked_name, merge_extra};
use super::{Identity, own_domain};
use crate::ctx::{Ctx, DomainId, ProjectId};
use crate::error::{Denial, Error, Fault, Misfit, Missing, Result};
use crate::identity::model::{
    Domain, DomainRef, NewProject, PeopleFilter, Project, ProjectChange, ProjectRef, or_default,
};
use crate::page::{Listed, Page};
use crate::policy::{self, Rule};

impl Identity {
    pub async fn list_projects(
        &self,
        ctx: &Ctx,
        filter: PeopleFilter,
        paging: &Page,
    ) -> Result<Listed<Project>> {
        self.authorize_list(ctx, Rule::ListProjects)?;
        let filter = PeopleFilter { within: own_domain(ctx), ..filter };
        self.repo.list_projects(&filter, paging).await
    }

    /// Domains, for who asks for projects that act as such. They belong to nothing.
    pub async fn list_domain_projects(
        &self,
        ctx: &Ctx,
        filter: PeopleFilter,
        paging: &Page,
    ) -> Result<Listed<Domain>> {
        self.authorize_list(ctx, Rule::ListProjects)?;
        if filter.domain.is_some() || filter.parent.is_some() {
            return Ok(Listed::new(Vec::new(), paging));
        }
        let filter = PeopleFilter { within: own_domain(ctx), ..filter };
        self.repo.list_domains(&filter, paging).await
    }

    pub async fn get_project(&self, ctx: &Ctx, id: &ProjectId) -> Result<Project> {
        self.meet_project(ctx, Rule::GetProject, id).await
    }

    pub(super) async fn make_project(&self, ctx: &Ctx, new: NewProject) -> Result<Project> {
        let parent = self.parent_of(&new).await?;
        let wanted = new.domain.or_else(|| parent.as_ref().map(|parent| parent.domain.id.clone()));
        let wanted = or_default(wanted);
        self.authorize_in(ctx, Rule::CreateProject, &wanted)?;
        let name = checked_name("name", &new.name, MAX_PROJECT_NAME)?;
        check_description(&new.description)?;
        check_extra(&new.extra)?;
        let found = self.repo.find_domain(&DomainRef::Id(wanted.0.clone())).await?;
        let unknown = || Misfit::UnknownDomain { id: wanted.0.clone() };
        let domain = found.ok_or_else(|| Error::invalid("domain_id", Fault::Identity(unknown())))?;
        let is_orphan = match (&new.parent, &parent) {
            (None, _) => false,
            (Some(id), None) => *id != domain.id.0,
            (Some(_), Some(parent)) => parent.domain.id != domain.id || !parent.is_enabled,
        };
        if is_orphan {
            let id = new.parent.unwrap_or_default();
            return Err(Error::invalid("parent_id", Fault::Identity(Misfit::UnknownParent { id })));
        }
        let project = Project {
            id: ProjectId(self.ids.hex()),
            name,
            description: new.description,
            domain,
            parent: parent.map(|parent| parent.id),
            is_enabled: new.is_enabled,
            extra: new.extra,
        };
        self.repo.insert_project(&project).await?;
        tracing::info!(project.id = %project.id, "created project {}", project.name);
        Ok(project)
    }

    /// The project that a new one is to belong to, if it is a project at all.
    async fn parent_of(&self, new: &NewProject) -> Result<Option<Project>> {
        match &new.parent {
            Some(id) => self.repo.find_project(&ProjectRef::Id(id.clone())).await,
            None => Ok(None),
        }
    }

    pub(super) async fn edit_project(
        &self,
        ctx: &Ctx,
        id: &ProjectId,
        change: ProjectChange,
    ) -> Result<Project> {
        let project = self.meet_project(ctx, Rule::UpdateProject, id).await?;
        if change.domain.as_ref().is_some_and(|domain| *domain != project.domain.id) {
            return Err(Error::invalid("domain_id", Fault::Identity(Misfit::DomainChange)));
        }
        if change.parent.as_deref().is_some_and(|parent| parent != parent_id(&project)) {
            return Err(Error::Forbidden(Denial::ReadOnly { attribute: "parent_id".to_owned() }));
        }
        let name = match &change.name {
            Some(name) => Some(checked_name("name", name, MAX_PROJECT_NAME)?),
            None => None,
        };
        change.description.as_deref().map_or(Ok(()), check_description)?;
        let edit = |project: &mut Project| {
            project.name = name.clone().unwrap_or_else(|| project.name.clone());
            if let Some(description) = &change.description {
                project.description.clone_from(description);
            }
            project.is_enabled = change.is_enabled.unwrap_or(project.is_enabled);
            merge_extra(&mut project.extra, &change.extra)
        };
        self.repo.update_project(&project.id, &edit).await?.ok_or_else(|| no_project(id))
    }

    pub(super) async fn drop_project(&self, ctx: &Ctx, id: &ProjectId) -> Result<()> {
        let project = self.meet_project(ctx, Rule::DeleteProject, id).await?;
        if !self.repo.delete_project(&project.id).await? {
            return Err(no_project(id));
        }
        tracing::info!(project.id = %project.id, "deleted project {}", project.name);
        Ok(())
    }

    /// A project, for somebody whom the rule lets. Whoever may not know is told so of unknown ids too.
    async fn meet_project(&self, ctx: &Ctx, rule: Rule, id: &ProjectId) -> Result<Project> {
        let found = self.repo.find_project(&ProjectRef::Id(id.0.clone())).await?;
        let target = policy::Target {
            owner: found.as_ref().map(|project| project.id.as_str()),
            domain: found.as_ref().map(|project| project.domain.id.as_str()),
            ..policy::Target::default()
        };
        self.policy.check(&ctx.caller, rule, target)?;
        found.ok_or_else(|| no_project(id))
    }
}

/// What a project belongs to: another one, or its domain.
#[must_use]
pub fn parent_id(project: &Project) -> &str {
    project.parent.as_ref().map_or(DomainId::as_str(&project.domain.id), ProjectId::as_str)
}

fn no_project(id: &ProjectId) -> Error {
    Error::NotFound(Missing::Project(id.0.clone()))
}
