//! The first administrator.

use super::Identity;
use crate::ctx::{Ctx, UserId};
use crate::error::{Error, Missing, Result};
use crate::identity::model::{
    Assignment, DEFAULT_DOMAIN, Domain, DomainRef, Extra, NewProject, PeopleFilter, ProjectRef, Secret,
    Target, User,
};
use crate::page::Page;

impl Identity {
    /// Makes the first administrator where there is no user at all: who renamed or removed theirs does not
    /// get it back. `password` is asked for only when one has to be made. True if it was.
    pub async fn ensure_admin(&self, ctx: &Ctx, password: impl FnOnce() -> Secret + Send) -> Result<bool> {
        if !self.repo.list_users(&PeopleFilter::default(), &Page::first()).await?.rows.is_empty() {
            return Ok(false);
        }
        self.make_admin(ctx, &password()).await?;
        Ok(true)
    }

    /// Makes user `admin` in project `admin`, with the role on the system too.
    pub async fn make_admin(&self, ctx: &Ctx, password: &Secret) -> Result<()> {
        let domain = || DomainRef::Id(DEFAULT_DOMAIN.to_owned());
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
            password_hash: Some(self.hashed(password).await?),
            epoch: 1,
            extra: Extra::new(),
        };
        let on = |target| Assignment { user: user.id.clone(), role: role.id.clone(), target };
        let assignments = [on(Target::Project(project)), on(Target::System)];
        self.repo.insert_user(&user, &assignments).await
    }

    async fn default_domain(&self) -> Result<Domain> {
        let missing = || Error::NotFound(Missing::Domain(DEFAULT_DOMAIN.to_owned()));
        self.repo.find_domain(&DomainRef::Id(DEFAULT_DOMAIN.to_owned())).await?.ok_or_else(missing)
    }
}
