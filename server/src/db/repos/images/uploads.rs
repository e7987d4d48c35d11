//! Claims on images, and the processes that hold them: ADR 0004 in SQL.

use std::collections::HashSet;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement, UnionType};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, UpdateMany,
};
use vitrine_domain::image::ports::UploadClaim;
use vitrine_domain::image::{BlobKey, ImageId, Location, StoredData};
use vitrine_wire::{ImageStatus, Timestamp};

use super::super::quota::usage;
use super::changes::{bytes, change};
use crate::db::Database;
use crate::db::entities::{image, image_id, image_location, node, upload_reservation};

/// What the stores hash with.
const HASH_ALGORITHM: &str = "sha512";

pub(super) async fn claim(db: &Database, claim: &UploadClaim) -> Result<bool, DbErr> {
    let taken = change(&claim.key.image, claim.at)
        .set(image::ActiveModel {
            status: Set(ImageStatus::Saving.as_str().to_owned()),
            upload_generation: Set(Some(claim.key.generation.clone())),
            upload_node: Set(Some(claim.node.clone())),
            ..Default::default()
        })
        .filter(image::COLUMN.status.eq(ImageStatus::Queued.as_str()));
    changes_a_row(db, taken).await
}

pub(super) async fn finish(
    db: &Database,
    location: &Location,
    data: &StoredData,
    virtual_size: Option<u64>,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let finished = held(&location.key, at)
        .set(image::ActiveModel {
            status: Set(ImageStatus::Active.as_str().to_owned()),
            size: Set(bytes(Some(data.size), "size")?),
            virtual_size: Set(bytes(virtual_size, "virtual_size")?),
            checksum: Set(Some(data.md5.clone())),
            hash_algorithm: Set(Some(HASH_ALGORITHM.to_owned())),
            hash_value: Set(Some(data.sha512.clone())),
            ..unclaimed()
        })
        .exec(&*tx)
        .await?;
    if finished.rows_affected == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    let row = image_location::ActiveModel {
        id: NotSet,
        image_id: Set(location.key.image.0.clone()),
        store: Set(location.store.clone()),
        object_key: Set(Some(location.key.generation.clone())),
        url: Set(None),
        metadata: Set("{}".to_owned()),
        position: Set(0),
        created_at: Set(at.unix_micros()),
    };
    image_location::Entity::insert(row).exec_without_returning(&*tx).await?;
    // From here on the bytes count as the image's.
    usage::forget(&*tx, &location.key.generation).await?;
    tx.commit().await?;
    Ok(true)
}

pub(super) async fn release(db: &Database, key: &BlobKey, at: Timestamp) -> Result<bool, DbErr> {
    changes_a_row(db, held(key, at).set(queued())).await
}

pub(super) async fn release_abandoned(
    db: &Database,
    dead_before: Timestamp,
    at: Timestamp,
) -> Result<Vec<ImageId>, DbErr> {
    let dead_before = dead_before.unix_micros();
    let alive = Query::select()
        .expr(Expr::cust("1"))
        .from(node::Entity)
        .and_where(Expr::col((node::Entity, node::Column::Id)).equals(image::Column::UploadNode))
        .and_where(node::Column::SeenAt.gte(dead_before))
        .take();
    let release = Query::update()
        .table(image::Entity)
        .value(image::Column::Status, ImageStatus::Queued.as_str())
        .value(image::Column::Size, Option::<i64>::None)
        .value(image::Column::UploadGeneration, Option::<String>::None)
        .value(image::Column::UploadNode, Option::<String>::None)
        .value(image::Column::UpdatedAt, at.unix_micros())
        .value(image::Column::Version, Expr::col(image::Column::Version).add(1))
        // Spelled out: the index on claims covers only these rows.
        .and_where(Expr::cust("status = 'saving'"))
        .and_where(Expr::not_exists(alive))
        .returning_col(image::Column::Id)
        .take();
    let tx = db.begin().await?;
    let rows = tx.query_all(&release).await?;
    let held_alive = Query::select()
        .column(node::Column::Id)
        .from(node::Entity)
        .and_where(node::Column::SeenAt.gte(dead_before))
        .take();
    upload_reservation::Entity::delete_many()
        .filter(upload_reservation::Column::Node.not_in_subquery(held_alive))
        .exec(&*tx)
        .await?;
    // What is dead holds nothing any more, and would stay listed for good. If it lives after all, its
    // next heartbeat lists it again.
    node::Entity::delete_many().filter(node::COLUMN.seen_at.lt(dead_before)).exec(&*tx).await?;
    tx.commit().await?;
    rows.iter().map(|row| row.try_get("", "id").map(ImageId)).collect()
}

