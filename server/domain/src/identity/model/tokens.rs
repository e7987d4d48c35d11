//! Logins and the tokens they lead to.

use vitrine_wire::Timestamp;

use super::{
    Credential, CredentialRef, Domain, DomainRef, Project, ProjectRef, Role, Secret, Target, User, UserRef,
};
use crate::ctx::UserId;

/// How a caller proves who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthMethod {
    Password { user: UserRef, password: Secret },
    Token(Secret),
    ApplicationCredential { credential: CredentialRef, secret: Secret },
}

impl AuthMethod {
    /// The name or id of the user or credential that the secret is said to be of.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Password { user: UserRef::Id(account) | UserRef::Name { name: account, .. }, .. } => {
                Some(account)
            }
            Self::ApplicationCredential { credential, .. } => Some(credential.account()),
            Self::Token(_) => None,
        }
    }
}

/// What the token shall be good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeRequest {
    /// The user's default project if that is possible, else nothing.
    Absent,
    Unscoped,
    Project(ProjectRef),
    Domain(DomainRef),
    System,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthRequest {
    /// At least one; all must lead to the same user.
    pub methods: Vec<AuthMethod>,
    pub scope: ScopeRequest,
}

/// A row of the token table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRecord {
    pub digest: String,
    pub audit_id: String,
    /// Audit id of the login that the token goes back to; its own for a login.
    pub root_audit_id: String,
    pub user_id: UserId,
    /// What it is good for; nothing for an unscoped one.
    pub target: Option<Target>,
    /// The application credential that it came from.
    pub credential: Option<String>,
    pub methods: Vec<String>,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// The user's epoch at the time of the login.
    pub epoch: i64,
}

/// What a token is good for, with the names that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenScope {
    Unscoped,
    Project(Project),
    Domain(Domain),
    System,
}

impl TokenScope {
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        match self {
            Self::Unscoped => None,
            Self::Project(project) => Some(Target::Project(project.id.clone())),
            Self::Domain(domain) => Some(Target::Domain(domain.id.clone())),
            Self::System => Some(Target::System),
        }
    }

    /// Neither the project nor its domain are out of use.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        match self {
            Self::Project(project) => project.is_usable(),
            Self::Domain(domain) => domain.is_enabled,
            Self::Unscoped | Self::System => true,
        }
    }
}

/// What a token says, as of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    pub methods: Vec<String>,
    pub user: User,
    pub scope: TokenScope,
    /// Implied ones included.
    pub roles: Vec<Role>,
    /// The application credential that it came from.
    pub credential: Option<Credential>,
    pub audit_ids: Vec<String>,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A fresh token. The only moment at which its text exists.
#[derive(Clone, Debug)]
pub struct Issued {
    pub token: Secret,
    pub info: TokenInfo,
}
