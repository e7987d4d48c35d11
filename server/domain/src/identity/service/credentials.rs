//! Application credentials and the access rules that they share.

use super::Identity;
use super::names::{MAX_PASSWORD, MAX_USER_NAME, MIN_PASSWORD, checked_name};
use crate::ctx::{Ctx, UserId};
use crate::error::{Barrier, Denial, Error, Fault, Misfit, Missing, NoSuch, Result};
use crate::identity::model::{
    AccessRule, Credential, CredentialRef, NewAccessRule, NewCredential, Role, RoleGraph, RoleRef, Secret,
    UserRef,
};
use crate::image::attributes::plain_text;
use crate::policy::Rule;

/// Credentials that a user may have.
pub const MAX_CREDENTIALS: usize = 100;
/// Access rules of one credential.
const MAX_RULES: usize = 64;
/// Characters of a path pattern, and of a description.
const MAX_TEXT: usize = 1_024;
const METHODS: &[&str] = &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

impl Identity {
    pub async fn list_credentials(&self, ctx: &Ctx, user: &UserId) -> Result<Vec<Credential>> {
        self.authorize_for(ctx, Rule::ListApplicationCredentials, user).await?;
        self.repo.list_credentials(user).await
    }

    pub async fn get_credential(&self, ctx: &Ctx, user: &UserId, id: &str) -> Result<Credential> {
        self.authorize_for(ctx, Rule::GetApplicationCredential, user).await?;
        self.own_credential(user, id).await
    }

    /// Adds a credential for the project of the caller's token. Its secret is told this once.
    pub(super) async fn make_credential(
        &self,
        ctx: &Ctx,
        user: &UserId,
        new: NewCredential,
    ) -> Result<(Credential, Secret)> {
        self.authorize_for(ctx, Rule::CreateApplicationCredential, user).await?;
        self.refuse_delegated(ctx).await?;
        let project = ctx.caller.project().cloned().ok_or(Error::Forbidden(Denial::NoProject))?;
        let name = checked_name("name", &new.name, MAX_USER_NAME)?;
        if let Some(description) = &new.description {
            plain_text("description", description, MAX_TEXT)?;
        }
        if new.expires_at.is_some_and(|end| end <= self.clock.now()) {
            return Err(Error::invalid("expires_at", Fault::Identity(Misfit::Past)));
        }
        let roles = self.delegated_roles(ctx, new.roles).await?;
        let secret = new.secret.unwrap_or_else(|| self.mint.secret());
        check_secret(&secret)?;
        let credential = Credential {
            id: self.ids.hex(),
            user: user.clone(),
            project,
            name,
            description: new.description,
            secret_hash: self.passwords.hash(&secret).await?,
            expires_at: new.expires_at,
            is_unrestricted: new.is_unrestricted,
            roles,
            access_rules: self.new_rules(new.access_rules)?,
        };
        self.repo.insert_credential(&credential, MAX_CREDENTIALS).await?;
        tracing::info!(credential.id, user.id = %user, "created an application credential");
        // Rules that the user has already keep their ids.
        Ok((self.own_credential(user, &credential.id).await?, secret))
    }

    /// Removes a credential and ends its tokens.
    pub(super) async fn drop_credential(&self, ctx: &Ctx, user: &UserId, id: &str) -> Result<()> {
        self.authorize_for(ctx, Rule::DeleteApplicationCredential, user).await?;
        self.refuse_delegated(ctx).await?;
        if self.repo.delete_credential(user, id).await? {
            tracing::info!(credential.id = id, user.id = %user, "deleted an application credential");
            return Ok(());
        }
        Err(no_credential(id))
    }

    /// Is it past its end?
    #[must_use]
    pub fn has_expired(&self, credential: &Credential) -> bool {
        credential.expires_at.is_some_and(|end| end <= self.clock.now())
    }

    pub async fn list_access_rules(&self, ctx: &Ctx, user: &UserId) -> Result<Vec<AccessRule>> {
        self.authorize_for(ctx, Rule::ListAccessRules, user).await?;
        self.repo.list_access_rules(user).await
    }

    pub async fn get_access_rule(&self, ctx: &Ctx, user: &UserId, id: &str) -> Result<AccessRule> {
        self.authorize_for(ctx, Rule::GetAccessRule, user).await?;
        let rules = self.repo.list_access_rules(user).await?;
        rules.into_iter().find(|rule| rule.id == id).ok_or_else(|| no_rule(id))
    }

    pub(super) async fn drop_access_rule(&self, ctx: &Ctx, user: &UserId, id: &str) -> Result<()> {
        self.authorize_for(ctx, Rule::DeleteAccessRule, user).await?;
        self.refuse_delegated(ctx).await?;
        if self.repo.delete_access_rule(user, id).await? { Ok(()) } else { Err(no_rule(id)) }
    }

    /// The credential whose secret this is, with whatever its user may still do.
    pub(super) async fn check_secret(&self, wanted: &CredentialRef, secret: &Secret) -> Result<Credential> {
        let found = match wanted {
            CredentialRef::Id(id) => {
                Some(self.repo.find_credential(id).await?.ok_or_else(|| no_credential(id))?)
            }
            CredentialRef::Name { name, user } => match self.repo.find_user(user).await? {
                Some(user) => self.repo.find_credential_named(&user.id, name).await?,
                None => None,
            },
        };
        let fits = if secret.reveal().len() > MAX_PASSWORD {
            false
        } else {
            self.passwords.verify(found.as_ref().map(|found| &found.secret_hash), secret).await?
        };
        let is_alive =
            |credential: &Credential| credential.expires_at.is_none_or(|end| end > self.clock.now());
        found.filter(|credential| fits && is_alive(credential)).ok_or(Error::Unauthenticated)
    }

