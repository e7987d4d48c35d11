//! Limits of projects, and the room that running uploads hold.

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
    "CREATE TABLE registered_limits (
        id varchar(64) BYTEWISE PRIMARY KEY,
        service_id varchar(64) BYTEWISE NOT NULL,
        region_id varchar(255) BYTEWISE,
        resource_name varchar(255) BYTEWISE NOT NULL,
        default_limit bigint NOT NULL,
        description text BYTEWISE
    )",
    // No region is one of its own.
    "CREATE UNIQUE INDEX registered_limits_once
        ON registered_limits (service_id, COALESCE(region_id, ''), resource_name)",
    "CREATE INDEX registered_limits_by_resource ON registered_limits (resource_name)",
    "CREATE TABLE project_limits (
        id varchar(64) BYTEWISE PRIMARY KEY,
        project_id varchar(64) BYTEWISE NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        registered_limit_id varchar(64) BYTEWISE NOT NULL REFERENCES registered_limits (id),
        resource_limit bigint NOT NULL,
        description text BYTEWISE,
        UNIQUE (project_id, registered_limit_id)
    )",
    "CREATE INDEX project_limits_by_registered ON project_limits (registered_limit_id)",
    // Refers to no image: an upload whose image is deleted holds its room until its bytes are gone.
    "CREATE TABLE upload_reservations (
        generation varchar(64) BYTEWISE PRIMARY KEY,
        image_id varchar(36) BYTEWISE NOT NULL,
        project_id varchar(255) BYTEWISE NOT NULL,
        node varchar(255) BYTEWISE NOT NULL,
        bytes bigint NOT NULL,
        created_at bigint NOT NULL
    )",
    "CREATE INDEX upload_reservations_by_project ON upload_reservations (project_id)",
    "CREATE INDEX upload_reservations_by_node ON upload_reservations (node)",
];
