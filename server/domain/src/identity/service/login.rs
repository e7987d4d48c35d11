//! Proving who one is, and choosing what the token shall be good for.

use std::net::IpAddr;

use vitrine_wire::Timestamp;

use super::Identity;
use super::names::is_worth_hashing;
use crate::error::{Barrier, Denial, Error, Fault, Result};
use crate::identity::model::{
    AuthMethod, AuthRequest, Credential, CredentialRef, DomainRef, Issued, ProjectRef, ScopeRequest, Secret,
    TokenRecord, TokenScope, User, UserRef,
};

/// Methods in one request.
const MAX_METHODS: usize = 4;
/// Tokens that a user has at once.
const MAX_TOKENS: u64 = 10_000;

/// What stands behind a login, before a scope is chosen.
struct Proof {
    user: User,
    methods: Vec<String>,
    /// The token that was exchanged.
    parent: Option<TokenRecord>,
    /// The application credential that it was.
    credential: Option<Credential>,
}

impl Identity {
    /// Checks who asks and issues a token. Every failure to prove it looks the same. `from` is where
    /// the request came from.
    pub async fn authenticate(&self, from: Option<IpAddr>, request: &AuthRequest) -> Result<Issued> {
        let proof = self.prove(from, &request.methods).await?;
        self.throttle.issue(&proof.user.id)?;
        let scope = match &proof.credential {
            // It has a scope of its own and no other.
            Some(_) if request.scope != ScopeRequest::Absent => return Err(Error::Unauthenticated),
            Some(credential) => {
                let own = ScopeRequest::Project(ProjectRef::Id(credential.project.0.clone()));
                self.enter(&proof.user, &own).await?
            }
            None => self.enter(&proof.user, &request.scope).await?,
        };
        let audit_id = self.mint.audit_id();
        let now = whole_seconds(self.clock.now());
        let token = self.mint.token();
        let full_life = Timestamp(now.0 + self.token_life);
        let record = TokenRecord {
            digest: self.mint.digest(&token),
            root_audit_id: proof
                .parent
                .as_ref()
                .map_or_else(|| audit_id.clone(), |p| p.root_audit_id.clone()),
            audit_id,
            user_id: proof.user.id.clone(),
            target: scope.target(),
            credential: proof.credential.as_ref().map(|credential| credential.id.clone()),
            methods: proof.methods,
            issued_at: now,
            // A token got from a token lives no longer than that one.
            expires_at: match (proof.parent, proof.credential.and_then(|own| own.expires_at)) {
                (Some(parent), _) => parent.expires_at,
                (None, end) => end.map_or(full_life, |end| end.min(full_life)),
            },
            epoch: proof.user.epoch,
        };
        let info = self.describe(&record).await?.ok_or(Error::Unauthenticated)?;
        self.repo.insert_token(&record, MAX_TOKENS).await?;
        Ok(Issued { token, info })
    }

    async fn prove(&self, from: Option<IpAddr>, methods: &[AuthMethod]) -> Result<Proof> {
        if methods.len() > MAX_METHODS {
            return Err(Error::invalid("methods", Fault::TooMany { limit: MAX_METHODS }));
        }
        let mut proof: Option<Proof> = None;
        for method in methods {
            let next = match method {
                AuthMethod::Password { user, password } => self.by_password(from, user, password).await?,
                AuthMethod::Token(token) => self.by_token(token).await?,
                // Nothing beside it counts.
                AuthMethod::ApplicationCredential { .. } if methods.len() > 1 => {
                    return Err(Error::Unauthenticated);
                }
                AuthMethod::ApplicationCredential { credential, secret } => {
                    self.by_credential(from, credential, secret).await?
                }
            };
            proof = Some(match proof {
                None => next,
                Some(first) if first.user.id == next.user.id => merge(first, next),
                Some(_) => return Err(Error::Unauthenticated),
            });
        }
        proof.ok_or(Error::Unauthenticated)
    }

    async fn by_password(&self, from: Option<IpAddr>, user: &UserRef, password: &Secret) -> Result<Proof> {
        let user = self.check_password(from, user, password).await?;
        Ok(Proof { user, methods: vec!["password".to_owned()], parent: None, credential: None })
    }

    async fn by_credential(
        &self,
        from: Option<IpAddr>,
        wanted: &CredentialRef,
        secret: &Secret,
    ) -> Result<Proof> {
        let owner = self.named_once(&self.owner_of(wanted).await?).await?;
        let credential = self.throttle.attempt(&owner, from, self.check_secret(wanted, secret)).await?;
        let user = self.repo.find_user(&UserRef::Id(credential.user.0.clone())).await?;
        let user = user.filter(User::is_usable).ok_or(Error::Unauthenticated)?;
        let methods = vec!["application_credential".to_owned()];
        Ok(Proof { user, methods, parent: None, credential: Some(credential) })
    }

