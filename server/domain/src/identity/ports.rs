//! What identity needs from the outside.

use async_trait::async_trait;
use vitrine_wire::Timestamp;

use super::model::{
    AccessRule, Assignment, AssignmentFilter, Credential, Domain, DomainRef, Held, PeopleFilter, Project,
    ProjectRef, Role, RoleGraph, Secret, Target, TokenRecord, User, UserRef,
};
use crate::ctx::{DomainId, ProjectId, UserId};
use crate::error::Result;
use crate::page::{Listed, Page};

/// All rows of the identity service.
pub trait IdentityRepo: PeopleRepo + RoleRepo + TokenRepo + CredentialRepo {}

impl<T: PeopleRepo + RoleRepo + TokenRepo + CredentialRepo> IdentityRepo for T {}

/// A change to a row, given the row of the moment.
pub type Edit<'a, T> = &'a (dyn Fn(&mut T) -> Result<()> + Send + Sync);

/// Domains, users and projects. Each method is one transaction.
#[async_trait]
pub trait PeopleRepo: Send + Sync {
    async fn find_domain(&self, domain: &DomainRef) -> Result<Option<Domain>>;
    async fn find_user(&self, user: &UserRef) -> Result<Option<User>>;
    async fn find_project(&self, project: &ProjectRef) -> Result<Option<Project>>;

    /// [`crate::error::NoSuch::Marker`] when there is no row to begin behind; likewise the other lists.
    async fn list_users(&self, filter: &PeopleFilter, paging: &Page) -> Result<Listed<User>>;
    async fn list_projects(&self, filter: &PeopleFilter, paging: &Page) -> Result<Listed<Project>>;
    async fn list_domains(&self, filter: &PeopleFilter, paging: &Page) -> Result<Listed<Domain>>;

    /// Adds a user with these assignments, or not at all.
    /// [`crate::error::Taken`] when the domain has a user of that name; likewise below.
    async fn insert_user(&self, user: &User, assignments: &[Assignment]) -> Result<()>;
    async fn insert_project(&self, project: &Project) -> Result<()>;
    async fn insert_domain(&self, domain: &Domain) -> Result<()>;

    /// Edits the row as it is now, while nobody else can; nothing when it is gone. The edit's refusal
    /// leaves it as it was. A higher epoch ends the user's tokens.
    async fn update_user(&self, id: &UserId, edit: Edit<'_, User>) -> Result<Option<User>>;
    /// Refuses to disable a project with children that are enabled.
    async fn update_project(&self, id: &ProjectId, edit: Edit<'_, Project>) -> Result<Option<Project>>;
    async fn update_domain(&self, id: &DomainId, edit: Edit<'_, Domain>) -> Result<Option<Domain>>;

    /// Removes a user with assignments and tokens; false if it was gone. Likewise below.
    async fn delete_user(&self, id: &UserId) -> Result<bool>;
    /// Refuses when the project has children.
    async fn delete_project(&self, id: &ProjectId) -> Result<bool>;
    /// With all its users and projects. Refuses when the domain is enabled.
    async fn delete_domain(&self, id: &DomainId) -> Result<bool>;
    /// Sets the password and ends all tokens of the user.
    ///
    /// Unauthenticated when the user's epoch is another by now: the old password counts no more.
    async fn set_password(&self, user: &User, hash: &Secret) -> Result<()>;
    /// Puts another hash of the same password in the place of `old`, if that is still there. Tokens and
    /// sessions go on.
    async fn replace_hash(&self, user: &UserId, old: &Secret, new: &Secret) -> Result<()>;
}

/// Roles and who holds them. Each method is one transaction.
#[async_trait]
pub trait RoleRepo: Send + Sync {
    /// All roles by name, and what they imply.
    async fn role_graph(&self) -> Result<RoleGraph>;
    async fn insert_role(&self, role: &Role) -> Result<()>;
    async fn update_role(&self, id: &str, edit: Edit<'_, Role>) -> Result<Option<Role>>;
    /// With what it implies, what implies it and its assignments.
    async fn delete_role(&self, id: &str) -> Result<bool>;
    /// Implying twice is once.
    async fn imply(&self, prior: &str, implied: &str) -> Result<()>;
    async fn end_implication(&self, prior: &str, implied: &str) -> Result<bool>;

    /// Granting twice is once.
    async fn assign(&self, assignment: &Assignment) -> Result<()>;
    async fn unassign(&self, assignment: &Assignment) -> Result<bool>;
    /// What was assigned, implied roles not included.
    async fn assignments(&self, filter: &AssignmentFilter) -> Result<Vec<Held>>;
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
    /// The user's oldest tokens give way where there would be more than `most`.
    async fn insert_token(&self, token: &TokenRecord, most: u64) -> Result<()>;
    /// A token that was not revoked.
    async fn find_token(&self, digest: &str) -> Result<Option<TokenRecord>>;
    /// Revokes a token, and all that came from it when it was a login's. False if it was gone.
    async fn revoke_token(&self, token: &TokenRecord) -> Result<bool>;
    /// Forgets tokens that expired before `at`.
    async fn prune_tokens(&self, at: Timestamp) -> Result<u64>;
}

/// Application credentials. Each method is one transaction.
#[async_trait]
pub trait CredentialRepo: Send + Sync {
    /// [`crate::error::Taken::Credential`] when the user has one of that name; too large where the user
    /// has `limit` already. Access rules that the user has keep their ids.
    async fn insert_credential(&self, credential: &Credential, limit: usize) -> Result<()>;
    async fn find_credential(&self, id: &str) -> Result<Option<Credential>>;
    async fn find_credential_named(&self, user: &UserId, name: &str) -> Result<Option<Credential>>;
    /// By name.
    async fn list_credentials(&self, user: &UserId) -> Result<Vec<Credential>>;
    /// Ends its tokens too. False if the user has none of this id.
    async fn delete_credential(&self, user: &UserId, id: &str) -> Result<bool>;
    async fn list_access_rules(&self, user: &UserId) -> Result<Vec<AccessRule>>;
    /// [`crate::error::Barrier::RuleInUse`] while a credential has it. False if the user has none of
    /// this id.
    async fn delete_access_rule(&self, user: &UserId, id: &str) -> Result<bool>;
}

/// Slow hashing of passwords, in a bounded pool.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    async fn hash(&self, password: &Secret) -> Result<Secret>;

    /// Does the password fit? Without a hash it takes as long and says no.
    async fn verify(&self, hash: Option<&Secret>, password: &Secret) -> Result<bool>;

    /// Was it cheaper to make than a hash is now?
    fn is_outdated(&self, hash: &Secret) -> bool;
}

/// Makes tokens and the digests under which they are stored.
pub trait TokenMint: Send + Sync {
    /// 256 random bits, safe in a header.
    fn token(&self) -> Secret;
    /// 512 random bits, URL-safe.
    fn secret(&self) -> Secret;
    /// 128 random bits, URL-safe.
    fn audit_id(&self) -> String;
    /// A keyed digest of a token.
    fn digest(&self, token: &Secret) -> String;
}
