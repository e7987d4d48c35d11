//! The identity service.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use vitrine_wire::Timestamp;
use vitrine_wire::session::{Entrance, Named, SessionInfo};

use super::model::{
    AuthMethod, AuthRequest, DEFAULT_DOMAIN, Domain, DomainRef, Issued, Project, ProjectRef, ROLES,
    ScopeRequest, Secret, TokenInfo, TokenRecord, User, UserRef,
};
use super::ports::{IdentityRepo, PasswordHasher, TokenMint};
use crate::clock::{Clock, Ids};
use crate::ctx::{Caller, Ctx, DomainId, ProjectId, Scope, UserId};
use crate::error::{Error, Fault, Missing, Result};
use crate::image::attributes::plain_text;
use crate::policy::{Policy, Rule, Target};

/// Bytes of a password that are worth hashing.
const MAX_PASSWORD: usize = 4_096;
/// Characters that a new password needs.
pub const MIN_PASSWORD: usize = 8;
/// Methods in one request.
const MAX_METHODS: usize = 4;
/// Characters of a token that could be one of ours.
const MAX_TOKEN: usize = 255;
/// Characters of a project's name.
const MAX_PROJECT_NAME: usize = 64;
/// Characters of a user's name.
const MAX_USER_NAME: usize = 255;

/// Users, projects, roles and tokens.
pub struct Identity {
    repo: Arc<dyn IdentityRepo>,
    passwords: Arc<dyn PasswordHasher>,
    mint: Arc<dyn TokenMint>,
    policy: Arc<Policy>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    token_life: Duration,
}

/// What stands behind a login, before a scope is chosen.
struct Proof {
    user: User,
    methods: Vec<String>,
    /// The token that was exchanged.
    parent: Option<TokenRecord>,
}

impl Identity {
    #[must_use]
    pub fn new(
        repo: Arc<dyn IdentityRepo>,
        passwords: Arc<dyn PasswordHasher>,
        mint: Arc<dyn TokenMint>,
        policy: Arc<Policy>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        token_life: Duration,
    ) -> Self {
        Self { repo, passwords, mint, policy, clock, ids, token_life }
    }

    /// Checks who asks and issues a token. Every failure to prove it looks the same.
    pub async fn authenticate(&self, request: &AuthRequest) -> Result<Issued> {
        let proof = self.prove(&request.methods).await?;
        let project = self.enter(&proof.user, &request.scope).await?;
        let audit_id = self.mint.audit_id();
        let now = whole_seconds(self.clock.now());
        let record = TokenRecord {
            digest: String::new(),
            root_audit_id: proof
                .parent
                .as_ref()
                .map_or_else(|| audit_id.clone(), |p| p.root_audit_id.clone()),
            audit_id,
            user_id: proof.user.id.clone(),
            project_id: project.as_ref().map(|project| project.id.clone()),
            methods: proof.methods,
            issued_at: now,
            // A token got from a token lives no longer than that one.
            expires_at: proof.parent.map_or_else(|| Timestamp(now.0 + self.token_life), |p| p.expires_at),
            epoch: proof.user.epoch,
        };
        let token = self.mint.token();
        let record = TokenRecord { digest: self.mint.digest(&token), ..record };
        let info = self.describe(&record).await?.ok_or(Error::Unauthenticated)?;
        self.repo.insert_token(&record).await?;
        Ok(Issued { token, info })
    }

    async fn prove(&self, methods: &[AuthMethod]) -> Result<Proof> {
        if methods.len() > MAX_METHODS {
            return Err(Error::invalid("methods", Fault::TooMany { limit: MAX_METHODS }));
        }
        let mut proof: Option<Proof> = None;
        for method in methods {
            let next = match method {
                AuthMethod::Password { user, password } => self.by_password(user, password).await?,
                AuthMethod::Token(token) => self.by_token(token).await?,
            };
            proof = Some(match proof {
                None => next,
                Some(first) if first.user.id == next.user.id => merge(first, next),
                Some(_) => return Err(Error::Unauthenticated),
            });
        }
        proof.ok_or(Error::Unauthenticated)
    }

    async fn by_password(&self, user: &UserRef, password: &Secret) -> Result<Proof> {
        let user = self.check_password(user, password).await?;
        Ok(Proof { user, methods: vec!["password".to_owned()], parent: None })
    }

