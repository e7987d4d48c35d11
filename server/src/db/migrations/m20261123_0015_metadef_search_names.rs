//! The index of the catalog: names of any length, and keys that are looked up instead of kept.

use sea_orm::{DbBackend, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite does not enforce lengths.
        if manager.get_database_backend() == DbBackend::Postgres {
            run(manager, POSTGRES).await?;
        }
        run(manager, CHANGES).await
    }
}

/// Properties in objects have longer names than the rest.
const POSTGRES: &[&str] = &["ALTER TABLE metadef_search ALTER COLUMN name TYPE text BYTEWISE"];

const CHANGES: &[&str] = &[
    "ALTER TABLE metadef_search DROP COLUMN keys",
    // All of it is indexed again.
    "UPDATE metadef_namespaces SET indexed_version = 0",
];
