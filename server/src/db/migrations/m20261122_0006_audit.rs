//! The audit: events, newest looked at first.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    // Refers to no other table: what happened stays true when users and projects are gone.
    "CREATE TABLE audit_events (
        id SERIAL KEY,
        at bigint NOT NULL,
        request_id text BYTEWISE NOT NULL,
        user_id text BYTEWISE,
        user_name text BYTEWISE,
        project_id text BYTEWISE,
        address text BYTEWISE,
        action varchar(64) BYTEWISE NOT NULL,
        target_kind varchar(64) BYTEWISE NOT NULL,
        target_id text BYTEWISE NOT NULL,
        outcome varchar(16) BYTEWISE NOT NULL,
        code varchar(64) BYTEWISE,
        fields text BYTEWISE NOT NULL,
        repeats bigint NOT NULL
    )",
    // One for each filter, in the order of the list. Ids are looked for by their beginning.
    "CREATE INDEX audit_by_time ON audit_events (at, id)",
    "CREATE INDEX audit_by_user ON audit_events (substr(user_id, 1, 64), at, id)",
    "CREATE INDEX audit_by_project ON audit_events (substr(project_id, 1, 64), at, id)",
    "CREATE INDEX audit_by_target ON audit_events (substr(target_id, 1, 64), at, id)",
    "CREATE INDEX audit_by_action ON audit_events (action, at, id)",
    "CREATE INDEX audit_by_outcome ON audit_events (outcome, at, id)",
];
