//! Reading namespaces: one statement for a page, and one for a namespace with all it holds, so that what
//! is told is always of one moment.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryResult,
    QueryTrait,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vitrine_domain::ProjectId;
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::model::{Association, Contents, Namespace, Object};
use vitrine_domain::metadef::ports::Viewer;
use vitrine_domain::metadef::query::{NamespaceFilter, NamespacePage};
use vitrine_wire::Timestamp;
use vitrine_wire::metadef::{MetadefEnforcement, MetadefVisibility, PropertyDefinition, Translation};

use super::page;
use crate::db::entities::{
    metadef_association as association, metadef_namespace as namespace, metadef_object as object,
    metadef_resource_type as resource_type,
};
use crate::db::error::misfit;
use crate::db::text::is_storable;
use crate::db::{Backend, Database};

const ASSOCIATIONS: &str = "association_rows";
const OBJECTS: &str = "object_rows";
const PROPERTIES: &str = "property_rows";
const TAGS: &str = "tag_rows";
const TRANSLATIONS: &str = "translation_rows";

pub(super) async fn find(db: &impl ConnectionTrait, name: &str) -> Result<Option<Namespace>, DbErr> {
    let row = namespace::Entity::find().filter(namespace::Column::Name.eq(name)).one(db).await?;
    row.map(namespace_of).transpose()
}

pub(super) async fn list(
    db: &Database,
    viewer: &Viewer,
    filter: &NamespaceFilter,
    wanted: &NamespacePage,
) -> Result<Vec<(Namespace, Vec<Association>)>, DbErr> {
    let mut select = namespace::Entity::find().into_query();
    select.expr_as(associations(db.backend()), ASSOCIATIONS);
    select.cond_where(visible(viewer)).cond_where(matching(filter));
    page::namespaces(&mut select, wanted);
    let rows = db.connection.query_all(&select).await?;
    let row = |row: &QueryResult| {
        let found = namespace_of(namespace::Model::from_query_result(row, "")?)?;
        Ok((found, associations_of(row)?))
    };
    rows.iter().map(row).collect()
}

pub(super) async fn detail(
    db: &impl ConnectionTrait,
    backend: Backend,
    id: NamespaceId,
) -> Result<Option<(Namespace, Contents)>, DbErr> {
    let mut select = whole(backend);
    select.and_where(namespace::Column::Id.eq(id.0));
    let Some(row) = db.query_one(&select).await? else {
        return Ok(None);
    };
    let found = namespace_of(namespace::Model::from_query_result(&row, "")?)?;
    Ok(Some((found, contents_of(id, &row)?)))
}

/// Namespaces for a type of resource, each with all it holds.
pub(super) async fn details(
    db: &Database,
    viewer: &Viewer,
    wanted: &str,
) -> Result<Vec<(Namespace, Contents)>, DbErr> {
    if !is_storable(wanted) {
        return Ok(Vec::new());
    }
    let mut select = whole(db.backend());
    let is_for = Query::select()
        .expr(Expr::val(1))
        .from(association::Entity)
        .inner_join(
            resource_type::Entity,
            Expr::col((resource_type::Entity, resource_type::Column::Id))
                .equals((association::Entity, association::Column::ResourceTypeId)),
        )
        .and_where(
            Expr::col((association::Entity, association::Column::NamespaceId))
                .equals((namespace::Entity, namespace::Column::Id)),
        )
        .and_where(resource_type::Column::Name.eq(wanted))
        .to_owned();
    select
        .cond_where(visible(viewer))
        .and_where(Expr::exists(is_for))
        .order_by((namespace::Entity, namespace::Column::Name), Order::Asc);
    let rows = db.connection.query_all(&select).await?;
    let detail = |row: &QueryResult| {
        let found = namespace_of(namespace::Model::from_query_result(row, "")?)?;
        let contents = contents_of(found.id, row)?;
        Ok((found, contents))
    };
    rows.iter().map(detail).collect()
}

