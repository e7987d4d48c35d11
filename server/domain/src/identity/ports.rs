//! What identity needs from the outside.

use async_trait::async_trait;
use vitrine_wire::Timestamp;

use super::model::{Project, ProjectRef, Role, Secret, TokenRecord, User, UserRef};
use crate::ctx::{ProjectId, UserId};
use crate::error::Result;

/// Rows of the identity service. Each method is one transaction.
#[async_trait]
pub trait IdentityRepo: Send + Sync {
    async fn find_user(&self, user: &UserRef) -> Result<Option<User>>;
    async fn find_project(&self, project: &ProjectRef) -> Result<Option<Project>>;

    async fn list_users(&self) -> Result<Vec<User>>;
    async fn list_projects(&self) -> Result<Vec<Project>>;
    async fn list_roles(&self) -> Result<Vec<Role>>;

    /// Adds a user, with a role (by name) on the default project if one is given, or not at all.
    /// [`crate::error::Clash::Name`] when the domain has a user of that name.
    async fn insert_user(&self, user: &User, role: Option<&str>) -> Result<()>;
    /// [`crate::error::Clash::Name`] when the domain has a project of that name.
    async fn insert_project(&self, project: &Project) -> Result<()>;
    /// Sets the password and ends all tokens of the user.
    async fn set_password(&self, user: &UserId, hash: &Secret) -> Result<()>;
    /// Grants a role by name; granting twice is once.
    async fn grant(&self, user: &UserId, project: &ProjectId, role: &str) -> Result<()>;

    /// Names of the roles a user was granted on a project, implied ones not included.
    async fn direct_roles(&self, user: &UserId, project: &ProjectId) -> Result<Vec<String>>;
    /// Enabled projects in which the user has a role, by name.
    async fn projects_of(&self, user: &UserId) -> Result<Vec<Project>>;

    async fn insert_token(&self, token: &TokenRecord) -> Result<()>;
    /// A token that was not revoked.
    async fn find_token(&self, digest: &str) -> Result<Option<TokenRecord>>;
    /// Revokes a token, and all that came from it when it was a login's. False if it was gone.
    async fn revoke_token(&self, token: &TokenRecord) -> Result<bool>;
    /// Forgets tokens that expired before `at`.
    async fn prune_tokens(&self, at: Timestamp) -> Result<u64>;
}

/// Slow hashing of passwords, in a bounded pool.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    async fn hash(&self, password: &Secret) -> Result<Secret>;

    /// Does the password fit? Without a hash it takes as long and says no.
    async fn verify(&self, hash: Option<&Secret>, password: &Secret) -> Result<bool>;
}

/// Makes tokens and the digests under which they are stored.
pub trait TokenMint: Send + Sync {
    /// 256 random bits, safe in a header.
    fn token(&self) -> Secret;
    /// 128 random bits, URL-safe.
    fn audit_id(&self) -> String;
    /// A keyed digest of a token.
    fn digest(&self, token: &Secret) -> String;
}
