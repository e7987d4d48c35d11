//! Users: who may log in.

use std::net::IpAddr;

use super::names::{MAX_USER_NAME, check_extra, check_new_password, checked_name, merge_extra};
use super::{Identity, own_domain};
use crate::ctx::{Caller, Ctx, ProjectId, UserId};
use crate::error::{Barrier, Denial, Error, Fault, Misfit, Missing, Result};
use crate::identity::model::{
    Assignment, AssignmentFilter, Domain, DomainRef, NewUser, PeopleFilter, Project, Secret, Target,
    TokenScope, User, UserChange, UserRef, or_default,
};
use crate::page::{Listed, Page};
use crate::policy::{self, Rule};

impl Identity {
    pub async fn list_users(&self, ctx: &Ctx, filter: PeopleFilter, paging: &Page) -> Result<Listed<User>> {
        self.authorize_list(ctx, Rule::ListUsers)?;
        let filter = PeopleFilter { within: own_domain(ctx), ..filter };
        self.repo.list_users(&filter, paging).await
    }

    pub async fn get_user(&self, ctx: &Ctx, id: &UserId) -> Result<User> {
        self.meet_user(ctx, Rule::GetUser, id).await
    }

    /// The projects in which a user has a role and that are in use.
    pub async fn list_user_projects(&self, ctx: &Ctx, id: &UserId) -> Result<Vec<Project>> {
        let user = self.meet_user(ctx, Rule::ListUserProjects, id).await?;
        let mut projects = self.repo.projects_of(&user.id).await?;
        // Who rules a domain sees that domain's.
        if let Some(own) = own_domain(ctx).filter(|_| user.id != ctx.caller.user_id) {
            projects.retain(|project| project.domain.id == own);
        }
        Ok(projects)
    }

    pub(super) async fn make_user(&self, ctx: &Ctx, new: NewUser) -> Result<User> {
        self.add_user(ctx, new, None).await
    }

    /// Adds a user with a role, by name, in a project to begin in.
    pub(super) async fn make_user_in(
        &self,
        ctx: &Ctx,
        new: NewUser,
        home: &ProjectId,
        role: &str,
    ) -> Result<User> {
        self.add_user(ctx, NewUser { default_project: Some(home.clone()), ..new }, Some((home, role))).await
    }

    async fn add_user(&self, ctx: &Ctx, new: NewUser, home: Option<(&ProjectId, &str)>) -> Result<User> {
        let domain = or_default(new.domain);
        self.authorize_in(ctx, Rule::CreateUser, &domain)?;
        let name = checked_name("name", &new.name, MAX_USER_NAME)?;
        check_extra(&new.extra)?;
        let found = self.repo.find_domain(&DomainRef::Id(domain.0.clone())).await?;
        let domain = found.ok_or(Error::NotFound(Missing::Domain(domain.0)))?;
        let id = UserId(self.ids.hex());
        let mut assignments = Vec::new();
        if let Some((project, role)) = home {
            let target = Target::Project(project.clone());
            let role = self.granted_role(ctx, &domain, &target, role).await?;
            assignments.push(Assignment { user: id.clone(), role, target });
        }
        let password_hash = match &new.password {
            Some(password) => Some(self.hashed(password).await?),
            None => None,
        };
        let user = User {
            id,
            name,
            domain,
            is_enabled: new.is_enabled,
            default_project: new.default_project,
            password_hash,
            epoch: 1,
            extra: new.extra,
        };
        self.repo.insert_user(&user, &assignments).await?;
        tracing::info!(user.id = %user.id, "created user {}", user.name);
        Ok(user)
    }

    /// The id of a role that the caller may grant to a user of this domain.
    async fn granted_role(&self, ctx: &Ctx, domain: &Domain, target: &Target, name: &str) -> Result<String> {
        let place = self.find_place(target).await?;
        let same = place.as_ref().and_then(domain_of).filter(|place| *place == domain.id.as_str());
        self.authorize_grant(ctx, Rule::CreateGrant, same, target, Some(name))?;
        place.ok_or_else(|| no_place(target))?;
        let unknown = || Error::invalid("role", Fault::UnknownValue { value: name.to_owned() });
        Ok(self.repo.role_graph().await?.by_name(name).ok_or_else(unknown)?.id.clone())
    }

    /// Changes a user. A new password and being disabled end all tokens and sessions of the user.
    pub(super) async fn edit_user(&self, ctx: &Ctx, id: &UserId, change: UserChange) -> Result<User> {
        let user = self.meet_user(ctx, Rule::UpdateUser, id).await?;
        self.guard_betters(ctx, Rule::UpdateUser, &user).await?;
        if change.domain.as_ref().is_some_and(|domain| *domain != user.domain.id) {
            return Err(Error::invalid("domain_id", Fault::Identity(Misfit::DomainChange)));
        }
        let name = match &change.name {
            Some(name) => Some(checked_name("name", name, MAX_USER_NAME)?),
            None => None,
        };
        let hash = match &change.password {
            Some(password) => {
                refuse_restricted(&ctx.caller)?;
                Some(self.hashed(password).await?)
            }
            None => None,
        };
        let edit = |user: &mut User| {
            let is_disabling = user.is_enabled && change.is_enabled == Some(false);
            if is_disabling || hash.is_some() {
                user.epoch += 1;
            }
            user.name = name.clone().unwrap_or_else(|| user.name.clone());
            user.is_enabled = change.is_enabled.unwrap_or(user.is_enabled);
            user.password_hash = hash.clone().or_else(|| user.password_hash.clone());
            if let Some(project) = &change.default_project {
                user.default_project.clone_from(project);
            }
            merge_extra(&mut user.extra, &change.extra)
        };
        let updated = self.repo.update_user(&user.id, &edit).await?;
        updated.ok_or_else(|| no_user(id))
    }