/// Selects namespaces with all they hold.
fn whole(backend: Backend) -> SelectStatement {
    let child = |table: &str, columns: &str| rows_of(backend, columns, table, "");
    let mut select = namespace::Entity::find().into_query();
    let objects = "c.id, c.name, c.description, c.required, c.properties, c.created_at, c.updated_at";
    select
        .expr_as(associations(backend), ASSOCIATIONS)
        .expr_as(child("metadef_objects", objects), OBJECTS)
        .expr_as(child("metadef_properties", "c.name, c.definition"), PROPERTIES)
        .expr_as(child("metadef_tags", "c.created_at, c.id, c.name"), TAGS)
        .expr_as(child("metadef_translations", "c.language, c.document"), TRANSLATIONS);
    select
}

/// The columns of a child's rows as JSON, of the namespace of the surrounding query.
pub(super) fn rows_of(backend: Backend, columns: &str, table: &str, join: &str) -> Expr {
    Expr::cust(sql_of(backend, columns, table, join))
}

fn sql_of(backend: Backend, columns: &str, table: &str, join: &str) -> String {
    let rows = match backend {
        Backend::Sqlite => format!("json_group_array(json_array({columns}))"),
        Backend::Postgres => format!("json_agg(json_build_array({columns}))::text"),
    };
    format!("(SELECT {rows} FROM {table} c {join} WHERE c.namespace_id = metadef_namespaces.id)")
}

fn associations(backend: Backend) -> Expr {
    Expr::cust(associations_sql(backend))
}

/// What [`associations_of`] reads, as the column `association_rows`.
pub(super) fn associations_sql(backend: Backend) -> String {
    let columns = "c.id, t.name, c.prefix, c.properties_target, c.created_at, c.updated_at";
    let join = "JOIN metadef_resource_types t ON t.id = c.resource_type_id";
    sql_of(backend, columns, "metadef_associations", join)
}

/// The owners and visibilities that occur among what `viewer` may see.
pub(super) fn holders(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .distinct()
        .columns([namespace::Column::Owner, namespace::Column::Visibility])
        .from(namespace::Entity)
        .cond_where(visible(viewer))
        .take()
}

pub(super) fn visible(viewer: &Viewer) -> Condition {
    if viewer.sees_all {
        return Condition::all();
    }
    let own = viewer.project.as_ref().map(|project| namespace::Column::Owner.eq(project.as_str()));
    Condition::any().add(namespace::Column::Visibility.eq(MetadefVisibility::Public.as_str())).add_option(own)
}

fn matching(filter: &NamespaceFilter) -> Condition {
    let has = |visibility: MetadefVisibility| namespace::Column::Visibility.eq(visibility.as_str());
    let for_types = |types: &Vec<String>| {
        let namespaces = Query::select()
            .column((association::Entity, association::Column::NamespaceId))
            .from(association::Entity)
            .inner_join(
                resource_type::Entity,
                Expr::col((resource_type::Entity, resource_type::Column::Id))
                    .equals((association::Entity, association::Column::ResourceTypeId)),
            )
            .and_where(resource_type::Column::Name.is_in(types))
            .take();
        namespace::Column::Id.in_subquery(namespaces)
    };
    Condition::all()
        .add_option(filter.visibility.map(has))
        .add_option(filter.resource_types.as_ref().map(for_types))
}

pub(super) fn namespace_of(row: namespace::Model) -> Result<Namespace, DbErr> {
    let visibility = MetadefVisibility::parse(&row.visibility);
    let enforcement = MetadefEnforcement::parse(&row.enforcement);
    Ok(Namespace {
        id: NamespaceId(row.id),
        name: row.name,
        display_name: row.display_name,
        description: row.description,
        visibility: visibility.ok_or_else(|| misfit("metadef_namespaces.visibility"))?,
        is_protected: row.protected,
        owner: ProjectId(row.owner),
        enforcement: enforcement.ok_or_else(|| misfit("metadef_namespaces.enforcement"))?,
        created_at: Timestamp::from_unix_micros(row.created_at),
        updated_at: Timestamp::from_unix_micros(row.updated_at),
        version: row.version,
    })
}

