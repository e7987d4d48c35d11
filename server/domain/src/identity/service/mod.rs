//! The identity service, a file for each concern.

mod login;
mod names;
mod people;
mod session;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use super::model::{Role, Target, TokenScope};
use super::ports::{IdentityRepo, PasswordHasher, TokenMint};
use crate::clock::{Clock, Ids};
use crate::ctx::{Ctx, DomainId, UserId};
use crate::error::Result;
use crate::policy::{self, Policy, Rule};

pub use names::MIN_PASSWORD;

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

    /// For what belongs to nobody in particular.
    fn authorize(&self, ctx: &Ctx, rule: Rule) -> Result<()> {
        self.policy.check(&ctx.caller, rule, policy::Target::default())
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
