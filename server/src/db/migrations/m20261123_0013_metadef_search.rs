//! The index that the catalog of metadata definitions is searched by.

use sea_orm::{DbBackend, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        match manager.get_database_backend() {
            DbBackend::Sqlite => run(manager, SQLITE).await,
            _ => run(manager, POSTGRES).await,
        }
    }
}

const TABLES: &[&str] = &[
    // The version of the namespace that the index holds.
    "ALTER TABLE metadef_namespaces ADD COLUMN indexed_version bigint NOT NULL DEFAULT 0",
    "CREATE INDEX metadef_namespaces_to_index ON metadef_namespaces (id) WHERE version <> indexed_version",
    // A row for a namespace and for each thing in it. object: of a property that is in one. names: the
    // words of the name and of its forms with a prefix, with gaps around each; texts and keys are JSON.
    "CREATE TABLE metadef_search (
        id SERIAL KEY,
        namespace_id bigint NOT NULL REFERENCES metadef_namespaces (id) ON DELETE CASCADE,
        kind varchar(16) BYTEWISE NOT NULL,
        object varchar(80) BYTEWISE,
        name varchar(80) BYTEWISE NOT NULL,
        property_type varchar(16) BYTEWISE,
        names text BYTEWISE NOT NULL,
        texts text BYTEWISE NOT NULL,
        keys text BYTEWISE NOT NULL
    )",
    "CREATE INDEX metadef_search_by_namespace ON metadef_search (namespace_id)",
];

/// Words are cut before they come here: the tokenizer only has to split at blanks.
const SQLITE: &[&str] = &[
    "ALTER TABLE metadef_search ADD COLUMN name_words text NOT NULL DEFAULT ''",
    "ALTER TABLE metadef_search ADD COLUMN title_words text NOT NULL DEFAULT ''",
    "ALTER TABLE metadef_search ADD COLUMN value_words text NOT NULL DEFAULT ''",
    "ALTER TABLE metadef_search ADD COLUMN description_words text NOT NULL DEFAULT ''",
    "CREATE VIRTUAL TABLE metadef_search_words USING fts5 (
        name_words, title_words, value_words, description_words,
        content = 'metadef_search', content_rowid = 'id', tokenize = 'ascii'
    )",
    "CREATE TRIGGER metadef_search_added AFTER INSERT ON metadef_search BEGIN
        INSERT INTO metadef_search_words (rowid, name_words, title_words, value_words, description_words)
        VALUES (new.id, new.name_words, new.title_words, new.value_words, new.description_words);
    END",
    "CREATE TRIGGER metadef_search_removed AFTER DELETE ON metadef_search BEGIN
        INSERT INTO metadef_search_words
            (metadef_search_words, rowid, name_words, title_words, value_words, description_words)
        VALUES ('delete', old.id, old.name_words, old.title_words, old.value_words, old.description_words);
    END",
];

const POSTGRES: &[&str] = &[
    "ALTER TABLE metadef_search ADD COLUMN words tsvector NOT NULL",
    "CREATE INDEX metadef_search_by_words ON metadef_search USING gin (words)",
];