pub(super) fn association_of(row: association::Model, resource_type: String) -> Association {
    Association {
        resource_type,
        prefix: row.prefix,
        properties_target: row.properties_target,
        created_at: Timestamp::from_unix_micros(row.created_at),
        updated_at: Timestamp::from_unix_micros(row.updated_at),
    }
}

pub(super) fn object_of(row: object::Model) -> Result<Object, DbErr> {
    Ok(Object {
        name: row.name,
        description: row.description,
        required: parsed(&row.required)?,
        properties: parsed(&row.properties)?,
        created_at: Timestamp::from_unix_micros(row.created_at),
        updated_at: Timestamp::from_unix_micros(row.updated_at),
    })
}

type AssociationRow = (i64, String, Option<String>, Option<String>, i64, i64);
type ObjectRow = (i64, String, Option<String>, String, String, i64, i64);

pub(super) fn associations_of(row: &QueryResult) -> Result<Vec<Association>, DbErr> {
    let mut rows: Vec<AssociationRow> = collected(row, ASSOCIATIONS)?;
    rows.sort_unstable();
    let association = |(_, resource_type, prefix, properties_target, created_at, updated_at)| Association {
        resource_type,
        prefix,
        properties_target,
        created_at: Timestamp::from_unix_micros(created_at),
        updated_at: Timestamp::from_unix_micros(updated_at),
    };
    Ok(rows.into_iter().map(association).collect())
}

fn contents_of(id: NamespaceId, row: &QueryResult) -> Result<Contents, DbErr> {
    let mut objects: Vec<ObjectRow> = collected(row, OBJECTS)?;
    objects.sort_unstable();
    let object = |(own_id, name, description, required, properties, created_at, updated_at)| {
        let namespace_id = id.0;
        object_of(object::Model {
            id: own_id,
            namespace_id,
            name,
            description,
            required,
            properties,
            created_at,
            updated_at,
        })
    };
    let properties: Vec<(String, String)> = collected(row, PROPERTIES)?;
    let property = |(name, definition): (String, String)| Ok((name, parsed(&definition)?));
    let mut tags: Vec<(i64, i64, String)> = collected(row, TAGS)?;
    tags.sort_unstable_by(|one, other| other.cmp(one));
    let translations: Vec<(String, String)> = collected(row, TRANSLATIONS)?;
    let translation = |(language, document): (String, String)| Ok((language, parsed(&document)?));
    Ok(Contents {
        translations: translations
            .into_iter()
            .map(translation)
            .collect::<Result<BTreeMap<String, Translation>, DbErr>>()?,
        associations: associations_of(row)?,
        objects: objects.into_iter().map(object).collect::<Result<_, _>>()?,
        properties: properties
            .into_iter()
            .map(property)
            .collect::<Result<BTreeMap<String, PropertyDefinition>, DbErr>>()?,
        tags: tags.into_iter().map(|(_, _, name)| name).collect(),
    })
}

/// PostgreSQL says NULL for "none", SQLite an empty array.
pub(super) fn collected<T: DeserializeOwned + Default>(row: &QueryResult, column: &str) -> Result<T, DbErr> {
    let json: Option<String> = row.try_get("", column)?;
    json.map_or_else(|| Ok(T::default()), |json| parsed(&json))
}

/// What a column holds as JSON.
pub(super) fn parsed<T: DeserializeOwned>(json: &str) -> Result<T, DbErr> {
    serde_json::from_str(json).map_err(|error| DbErr::Json(error.to_string()))
}

/// The JSON for a column.
pub(super) fn json_of<T: Serialize + ?Sized>(value: &T) -> Result<String, DbErr> {
    serde_json::to_string(value).map_err(|error| DbErr::Json(error.to_string()))
}
