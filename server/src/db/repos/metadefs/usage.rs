//! Definitions and the images that they are about: `UsageRepo` over SQL.
//!
//! What is counted of images stands under the same conditions as lists of images. Names come as one
//! JSON list, however many there are.

use std::collections::BTreeMap;

use async_trait::async_trait;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Order, QueryFilter, QueryResult,
    QueryTrait,
};
use vitrine_domain::Result;
use vitrine_domain::image;
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::ports::By;
use vitrine_domain::metadef::usage::{Associated, KeyUse, UsageBounds, UsageRepo, ValueUse, Wanted};
use vitrine_wire::metadef::{MetadefEnforcement, PropertyDefinition};

use super::work::Work;
use super::{MetadefRows, rows};
use crate::db::entities::{
    image as image_row, image_property, metadef_association as association, metadef_namespace as namespace,
    metadef_resource_type as resource_type,
};
use crate::db::error::{fault, misfit};
use crate::db::repos::images::filter;
use crate::db::text::is_storable;
use crate::db::{Backend, Database};

const ENFORCEMENT: &str = "enforcement";
const PREFIX: &str = "association_prefix";
const OBJECTS: &str = "object_rows";
const PROPERTIES: &str = "property_rows";

#[async_trait]
impl UsageRepo for MetadefRows {
    async fn definitions(&self, wanted: &Wanted<'_>) -> Result<Vec<Associated>> {
        definitions(&self.db, wanted).await.map_err(fault)
    }

    async fn enforcement(&self, namespace: NamespaceId) -> Result<Option<MetadefEnforcement>> {
        enforcement(&self.db, namespace).await.map_err(fault)
    }

    async fn set_enforcement(
        &self,
        namespace: NamespaceId,
        enforcement: MetadefEnforcement,
        by: &By,
    ) -> Result<bool> {
        set_enforcement(&self.db, namespace, enforcement, by).await.map_err(fault)
    }

    async fn key_usage(
        &self,
        viewer: &image::ports::Viewer,
        keys: &[String],
        bounds: UsageBounds,
    ) -> Result<BTreeMap<String, KeyUse>> {
        key_usage(&self.db, viewer, keys, bounds).await.map_err(fault)
    }

