//! Domains, users, projects, roles and tokens: `IdentityRepo` over SQL.

mod assignments;
mod changes;
mod credentials;
mod lists;
mod people;
mod roles;
mod tokens;

use async_trait::async_trait;
use vitrine_domain::identity::model::{
    Assignment, AssignmentFilter, Domain, DomainRef, Held, PeopleFilter, Project, ProjectRef, Role,
    RoleGraph, Secret, Target, TokenRecord, User, UserRef,
};
use vitrine_domain::identity::ports::{PeopleRepo, RoleRepo, TokenRepo};
use vitrine_domain::identity::{AccessRule, Credential, CredentialRepo, Edit};
use vitrine_domain::{DomainId, Error, ProjectId, Result, UserId};
use vitrine_wire::Timestamp;

use crate::db::Database;
use crate::db::error::fault;
use vitrine_domain::page::{Listed, Page};

/// See the module.
#[derive(Clone, Debug)]
pub struct IdentityRows {
    db: Database,
}

impl IdentityRows {
    pub(in crate::db) fn new(db: Database) -> Self {
        Self { db }
    }
}

#[async_trait]
impl PeopleRepo for IdentityRows {
    async fn find_domain(&self, domain: &DomainRef) -> Result<Option<Domain>> {
        people::find_domain(&self.db.connection, domain).await.map_err(fault)
    }

    async fn find_user(&self, user: &UserRef) -> Result<Option<User>> {
        people::find_user(&self.db.connection, user).await.map_err(fault)
    }

    async fn find_project(&self, project: &ProjectRef) -> Result<Option<Project>> {
        people::find_project(&self.db.connection, project).await.map_err(fault)
    }

    async fn list_users(&self, filter: &PeopleFilter, paging: &Page) -> Result<Listed<User>> {
        lists::users(&self.db, filter, paging).await
    }

    async fn list_projects(&self, filter: &PeopleFilter, paging: &Page) -> Result<Listed<Project>> {
        lists::projects(&self.db, filter, paging).await
    }

    async fn list_domains(&self, filter: &PeopleFilter, paging: &Page) -> Result<Listed<Domain>> {
        lists::domains(&self.db, filter, paging).await
    }

    async fn insert_user(&self, user: &User, assignments: &[Assignment]) -> Result<()> {
        changes::insert_user(&self.db, user, assignments).await
    }

    async fn insert_project(&self, project: &Project) -> Result<()> {
        changes::insert_project(&self.db, project).await
    }

    async fn insert_domain(&self, domain: &Domain) -> Result<()> {
        changes::insert_domain(&self.db, domain).await
    }

    async fn update_user(&self, id: &UserId, edit: Edit<'_, User>) -> Result<Option<User>> {
        changes::update_user(&self.db, id, edit).await
    }

    async fn update_project(&self, id: &ProjectId, edit: Edit<'_, Project>) -> Result<Option<Project>> {
        changes::update_project(&self.db, id, edit).await
    }

    async fn update_domain(&self, id: &DomainId, edit: Edit<'_, Domain>) -> Result<Option<Domain>> {
        changes::update_domain(&self.db, id, edit).await
    }

    async fn delete_user(&self, id: &UserId) -> Result<bool> {
        changes::delete_user(&self.db, id).await.map_err(fault)
    }

    async fn delete_project(&self, id: &ProjectId) -> Result<bool> {
        changes::delete_project(&self.db, id).await
    }

    async fn delete_domain(&self, id: &DomainId) -> Result<bool> {
        changes::delete_domain(&self.db, id).await
    }

    async fn set_password(&self, user: &User, hash: &Secret) -> Result<()> {
        let is_set = changes::set_password(&self.db, user, hash).await.map_err(fault)?;
        if is_set { Ok(()) } else { Err(Error::Unauthenticated) }
    }

    async fn replace_hash(&self, user: &UserId, old: &Secret, new: &Secret) -> Result<()> {
        changes::replace_hash(&self.db, user, old, new).await.map_err(fault)
    }
}