    async fn by_token(&self, token: &Secret) -> Result<Proof> {
        let missing = || Error::NotFound(Missing::Token);
        let (record, info) = self.look_up(token).await?.ok_or_else(missing)?;
        let mut methods = vec!["token".to_owned()];
        methods.extend(record.methods.iter().filter(|method| *method != "token").cloned());
        Ok(Proof { user: info.user, methods, parent: Some(record) })
    }

    /// The user whose password this is. Unknown, disabled and wrong take the same time and answer.
    pub async fn check_password(&self, user: &UserRef, password: &Secret) -> Result<User> {
        let text = password.reveal();
        if text.trim().is_empty() || text.len() > MAX_PASSWORD {
            return Err(Error::Unauthenticated);
        }
        let found = self.repo.find_user(user).await?;
        let hash = found.as_ref().and_then(|user| user.password_hash.as_ref());
        let fits = self.passwords.verify(hash, password).await?;
        found.filter(|user| fits && is_usable(user)).ok_or(Error::Unauthenticated)
    }

    async fn enter(&self, user: &User, scope: &ScopeRequest) -> Result<Option<Project>> {
        match scope {
            ScopeRequest::Unscoped => Ok(None),
            ScopeRequest::Project(project) => {
                let project = self.repo.find_project(project).await?.ok_or(Error::Unauthenticated)?;
                let roles = self.roles(&user.id, &project).await?;
                if roles.is_empty() { Err(Error::Unauthenticated) } else { Ok(Some(project)) }
            }
            ScopeRequest::Absent => {
                let Some(id) = &user.default_project else {
                    return Ok(None);
                };
                let Some(project) = self.repo.find_project(&ProjectRef::Id(id.0.clone())).await? else {
                    return Ok(None);
                };
                let roles = self.roles(&user.id, &project).await?;
                Ok(Some(project).filter(|_| !roles.is_empty()))
            }
        }
    }

    /// Roles on a project with what they imply; none where the project is out of use.
    async fn roles(&self, user: &UserId, project: &Project) -> Result<BTreeSet<String>> {
        if !(project.is_enabled && project.domain.is_enabled) {
            return Ok(BTreeSet::new());
        }
        Ok(expand(self.repo.direct_roles(user, &project.id).await?))
    }

    /// What a token is worth now.
    pub async fn validate(&self, token: &Secret) -> Result<TokenInfo> {
        let found = self.look_up(token).await?;
        found.map(|(_, info)| info).ok_or(Error::Unauthenticated)
    }

    /// The caller that a token stands for.
    pub async fn caller(&self, token: &Secret) -> Result<Caller> {
        Ok(as_caller(&self.validate(token).await?))
    }

    /// What another token is worth, for somebody who may know.
    pub async fn inspect(&self, ctx: &Ctx, subject: &Secret) -> Result<TokenInfo> {
        let missing = || Error::NotFound(Missing::Token);
        let (_, info) = self.look_up(subject).await?.ok_or_else(missing)?;
        self.authorize_on(ctx, Rule::ValidateToken, &info.user.id)?;
        Ok(info)
    }

    /// Ends a token, and those that came from it.
    pub async fn revoke(&self, ctx: &Ctx, subject: &Secret) -> Result<()> {
        let missing = || Error::NotFound(Missing::Token);
        let (record, info) = self.look_up(subject).await?.ok_or_else(missing)?;
        self.authorize_on(ctx, Rule::RevokeToken, &info.user.id)?;
        if self.repo.revoke_token(&record).await? { Ok(()) } else { Err(missing()) }
    }

    /// The projects that the caller could enter.
    pub async fn own_projects(&self, ctx: &Ctx) -> Result<Vec<Project>> {
        self.repo.projects_of(&ctx.caller.user_id).await
    }

    async fn look_up(&self, token: &Secret) -> Result<Option<(TokenRecord, TokenInfo)>> {
        if token.reveal().is_empty() || token.reveal().len() > MAX_TOKEN {
            return Ok(None);
        }
        let Some(record) = self.repo.find_token(&self.mint.digest(token)).await? else {
            return Ok(None);
        };
        if record.expires_at <= self.clock.now() {
            return Ok(None);
        }
        Ok(self.describe(&record).await?.map(|info| (record, info)))
    }

