//! Writing records: adding, saving, tagging, deleting.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, UpdateMany,
};
use vitrine_domain::ProjectId;
use vitrine_domain::image::ports::{Full, Tagged};
use vitrine_domain::image::{Image, ImageId, Location};
use vitrine_domain::quota::{Caps, Resource};
use vitrine_wire::{ImageStatus, Timestamp};

use super::super::quota::usage;
use super::{filter, rows};
use crate::db::Database;
use crate::db::entities::{image, image_id, image_location, image_property, image_tag};
use crate::db::error::misfit;
use crate::db::text::{folded, is_storable};
use crate::db::transaction::Transaction;

/// Rows in one INSERT: three columns each stay far below either database's limit on parameters.
const ROWS_AT_ONCE: usize = 1_000;

pub(super) async fn insert(db: &Database, image: &Image, caps: &Caps) -> Result<Result<(), Full>, DbErr> {
    let tx = db.begin().await?;
    if let Some(owner) = &image.owner
        && let Some(full) = full(db, &tx, owner, caps).await?
    {
        tx.rollback().await?;
        return Ok(Err(full));
    }
    let id = image_id::ActiveModel { id: Set(image.id.0.clone()) };
    image_id::Entity::insert(id).exec_without_returning(&*tx).await?;
    image::Entity::insert(record(image)?).exec_without_returning(&*tx).await?;
    insert_tags(&*tx, image).await?;
    insert_properties(&*tx, image).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Which bound keeps a project from having one more record. Holds the project if there are bounds.
async fn full(
    db: &Database,
    tx: &Transaction,
    owner: &ProjectId,
    caps: &Caps,
) -> Result<Option<Full>, DbErr> {
    if caps.queued.is_none() && caps.images.is_none() {
        return Ok(None);
    }
    usage::hold(db, tx, owner).await?;
    if let Some(limit) = caps.queued
        && rows::count(&**tx, filter::owned_in_status(owner, ImageStatus::Queued), limit).await? >= limit
    {
        return Ok(Some(Full::Queued));
    }
    if let Some(limit) = caps.images
        && rows::count(&**tx, filter::owned(owner), limit).await? >= limit
    {
        return Ok(Some(Full::Resource(Resource::CountTotal)));
    }
    Ok(None)
}

pub(super) async fn save(db: &Database, image: &Image) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let id = image.id.as_str();
    let saved = change(&image.id, image.updated_at)
        .set(attributes(image)?)
        .filter(image::COLUMN.version.eq(image.version))
        .exec(&*tx)
        .await?;
    if saved.rows_affected == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    image_tag::Entity::delete_many().filter(image_tag::COLUMN.image_id.eq(id)).exec(&*tx).await?;
    insert_tags(&*tx, image).await?;
    image_property::Entity::delete_many().filter(image_property::COLUMN.image_id.eq(id)).exec(&*tx).await?;
    insert_properties(&*tx, image).await?;
    tx.commit().await?;
    Ok(true)
}

pub(super) async fn add_tag(
    db: &Database,
    id: &ImageId,
    tag: &str,
    limit: usize,
    at: Timestamp,
) -> Result<Tagged, DbErr> {
    let tx = db.begin().await?;
    // Holds the image: nobody adds another tag before this ends.
    if change(id, at).exec(&*tx).await?.rows_affected == 0 {
        tx.rollback().await?;
        return Ok(Tagged::NoImage);
    }
    let others = image_tag::Entity::find()
        .filter(image_tag::COLUMN.image_id.eq(id.as_str()))
        .filter(image_tag::COLUMN.tag.ne(tag));
    if others.count(&*tx).await? >= limit as u64 {
        tx.rollback().await?;
        return Ok(Tagged::Full);
    }
    let row = image_tag::ActiveModel { image_id: Set(id.0.clone()), tag: Set(tag.to_owned()) };
    let unless_there =
        OnConflict::columns([image_tag::Column::ImageId, image_tag::Column::Tag]).do_nothing().to_owned();
    image_tag::Entity::insert(row)
        .on_conflict(unless_there)
        .try_insert()
        .exec_without_returning(&*tx)
        .await?;
    tx.commit().await?;
    Ok(Tagged::Done)
}