    pub(super) async fn drop_user(&self, ctx: &Ctx, id: &UserId) -> Result<()> {
        let user = self.meet_user(ctx, Rule::DeleteUser, id).await?;
        self.guard_betters(ctx, Rule::DeleteUser, &user).await?;
        if !self.repo.delete_user(&user.id).await? {
            return Err(no_user(id));
        }
        tracing::info!(user.id = %user.id, "deleted user {}", user.name);
        Ok(())
    }

    /// Sets a user's password and ends all tokens and sessions of that user.
    pub async fn set_password(&self, ctx: &Ctx, user: &UserRef, password: &Secret) -> Result<()> {
        let found = self.repo.find_user(user).await?;
        let (UserRef::Id(text) | UserRef::Name { name: text, .. }) = user;
        let id = found.map_or_else(|| UserId(text.clone()), |user| user.id);
        let change = UserChange { password: Some(password.clone()), ..UserChange::default() };
        self.update_user(ctx, &id, change).await.map(drop)
    }

    /// Changes a password for somebody who knows it, and ends all tokens and sessions of the user. Nobody
    /// needs a token for it: the old password is the proof. `caller` is whoever sent one all the same.
    pub(super) async fn replace_password(
        &self,
        from: Option<IpAddr>,
        caller: Option<&Caller>,
        user: &UserId,
        original: &Secret,
        new: &Secret,
    ) -> Result<()> {
        if let Some(caller) = caller {
            refuse_restricted(caller)?;
        }
        let user = self.check_password(from, &UserRef::Id(user.0.clone()), original).await?;
        let hash = self.hashed(new).await?;
        self.repo.set_password(&user, &hash).await?;
        tracing::info!(user.id = %user.id, "user {} has a new password", user.name);
        Ok(())
    }

    pub(super) async fn hashed(&self, password: &Secret) -> Result<Secret> {
        check_new_password(password)?;
        self.passwords.hash(password).await
    }

    /// A user, for somebody whom the rule lets. Whoever may not know is told so of unknown ids too.
    async fn meet_user(&self, ctx: &Ctx, rule: Rule, id: &UserId) -> Result<User> {
        let found = self.repo.find_user(&UserRef::Id(id.0.clone())).await?;
        let target = policy::Target {
            user: found.as_ref().map(|user| user.id.as_str()),
            domain: found.as_ref().map(|user| user.domain.id.as_str()),
            ..policy::Target::default()
        };
        self.policy.check(&ctx.caller, rule, target)?;
        found.ok_or_else(|| no_user(id))
    }

    /// Who rules a domain only must not take over a user whose roles reach beyond it.
    async fn guard_betters(&self, ctx: &Ctx, rule: Rule, user: &User) -> Result<()> {
        let Some(own) = own_domain(ctx) else { return Ok(()) };
        let filter = AssignmentFilter { user: Some(user.id.clone()), ..AssignmentFilter::default() };
        let held = self.repo.assignments(&filter).await?;
        let reaches = |place: &TokenScope| domain_of(place) != Some(own.as_str());
        // Of other roles nobody here knows how far they reach: they are not a domain's to hand out either.
        let is_common = |name: &str| matches!(name, "manager" | "member" | "reader");
        if held.iter().any(|held| reaches(&held.place) || !is_common(&held.role.name)) {
            return Err(Error::Forbidden(Denial::Policy(rule)));
        }
        Ok(())
    }
}

/// The domain that a place lies in.
pub(super) fn domain_of(place: &TokenScope) -> Option<&str> {
    match place {
        TokenScope::Project(project) => Some(project.domain.id.as_str()),
        TokenScope::Domain(domain) => Some(domain.id.as_str()),
        TokenScope::Unscoped | TokenScope::System => None,
    }
}

/// The error for a place that does not exist.
pub(super) fn no_place(target: &Target) -> Error {
    Error::NotFound(match target {
        Target::Project(id) => Missing::Project(id.0.clone()),
        Target::Domain(id) => Missing::Domain(id.0.clone()),
        Target::System => Missing::Domain("system".to_owned()),
    })
}

pub(super) fn no_user(id: &UserId) -> Error {
    Error::NotFound(Missing::User(id.0.clone()))
}

/// Passwords are nothing for tokens of restricted application credentials.
fn refuse_restricted(caller: &Caller) -> Result<()> {
    match &caller.delegation {
        Some(delegation) if !delegation.is_unrestricted => {
            Err(Error::Forbidden(Denial::Identity(Barrier::Restricted)))
        }
        _ => Ok(()),
    }
}
