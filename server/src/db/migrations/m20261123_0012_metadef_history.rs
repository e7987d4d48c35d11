//! What namespaces were before, their texts in other languages, and what was done once for good.

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
    // What led to a version: a JSON list of changes. Outlives the namespace.
    "CREATE TABLE metadef_versions (
        namespace_id bigint NOT NULL,
        version bigint NOT NULL,
        namespace varchar(80) BYTEWISE NOT NULL,
        at bigint NOT NULL,
        user_id text BYTEWISE,
        user_name text BYTEWISE,
        request_id text BYTEWISE NOT NULL,
        changes text BYTEWISE NOT NULL,
        PRIMARY KEY (namespace_id, version)
    )",
    // document is a JSON object of texts.
    "CREATE TABLE metadef_translations (
        id SERIAL KEY,
        namespace_id bigint NOT NULL REFERENCES metadef_namespaces (id) ON DELETE CASCADE,
        language varchar(35) BYTEWISE NOT NULL,
        document text BYTEWISE NOT NULL,
        UNIQUE (namespace_id, language)
    )",
    "CREATE TABLE installation_marks (
        name varchar(80) BYTEWISE PRIMARY KEY,
        at bigint NOT NULL
    )",
];
