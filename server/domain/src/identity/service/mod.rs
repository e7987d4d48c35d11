//! The identity service, a file for each concern.

mod assignments;
mod bootstrap;
mod credentials;
mod domains;
mod login;
mod mutations;
mod names;
mod projects;
mod role_mutations;
mod roles;
mod session;
mod tokens;
mod users;

use std::sync::Arc;
use std::time::Duration;

use super::model::{Role, Target, TokenScope};
use super::ports::{IdentityRepo, PasswordHasher, TokenMint};
use super::throttle::{Paces, Throttle};
use crate::audit::Audit;
use crate::clock::{Clock, Ids};
use crate::ctx::{Ctx, DomainId, Scope, UserId};
use crate::error::Result;
use crate::policy::{self, Policy, Rule};

pub use names::MIN_PASSWORD;
pub use projects::parent_id;
pub use tokens::as_caller;

/// Users, projects, roles and tokens.
pub struct Identity {
    repo: Arc<dyn IdentityRepo>,
    passwords: Arc<dyn PasswordHasher>,
    mint: Arc<dyn TokenMint>,
    policy: Arc<Policy>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    token_life: Duration,
    audit: Option<Audit>,
    throttle: Throttle,
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
        let throttle = Throttle::new(Arc::clone(&clock), Paces::default());
        Self { repo, passwords, mint, policy, clock, ids, token_life, throttle, audit: None }
    }

    /// With somewhere to note what is changed.
    #[must_use]
    pub fn with_audit(mut self, audit: Audit) -> Self {
        self.audit = Some(audit);
        self
    }

    /// With other limits on logins than the usual ones.
    #[must_use]
    pub fn with_paces(mut self, paces: Paces) -> Self {
        self.throttle = Throttle::new(Arc::clone(&self.clock), paces);
        self
    }

    /// Roles that a user holds on a target, with what they imply.
    async fn roles(&self, user: &UserId, target: &Target) -> Result<Vec<Role>> {
        let direct = self.repo.direct_roles(user, target).await?;
        if direct.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.repo.role_graph().await?.expand(&direct))
    }

    /// Roles that a user holds there; none where the place is out of use.
    async fn roles_in(&self, user: &UserId, scope: &TokenScope) -> Result<Vec<Role>> {
        match scope.target() {
            Some(target) if scope.is_usable() => self.roles(user, &target).await,
            _ => Ok(Vec::new()),
        }
    }

    /// For a list: of everything, or of the own domain for whom a domain is all.
    fn authorize_list(&self, ctx: &Ctx, rule: Rule) -> Result<()> {
        let own = own_domain(ctx);
        let target = policy::Target { domain: own.as_ref().map(DomainId::as_str), ..Default::default() };
        self.policy.check(&ctx.caller, rule, target)
    }

    /// For what belongs to a domain, such as its users and projects.
    fn authorize_in(&self, ctx: &Ctx, rule: Rule, domain: &DomainId) -> Result<()> {
        let target = policy::Target { domain: Some(domain.as_str()), ..policy::Target::default() };
        self.policy.check(&ctx.caller, rule, target)
    }

    /// For what is about a user.
    fn authorize_on(&self, ctx: &Ctx, rule: Rule, user: &UserId, domain: &DomainId) -> Result<()> {
        let target = policy::Target {
            user: Some(user.as_str()),
            domain: Some(domain.as_str()),
            ..policy::Target::default()
        };
        self.policy.check(&ctx.caller, rule, target)
    }
}

/// The only domain that a caller with a token for a domain has to do with.
fn own_domain(ctx: &Ctx) -> Option<DomainId> {
    match &ctx.caller.scope {
        Scope::Domain { id, .. } => Some(id.clone()),
        Scope::Unscoped | Scope::Project { .. } | Scope::System | Scope::Internal => None,
    }
}
