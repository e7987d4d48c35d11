//! What tokens are worth, from the rows of the moment.

use std::time::Duration;

use vitrine_wire::Timestamp;

use super::Identity;
use crate::ctx::{Caller, Ctx, Delegation, DomainId, Scope};
use crate::error::{Error, Missing, NoSuch, Result};
use crate::identity::model::{
    Domain, DomainRef, Project, ProjectRef, Secret, Target, TokenInfo, TokenRecord, TokenScope, UserRef,
};
use crate::policy::Rule;

/// Characters of a token that could be one of ours.
const MAX_TOKEN: usize = 255;
/// What they begin with.
const PREFIX: &str = "gAAAAA";
/// How long after its expiry a token counts for services that ask with `allow_expired`.
const EXPIRED_WINDOW: Duration = Duration::from_secs(48 * 3_600);

impl Identity {
    /// What a token is worth now. `allow_expired` passes over its expiry, for services whose work
    /// outlasts it.
    pub async fn validate(&self, token: &Secret, allow_expired: bool) -> Result<TokenInfo> {
        match self.look_up(token, allow_expired).await {
            Ok((_, info)) => Ok(info),
            Err(Error::NotFound(_)) => Err(Error::Unauthenticated),
            Err(error) => Err(error),
        }
    }

    /// What another token is worth, for somebody who may know.
    pub async fn inspect(&self, ctx: &Ctx, subject: &Secret, allow_expired: bool) -> Result<TokenInfo> {
        let (_, info) = self.look_up(subject, allow_expired).await?;
        self.authorize_on(ctx, Rule::ValidateToken, &info.user.id, &info.user.domain.id)?;
        Ok(info)
    }

    /// Ends a token, and those that came from it.
    pub(super) async fn end_token(&self, ctx: &Ctx, subject: &Secret) -> Result<()> {
        let (record, info) = self.look_up(subject, false).await?;
        self.authorize_on(ctx, Rule::RevokeToken, &info.user.id, &info.user.domain.id)?;
        let missing = || Error::NotFound(Missing::Token);
        if self.repo.revoke_token(&record).await? { Ok(()) } else { Err(missing()) }
    }

    /// The projects that the caller could enter.
    pub async fn own_projects(&self, ctx: &Ctx) -> Result<Vec<Project>> {
        self.repo.projects_of(&ctx.caller.user_id).await
    }

    /// The domains that the caller could enter.
    pub async fn own_domains(&self, ctx: &Ctx) -> Result<Vec<Domain>> {
        self.repo.domains_of(&ctx.caller.user_id).await
    }

    /// Could the caller enter the system as such?
    pub async fn may_enter_system(&self, ctx: &Ctx) -> Result<bool> {
        Ok(!self.repo.direct_roles(&ctx.caller.user_id, &Target::System).await?.is_empty())
    }

    /// A token's row and what it is worth, or why it is worth nothing.
    pub(super) async fn look_up(
        &self,
        token: &Secret,
        allow_expired: bool,
    ) -> Result<(TokenRecord, TokenInfo)> {
        let text = token.reveal();
        if text.len() > MAX_TOKEN || !text.starts_with(PREFIX) {
            return Err(Error::NotFound(Missing::Identity(NoSuch::TokenLike)));
        }
        let found = self.repo.find_token(&self.mint.digest(token)).await?;
        let late = if allow_expired { EXPIRED_WINDOW } else { Duration::ZERO };
        let is_alive = |record: &TokenRecord| record.expires_at > Timestamp(self.clock.now().0 - late);
        let record = found.filter(is_alive).ok_or(Error::NotFound(Missing::Token))?;
        match self.describe(&record).await? {
            Some(info) => Ok((record, info)),
            None => Err(Error::NotFound(self.flaw(&record).await?)),
        }
    }

