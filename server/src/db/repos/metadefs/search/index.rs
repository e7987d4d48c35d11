//! Keeping the index: each namespace in one transaction, as what it is at that moment.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::search::{Entry, entries};

use super::syntax;
use crate::db::repos::metadefs::rows::{self, json_of};
use crate::db::{Backend, Database};

/// Rows in one INSERT: eleven columns each stay below either database's limit on parameters.
const ROWS_AT_ONCE: usize = 500;

pub(super) async fn stale(db: &Database) -> Result<Vec<(NamespaceId, i64)>, DbErr> {
    let sql = "SELECT id, version FROM metadef_namespaces WHERE version <> indexed_version ORDER BY id";
    let statement = Statement::from_string(db.connection.get_database_backend(), sql);
    let rows = db.connection.query_all_raw(statement).await?;
    let stale = |row: &QueryResult| Ok((NamespaceId(row.try_get("", "id")?), row.try_get("", "version")?));
    rows.iter().map(stale).collect()
}

pub(super) async fn renew(db: &Database, id: NamespaceId) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    if !is_stale(db.backend(), &*tx, id).await? {
        return tx.rollback().await;
    }
    if let Some((namespace, contents)) = rows::detail(&*tx, db.backend(), id).await? {
        execute(&*tx, "DELETE FROM metadef_search WHERE namespace_id = $1", vec![id.0.into()]).await?;
        for some in entries(&namespace, &contents).chunks(ROWS_AT_ONCE) {
            insert(db.backend(), &*tx, id, some).await?;
        }
        let sql = "UPDATE metadef_namespaces SET indexed_version = $1 WHERE id = $2";
        execute(&*tx, sql, vec![namespace.version.into(), id.0.into()]).await?;
    }
    tx.commit().await
}

/// Locks the namespace and says whether it is still to do: somebody else may have done it in between.
/// Whoever writes on SQLite holds everything anyway.
async fn is_stale(backend: Backend, tx: &impl ConnectionTrait, id: NamespaceId) -> Result<bool, DbErr> {
    let lock = match backend {
        Backend::Sqlite => "",
        Backend::Postgres => "FOR NO KEY UPDATE",
    };
    let sql =
        format!("SELECT id FROM metadef_namespaces WHERE id = $1 AND version <> indexed_version {lock}");
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, [id.0.into()]);
    Ok(tx.query_one_raw(statement).await?.is_some())
}

async fn insert(
    backend: Backend,
    tx: &impl ConnectionTrait,
    id: NamespaceId,
    entries: &[Entry],
) -> Result<(), DbErr> {
    let (columns, casts): (_, &[&str]) = match backend {
        Backend::Sqlite => ("name_words, title_words, value_words, description_words", &["", "", "", ""]),
        Backend::Postgres => ("words", &["::tsvector"]),
    };
    let (mut values, mut tuples) = (Vec::new(), Vec::new());
    for entry in entries {
        let record = record(backend, id, entry)?;
        let plain = record.len() - casts.len();
        let place = |index: usize| {
            let cast = index.checked_sub(plain).map_or("", |index| casts[index]);
            format!("${}{cast}", values.len() + index + 1)
        };
        let places: Vec<String> = (0..record.len()).map(place).collect();
        tuples.push(format!("({})", places.join(", ")));
        values.extend(record);
    }
    let sql = format!(
        "INSERT INTO metadef_search
            (namespace_id, kind, object, name, property_type, names, texts, {columns})
         VALUES {}",
        tuples.join(", ")
    );
    execute(tx, &sql, values).await
}

fn record(backend: Backend, id: NamespaceId, entry: &Entry) -> Result<Vec<Value>, DbErr> {
    let words = entry.prepared();
    let mut record: Vec<Value> = vec![
        id.0.into(),
        entry.kind.as_str().into(),
        entry.object.clone().into(),
        entry.name.clone().into(),
        entry.property_type.map(|it| it.as_str().to_owned()).into(),
        words.fenced_names().into(),
        json_of(&entry.texts)?.into(),
    ];
    match backend {
        Backend::Sqlite => {
            let fields = [words.names, words.titles, words.values, words.descriptions];
            record.extend(fields.map(Value::from));
        }
        Backend::Postgres => record.push(syntax::tsvector(&words).into()),
    }
    Ok(record)
}

async fn execute(tx: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<(), DbErr> {
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    tx.execute_raw(statement).await.map(drop)
}
