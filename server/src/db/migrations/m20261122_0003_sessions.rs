//! The dashboard's sessions.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }
}

const TABLES: &[&str] = &[
    "CREATE TABLE sessions (
        id_digest varchar(64) BYTEWISE PRIMARY KEY,
        data text BYTEWISE NOT NULL,
        expires_at bigint NOT NULL
    )",
    "CREATE INDEX sessions_by_expiry ON sessions (expires_at)",
];