pub(super) async fn heartbeat(db: &Database, node: &str, at: Timestamp) -> Result<(), DbErr> {
    let row = node::ActiveModel { id: Set(node.to_owned()), seen_at: Set(at.unix_micros()) };
    let seen_again = OnConflict::column(node::Column::Id).update_column(node::Column::SeenAt).to_owned();
    let tx = db.begin().await?;
    node::Entity::insert(row).on_conflict(seen_again).exec_without_returning(&*tx).await?;
    tx.commit().await
}

pub(super) async fn retire_node(db: &Database, node: &str) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    node::Entity::delete_many().filter(node::COLUMN.id.eq(node)).exec(&*tx).await?;
    tx.commit().await
}

/// Asks for claims and locations in one statement: between two, an upload could finish and show in
/// neither.
pub(super) async fn kept(db: &Database, store: &str, keys: &[BlobKey]) -> Result<HashSet<BlobKey>, DbErr> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let ids: HashSet<&str> = keys.iter().map(|key| key.image.as_str()).collect();
    let select = claims_of(&ids).union(UnionType::All, locations_of(store, &ids)).take();
    let rows = db.connection.query_all(&select).await?;
    let mut standing = HashSet::new();
    for row in rows {
        let image = ImageId(row.try_get_by_index(0)?);
        standing.insert(BlobKey { image, generation: row.try_get_by_index(1)? });
    }
    standing.retain(|key| keys.contains(key));
    let known = known_ids(db, &ids).await?;
    standing.extend(keys.iter().filter(|key| !known.contains(key.image.as_str())).cloned());
    Ok(standing)
}

/// Ids that were used here at any time; what lies under others was put there for another database.
async fn known_ids(db: &Database, ids: &HashSet<&str>) -> Result<HashSet<String>, DbErr> {
    let select = Query::select()
        .column(image_id::Column::Id)
        .from(image_id::Entity)
        .and_where(image_id::Column::Id.is_in(ids.iter().copied()))
        .take();
    let rows = db.connection.query_all(&select).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

fn claims_of(ids: &HashSet<&str>) -> SelectStatement {
    Query::select()
        .columns([image::Column::Id, image::Column::UploadGeneration])
        .from(image::Entity)
        .and_where(image::Column::Id.is_in(ids.iter().copied()))
        .and_where(image::Column::Status.eq(ImageStatus::Saving.as_str()))
        .and_where(image::Column::UploadGeneration.is_not_null())
        .take()
}

fn locations_of(store: &str, ids: &HashSet<&str>) -> SelectStatement {
    Query::select()
        .columns([image_location::Column::ImageId, image_location::Column::ObjectKey])
        .from(image_location::Entity)
        .and_where(image_location::Column::ImageId.is_in(ids.iter().copied()))
        .and_where(image_location::Column::Store.eq(store))
        .and_where(image_location::Column::ObjectKey.is_not_null())
        .take()
}

/// A change by whoever holds this claim.
fn held(key: &BlobKey, at: Timestamp) -> UpdateMany<image::Entity> {
    change(&key.image, at)
        .filter(image::COLUMN.status.eq(ImageStatus::Saving.as_str()))
        .filter(image::COLUMN.upload_generation.eq(key.generation.as_str()))
}

fn queued() -> image::ActiveModel {
    image::ActiveModel {
        status: Set(ImageStatus::Queued.as_str().to_owned()),
        size: Set(None),
        ..unclaimed()
    }
}

fn unclaimed() -> image::ActiveModel {
    image::ActiveModel { upload_generation: Set(None), upload_node: Set(None), ..Default::default() }
}

async fn changes_a_row(db: &Database, update: UpdateMany<image::Entity>) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let rows = update.exec(&*tx).await?.rows_affected;
    tx.commit().await?;
    Ok(rows > 0)
}
