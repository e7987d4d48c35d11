//! The catalog of metadata definitions.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        run(manager, INDEXES).await
    }
}

const TABLES: &[&str] = &[
    // Moments are microseconds since the epoch. The version grows with every change of the namespace or of
    // what it holds. The *_key columns are what lists sort by, where nothing counts as ''.
    "CREATE TABLE metadef_namespaces (
        id SERIAL KEY,
        name varchar(80) BYTEWISE NOT NULL UNIQUE,
        display_name varchar(80) BYTEWISE,
        description text BYTEWISE,
        visibility varchar(32) BYTEWISE NOT NULL,
        protected boolean NOT NULL,
        owner varchar(255) BYTEWISE NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        version bigint NOT NULL,
        display_name_key varchar(80) BYTEWISE NOT NULL GENERATED ALWAYS AS (COALESCE(display_name, '')) STORED,
        description_key text BYTEWISE NOT NULL GENERATED ALWAYS AS (COALESCE(description, '')) STORED
    )",
    // required is a JSON list, properties a JSON object of definitions.
    "CREATE TABLE metadef_objects (
        id SERIAL KEY,
        namespace_id bigint NOT NULL REFERENCES metadef_namespaces (id) ON DELETE CASCADE,
        name varchar(80) BYTEWISE NOT NULL,
        description text BYTEWISE,
        required text BYTEWISE NOT NULL,
        properties text BYTEWISE NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        UNIQUE (namespace_id, name)
    )",
    // definition is a JSON object.
    "CREATE TABLE metadef_properties (
        id SERIAL KEY,
        namespace_id bigint NOT NULL REFERENCES metadef_namespaces (id) ON DELETE CASCADE,
        name varchar(80) BYTEWISE NOT NULL,
        definition text BYTEWISE NOT NULL,
        UNIQUE (namespace_id, name)
    )",
    "CREATE TABLE metadef_tags (
        id SERIAL KEY,
        namespace_id bigint NOT NULL REFERENCES metadef_namespaces (id) ON DELETE CASCADE,
        name varchar(80) BYTEWISE NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        UNIQUE (namespace_id, name)
    )",
    // Types stay when their last association goes. protected: it came with a catalog file.
    "CREATE TABLE metadef_resource_types (
        id SERIAL KEY,
        name varchar(80) BYTEWISE NOT NULL UNIQUE,
        protected boolean NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL
    )",
    "CREATE TABLE metadef_associations (
        id SERIAL KEY,
        namespace_id bigint NOT NULL REFERENCES metadef_namespaces (id) ON DELETE CASCADE,
        resource_type_id bigint NOT NULL REFERENCES metadef_resource_types (id),
        prefix varchar(80) BYTEWISE,
        properties_target varchar(80) BYTEWISE,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        UNIQUE (namespace_id, resource_type_id)
    )",
];

const INDEXES: &[&str] = &[
    "CREATE INDEX metadef_namespaces_by_creation ON metadef_namespaces (created_at, id)",
    "CREATE INDEX metadef_namespaces_by_owner ON metadef_namespaces (owner, created_at, id)",
    "CREATE INDEX metadef_associations_by_type ON metadef_associations (resource_type_id)",
];
