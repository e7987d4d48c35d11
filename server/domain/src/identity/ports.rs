//! What identity needs from the outside.

use async_trait::async_trait;
use vitrine_wire::Timestamp;

use super::model::{
    Assignment, Domain, DomainRef, Project, ProjectRef, RoleGraph, Secret, Target, TokenRecord, User, UserRef,
};
use crate::ctx::UserId;
use crate::error::Result;

/// All rows of the identity service.
pub trait IdentityRepo: PeopleRepo + RoleRepo + TokenRepo {}

impl<T: PeopleRepo + RoleRepo + TokenRepo> IdentityRepo for T {}

/// Domains, users and projects. Each method is one transaction.
#[async_trait]
pub trait PeopleRepo: Send + Sync {
    async fn find_domain(&self, domain: &DomainRef) -> Result<Option<Domain>>;
    async fn find_user(&self, user: &UserRef) -> Result<Option<User>>;
    async fn find_project(&self, project: &ProjectRef) -> Result<Option<Project>>;

    async fn list_users(&self) -> Result<Vec<User>>;
    async fn list_projects(&self) -> Result<Vec<Project>>;

    /// Adds a user with these assignments, or not at all.
    /// [`crate::error::Clash::Name`] when the domain has a user of that name.
    async fn insert_user(&self, user: &User, assignments: &[Assignment]) -> Result<()>;
    /// [`crate::error::Clash::Name`] when the domain has a project of that name.
    async fn insert_project(&self, project: &Project) -> Result<()>;
    /// Sets the password and ends all tokens of the user.
    async fn set_password(&self, user: &UserId, hash: &Secret) -> Result<()>;
}

/// Roles and who holds them. Each method is one transaction.
#[async_trait]
pub trait RoleRepo: Send + Sync {
    /// All roles by name, and what they imply.
    async fn role_graph(&self) -> Result<RoleGraph>;
    /// Granting twice is once.
    async fn assign(&self, assignment: &Assignment) -> Result<()>;
    /// Ids of the roles that a user was given there, implied ones not included.
    async fn direct_roles(&self, user: &UserId, target: &Target) -> Result<Vec<String>>;
    /// Enabled projects in which the user has a role, by name.
    async fn projects_of(&self, user: &UserId) -> Result<Vec<Project>>;
    /// Enabled domains on which the user has a role, by name.
    async fn domains_of(&self, user: &UserId) -> Result<Vec<Domain>>;
}

/// Tokens. Each method is one transaction.
#[async_trait]
pub trait TokenRepo: Send + Sync {
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