#[async_trait]
impl RoleRepo for IdentityRows {
    async fn role_graph(&self) -> Result<RoleGraph> {
        roles::graph(&self.db.connection).await.map_err(fault)
    }

    async fn insert_role(&self, role: &Role) -> Result<()> {
        roles::insert_role(&self.db, role).await.map_err(|error| roles::taken(error, role))
    }

    async fn update_role(&self, id: &str, edit: Edit<'_, Role>) -> Result<Option<Role>> {
        roles::update_role(&self.db, id, edit).await
    }

    async fn delete_role(&self, id: &str) -> Result<bool> {
        roles::delete_role(&self.db, id).await.map_err(fault)
    }

    async fn imply(&self, prior: &str, implied: &str) -> Result<()> {
        roles::imply(&self.db, prior, implied).await.map_err(changes::vanished)
    }

    async fn end_implication(&self, prior: &str, implied: &str) -> Result<bool> {
        roles::end_implication(&self.db, prior, implied).await.map_err(fault)
    }

    async fn assign(&self, assignment: &Assignment) -> Result<()> {
        assignments::assign(&self.db, assignment).await.map_err(changes::vanished)
    }

    async fn unassign(&self, assignment: &Assignment) -> Result<bool> {
        assignments::unassign(&self.db, assignment).await.map_err(fault)
    }

    async fn assignments(&self, filter: &AssignmentFilter) -> Result<Vec<Held>> {
        assignments::list(&self.db.connection, filter).await.map_err(fault)
    }

    async fn direct_roles(&self, user: &UserId, target: &Target) -> Result<Vec<String>> {
        assignments::direct(&self.db.connection, user, target).await.map_err(fault)
    }

    async fn projects_of(&self, user: &UserId) -> Result<Vec<Project>> {
        assignments::projects_of(&self.db.connection, user).await.map_err(fault)
    }

    async fn domains_of(&self, user: &UserId) -> Result<Vec<Domain>> {
        assignments::domains_of(&self.db.connection, user).await.map_err(fault)
    }
}

#[async_trait]
impl TokenRepo for IdentityRows {
    async fn insert_token(&self, token: &TokenRecord, most: u64) -> Result<()> {
        let is_rooted = tokens::insert(&self.db, token, most).await.map_err(fault)?;
        if is_rooted { Ok(()) } else { Err(Error::Unauthenticated) }
    }

    async fn find_token(&self, digest: &str) -> Result<Option<TokenRecord>> {
        tokens::find(&self.db.connection, digest).await.map_err(fault)
    }

    async fn revoke_token(&self, token: &TokenRecord) -> Result<bool> {
        tokens::revoke(&self.db, token).await.map_err(fault)
    }

    async fn prune_tokens(&self, at: Timestamp) -> Result<u64> {
        tokens::prune(&self.db, at).await.map_err(fault)
    }
}

#[async_trait]
impl CredentialRepo for IdentityRows {
    async fn insert_credential(&self, credential: &Credential, limit: usize) -> Result<()> {
        credentials::insert(&self.db, credential, limit).await
    }

    async fn find_credential(&self, id: &str) -> Result<Option<Credential>> {
        credentials::find(&self.db.connection, id).await.map_err(fault)
    }

    async fn find_credential_named(&self, user: &UserId, name: &str) -> Result<Option<Credential>> {
        credentials::find_named(&self.db.connection, user, name).await.map_err(fault)
    }

    async fn list_credentials(&self, user: &UserId) -> Result<Vec<Credential>> {
        credentials::list(&self.db.connection, user).await.map_err(fault)
    }

    async fn delete_credential(&self, user: &UserId, id: &str) -> Result<bool> {
        credentials::delete(&self.db, user, id).await.map_err(fault)
    }

    async fn list_access_rules(&self, user: &UserId) -> Result<Vec<AccessRule>> {
        credentials::list_rules(&self.db.connection, user).await.map_err(fault)
    }

    async fn delete_access_rule(&self, user: &UserId, id: &str) -> Result<bool> {
        credentials::delete_rule(&self.db, user, id).await
    }
}
