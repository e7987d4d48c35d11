//! The catalog: images, what hangs on them, and the processes that upload.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        run(manager, SORT_INDEXES).await?;
        run(manager, OTHER_INDEXES).await
    }
}

const TABLES: &[&str] = &[
    // Every id that was ever used. Rows stay for good: an id must not come back with other content,
    // not even when its image was purged.
    "CREATE TABLE image_ids (id varchar(36) BYTEWISE PRIMARY KEY)",
    // Moments are microseconds since the epoch. name_folded is the name for searches without regard
    // to case. While status is `saving`, upload_generation and upload_node are the claim on the image.
    // The *_key columns are what lists sort by, where nothing counts as '' or 0. They are columns and
    // not indexed expressions because SQLite finds no place in an index by a row value that holds an
    // expression: each page would be looked for from the start.
    "CREATE TABLE images (
        id varchar(36) BYTEWISE PRIMARY KEY REFERENCES image_ids (id),
        name varchar(255) BYTEWISE,
        name_folded text BYTEWISE,
        status varchar(30) BYTEWISE NOT NULL,
        visibility varchar(9) BYTEWISE NOT NULL,
        protected boolean NOT NULL,
        hidden boolean NOT NULL,
        owner varchar(255) BYTEWISE,
        container_format varchar(20) BYTEWISE,
        disk_format varchar(20) BYTEWISE,
        min_disk integer NOT NULL,
        min_ram integer NOT NULL,
        size bigint,
        virtual_size bigint,
        checksum varchar(32) BYTEWISE,
        hash_algorithm varchar(64) BYTEWISE,
        hash_value varchar(128) BYTEWISE,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        deleted_at bigint,
        deleted boolean NOT NULL,
        version bigint NOT NULL,
        upload_generation varchar(64) BYTEWISE,
        upload_node varchar(255) BYTEWISE,
        name_key varchar(255) BYTEWISE NOT NULL GENERATED ALWAYS AS (COALESCE(name, '')) STORED,
        container_format_key varchar(20) BYTEWISE NOT NULL
            GENERATED ALWAYS AS (COALESCE(container_format, '')) STORED,
        disk_format_key varchar(20) BYTEWISE NOT NULL
            GENERATED ALWAYS AS (COALESCE(disk_format, '')) STORED,
        size_key bigint NOT NULL GENERATED ALWAYS AS (COALESCE(size, 0)) STORED
    )",
    "CREATE TABLE image_properties (
        image_id varchar(36) BYTEWISE NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        name varchar(255) BYTEWISE NOT NULL,
        value text BYTEWISE NOT NULL,
        PRIMARY KEY (image_id, name)
    )",
    "CREATE TABLE image_tags (
        image_id varchar(36) BYTEWISE NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        tag varchar(255) BYTEWISE NOT NULL,
        PRIMARY KEY (image_id, tag)
    )",
    "CREATE TABLE image_members (
        image_id varchar(36) BYTEWISE NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        member varchar(255) BYTEWISE NOT NULL,
        status varchar(20) BYTEWISE NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        PRIMARY KEY (image_id, member)
    )",
    // A location is an object of ours (object_key is its generation) or, later, a foreign url.
    "CREATE TABLE image_locations (
        id SERIAL KEY,
        image_id varchar(36) BYTEWISE NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        store varchar(255) BYTEWISE NOT NULL,
        object_key varchar(64) BYTEWISE,
        url text BYTEWISE,
        metadata text BYTEWISE NOT NULL,
        position integer NOT NULL,
        created_at bigint NOT NULL
    )",
    "CREATE TABLE nodes (id varchar(255) BYTEWISE PRIMARY KEY, seen_at bigint NOT NULL)",
];

/// One for each sort key of the API, as `repos/images/keyset.rs` spells the order: with these a page
/// is read from where it begins, not sorted. Sorting by id walks the primary key.
const SORT_INDEXES: &[&str] = &[
    "CREATE INDEX images_by_name ON images (name_key, created_at, id) WHERE NOT deleted",
    "CREATE INDEX images_by_status ON images (status, created_at, id) WHERE NOT deleted",
    "CREATE INDEX images_by_container_format ON images (container_format_key, created_at, id)
        WHERE NOT deleted",
    "CREATE INDEX images_by_disk_format ON images (disk_format_key, created_at, id) WHERE NOT deleted",
    "CREATE INDEX images_by_size ON images (size_key, created_at, id) WHERE NOT deleted",
    "CREATE INDEX images_by_created_at ON images (created_at, id) WHERE NOT deleted",
    "CREATE INDEX images_by_updated_at ON images (updated_at, created_at, id) WHERE NOT deleted",
];

/// What filters look up. Values can be long: only their beginning is indexed, see `filter.rs`.
const OTHER_INDEXES: &[&str] = &[
    "CREATE INDEX images_by_owner ON images (owner, status) WHERE NOT deleted",
    "CREATE INDEX images_by_visibility ON images (visibility, created_at, id) WHERE NOT deleted",
    "CREATE INDEX images_by_claim ON images (upload_node) WHERE status = 'saving'",
    "CREATE INDEX image_tags_by_tag ON image_tags (tag, image_id)",
    "CREATE INDEX image_properties_by_value ON image_properties (name, substr(value, 1, 64), image_id)",
    "CREATE INDEX image_members_by_member ON image_members (member, status, image_id)",
    "CREATE INDEX image_locations_by_image ON image_locations (image_id)",
];