pub(super) async fn remove_tag(db: &Database, id: &ImageId, tag: &str, at: Timestamp) -> Result<bool, DbErr> {
    if !is_storable(tag) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    let changed = change(id, at).exec(&*tx).await?.rows_affected;
    let removed = image_tag::Entity::delete_many()
        .filter(image_tag::COLUMN.image_id.eq(id.as_str()))
        .filter(image_tag::COLUMN.tag.eq(tag))
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed == 0 || removed == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

pub(super) async fn delete(
    db: &Database,
    id: &ImageId,
    from: &[ImageStatus],
    at: Timestamp,
) -> Result<Option<Vec<Location>>, DbErr> {
    let tx = db.begin().await?;
    let deleted = mark_deleted(id, at)
        .filter(image::COLUMN.status.is_in(from.iter().map(|status| status.as_str())))
        .filter(image::COLUMN.protected.eq(false))
        .exec(&*tx)
        .await?;
    if deleted.rows_affected == 0 {
        tx.rollback().await?;
        return Ok(None);
    }
    let locations = rows::locations(&*tx, id).await?;
    let of_image = image_location::COLUMN.image_id.eq(id.as_str());
    image_location::Entity::delete_many().filter(of_image).exec(&*tx).await?;
    tx.commit().await?;
    Ok(Some(locations))
}

pub(super) async fn discard_without_data(db: &Database, id: &ImageId, at: Timestamp) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let dataless = [ImageStatus::Queued, ImageStatus::Saving].map(ImageStatus::as_str);
    let gone = mark_deleted(id, at).filter(image::COLUMN.status.is_in(dataless)).exec(&*tx).await?;
    tx.commit().await?;
    Ok(gone.rows_affected > 0)
}

fn mark_deleted(id: &ImageId, at: Timestamp) -> UpdateMany<image::Entity> {
    change(id, at).set(image::ActiveModel {
        status: Set(ImageStatus::Deleted.as_str().to_owned()),
        deleted: Set(true),
        deleted_at: Set(Some(at.unix_micros())),
        upload_generation: Set(None),
        upload_node: Set(None),
        ..Default::default()
    })
}

/// An update of an image that is not deleted: it always shows in the time of the last change and in
/// the version.
pub(super) fn change(id: &ImageId, at: Timestamp) -> UpdateMany<image::Entity> {
    image::Entity::update_many()
        .col_expr(image::Column::UpdatedAt, Expr::val(at.unix_micros()))
        .col_expr(image::Column::Version, Expr::col(image::Column::Version).add(1))
        .filter(image::COLUMN.id.eq(id.as_str()))
        .filter(filter::not_deleted())
}

/// What a save may change.
fn attributes(image: &Image) -> Result<image::ActiveModel, DbErr> {
    Ok(image::ActiveModel {
        name: Set(image.name.clone()),
        name_folded: Set(image.name.as_deref().map(folded)),
        visibility: Set(image.visibility.as_str().to_owned()),
        protected: Set(image.is_protected),
        hidden: Set(image.is_hidden),
        owner: Set(image.owner.as_ref().map(|owner| owner.0.clone())),
        container_format: Set(image.container_format.clone()),
        disk_format: Set(image.disk_format.clone()),
        min_disk: Set(i32::try_from(image.min_disk).map_err(|_| misfit("min_disk"))?),
        min_ram: Set(i32::try_from(image.min_ram).map_err(|_| misfit("min_ram"))?),
        ..Default::default()
    })
}

fn record(image: &Image) -> Result<image::ActiveModel, DbErr> {
    Ok(image::ActiveModel {
        id: Set(image.id.0.clone()),
        status: Set(image.status.as_str().to_owned()),
        size: Set(bytes(image.size, "size")?),
        virtual_size: Set(bytes(image.virtual_size, "virtual_size")?),
        checksum: Set(image.checksum.clone()),
        hash_algorithm: Set(image.hash_algorithm.clone()),
        hash_value: Set(image.hash_value.clone()),
        created_at: Set(image.created_at.unix_micros()),
        updated_at: Set(image.updated_at.unix_micros()),
        deleted_at: Set(None),
        deleted: Set(false),
        version: Set(image.version),
        upload_generation: NotSet,
        upload_node: NotSet,
        ..attributes(image)?
    })
}

/// A number of bytes as its column holds it.
pub(super) fn bytes(value: Option<u64>, column: &str) -> Result<Option<i64>, DbErr> {
    value.map(i64::try_from).transpose().map_err(|_| misfit(column))
}

async fn insert_tags(db: &impl ConnectionTrait, image: &Image) -> Result<(), DbErr> {
    let rows = image
        .tags
        .iter()
        .map(|tag| image_tag::ActiveModel { image_id: Set(image.id.0.clone()), tag: Set(tag.clone()) });
    let rows: Vec<_> = rows.collect();
    for some in rows.chunks(ROWS_AT_ONCE) {
        image_tag::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

async fn insert_properties(db: &impl ConnectionTrait, image: &Image) -> Result<(), DbErr> {
    let rows = image.properties.iter().map(|(name, value)| image_property::ActiveModel {
        image_id: Set(image.id.0.clone()),
        name: Set(name.clone()),
        value: Set(value.clone()),
    });
    let rows: Vec<_> = rows.collect();
    for some in rows.chunks(ROWS_AT_ONCE) {
        image_property::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}