    /// Whose attempt it is, for counting failures.
    pub(super) async fn owner_of(&self, wanted: &CredentialRef) -> Result<UserRef> {
        match wanted {
            CredentialRef::Name { user, .. } => Ok(user.clone()),
            CredentialRef::Id(id) => {
                let found = self.repo.find_credential(id).await?;
                Ok(UserRef::Id(found.ok_or_else(|| no_credential(id))?.user.0))
            }
        }
    }

    async fn own_credential(&self, user: &UserId, id: &str) -> Result<Credential> {
        let found = self.repo.find_credential(id).await?;
        found.filter(|credential| credential.user == *user).ok_or_else(|| no_credential(id))
    }

    async fn authorize_for(&self, ctx: &Ctx, rule: Rule, user: &UserId) -> Result<()> {
        let found = self.repo.find_user(&UserRef::Id(user.0.clone())).await?;
        let domain = found.map_or(crate::ctx::DomainId(String::new()), |user| user.domain.id);
        self.authorize_on(ctx, rule, user, &domain)
    }

    /// A credential makes no credential that may do more than itself.
    async fn refuse_delegated(&self, ctx: &Ctx) -> Result<()> {
        let restricted = || Error::Forbidden(Denial::Identity(Barrier::RestrictedMaker));
        let Some(delegation) = &ctx.caller.delegation else { return Ok(()) };
        let own = self.repo.find_credential(&delegation.credential).await?.ok_or_else(restricted)?;
        let is_free = delegation.is_unrestricted && own.access_rules.is_empty() && own.expires_at.is_none();
        if is_free { Ok(()) } else { Err(restricted()) }
    }

    async fn delegated_roles(&self, ctx: &Ctx, wanted: Option<Vec<RoleRef>>) -> Result<Vec<Role>> {
        let graph = self.repo.role_graph().await?;
        let held = |role: &Role| ctx.caller.roles.contains(&role.name.to_lowercase());
        // The OpenStack client sends an empty list where its user names no role.
        let Some(wanted) = wanted.filter(|roles| !roles.is_empty()) else {
            return Ok(graph.roles.into_iter().filter(held).collect());
        };
        let unassigned = || Error::invalid("roles", Fault::Identity(Misfit::UnassignedRole));
        let mut ids = Vec::new();
        for role in wanted {
            let found = find_role(&graph, &role).filter(|role| held(role)).ok_or_else(unassigned)?;
            ids.push(found.id.clone());
        }
        // What is implied since the caller came in is not the caller's to give.
        Ok(graph.expand(&ids).into_iter().filter(held).collect())
    }

    fn new_rules(&self, wanted: Option<Vec<NewAccessRule>>) -> Result<Vec<AccessRule>> {
        // No rules and an empty list of them mean the same: a credential that may call everything.
        let wanted = wanted.unwrap_or_default();
        if wanted.len() > MAX_RULES {
            return Err(Error::invalid("access_rules", Fault::TooMany { limit: MAX_RULES }));
        }
        wanted.into_iter().map(|rule| self.new_rule(rule)).collect()
    }

    fn new_rule(&self, wanted: NewAccessRule) -> Result<AccessRule> {
        let unknown = |value: &str| Fault::UnknownValue { value: value.to_owned() };
        plain_text("service", &wanted.service, MAX_USER_NAME)?;
        plain_text("path", &wanted.path, MAX_TEXT)?;
        if wanted.service.is_empty() {
            return Err(Error::invalid("service", Fault::Required));
        }
        if !METHODS.contains(&wanted.method.as_str()) {
            return Err(Error::invalid("method", unknown(&wanted.method)));
        }
        if !wanted.path.starts_with('/') {
            return Err(Error::invalid("path", unknown(&wanted.path)));
        }
        Ok(AccessRule {
            id: self.ids.hex(),
            service: wanted.service,
            method: wanted.method,
            path: wanted.path,
        })
    }
}

fn find_role<'a>(graph: &'a RoleGraph, wanted: &RoleRef) -> Option<&'a Role> {
    match wanted {
        RoleRef::Id(id) => graph.roles.iter().find(|role| role.id == *id),
        RoleRef::Name(name) => graph.by_name(name),
    }
}

fn check_secret(secret: &Secret) -> Result<()> {
    let text = secret.reveal();
    if text.trim().is_empty() || text.chars().count() < MIN_PASSWORD {
        return Err(Error::invalid("secret", Fault::TooShort { limit: MIN_PASSWORD }));
    }
    if text.len() > MAX_PASSWORD {
        return Err(Error::invalid("secret", Fault::TooLong { limit: MAX_PASSWORD }));
    }
    Ok(())
}

fn no_credential(id: &str) -> Error {
    Error::NotFound(Missing::Identity(NoSuch::Credential(id.to_owned())))
}

fn no_rule(id: &str) -> Error {
    Error::NotFound(Missing::Identity(NoSuch::AccessRule(id.to_owned())))
}
