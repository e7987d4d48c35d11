//! Users, projects, roles and tokens: [`IdentityRepo`] over SQL.

mod people;
mod tokens;

use async_trait::async_trait;
use vitrine_domain::error::{Clash, Missing};
use vitrine_domain::identity::model::{Project, ProjectRef, Role, Secret, TokenRecord, User, UserRef};
use vitrine_domain::identity::ports::IdentityRepo;
use vitrine_domain::{Error, ProjectId, Result, UserId};
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
impl IdentityRepo for IdentityRows {
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

    async fn list_roles(&self) -> Result<Vec<Role>> {
        people::list_roles(&self.db.connection).await.map_err(fault)
    }

    async fn insert_user(&self, user: &User, role: Option<&str>) -> Result<()> {
        let inserted = people::insert_user(&self.db, user, role).await;
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

    async fn grant(&self, user: &UserId, project: &ProjectId, role: &str) -> Result<()> {
        people::grant(&self.db, user, project, role).await.map_err(fault)
    }

    async fn direct_roles(&self, user: &UserId, project: &ProjectId) -> Result<Vec<String>> {
        people::direct_roles(&self.db.connection, user, project).await.map_err(fault)
    }

    async fn projects_of(&self, user: &UserId) -> Result<Vec<Project>> {
        people::projects_of(&self.db.connection, user).await.map_err(fault)
    }

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