    /// The token's document from the rows of this moment; nothing when they no longer support it.
    async fn describe(&self, record: &TokenRecord) -> Result<Option<TokenInfo>> {
        let user = self.repo.find_user(&UserRef::Id(record.user_id.0.clone())).await?;
        let Some(user) = user.filter(|user| is_usable(user) && user.epoch == record.epoch) else {
            return Ok(None);
        };
        let mut roles = BTreeSet::new();
        let mut project = None;
        if let Some(id) = &record.project_id {
            let Some(found) = self.repo.find_project(&ProjectRef::Id(id.0.clone())).await? else {
                return Ok(None);
            };
            roles = self.roles(&user.id, &found).await?;
            if roles.is_empty() {
                return Ok(None);
            }
            project = Some(found);
        }
        let mut audit_ids = vec![record.audit_id.clone()];
        audit_ids.extend(Some(record.root_audit_id.clone()).filter(|root| *root != record.audit_id));
        Ok(Some(TokenInfo {
            methods: record.methods.clone(),
            user,
            project,
            roles: self
                .repo
                .list_roles()
                .await?
                .into_iter()
                .filter(|role| roles.contains(&role.name))
                .collect(),
            audit_ids,
            issued_at: record.issued_at,
            expires_at: record.expires_at,
        }))
    }

    /// The caller behind a browser session, from the rows of this moment.
    pub async fn session_caller(&self, user: &UserId, epoch: i64, project: &ProjectId) -> Result<Caller> {
        let user = self.repo.find_user(&UserRef::Id(user.0.clone())).await?;
        let user =
            user.filter(|user| is_usable(user) && user.epoch == epoch).ok_or(Error::Unauthenticated)?;
        let scope = ScopeRequest::Project(ProjectRef::Id(project.0.clone()));
        let project = self.enter(&user, &scope).await?.ok_or(Error::Unauthenticated)?;
        let roles = self.roles(&user.id, &project).await?.into_iter().collect();
        Ok(Caller {
            user_id: user.id,
            user_name: user.name,
            user_domain: DomainId(user.domain.id),
            scope: project_scope(&project),
            roles,
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
        })
    }

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
        self.authorize(ctx, Rule::CreateProject)?;
        let project = Project {
            id: ProjectId(self.ids.hex()),
            name: checked_name("project", name, MAX_PROJECT_NAME)?,
            description: description.to_owned(),
            domain: default_domain(),
            is_enabled: true,
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
        self.authorize(ctx, Rule::CreateUser)?;
        let (default_project, role) = home.unzip();
        role.map_or(Ok(()), check_role)?;
        let name = checked_name("user", name, MAX_USER_NAME)?;
        check_new_password(password)?;
        let user = User {
            id: UserId(self.ids.hex()),
            name,
            domain: default_domain(),
            is_enabled: true,
            default_project,
            password_hash: Some(self.passwords.hash(password).await?),
            epoch: 1,
        };
        self.repo.insert_user(&user, role).await?;
        tracing::info!(user.id = %user.id, "created user {}", user.name);
        Ok(user)
    }

    /// Sets a user's password and ends all tokens and sessions of that user.
    pub async fn set_password(&self, ctx: &Ctx, user: &UserRef, password: &Secret) -> Result<()> {
        let user = self.find_user(user).await?;
        self.authorize_on(ctx, Rule::UpdateUser, &user.id)?;
        check_new_password(password)?;
        self.repo.set_password(&user.id, &self.passwords.hash(password).await?).await
    }

    /// Grants one of the known roles on a project.
    pub async fn grant(&self, ctx: &Ctx, user: &UserRef, project: &ProjectRef, role: &str) -> Result<()> {
        self.authorize(ctx, Rule::CreateGrant)?;
        check_role(role)?;
        let user = self.find_user(user).await?;
        let missing = || Error::NotFound(Missing::Project(describe_project(project)));
        let project = self.repo.find_project(project).await?.ok_or_else(missing)?;
        self.repo.grant(&user.id, &project.id, role).await
    }

    async fn find_user(&self, user: &UserRef) -> Result<User> {
        let name = match user {
            UserRef::Id(text) | UserRef::Name { name: text, .. } => text.clone(),
        };
        self.repo.find_user(user).await?.ok_or(Error::NotFound(Missing::User(name)))
    }

