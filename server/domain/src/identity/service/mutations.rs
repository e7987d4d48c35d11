//! What changes users, projects and domains, as all skins call it: each change is audited, whatever became
//! of it.

use std::net::IpAddr;

use super::Identity;
use crate::audit::{Action, Entry, Who};
use crate::ctx::{Caller, Ctx, DomainId, ProjectId, UserId};
use crate::error::Result;
use crate::identity::model::{
    Domain, DomainChange, Issued, NewDomain, NewProject, NewUser, Project, ProjectChange, Secret, User,
    UserChange,
};

impl Identity {
    /// Adds a user.
    pub async fn create_user(&self, ctx: &Ctx, new: NewUser) -> Result<User> {
        let outcome = self.make_user(ctx, new).await;
        let id = outcome.as_ref().map(|user| user.id.0.clone()).unwrap_or_default();
        self.note(ctx, Entry::new(Action::UserCreate, "user", id), &outcome).await;
        outcome
    }

    /// Adds a user with a role, by name, in a project to begin in.
    pub async fn create_user_in(
        &self,
        ctx: &Ctx,
        new: NewUser,
        home: &ProjectId,
        role: &str,
    ) -> Result<User> {
        let outcome = self.make_user_in(ctx, new, home, role).await;
        let id = outcome.as_ref().map(|user| user.id.0.clone()).unwrap_or_default();
        self.note(ctx, Entry::new(Action::UserCreate, "user", id), &outcome).await;
        outcome
    }

    /// Changes what is named. A new password or a disabling ends all tokens and sessions of the user.
    pub async fn update_user(&self, ctx: &Ctx, id: &UserId, change: UserChange) -> Result<User> {
        let fields = named(&[
            ("name", change.name.is_some()),
            ("password", change.password.is_some()),
            ("enabled", change.is_enabled.is_some()),
            ("default_project_id", change.default_project.is_some()),
        ]);
        let outcome = self.edit_user(ctx, id, change).await;
        let entry = Entry::new(Action::UserUpdate, "user", id.as_str()).fields(fields);
        self.note(ctx, entry, &outcome).await;
        outcome
    }

    /// Removes a user with tokens, sessions and roles.
    pub async fn delete_user(&self, ctx: &Ctx, id: &UserId) -> Result<()> {
        let outcome = self.drop_user(ctx, id).await;
        let id = id.as_str();
        self.note(ctx, Entry::new(Action::UserDelete, "user", id), &outcome).await;
        outcome
    }

    /// Adds a project.
    pub async fn create_project(&self, ctx: &Ctx, new: NewProject) -> Result<Project> {
        let outcome = self.make_project(ctx, new).await;
        let id = outcome.as_ref().map(|project| project.id.0.clone()).unwrap_or_default();
        self.note(ctx, Entry::new(Action::ProjectCreate, "project", id), &outcome).await;
        outcome
    }

    /// Changes what is named.
    pub async fn update_project(&self, ctx: &Ctx, id: &ProjectId, change: ProjectChange) -> Result<Project> {
        let outcome = self.edit_project(ctx, id, change).await;
        let id = id.as_str();
        self.note(ctx, Entry::new(Action::ProjectUpdate, "project", id), &outcome).await;
        outcome
    }

    /// Removes a project, and the roles and tokens in it.
    pub async fn delete_project(&self, ctx: &Ctx, id: &ProjectId) -> Result<()> {
        let outcome = self.drop_project(ctx, id).await;
        let id = id.as_str();
        self.note(ctx, Entry::new(Action::ProjectDelete, "project", id), &outcome).await;
        outcome
    }

    /// Adds a domain.
    pub async fn create_domain(&self, ctx: &Ctx, new: NewDomain) -> Result<Domain> {
        let outcome = self.make_domain(ctx, new).await;
        let id = outcome.as_ref().map(|domain| domain.id.0.clone()).unwrap_or_default();
        self.note(ctx, Entry::new(Action::DomainCreate, "domain", id), &outcome).await;
        outcome
    }

    /// Changes what is named.
    pub async fn update_domain(&self, ctx: &Ctx, id: &DomainId, change: DomainChange) -> Result<Domain> {
        let outcome = self.edit_domain(ctx, id, change).await;
        let id = id.as_str();
        self.note(ctx, Entry::new(Action::DomainUpdate, "domain", id), &outcome).await;
        outcome
    }

    /// Removes a disabled domain with all that is in it.
    pub async fn delete_domain(&self, ctx: &Ctx, id: &DomainId) -> Result<()> {
        let outcome = self.drop_domain(ctx, id).await;
        let id = id.as_str();
        self.note(ctx, Entry::new(Action::DomainDelete, "domain", id), &outcome).await;
        outcome
    }

    /// Changes a password for somebody who knows it, and ends all tokens and sessions of the user. Nobody
    /// needs a token for it: the old password is the proof. `caller` is whoever sent one all the same.
    pub async fn change_own_password(
        &self,
        from: (Option<IpAddr>, &str),
        caller: Option<&Caller>,
        user: &UserId,
        original: &Secret,
        new: &Secret,
    ) -> Result<()> {
        let (address, request_id) = from;
        self.replace_password(address, caller, user, original, new).await?;
        if let Some(audit) = &self.audit {
            let who = Who { user_id: Some(user.0.clone()), address, ..Who::default() };
            audit.noted(Entry::new(Action::UserPassword, "user", user.as_str()), who, request_id).await;
        }
        Ok(())
    }

    /// Notes a login; failures are noted as refused requests.
    pub async fn note_login(&self, issued: &Issued, address: Option<IpAddr>, request_id: &str) {
        self.note_user(&issued.info.user, address, request_id).await;
    }

    /// Notes that somebody proved to be this user.
    pub async fn note_user(&self, user: &User, address: Option<IpAddr>, request_id: &str) {
        if let Some(audit) = &self.audit {
            let who = Who {
                user_id: Some(user.id.0.clone()),
                user_name: Some(user.name.clone()),
                address,
                ..Who::default()
            };
            audit.logged_in(who, request_id).await;
        }
    }

    pub(super) async fn note<T: Sync>(&self, ctx: &Ctx, entry: Entry, outcome: &Result<T>) {
        if let Some(audit) = &self.audit {
            audit.record(ctx, entry, outcome).await;
        }
    }
}

/// The names of those that are there.
fn named(parts: &[(&'static str, bool)]) -> Vec<&'static str> {
    parts.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name).collect()
}
