//! The first administrator.

use super::Identity;
use crate::ctx::{Ctx, UserId};
use crate::error::{Error, Missing, Result};
use crate::identity::model::{
    Assignment, DEFAULT_DOMAIN, Domain, DomainRef, Extra, NewProject, ProjectRef, Secret, Target, User,
    UserRef,
};

impl Identity {
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
            None => self.create_project(ctx, NewProject::named("admin")).await?.id,
        };
        let graph = self.repo.role_graph().await?;
        let role = graph.by_name("admin").ok_or_else(|| Error::internal("there is no role admin"))?;
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
        let on = |target| Assignment { user: user.id.clone(), role: role.id.clone(), target };
        let assignments = [on(Target::Project(project)), on(Target::System)];
        self.repo.insert_user(&user, &assignments).await?;
        Ok(true)
    }

    async fn default_domain(&self) -> Result<Domain> {
        let missing = || Error::NotFound(Missing::Domain(DEFAULT_DOMAIN.to_owned()));
        self.repo.find_domain(&DomainRef::Id(DEFAULT_DOMAIN.to_owned())).await?.ok_or_else(missing)
    }
}
