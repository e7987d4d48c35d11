//! How strictly namespaces of definitions are applied to images.

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

/// Most namespaces are off: each change of an image looks for those that are not.
const CHANGES: &[&str] = &[
    "ALTER TABLE metadef_namespaces ADD COLUMN enforcement varchar(8) BYTEWISE NOT NULL DEFAULT 'off'",
    "CREATE INDEX metadef_namespaces_enforced ON metadef_namespaces (id) WHERE enforcement <> 'off'",
];