    async fn by_token(&self, token: &Secret) -> Result<Proof> {
        let (record, info) = self.look_up(token, false).await?;
        if record.credential.is_some() {
            return Err(Error::Forbidden(Denial::Identity(Barrier::DelegatedToken)));
        }
        let mut methods = vec!["token".to_owned()];
        methods.extend(record.methods.iter().filter(|method| *method != "token").cloned());
        Ok(Proof { user: info.user, methods, parent: Some(record), credential: None })
    }

    /// The user whose password this is. Unknown, disabled and wrong take the same time and answer, and
    /// after too many of them no password is looked at any more for a while.
    pub async fn check_password(
        &self,
        from: Option<IpAddr>,
        user: &UserRef,
        password: &Secret,
    ) -> Result<User> {
        let counted = self.named_once(user).await?;
        self.throttle.attempt(&counted, from, self.compare_password(user, password)).await
    }

    /// The one spelling under which failures on a user are counted, whatever was typed: name and domain's
    /// id. Whether anybody has the name plays no part in it.
    async fn named_once(&self, user: &UserRef) -> Result<UserRef> {
        Ok(match user {
            UserRef::Id(_) => match self.repo.find_user(user).await? {
                Some(found) => UserRef::Name { name: found.name, domain: DomainRef::Id(found.domain.id.0) },
                None => user.clone(),
            },
            UserRef::Name { name, domain } => {
                let found = self.repo.find_domain(domain).await?;
                let domain = found.map_or_else(|| domain.clone(), |found| DomainRef::Id(found.id.0));
                UserRef::Name { name: name.clone(), domain }
            }
        })
    }

    /// Runs a proof that is checked elsewhere under the same limits as our own.
    pub async fn throttled<T>(
        &self,
        user: &UserRef,
        from: Option<IpAddr>,
        proof: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        self.throttle.attempt(user, from, proof).await
    }

    async fn compare_password(&self, user: &UserRef, password: &Secret) -> Result<User> {
        if !is_worth_hashing(password) {
            return Err(Error::Unauthenticated);
        }
        let found = self.repo.find_user(user).await?;
        let hash = found.as_ref().and_then(|user| user.password_hash.as_ref());
        let fits = self.passwords.verify(hash, password).await?;
        let user = found.filter(|user| fits && user.is_usable()).ok_or(Error::Unauthenticated)?;
        self.strengthen(&user, password).await;
        Ok(user)
    }

    /// Stores a hash of today's cost where an older one is cheaper. The login goes on in any case.
    async fn strengthen(&self, user: &User, password: &Secret) {
        let Some(old) = user.password_hash.as_ref().filter(|hash| self.passwords.is_outdated(hash)) else {
            return;
        };
        let stored = match self.passwords.hash(password).await {
            Ok(new) => self.repo.replace_hash(&user.id, old, &new).await,
            Err(error) => Err(error),
        };
        if let Err(error) = stored {
            tracing::warn!(user.id = %user.id, %error, "a password keeps its old hash for now");
        }
    }

    /// The scope that was asked for, if the user has a role there.
    pub(super) async fn enter(&self, user: &User, wanted: &ScopeRequest) -> Result<TokenScope> {
        let scope = match wanted {
            ScopeRequest::Unscoped => return Ok(TokenScope::Unscoped),
            ScopeRequest::Absent => return self.enter_default(user).await,
            ScopeRequest::Project(project) => self.repo.find_project(project).await?.map(TokenScope::Project),
            ScopeRequest::Domain(domain) => self.repo.find_domain(domain).await?.map(TokenScope::Domain),
            ScopeRequest::System => Some(TokenScope::System),
        };
        let scope = scope.ok_or(Error::Unauthenticated)?;
        if self.roles_in(&user.id, &scope).await?.is_empty() {
            return Err(Error::Unauthenticated);
        }
        Ok(scope)
    }

    async fn enter_default(&self, user: &User) -> Result<TokenScope> {
        let Some(id) = &user.default_project else {
            return Ok(TokenScope::Unscoped);
        };
        let found = self.repo.find_project(&ProjectRef::Id(id.0.clone())).await?;
        let Some(scope) = found.map(TokenScope::Project) else {
            return Ok(TokenScope::Unscoped);
        };
        let has_role = !self.roles_in(&user.id, &scope).await?.is_empty();
        Ok(if has_role { scope } else { TokenScope::Unscoped })
    }
}

fn merge(first: Proof, second: Proof) -> Proof {
    let mut methods = first.methods;
    methods.extend(second.methods.into_iter().filter(|method| method != "password"));
    methods.dedup();
    Proof { user: first.user, methods, parent: first.parent.or(second.parent), credential: None }
}

fn whole_seconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_unix_micros(moment.unix_micros().div_euclid(1_000_000) * 1_000_000)
}
