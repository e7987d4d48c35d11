//! Users and projects.

use super::Identity;
use super::names::{MAX_PROJECT_NAME, MAX_USER_NAME, check_new_password, checked_name};
use crate::ctx::{Ctx, ProjectId, UserId};
use crate::error::{Error, Fault, Missing, Result};
use crate::identity::model::{
    Assignment, DEFAULT_DOMAIN, Domain, DomainRef, Extra, Project, ProjectRef, RoleGraph, Secret, Target,
    User, UserRef,
};
use crate::policy::Rule;

impl Identity {
    pub async fn list_users(&self, ctx: &Ctx) -> Result<Vec<User>> {
        self.authorize(ctx, Rule::ListUsers)?;
        self.repo.list_users().await
    }

    pub async fn list_projects(&self, ctx: &Ctx) -> Result<Vec<Project>> {
        self.authorize(ctx, Rule::ListProjects)?;
        self.repo.list_projects().await
    }

    /// Adds a project to the default domain.
    pub async fn create_project(&self, ctx: &Ctx, name: &str, description: &str) -> Result<Project> {
        let domain = self.default_domain().await?;
        self.authorize_in(ctx, Rule::CreateProject, &domain.id)?;
        let project = Project {
            id: ProjectId(self.ids.hex()),
            name: checked_name("project", name, MAX_PROJECT_NAME)?,
            description: description.to_owned(),
            domain,
            parent: None,
            is_enabled: true,
            extra: Extra::new(),
        };
        self.repo.insert_project(&project).await?;
        tracing::info!(project.id = %project.id, "created project {}", project.name);
        Ok(project)
    }

    /// Adds a user to the default domain, with a project to work in and a role there, if any.
    pub async fn create_user(
        &self,
        ctx: &Ctx,
        name: &str,
        password: &Secret,
        home: Option<(ProjectId, &str)>,
    ) -> Result<User> {
        let domain = self.default_domain().await?;
        self.authorize_in(ctx, Rule::CreateUser, &domain.id)?;
        let name = checked_name("user", name, MAX_USER_NAME)?;
        check_new_password(password)?;
        let user = User {
            id: UserId(self.ids.hex()),
            name,
            domain,
            is_enabled: true,
            default_project: home.as_ref().map(|(project, _)| project.clone()),
            password_hash: Some(self.passwords.hash(password).await?),
            epoch: 1,
            extra: Extra::new(),
        };
        let mut assignments = Vec::new();
        if let Some((project, role)) = home {
            let role = role_id(&self.repo.role_graph().await?, role)?;
            assignments.push(Assignment { user: user.id.clone(), role, target: Target::Project(project) });
        }
        self.repo.insert_user(&user, &assignments).await?;
        tracing::info!(user.id = %user.id, "created user {}", user.name);
        Ok(user)
    }

    /// Sets a user's password and ends all tokens and sessions of that user.
    pub async fn set_password(&self, ctx: &Ctx, user: &UserRef, password: &Secret) -> Result<()> {
        let user = self.find_user(user).await?;
        self.authorize_on(ctx, Rule::UpdateUser, &user.id, &user.domain.id)?;
        check_new_password(password)?;
        self.repo.set_password(&user.id, &self.passwords.hash(password).await?).await
    }

    /// Grants a role, by name, on a project.
    pub async fn grant(&self, ctx: &Ctx, user: &UserRef, project: &ProjectRef, role: &str) -> Result<()> {
        self.authorize(ctx, Rule::CreateGrant)?;
        let role = role_id(&self.repo.role_graph().await?, role)?;
        let user = self.find_user(user).await?;
        let missing = || Error::NotFound(Missing::Project(describe_project(project)));
        let project = self.repo.find_project(project).await?.ok_or_else(missing)?;
        self.repo.assign(&Assignment { user: user.id, role, target: Target::Project(project.id) }).await
    }

    pub(super) async fn find_user(&self, user: &UserRef) -> Result<User> {
        let name = match user {
            UserRef::Id(text) | UserRef::Name { name: text, .. } => text.clone(),
        };
        self.repo.find_user(user).await?.ok_or(Error::NotFound(Missing::User(name)))
    }

    pub(super) async fn default_domain(&self) -> Result<Domain> {
        let missing = || Error::NotFound(Missing::Domain(DEFAULT_DOMAIN.to_owned()));
        self.repo.find_domain(&DomainRef::Id(DEFAULT_DOMAIN.to_owned())).await?.ok_or_else(missing)
    }

    /// Makes sure that there is an administrator: user `admin` in project `admin`, with the role on the
    /// system too. `password` is asked for only when one has to be made. True if it was.
    pub async fn ensure_admin(&self, ctx: &Ctx, password: impl FnOnce() -> Secret + Send) -> Result<bool> {
        let domain = || DomainRef::Id(DEFAULT_DOMAIN.to_owned());
        let user = UserRef::Name { name: "admin".to_owned(), domain: domain() };
        if self.repo.find_user(&user).await?.is_some() {
            return Ok(false);
        }
        let project = ProjectRef::Name { name: "admin".to_owned(), domain: domain() };
        let project = match self.repo.find_project(&project).await? {
            Some(existing) => existing.id,
            None => self.create_project(ctx, "admin", "").await?.id,
        };
        let role = role_id(&self.repo.role_graph().await?, "admin")?;
        let user = User {
            id: UserId(self.ids.hex()),
            name: "admin".to_owned(),
            domain: self.default_domain().await?,
            is_enabled: true,
            default_project: Some(project.clone()),
            password_hash: Some(self.hashed(&password()).await?),
            epoch: 1,
            extra: Extra::new(),
        };
        let on = |target| Assignment { user: user.id.clone(), role: role.clone(), target };
        let assignments = [on(Target::Project(project)), on(Target::System)];
        self.repo.insert_user(&user, &assignments).await?;
        Ok(true)
    }

    async fn hashed(&self, password: &Secret) -> Result<Secret> {
        check_new_password(password)?;
        self.passwords.hash(password).await
    }
}

fn role_id(graph: &RoleGraph, name: &str) -> Result<String> {
    let unknown = || Error::invalid("role", Fault::UnknownValue { value: name.to_owned() });
    Ok(graph.by_name(name).ok_or_else(unknown)?.id.clone())
}

fn describe_project(project: &ProjectRef) -> String {
    match project {
        ProjectRef::Id(text) | ProjectRef::Name { name: text, .. } => text.clone(),
    }
}
