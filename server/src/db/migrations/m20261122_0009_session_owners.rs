//! Sessions know whose they are: all those of a user can be ended, and counted.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, CHANGES).await
    }
}

const CHANGES: &[&str] = &[
    // Whose they were is not known: everybody signs in once more.
    "DELETE FROM sessions",
    "ALTER TABLE sessions ADD COLUMN user_id varchar(64) BYTEWISE NOT NULL DEFAULT ''",
    "ALTER TABLE sessions ADD COLUMN created_at bigint NOT NULL DEFAULT 0",
    "CREATE INDEX sessions_by_user ON sessions (user_id, created_at)",
];
