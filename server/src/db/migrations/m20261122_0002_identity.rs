//! Domains, projects, users, roles and tokens, with the domain and the roles that always exist.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        run(manager, SEED).await
    }
}

const TABLES: &[&str] = &[
    "CREATE TABLE domains (
        id varchar(64) BYTEWISE PRIMARY KEY,
        name varchar(64) BYTEWISE NOT NULL UNIQUE,
        enabled boolean NOT NULL
    )",
    "CREATE TABLE projects (
        id varchar(64) BYTEWISE PRIMARY KEY,
        name varchar(64) BYTEWISE NOT NULL,
        description text BYTEWISE NOT NULL,
        domain_id varchar(64) BYTEWISE NOT NULL REFERENCES domains (id),
        enabled boolean NOT NULL,
        UNIQUE (domain_id, name)
    )",
    // A higher epoch ends all tokens and sessions that were begun under a lower one.
    "CREATE TABLE users (
        id varchar(64) BYTEWISE PRIMARY KEY,
        name varchar(255) BYTEWISE NOT NULL,
        domain_id varchar(64) BYTEWISE NOT NULL REFERENCES domains (id),
        enabled boolean NOT NULL,
        default_project_id varchar(64) BYTEWISE REFERENCES projects (id) ON DELETE SET NULL,
        password_hash text BYTEWISE,
        epoch bigint NOT NULL,
        UNIQUE (domain_id, name)
    )",
    "CREATE TABLE roles (
        id varchar(64) BYTEWISE PRIMARY KEY,
        name varchar(255) BYTEWISE NOT NULL UNIQUE
    )",
    "CREATE TABLE grants (
        user_id varchar(64) BYTEWISE NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        project_id varchar(64) BYTEWISE NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        role_id varchar(64) BYTEWISE NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
        PRIMARY KEY (user_id, project_id, role_id)
    )",
    // Only digests of tokens are kept. methods are words with commas between.
    "CREATE TABLE tokens (
        digest varchar(128) BYTEWISE PRIMARY KEY,
        audit_id varchar(64) BYTEWISE NOT NULL,
        root_audit_id varchar(64) BYTEWISE NOT NULL,
        user_id varchar(64) BYTEWISE NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        project_id varchar(64) BYTEWISE REFERENCES projects (id) ON DELETE CASCADE,
        methods varchar(255) BYTEWISE NOT NULL,
        issued_at bigint NOT NULL,
        expires_at bigint NOT NULL,
        epoch bigint NOT NULL
    )",
    "CREATE INDEX tokens_by_root ON tokens (root_audit_id)",
    "CREATE INDEX tokens_by_expiry ON tokens (expires_at)",
    "CREATE INDEX tokens_by_user ON tokens (user_id)",
    "CREATE INDEX tokens_by_project ON tokens (project_id)",
    "CREATE INDEX grants_by_project ON grants (project_id)",
];

const SEED: &[&str] = &[
    "INSERT INTO domains (id, name, enabled) VALUES ('default', 'Default', true)",
    "INSERT INTO roles (id, name) VALUES
        ('b3e5f6a41c7d4c0f9a52d8e07f1b6c34', 'admin'),
        ('5d0c9e7b2f8a4163b4e6a1d93c7f0e82', 'manager'),
        ('9a17c2d46be340f58f03e5b7d1c8a96e', 'member'),
        ('e24b80f95a6c4d37a1d9c6f3b70e5218', 'reader'),
        ('07f6d3ba81e94c52b60a9e4c5d72f13b', 'service')",
];
