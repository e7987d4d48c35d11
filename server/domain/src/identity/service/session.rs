//! Browser sessions: who they belong to and where they begin.

use vitrine_wire::session::{Entrance, Named, SessionAbilities, SessionInfo};

use super::Identity;
use super::tokens::scope_of;
use crate::ctx::{Caller, Ctx, ProjectId, Scope, UserId};
use crate::error::{Error, Result};
use crate::identity::model::{Project, ProjectRef, Secret, TokenScope, User, UserRef};
use crate::policy::Rule;

impl Identity {
    /// The caller behind a browser session, from the rows of this moment.
    pub async fn session_caller(&self, user: &UserId, epoch: i64, project: &ProjectId) -> Result<Caller> {
        let user = self.repo.find_user(&UserRef::Id(user.0.clone())).await?;
        let user =
            user.filter(|user| user.is_usable() && user.epoch == epoch).ok_or(Error::Unauthenticated)?;
        let project = self.repo.find_project(&ProjectRef::Id(project.0.clone())).await?;
        let scope = TokenScope::Project(project.ok_or(Error::Unauthenticated)?);
        let roles = self.roles_in(&user.id, &scope).await?;
        if roles.is_empty() {
            return Err(Error::Unauthenticated);
        }
        Ok(Caller {
            user_id: user.id,
            user_name: user.name,
            user_domain: user.domain.id,
            scope: scope_of(&scope),
            roles: roles.into_iter().map(|role| role.name.to_lowercase()).collect(),
            service_roles: Vec::new(),
            delegation: None,
        })
    }

    /// The project that a user's session starts in: the one asked for by name, the default one, or the
    /// first by name.
    pub async fn home_project(&self, user: &User, wanted: Option<&str>) -> Result<Project> {
        let projects = self.repo.projects_of(&user.id).await?;
        let by_name = |name: &str| projects.iter().find(|project| project.name == name);
        let by_id = |id: &ProjectId| projects.iter().find(|project| project.id == *id);
        let chosen = match wanted {
            Some(name) => by_name(name),
            None => user.default_project.as_ref().and_then(by_id).or_else(|| projects.first()),
        };
        chosen.cloned().ok_or(Error::Unauthenticated)
    }

    /// Who the session belongs to, as the dashboard's shell shows it.
    pub async fn session_info(&self, ctx: &Ctx) -> Result<SessionInfo> {
        let Scope::Project { id, name, .. } = &ctx.caller.scope else {
            return Err(Error::Unauthenticated);
        };
        let named = |project: Project| Named { id: project.id.0, name: project.name };
        Ok(SessionInfo {
            user: Named { id: ctx.caller.user_id.0.clone(), name: ctx.caller.user_name.clone() },
            project: Named { id: id.0.clone(), name: name.clone() },
            projects: self.own_projects(ctx).await?.into_iter().map(named).collect(),
            roles: ctx.caller.roles.clone(),
            entrance: Entrance::Login,
            ends: None,
            can: self.session_abilities(ctx),
        })
    }

    /// Changes the password of whom a session belongs to, who knows the old one. All sessions and tokens of
    /// the user end; the one that asked goes on with what is given back.
    pub async fn change_session_password(&self, ctx: &Ctx, original: &Secret, new: &Secret) -> Result<User> {
        let id = &ctx.caller.user_id;
        self.change_own_password((ctx.address, &ctx.request_id), Some(&ctx.caller), id, original, new)
            .await?;
        self.repo.find_user(&UserRef::Id(id.0.clone())).await?.ok_or(Error::Unauthenticated)
    }

    /// Would a new user be let in, where nothing more is said about it?
    #[must_use]
    pub fn may_create_users(&self, ctx: &Ctx) -> bool {
        self.authorize_list(ctx, Rule::CreateUser).is_ok()
    }

    /// Would a new project?
    #[must_use]
    pub fn may_create_projects(&self, ctx: &Ctx) -> bool {
        self.authorize_list(ctx, Rule::CreateProject).is_ok()
    }

    /// Which pages of this service would not turn the caller away.
    fn session_abilities(&self, ctx: &Ctx) -> SessionAbilities {
        let may = |rule| self.authorize_list(ctx, rule).is_ok();
        SessionAbilities {
            manage_self: true,
            list_users: may(Rule::ListUsers),
            list_projects: may(Rule::ListProjects),
            read_audit: may(Rule::AuditRead),
        }
    }
}
