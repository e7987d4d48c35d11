//! Reading images: one statement for a page or a single image, whatever they hold, so that a row and
//! what hangs on it are always of the same moment.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QueryResult, QueryTrait,
};
use serde::de::DeserializeOwned;
use vitrine_domain::ProjectId;
use vitrine_domain::image::ports::{Found, Viewer};
use vitrine_domain::image::query::{ImageFilter, Page};
use vitrine_domain::image::{BlobKey, Image, ImageId, Location, Membership};
use vitrine_wire::{ImageStatus, MemberStatus, Timestamp, Visibility};

use super::{filter, keyset, visibility};
use crate::db::entities::{image, image_location};
use crate::db::error::misfit;
use crate::db::text::is_storable;
use crate::db::{Backend, Database};

const TAGS: &str = "tag_list";
const PROPERTIES: &str = "property_map";
const MEMBERSHIP: &str = "membership";

/// The image unless deleted, with the standing of `viewer`.
pub(super) async fn find(
    db: &Database,
    id: &ImageId,
    viewer: Option<&ProjectId>,
) -> Result<Option<Found>, DbErr> {
    if !is_storable(id.as_str()) {
        return Ok(None);
    }
    let mut select = select(db.backend());
    select.and_where(filter::not_deleted()).and_where(image::Column::Id.eq(id.as_str()));
    if let Some(project) = viewer {
        let standing = visibility::membership_of(project);
        select.expr_as(Expr::SubQuery(None, Box::new(standing.into())), MEMBERSHIP);
    }
    let Some(row) = db.connection.query_one(&select).await? else {
        return Ok(None);
    };
    let membership = match viewer {
        Some(project) => membership(&row, project)?,
        None => None,
    };
    Ok(Some(Found { image: image_of(&row)?, membership }))
}

/// A page of what `viewer` may see, in the order of `page.sort`.
pub(super) async fn list(
    db: &Database,
    viewer: &Viewer,
    wanted: &ImageFilter,
    page: &Page,
) -> Result<Vec<Image>, DbErr> {
    let mut select = select(db.backend());
    select.cond_where(filter::condition(viewer, wanted));
    if let Some(beyond) = keyset::beyond(page)? {
        select.and_where(beyond);
    }
    keyset::order(&mut select, page);
    select.limit(u64::try_from(page.limit).unwrap_or(u64::MAX).min(i64::MAX.unsigned_abs()));
    let rows = db.connection.query_all(&select).await?;
    let mut images = rows.iter().map(image_of).collect::<Result<Vec<_>, _>>()?;
    if page.backwards {
        images.reverse();
    }
    Ok(images)
}

/// How many images match, counted up to `bound`.
pub(super) async fn count(db: &impl ConnectionTrait, wanted: Condition, bound: u64) -> Result<u64, DbErr> {
    let matching =
        Query::select().expr(Expr::cust("1")).from(image::Entity).cond_where(wanted).limit(bound).take();
    let select = Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(matching, "matching").take();
    let Some(row) = db.query_one(&select).await? else {
        return Ok(0);
    };
    let rows: i64 = row.try_get_by_index(0)?;
    u64::try_from(rows).map_err(|_| misfit("COUNT(*)"))
}

/// Where the bytes of an image lie, the best place first.
pub(super) async fn locations(db: &impl ConnectionTrait, id: &ImageId) -> Result<Vec<Location>, DbErr> {
    let rows = image_location::Entity::find()
        .filter(image_location::COLUMN.image_id.eq(id.as_str()))
        .order_by_asc(image_location::COLUMN.position)
        .order_by_asc(image_location::COLUMN.id)
        .all(db)
        .await?;
    let ours = rows.into_iter().filter_map(|row| {
        let generation = row.object_key?;
        Some(Location { store: row.store, key: BlobKey { image: id.clone(), generation } })
    });
    Ok(ours.collect())
}

/// Images with their tags and properties, these as JSON in a column each.
fn select(backend: Backend) -> SelectStatement {
    let (tags, properties) = match backend {
        Backend::Sqlite => ("json_group_array(tag)", "json_group_object(name, value)"),
        Backend::Postgres => ("json_agg(tag)::text", "json_object_agg(name, value)::text"),
    };
    let of_image = |what: &str, table: &str| {
        Expr::cust(format!("(SELECT {what} FROM {table} WHERE {table}.image_id = images.id)"))
    };
    image::Entity::find()
        .into_query()
        .expr_as(of_image(tags, "image_tags"), TAGS)
        .expr_as(of_image(properties, "image_properties"), PROPERTIES)
        .take()
}

fn membership(row: &QueryResult, project: &ProjectId) -> Result<Option<Membership>, DbErr> {
    let status: Option<String> = row.try_get("", MEMBERSHIP)?;
    let standing = |word: String| {
        let status = MemberStatus::parse(&word).ok_or_else(|| misfit("image_members.status"))?;
        Ok(Membership { project: project.clone(), status })
    };
    status.map(standing).transpose()
}

fn image_of(row: &QueryResult) -> Result<Image, DbErr> {
    let tags: BTreeSet<String> = collected(row, TAGS)?;
    let properties: BTreeMap<String, String> = collected(row, PROPERTIES)?;
    let row = image::Model::from_query_result(row, "")?;
    Ok(Image {
        id: ImageId(row.id),
        name: row.name,
        status: ImageStatus::parse(&row.status).ok_or_else(|| misfit("images.status"))?,
        visibility: Visibility::parse(&row.visibility).ok_or_else(|| misfit("images.visibility"))?,
        is_protected: row.protected,
        is_hidden: row.hidden,
        owner: row.owner.map(ProjectId),
        container_format: row.container_format,
        disk_format: row.disk_format,
        min_disk: u32::try_from(row.min_disk).map_err(|_| misfit("images.min_disk"))?,
        min_ram: u32::try_from(row.min_ram).map_err(|_| misfit("images.min_ram"))?,
        size: bytes(row.size, "images.size")?,
        virtual_size: bytes(row.virtual_size, "images.virtual_size")?,
        checksum: row.checksum,
        hash_algorithm: row.hash_algorithm,
        hash_value: row.hash_value,
        tags,
        properties,
        created_at: Timestamp::from_unix_micros(row.created_at),
        updated_at: Timestamp::from_unix_micros(row.updated_at),
        version: row.version,
    })
}

/// PostgreSQL says NULL for "none", SQLite an empty array or object.
fn collected<T: DeserializeOwned + Default>(row: &QueryResult, column: &str) -> Result<T, DbErr> {
    let json: Option<String> = row.try_get("", column)?;
    json.map_or_else(
        || Ok(T::default()),
        |json| serde_json::from_str(&json).map_err(|error| DbErr::Json(error.to_string())),
    )
}

fn bytes(value: Option<i64>, column: &str) -> Result<Option<u64>, DbErr> {
    value.map(u64::try_from).transpose().map_err(|_| misfit(column))
}