    /// Why a token with a row is worth nothing.
    async fn flaw(&self, record: &TokenRecord) -> Result<Missing> {
        let disabled = |kind, id: &str| Missing::Identity(NoSuch::UsableScope { kind, id: id.to_owned() });
        Ok(match self.scope_of(record.target.as_ref()).await? {
            Some(TokenScope::Project(project)) if !project.is_usable() => {
                disabled("project", project.id.as_str())
            }
            Some(TokenScope::Domain(domain)) if !domain.is_enabled => disabled("domain", domain.id.as_str()),
            _ => Missing::Token,
        })
    }

    /// The token's document from the rows of this moment; nothing when they no longer support it.
    pub(super) async fn describe(&self, record: &TokenRecord) -> Result<Option<TokenInfo>> {
        let user = self.repo.find_user(&UserRef::Id(record.user_id.0.clone())).await?;
        let Some(user) = user.filter(|user| user.is_usable() && user.epoch == record.epoch) else {
            return Ok(None);
        };
        let Some(scope) = self.scope_of(record.target.as_ref()).await? else {
            return Ok(None);
        };
        let mut roles = self.roles_in(&user.id, &scope).await?;
        let mut credential = None;
        if let Some(id) = &record.credential {
            let found = self.repo.find_credential(id).await?;
            let now = self.clock.now();
            let Some(found) = found.filter(|own| own.expires_at.is_none_or(|end| end > now)) else {
                return Ok(None);
            };
            // Of what was delegated, what the user still holds.
            roles.retain(|role| found.roles.iter().any(|own| own.id == role.id));
            credential = Some(found);
        }
        if roles.is_empty() && scope != TokenScope::Unscoped {
            return Ok(None);
        }
        let mut audit_ids = vec![record.audit_id.clone()];
        audit_ids.extend(Some(record.root_audit_id.clone()).filter(|root| *root != record.audit_id));
        Ok(Some(TokenInfo {
            methods: record.methods.clone(),
            user,
            scope,
            roles,
            credential,
            audit_ids,
            issued_at: record.issued_at,
            expires_at: record.expires_at,
        }))
    }

    /// Nothing when the place is gone.
    async fn scope_of(&self, target: Option<&Target>) -> Result<Option<TokenScope>> {
        Ok(match target {
            None => Some(TokenScope::Unscoped),
            Some(Target::System) => Some(TokenScope::System),
            Some(Target::Project(id)) => {
                let project = self.repo.find_project(&ProjectRef::Id(id.0.clone())).await?;
                project.map(TokenScope::Project)
            }
            Some(Target::Domain(id)) => {
                let domain = self.repo.find_domain(&DomainRef::Id(id.0.clone())).await?;
                domain.map(TokenScope::Domain)
            }
        })
    }

    /// Forgets tokens that expired.
    pub async fn prune(&self) -> Result<u64> {
        self.repo.prune_tokens(Timestamp(self.clock.now().0 - EXPIRED_WINDOW)).await
    }
}

/// The caller that a valid token stands for.
#[must_use]
pub fn as_caller(info: &TokenInfo) -> Caller {
    Caller {
        user_id: info.user.id.clone(),
        user_name: info.user.name.clone(),
        user_domain: info.user.domain.id.clone(),
        scope: scope_of(&info.scope),
        roles: info.roles.iter().map(|role| role.name.to_lowercase()).collect(),
        service_roles: Vec::new(),
        delegation: info.credential.as_ref().map(|credential| Delegation {
            credential: credential.id.clone(),
            is_unrestricted: !credential.is_restricted(),
        }),
    }
}

/// The scope as services see it.
pub(super) fn scope_of(scope: &TokenScope) -> Scope {
    match scope {
        TokenScope::Unscoped => Scope::Unscoped,
        TokenScope::Project(project) => Scope::Project {
            id: project.id.clone(),
            name: project.name.clone(),
            domain: DomainId(project.domain.id.0.clone()),
        },
        TokenScope::Domain(domain) => Scope::Domain { id: domain.id.clone(), name: domain.name.clone() },
        TokenScope::System => Scope::System,
    }
}
