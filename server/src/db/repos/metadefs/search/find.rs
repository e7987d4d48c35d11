//! Asking the index: one statement, in which the databases differ only in how words match and weigh.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};
use vitrine_domain::ProjectId;
use vitrine_domain::metadef::SearchQuery;
use vitrine_domain::metadef::ports::Viewer;
use vitrine_domain::metadef::search::{Entry, Found, Hit, Holder, Scope, Term, fenced, keys};
use vitrine_wire::metadef::{MetadefVisibility, PropertyType, SearchKind};

use super::syntax;
use crate::db::error::misfit;
use crate::db::repos::metadefs::rows::{self, json_of, parsed};
use crate::db::{Backend, Database};

/// Far apart: what repeats a word of a low field often is not to pass one that has it in a high one.
const SQLITE_MATCHES: &str =
    "SELECT rowid AS id, bm25(metadef_search_words, 27000.0, 900.0, 30.0, 1.0) AS weight
    FROM metadef_search_words WHERE metadef_search_words MATCH $1";
/// Weights of descriptions, values, titles, names. The best is the lowest, as in FTS5.
const POSTGRES_MATCHES: &str = "SELECT id, -ts_rank('{0.02, 0.1, 0.4, 1.0}', words, $1::tsquery) AS weight
    FROM metadef_search WHERE words @@ $1::tsquery";

/// Namespaces seen by `viewer` differ in these.
pub(super) async fn holders(db: &Database, viewer: &Viewer) -> Result<Vec<Holder>, DbErr> {
    let rows = db.connection.query_all(&rows::holders(viewer)).await?;
    let holder = |row: &QueryResult| {
        let visibility: String = row.try_get("", "visibility")?;
        let visibility = MetadefVisibility::parse(&visibility);
        Ok(Holder {
            owner: ProjectId(row.try_get("", "owner")?),
            visibility: visibility.ok_or_else(|| misfit("metadef_namespaces.visibility"))?,
        })
    };
    rows.iter().map(holder).collect()
}

pub(super) async fn find(db: &Database, query: &SearchQuery, scopes: &[Scope]) -> Result<Found, DbErr> {
    let (sql, values) = statement(db.backend(), query, scopes)?;
    let statement = Statement::from_sql_and_values(db.connection.get_database_backend(), sql, values);
    let rows = db.connection.query_all_raw(statement).await?;
    let total: i64 = rows.first().map_or(Ok(0), |row| row.try_get("", "total"))?;
    Ok(Found { hits: rows.iter().map(hit).collect::<Result<_, _>>()?, total: total.unsigned_abs() })
}

fn statement(backend: Backend, query: &SearchQuery, scopes: &[Scope]) -> Result<(String, Vec<Value>), DbErr> {
    let (matches, question) = match backend {
        Backend::Sqlite => (SQLITE_MATCHES, syntax::fts5(&query.terms)),
        Backend::Postgres => (POSTGRES_MATCHES, syntax::tsquery(&query.terms)),
    };
    let (holds, allowed) = match backend {
        Backend::Sqlite => ("instr(e.names, $2) > 0", "IN (SELECT value FROM json_each($3))"),
        Backend::Postgres => {
            ("strpos(e.names, $2) > 0", "= ANY (ARRAY(SELECT json_array_elements_text($3::json)))")
        }
    };
    let limit = i64::try_from(query.limit).unwrap_or(i64::MAX);
    let mut values: Vec<Value> = vec![
        question.into(),
        fenced(&asked(&query.terms)).into(),
        json_of(&allowed_keys(scopes))?.into(),
        limit.into(),
    ];
    let filters = filters(query, &mut values);
    let associations = rows::associations_sql(backend);
    let sql = format!(
        "WITH matched AS MATERIALIZED ({matches}),
        best AS (
            SELECT e.id, count(*) OVER () AS total, CASE WHEN {holds} THEN 0 ELSE 1 END AS tier, m.weight,
                e.name, metadef_namespaces.name AS namespace
            FROM matched m
            JOIN metadef_search e ON e.id = m.id
            JOIN metadef_namespaces ON metadef_namespaces.id = e.namespace_id
            WHERE CASE WHEN e.object IS NULL THEN e.kind ELSE 'object' END
                || ' ' || metadef_namespaces.visibility || ' ' || metadef_namespaces.owner {allowed}
                {filters}
            ORDER BY tier, m.weight, namespace, e.name, e.id
            LIMIT $4
        )
        SELECT best.total, best.namespace, e.kind, e.object, e.name, e.property_type, e.texts,
            {associations} AS association_rows
        FROM best
        JOIN metadef_search e ON e.id = best.id
        JOIN metadef_namespaces ON metadef_namespaces.id = e.namespace_id
        ORDER BY best.tier, best.weight, best.namespace, best.name, best.id"
    );
    Ok((sql, values))
}

/// The question as a name would be prepared.
fn asked(terms: &[Term]) -> String {
    let words = |term: &Term| match term {
        Term::Phrase(signs) => signs.join(" "),
        Term::Word { whole, parts } => {
            let words: Vec<&str> = [whole].into_iter().chain(parts).map(String::as_str).collect();
            words.join(" ")
        }
    };
    let terms: Vec<String> = terms.iter().map(words).collect();
    terms.join(" ")
}

fn allowed_keys(scopes: &[Scope]) -> Vec<String> {
    let keys = |scope: &Scope| -> Vec<String> {
        let (visibility, owner) = (scope.holder.visibility, scope.holder.owner.as_str());
        scope.kinds.iter().map(|kind| format!("{kind} {visibility} {owner}")).collect()
    };
    scopes.iter().flat_map(keys).collect()
}

fn filters(query: &SearchQuery, values: &mut Vec<Value>) -> String {
    let mut filters = String::new();
    let equals = [
        ("e.kind", query.kind.map(SearchKind::as_str)),
        ("e.property_type", query.property_type.map(PropertyType::as_str)),
    ];
    for (column, value) in equals.into_iter().filter_map(|(column, value)| Some((column, value?))) {
        values.push(value.into());
        filters.push_str(&format!(" AND {column} = ${}", values.len()));
    }
    if let Some(name) = &query.resource_type {
        values.push(name.as_str().into());
        filters.push_str(&format!(
            " AND metadef_namespaces.id IN (
                SELECT a.namespace_id FROM metadef_associations a
                JOIN metadef_resource_types t ON t.id = a.resource_type_id WHERE t.name = ${})",
            values.len()
        ));
    }
    filters
}

fn hit(row: &QueryResult) -> Result<Hit, DbErr> {
    let kind: String = row.try_get("", "kind")?;
    let property_type: Option<String> = row.try_get("", "property_type")?;
    let property_type = property_type.map(|word| PropertyType::parse(&word).ok_or_else(|| misfit("type")));
    let kind = SearchKind::parse(&kind).ok_or_else(|| misfit("metadef_search.kind"))?;
    let (name, texts): (String, String) = (row.try_get("", "name")?, row.try_get("", "texts")?);
    let associations = rows::associations_of(row)?;
    Ok(Hit {
        namespace: row.try_get("", "namespace")?,
        entry: Entry {
            keys: if kind == SearchKind::Property { keys(&name, &associations) } else { Vec::new() },
            kind,
            object: row.try_get("", "object")?,
            name,
            property_type: property_type.transpose()?,
            texts: parsed(&texts)?,
        },
        associations,
    })
}
