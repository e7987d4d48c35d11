//! Domains, users, projects, roles and tokens: `IdentityRepo` over SQL.

mod people;
mod roles;
mod tokens;

use async_trait::async_trait;
use vitrine_domain::error::{Clash, Missing};
use vitrine_domain::identity::model::{
    Assignment, Domain, DomainRef, Project, ProjectRef, RoleGraph, Secret, Target, TokenRecord, User, UserRef,
};
use vitrine_domain::identity::ports::{PeopleRepo, RoleRepo, TokenRepo};
use vitrine_domain::{Error, Result, UserId};
use vitrine_wire::Timestamp;

use crate::db::Database;
use crate::db::error::{duplicate, fault};

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

    async fn list_users(&self) -> Result<Vec<User>> {
        people::list_users(&self.db.connection).await.map_err(fault)
    }

    async fn list_projects(&self) -> Result<Vec<Project>> {
        people::list_projects(&self.db.connection).await.map_err(fault)
    }

    async fn insert_user(&self, user: &User, assignments: &[Assignment]) -> Result<()> {
        let inserted = people::insert_user(&self.db, user, assignments).await;
        inserted.map_err(|error| duplicate(error, Clash::Name { name: user.name.clone() }))
    }

    async fn insert_project(&self, project: &Project) -> Result<()> {
        let inserted = people::insert_project(&self.db, project).await;
        inserted.map_err(|error| duplicate(error, Clash::Name { name: project.name.clone() }))
    }

    async fn set_password(&self, user: &UserId, hash: &Secret) -> Result<()> {
        let is_set = people::set_password(&self.db, user, hash).await.map_err(fault)?;
        if is_set { Ok(()) } else { Err(Error::NotFound(Missing::User(user.to_string()))) }
    }
}

#[async_trait]
impl RoleRepo for IdentityRows {
    async fn role_graph(&self) -> Result<RoleGraph> {
        roles::graph(&self.db.connection).await.map_err(fault)
    }

    async fn assign(&self, assignment: &Assignment) -> Result<()> {
        roles::assign(&self.db, assignment).await.map_err(fault)
    }

    async fn direct_roles(&self, user: &UserId, target: &Target) -> Result<Vec<String>> {
        roles::direct(&self.db.connection, user, target).await.map_err(fault)
    }

    async fn projects_of(&self, user: &UserId) -> Result<Vec<Project>> {
        roles::projects_of(&self.db.connection, user).await.map_err(fault)
    }

    async fn domains_of(&self, user: &UserId) -> Result<Vec<Domain>> {
        roles::domains_of(&self.db.connection, user).await.map_err(fault)
    }
}

#[async_trait]
impl TokenRepo for IdentityRows {
    async fn insert_token(&self, token: &TokenRecord) -> Result<()> {
        let is_rooted = tokens::insert(&self.db, token).await.map_err(fault)?;
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
