//! The SQL side of the ports: connecting, migrating, and building what implements them.
//!
//! The same code serves SQLite and PostgreSQL. `repos/` implements the domain's ports, `sessions`
//! the dashboard's session store; `entities/` and `migrations/` are nobody else's business. No rule of
//! the domain lives here, and no type of the ORM leaves.

mod connect;
mod entities;
mod error;
mod migrations;
mod repos;
mod sessions;
mod text;
mod transaction;

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use sea_orm_migration::MigratorTrait;
use tokio::sync::Semaphore;
use vitrine_domain::Result;

pub use connect::DatabaseSettings;
use error::fault;
use migrations::Migrator;
pub use repos::{AuditRows, CatalogRows, IdentityRows, ImageRows, QuotaRows};
pub use sessions::{OWNER, SessionLimits, SessionRows};

/// Serialises migrations of several servers that start at once on one PostgreSQL: "vitrine" in ASCII.
const MIGRATION_LOCK: i64 = 0x0076_6974_7269_6e65;

/// Which SQL a database speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A pool of connections. Clones share it.
#[derive(Clone, Debug)]
pub struct Database {
    connection: DatabaseConnection,
    /// SQLite has one writer at a time. Writers of this process queue here, in order and without a
    /// connection, instead of polling for the file's lock.
    turn: Option<Arc<Semaphore>>,
}

impl Database {
    /// Opens the pool; fails when the database cannot be reached.
    pub async fn connect(settings: &DatabaseSettings) -> Result<Self> {
        Ok(Self::over(connect::open(settings).await.map_err(fault)?))
    }

    /// Uses a pool that was opened elsewhere.
    #[must_use]
    pub fn over(connection: DatabaseConnection) -> Self {
        let is_sqlite = connection.get_database_backend() == DbBackend::Sqlite;
        Self { connection, turn: is_sqlite.then(|| Arc::new(Semaphore::new(1))) }
    }

    /// Brings the schema up to date, all of it or nothing. Servers that start together take turns.
    pub async fn migrate(&self) -> Result<()> {
        let work = async {
            let tx = self.begin().await?;
            if self.backend() == Backend::Postgres {
                tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
            }
            Migrator::up(&*tx, None).await?;
            tx.commit().await
        };
        work.await.map_err(fault)
    }

    /// Names of the migrations that [`Database::migrate`] would apply. Changes nothing.
    pub async fn pending_migrations(&self) -> Result<Vec<String>> {
        let pending = Migrator::get_pending_migrations_read_only(&self.connection).await.map_err(fault)?;
        Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
    }

    /// Does the database answer?
    pub async fn check(&self) -> Result<()> {
        self.connection.execute_unprepared("SELECT 1").await.map(drop).map_err(fault)
    }

    #[must_use]
    pub fn backend(&self) -> Backend {
        match self.connection.get_database_backend() {
            DbBackend::Sqlite => Backend::Sqlite,
            _ => Backend::Postgres,
        }
    }

    /// The images' rows: the domain's `ImageRepo`.
    #[must_use]
    pub fn images(&self) -> ImageRows {
        ImageRows::new(self.clone())
    }

    /// Users, projects and tokens: the domain's `IdentityRepo`.
    #[must_use]
    pub fn identity(&self) -> IdentityRows {
        IdentityRows::new(self.clone())
    }

    /// Events: the domain's `AuditLog`.
    #[must_use]
    pub fn audit(&self) -> AuditRows {
        AuditRows::new(self.clone())
    }

    /// Limits of projects and what they use: the domain's `LimitRepo`, `LimitSource` and `UsageRepo`.
    #[must_use]
    pub fn quota(&self) -> QuotaRows {
        QuotaRows::new(self.clone())
    }

    /// Services, endpoints and regions: the domain's `CatalogRepo`.
    #[must_use]
    pub fn catalog(&self) -> CatalogRows {
        CatalogRows::new(self.clone())
    }

    /// The dashboard's sessions.
    #[must_use]
    pub fn sessions(&self) -> SessionRows {
        SessionRows::new(self.clone())
    }

    /// Waits for the running statements and closes the pool, for all clones.
    pub async fn close(&self) -> Result<()> {
        self.connection.close_by_ref().await.map_err(fault)
    }
}