    async fn orphans(
        &self,
        viewer: &image::ports::Viewer,
        defined: &[String],
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>> {
        orphans(&self.db, viewer, defined, after, limit).await.map_err(fault)
    }
}

async fn definitions(db: &Database, wanted: &Wanted<'_>) -> Result<Vec<Associated>, DbErr> {
    if !is_storable(wanted.resource_type) {
        return Ok(Vec::new());
    }
    let backend = db.backend();
    let mut select = namespace::Entity::find().into_query();
    select
        .expr_as(Expr::cust("metadef_namespaces.enforcement"), ENFORCEMENT)
        .expr_as(Expr::col((association::Entity, association::Column::Prefix)), PREFIX)
        .expr_as(rows::rows_of(backend, "c.id, c.name, c.properties", "metadef_objects", ""), OBJECTS)
        .expr_as(rows::rows_of(backend, "c.name, c.definition", "metadef_properties", ""), PROPERTIES)
        .inner_join(
            association::Entity,
            Expr::col((association::Entity, association::Column::NamespaceId))
                .equals((namespace::Entity, namespace::Column::Id)),
        )
        .inner_join(
            resource_type::Entity,
            Expr::col((resource_type::Entity, resource_type::Column::Id))
                .equals((association::Entity, association::Column::ResourceTypeId)),
        )
        .cond_where(rows::visible(&wanted.viewer))
        .and_where(resource_type::Column::Name.eq(wanted.resource_type))
        .order_by((namespace::Entity, namespace::Column::Name), Order::Asc);
    if let Some(id) = wanted.namespace {
        select.and_where(namespace::Column::Id.eq(id.0));
    }
    if wanted.is_enforced {
        // As the partial index spells it.
        select.and_where(Expr::cust("metadef_namespaces.enforcement <> 'off'"));
    }
    db.connection.query_all(&select).await?.iter().map(associated).collect()
}

fn associated(row: &QueryResult) -> Result<Associated, DbErr> {
    let found = rows::namespace_of(namespace::Model::from_query_result(row, "")?)?;
    let prefix: Option<String> = row.try_get("", PREFIX)?;
    let properties: Vec<(String, String)> = rows::collected(row, PROPERTIES)?;
    let mut objects: Vec<(i64, String, String)> = rows::collected(row, OBJECTS)?;
    objects.sort_unstable();
    let property = |(name, definition): (String, String)| Ok((name, rows::parsed(&definition)?));
    let object = |(_, name, properties): (i64, String, String)| Ok((name, rows::parsed(&properties)?));
    Ok(Associated {
        namespace: found,
        enforcement: enforcement_of(row)?,
        prefix: prefix.unwrap_or_default(),
        properties: properties
            .into_iter()
            .map(property)
            .collect::<Result<BTreeMap<String, PropertyDefinition>, DbErr>>()?,
        objects: objects.into_iter().map(object).collect::<Result<_, DbErr>>()?,
    })
}

fn enforcement_of(row: &QueryResult) -> Result<MetadefEnforcement, DbErr> {
    let word: String = row.try_get("", ENFORCEMENT)?;
    MetadefEnforcement::parse(&word).ok_or_else(|| misfit("metadef_namespaces.enforcement"))
}

async fn enforcement(db: &Database, id: NamespaceId) -> Result<Option<MetadefEnforcement>, DbErr> {
    let select = Query::select()
        .expr(Expr::col(ENFORCEMENT))
        .from(namespace::Entity)
        .and_where(namespace::Column::Id.eq(id.0))
        .take();
    db.connection.query_one(&select).await?.as_ref().map(enforcement_of).transpose()
}

async fn set_enforcement(
    db: &Database,
    id: NamespaceId,
    enforcement: MetadefEnforcement,
    by: &By,
) -> Result<bool, DbErr> {
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(false);
    };
    let setting = namespace::ActiveModel {
        enforcement: Set(enforcement.as_str().to_owned()),
        updated_at: Set(by.at.unix_micros()),
        ..Default::default()
    };
    let these = namespace::Entity::update_many().set(setting);
    these.filter(namespace::Column::Id.eq(id.0)).exec(work.tx()).await?;
    work.commit().await?;
    Ok(true)
}

async fn key_usage(
    db: &Database,
    viewer: &image::ports::Viewer,
    keys: &[String],
    bounds: UsageBounds,
) -> Result<BTreeMap<String, KeyUse>, DbErr> {
    let mut found: BTreeMap<String, KeyUse> = BTreeMap::new();
    if keys.is_empty() {
        return Ok(found);
    }
    let keys = rows::json_of(keys)?;
    for row in db.connection.query_all(&values(db.backend(), viewer, &keys, bounds)).await? {
        let usage = found.entry(row.try_get("", "name")?).or_default();
        usage.images = number(&row, "all_images")?;
        usage.distinct_values = number(&row, "all_values")?;
        usage.values.push(ValueUse { value: row.try_get("", "shown")?, images: number(&row, "images")? });
    }
    for row in db.connection.query_all(&samples(db.backend(), viewer, &keys, bounds)).await? {
        let usage = found.entry(row.try_get("", "name")?).or_default();
        usage.samples.push(row.try_get("", "image_id")?);
    }
    Ok(found)
}

