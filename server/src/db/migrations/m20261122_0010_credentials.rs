//! Application credentials, their roles, and the access rules that a user's credentials share.

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

/// A rule that a credential has cannot go: without its rules the credential would be good for everything.
const TABLES: &[&str] = &[
    "CREATE TABLE credentials (
        id varchar(64) BYTEWISE PRIMARY KEY,
        user_id varchar(64) BYTEWISE NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        project_id varchar(64) BYTEWISE NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        name varchar(255) BYTEWISE NOT NULL,
        description text BYTEWISE,
        secret_hash text BYTEWISE NOT NULL,
        expires_at bigint,
        unrestricted boolean,
        UNIQUE (user_id, name)
    )",
    "CREATE TABLE credential_roles (
        credential_id varchar(64) BYTEWISE NOT NULL REFERENCES credentials (id) ON DELETE CASCADE,
        role_id varchar(64) BYTEWISE NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
        PRIMARY KEY (credential_id, role_id)
    )",
    "CREATE TABLE access_rules (
        id varchar(64) BYTEWISE PRIMARY KEY,
        user_id varchar(64) BYTEWISE NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        service varchar(255) BYTEWISE NOT NULL,
        method varchar(16) BYTEWISE NOT NULL,
        path text BYTEWISE NOT NULL,
        UNIQUE (user_id, service, method, path)
    )",
    "CREATE TABLE credential_rules (
        credential_id varchar(64) BYTEWISE NOT NULL REFERENCES credentials (id) ON DELETE CASCADE,
        rule_id varchar(64) BYTEWISE NOT NULL REFERENCES access_rules (id),
        PRIMARY KEY (credential_id, rule_id)
    )",
    "CREATE INDEX credentials_by_project ON credentials (project_id)",
    "CREATE INDEX credential_roles_by_role ON credential_roles (role_id)",
    "CREATE INDEX credential_rules_by_rule ON credential_rules (rule_id)",
];
