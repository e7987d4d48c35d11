//! Services, endpoints and regions.

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
    "CREATE TABLE regions (
        id varchar(255) BYTEWISE PRIMARY KEY,
        description text BYTEWISE NOT NULL,
        parent_id varchar(255) BYTEWISE REFERENCES regions (id) ON DELETE CASCADE
    )",
    "CREATE TABLE services (
        id varchar(64) BYTEWISE PRIMARY KEY,
        kind varchar(255) BYTEWISE NOT NULL,
        name varchar(255) BYTEWISE NOT NULL,
        description text BYTEWISE,
        enabled boolean NOT NULL
    )",
    // A url that begins with a slash is a path of this server.
    "CREATE TABLE endpoints (
        id varchar(64) BYTEWISE PRIMARY KEY,
        service_id varchar(64) BYTEWISE NOT NULL REFERENCES services (id) ON DELETE CASCADE,
        interface varchar(16) BYTEWISE NOT NULL,
        region_id varchar(255) BYTEWISE REFERENCES regions (id),
        url text BYTEWISE NOT NULL,
        enabled boolean NOT NULL
    )",
    "CREATE INDEX regions_by_parent ON regions (parent_id)",
    "CREATE INDEX endpoints_by_service ON endpoints (service_id)",
    "CREATE INDEX endpoints_by_region ON endpoints (region_id)",
];