/// Of each name the values that most images have, each with counts.
fn values(
    backend: Backend,
    viewer: &image::ports::Viewer,
    keys: &str,
    bounds: UsageBounds,
) -> SelectStatement {
    let mut counted = carried(viewer);
    counted
        .expr_as(Expr::cust("image_properties.name"), "name")
        .expr_as(Expr::cust("image_properties.value"), "value")
        .expr_as(Expr::cust("COUNT(*)"), "images")
        .and_where(listed(backend, keys, false))
        .add_group_by([Expr::cust("image_properties.name"), Expr::cust("image_properties.value")]);
    let mut ranked = Query::select();
    ranked
        .expr_as(Expr::cust("counted.name"), "name")
        .expr_as(Expr::cust(format!("substr(counted.value, 1, {})", bounds.length)), "shown")
        .expr_as(Expr::cust("counted.images"), "images")
        .expr_as(
            Expr::cust("CAST(SUM(counted.images) OVER (PARTITION BY counted.name) AS bigint)"),
            "all_images",
        )
        .expr_as(Expr::cust("COUNT(*) OVER (PARTITION BY counted.name)"), "all_values")
        .expr_as(
            Expr::cust(
                "ROW_NUMBER() OVER (PARTITION BY counted.name ORDER BY counted.images DESC, counted.value)",
            ),
            "place",
        )
        .from_subquery(counted, "counted");
    best(ranked, &["name", "shown", "images", "all_images", "all_values"], bounds.values)
}

/// Of each name some images, the first by id.
fn samples(
    backend: Backend,
    viewer: &image::ports::Viewer,
    keys: &str,
    bounds: UsageBounds,
) -> SelectStatement {
    let mut ranked = carried(viewer);
    ranked
        .expr_as(Expr::cust("image_properties.name"), "name")
        .expr_as(Expr::cust("image_properties.image_id"), "image_id")
        .expr_as(
            Expr::cust(
                "ROW_NUMBER() OVER (PARTITION BY image_properties.name ORDER BY image_properties.image_id)",
            ),
            "place",
        )
        .and_where(listed(backend, keys, false));
    best(ranked, &["name", "image_id"], bounds.samples)
}

fn best(ranked: SelectStatement, columns: &[&'static str], places: u32) -> SelectStatement {
    let mut select = Query::select();
    for column in columns {
        select.expr(Expr::col(*column));
    }
    select
        .from_subquery(ranked, "ranked")
        .and_where(Expr::col("place").lte(i64::from(places)))
        .order_by("name", Order::Asc)
        .order_by("place", Order::Asc)
        .take()
}

async fn orphans(
    db: &Database,
    viewer: &image::ports::Viewer,
    defined: &[String],
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, u64)>, DbErr> {
    let defined = rows::json_of(defined)?;
    let mut select = carried(viewer);
    select
        .expr_as(Expr::cust("image_properties.name"), "name")
        .expr_as(Expr::cust("COUNT(*)"), "images")
        .and_where(listed(db.backend(), &defined, true))
        .add_group_by([Expr::cust("image_properties.name")])
        .order_by_expr(Expr::cust("image_properties.name"), Order::Asc)
        .limit(limit as u64);
    if let Some(after) = after {
        select.and_where(image_property::Column::Name.gt(after));
    }
    let rows = db.connection.query_all(&select).await?;
    rows.iter().map(|row| Ok((row.try_get("", "name")?, number(row, "images")?))).collect()
}

/// The properties of the images that a viewer may see.
fn carried(viewer: &image::ports::Viewer) -> SelectStatement {
    Query::select()
        .from(image_property::Entity)
        .inner_join(
            image_row::Entity,
            Expr::col((image_row::Entity, image_row::Column::Id))
                .equals((image_property::Entity, image_property::Column::ImageId)),
        )
        .cond_where(filter::condition(viewer, &image::everything()))
        .take()
}

/// Is the name in a JSON list, or is it not?
fn listed(backend: Backend, names: &str, is_not: bool) -> Expr {
    let names_of = match backend {
        Backend::Sqlite => "SELECT value FROM json_each(?)",
        Backend::Postgres => "SELECT json_array_elements_text($1::json)",
    };
    let not = if is_not { "NOT " } else { "" };
    Expr::cust_with_values(format!("image_properties.name {not}IN ({names_of})"), [names])
}

fn number(row: &QueryResult, column: &str) -> Result<u64, DbErr> {
    let number: i64 = row.try_get("", column)?;
    u64::try_from(number).map_err(|_| misfit(column))
}
