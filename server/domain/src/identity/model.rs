//! Users, projects, roles and tokens.

use vitrine_wire::Timestamp;

use crate::ctx::{ProjectId, UserId};

/// The id of the domain that always exists.
pub const DEFAULT_DOMAIN: &str = "default";

/// Text that must not be shown: passwords and tokens. Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    pub id: String,
    pub name: String,
    pub is_enabled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub domain: Domain,
    pub is_enabled: bool,
    pub default_project: Option<ProjectId>,
    pub password_hash: Option<Secret>,
    /// Grows when the user's tokens are to die all at once: a new password, a disabling.
    pub epoch: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub id: ProjectId,
    pub name: String,
    pub description: String,
    pub domain: Domain,
    pub is_enabled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub id: String,
    pub name: String,
}

/// Roles that every installation has, each with what it implies at once.
pub const ROLES: &[(&str, &[&str])] = &[
    ("admin", &["manager", "member", "reader"]),
    ("manager", &["member", "reader"]),
    ("member", &["reader"]),
    ("reader", &[]),
    ("service", &[]),
];

/// What a domain is called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomainRef {
    Id(String),
    Name(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserRef {
    Id(String),
    Name { name: String, domain: DomainRef },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectRef {
    Id(String),
    Name { name: String, domain: DomainRef },
}

/// How a caller proves who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthMethod {
    Password { user: UserRef, password: Secret },
    Token(Secret),
}

/// What the token shall be good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeRequest {
    /// The user's default project if that is possible, else nothing.
    Absent,
    Unscoped,
    Project(ProjectRef),
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
    pub project_id: Option<ProjectId>,
    pub methods: Vec<String>,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// The user's epoch at the time of the login.
    pub epoch: i64,
}

/// What a token says, as of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    pub methods: Vec<String>,
    pub user: User,
    pub project: Option<Project>,
    /// Implied ones included.
    pub roles: Vec<Role>,
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