    /// Makes sure that there is an administrator: user `admin` in project `admin`. `password` is asked
    /// for only when one has to be made. True if it was.
    pub async fn ensure_admin(&self, ctx: &Ctx, password: impl FnOnce() -> Secret + Send) -> Result<bool> {
        let domain = || DomainRef::Id(DEFAULT_DOMAIN.to_owned());
        let user = UserRef::Name { name: "admin".to_owned(), domain: domain() };
        if self.repo.find_user(&user).await?.is_some() {
            return Ok(false);
        }
        let project = ProjectRef::Name { name: "admin".to_owned(), domain: domain() };
        let id = match self.repo.find_project(&project).await? {
            Some(existing) => existing.id,
            None => self.create_project(ctx, "admin", "").await?.id,
        };
        self.create_user(ctx, "admin", &password(), Some((id, "admin"))).await?;
        Ok(true)
    }

    /// Forgets tokens that expired.
    pub async fn prune(&self) -> Result<u64> {
        self.repo.prune_tokens(self.clock.now()).await
    }

    fn authorize(&self, ctx: &Ctx, rule: Rule) -> Result<()> {
        self.policy.check(&ctx.caller, rule, Target::default())
    }

    fn authorize_on(&self, ctx: &Ctx, rule: Rule, user: &UserId) -> Result<()> {
        self.policy.check(&ctx.caller, rule, Target { user: Some(user.as_str()), ..Target::default() })
    }
}

fn merge(first: Proof, second: Proof) -> Proof {
    let mut methods = first.methods;
    methods.extend(second.methods.into_iter().filter(|method| method != "password"));
    methods.dedup();
    Proof { user: first.user, methods, parent: first.parent.or(second.parent) }
}

fn is_usable(user: &User) -> bool {
    user.is_enabled && user.domain.is_enabled
}

/// Adds what the roles imply.
fn expand(direct: Vec<String>) -> BTreeSet<String> {
    let mut roles: BTreeSet<String> = direct.into_iter().collect();
    for (name, implied) in ROLES {
        if roles.contains(*name) {
            roles.extend(implied.iter().map(|&role| role.to_owned()));
        }
    }
    roles
}

fn as_caller(info: &TokenInfo) -> Caller {
    let scope = match &info.project {
        Some(project) => project_scope(project),
        None => Scope::Unscoped,
    };
    Caller {
        user_id: info.user.id.clone(),
        user_name: info.user.name.clone(),
        user_domain: DomainId(info.user.domain.id.clone()),
        scope,
        roles: info.roles.iter().map(|role| role.name.to_lowercase()).collect(),
        service_roles: Vec::new(),
        delegation: None,
    }
}

fn project_scope(project: &Project) -> Scope {
    Scope::Project {
        id: project.id.clone(),
        name: project.name.clone(),
        domain: DomainId(project.domain.id.clone()),
    }
}

fn check_role(role: &str) -> Result<()> {
    if ROLES.iter().any(|(name, _)| *name == role) {
        return Ok(());
    }
    Err(Error::invalid("role", Fault::UnknownValue { value: role.to_owned() }))
}

fn default_domain() -> Domain {
    Domain { id: DEFAULT_DOMAIN.to_owned(), name: "Default".to_owned(), is_enabled: true }
}

fn checked_name(field: &str, name: &str, limit: usize) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid(field, Fault::Required));
    }
    plain_text(field, name, limit)?;
    Ok(name.to_owned())
}

fn check_new_password(password: &Secret) -> Result<()> {
    let text = password.reveal();
    if text.trim().is_empty() || text.chars().count() < MIN_PASSWORD {
        return Err(Error::invalid("password", Fault::TooShort { limit: MIN_PASSWORD }));
    }
    if text.len() > MAX_PASSWORD {
        return Err(Error::invalid("password", Fault::TooLong { limit: MAX_PASSWORD }));
    }
    Ok(())
}

fn describe_project(project: &ProjectRef) -> String {
    match project {
        ProjectRef::Id(text) | ProjectRef::Name { name: text, .. } => text.clone(),
    }
}

fn whole_seconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_unix_micros(moment.unix_micros().div_euclid(1_000_000) * 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_imply_downwards_only() {
        let names = |role: &str| expand(vec![role.to_owned()]).into_iter().collect::<Vec<_>>();
        assert_eq!(names("admin"), ["admin", "manager", "member", "reader"]);
        assert_eq!(names("member"), ["member", "reader"]);
        assert_eq!(names("reader"), ["reader"]);
        assert_eq!(names("service"), ["service"]);
    }

    #[test]
    fn secrets_do_not_show() {
        assert_eq!(format!("{:?}", Secret::new("hunter22")), "***");
    }
}
