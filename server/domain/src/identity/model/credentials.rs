//! Application credentials: what a program logs in with in place of its user's password.

use vitrine_wire::Timestamp;

use super::{Role, Secret, UserRef};
use crate::ctx::{ProjectId, UserId};

/// A request that a credential is good for. In `path`, `*` and `{name}` stand for one part, `**` for
/// anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRule {
    pub id: String,
    /// The type of the service, as the catalog has it.
    pub service: String,
    pub method: String,
    pub path: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    pub id: String,
    pub user: UserId,
    pub project: ProjectId,
    pub name: String,
    pub description: Option<String>,
    pub secret_hash: Secret,
    pub expires_at: Option<Timestamp>,
    /// May its tokens manage credentials? As the maker said it, or did not.
    pub is_unrestricted: Option<bool>,
    /// Implied ones included.
    pub roles: Vec<Role>,
    /// None: good for every request that the roles allow.
    pub access_rules: Vec<AccessRule>,
}

impl Credential {
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        self.is_unrestricted != Some(true)
    }
}

/// What a credential is called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialRef {
    Id(String),
    Name { name: String, user: UserRef },
}

impl CredentialRef {
    /// The id; or the name, which is the user's own choice.
    #[must_use]
    pub fn account(&self) -> &str {
        match self {
            Self::Id(account) | Self::Name { name: account, .. } => account,
        }
    }
}

/// What a role is called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleRef {
    Id(String),
    Name(String),
}

#[derive(Clone, Debug)]
pub struct NewAccessRule {
    pub service: String,
    pub method: String,
    pub path: String,
}

#[derive(Clone, Debug)]
pub struct NewCredential {
    pub name: String,
    pub description: Option<String>,
    /// A random one when absent.
    pub secret: Option<Secret>,
    /// All roles of the token when absent.
    pub roles: Option<Vec<RoleRef>>,
    pub expires_at: Option<Timestamp>,
    pub is_unrestricted: Option<bool>,
    pub access_rules: Option<Vec<NewAccessRule>>,
}
