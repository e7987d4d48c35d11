//! Counting what a project has, and holding room for what comes. Whoever counts in order to add holds
//! the project until the end of the transaction: two at once would find the same room.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryResult, Statement,
};
use vitrine_domain::ProjectId;
use vitrine_domain::quota::{Caps, Over, Reservation, Resource, Usage};
use vitrine_wire::ImageStatus;

use crate::db::entities::{image, image_location, upload_reservation};
use crate::db::error::misfit;
use crate::db::text::is_storable;
use crate::db::{Backend, Database, transaction::Transaction};

/// Status of data that waits to be imported.
const STAGED: [ImageStatus; 2] = [ImageStatus::Uploading, ImageStatus::Importing];

/// Holds a project: on SQLite whoever writes holds everything anyway.
pub(in crate::db::repos) async fn hold(
    db: &Database,
    tx: &Transaction,
    project: &ProjectId,
) -> Result<(), DbErr> {
    if db.backend() == Backend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended('quota ' || $1, 0))";
        let values = [project.as_str().into()];
        tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    }
    Ok(())
}

pub(super) async fn usage(db: &impl ConnectionTrait, project: &ProjectId) -> Result<Usage, DbErr> {
    if !is_storable(project.as_str()) {
        return Ok(Usage::default());
    }
    // One statement, so one moment: an upload that ends meanwhile turns from reserved into stored, and
    // between two questions it would be neither.
    let questions = [stored(project), staged(project), images(project), reserved(project), uploads(project)];
    let mut all = Query::select();
    for question in questions {
        all.expr(Expr::SubQuery(None, Box::new(question.into())));
    }
    let row = db.query_one(&all).await?.ok_or_else(|| DbErr::RecordNotFound("a sum".to_owned()))?;
    let number = |index| number(&row, index);
    let (stored, staged, images) = (number(0)?, number(1)?, number(2)?);
    let (reserved, uploads) = (number(3)?, number(4)?);
    Ok(Usage { stored, reserved, staged, images, uploads })
}

pub(super) async fn reserve(
    db: &Database,
    reservation: &Reservation,
    caps: &Caps,
) -> Result<Result<(), Over>, DbErr> {
    let tx = db.begin().await?;
    hold(db, &tx, &reservation.project).await?;
    let usage = usage(&*tx, &reservation.project).await?;
    let used = usage.stored + usage.reserved;
    let is_over = |cap: u64| used >= cap || reservation.bytes > cap - used;
    if caps.uploads.is_some_and(|cap| usage.uploads >= cap) {
        tx.rollback().await?;
        return Ok(Err(Resource::CountUploading));
    }
    if caps.bytes.is_some_and(is_over) {
        tx.rollback().await?;
        return Ok(Err(Resource::SizeTotal));
    }
    let row = upload_reservation::ActiveModel {
        generation: Set(reservation.generation.clone()),
        image_id: Set(reservation.image.0.clone()),
        project_id: Set(reservation.project.0.clone()),
        node: Set(reservation.node.clone()),
        bytes: Set(signed(reservation.bytes)?),
        created_at: Set(reservation.at.unix_micros()),
    };
    upload_reservation::Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

pub(super) async fn extend(
    db: &Database,
    reservation: &Reservation,
    need: u64,
    want: u64,
    caps: &Caps,
) -> Result<Result<u64, Over>, DbErr> {
    let tx = db.begin().await?;
    hold(db, &tx, &reservation.project).await?;
    let usage = usage(&*tx, &reservation.project).await?;
    let left = caps.bytes.map_or(u64::MAX, |cap| cap.saturating_sub(usage.stored + usage.reserved));
    if left < need {
        tx.rollback().await?;
        return Ok(Err(Resource::SizeTotal));
    }
    let granted = if want < left { want } else { left };
    upload_reservation::Entity::update_many()
        .col_expr(
            upload_reservation::Column::Bytes,
            Expr::col(upload_reservation::Column::Bytes).add(signed(granted)?),
        )
        .filter(upload_reservation::Column::Generation.eq(reservation.generation.as_str()))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(Ok(granted))
}

pub(super) async fn release(db: &Database, generation: &str) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    forget(&*tx, generation).await?;
    tx.commit().await
}

/// Ends a reservation, in the transaction that makes its bytes count otherwise.
pub(in crate::db::repos) async fn forget(db: &impl ConnectionTrait, generation: &str) -> Result<(), DbErr> {
    let of_upload = upload_reservation::Column::Generation.eq(generation);
    upload_reservation::Entity::delete_many().filter(of_upload).exec(db).await?;
    Ok(())
}

/// Bytes of images, once for each location.
fn stored(project: &ProjectId) -> SelectStatement {
    let is_of_image = Expr::col((image_location::Entity, image_location::Column::ImageId))
        .equals((image::Entity, image::Column::Id));
    owned(project).expr(size()).inner_join(image_location::Entity, is_of_image).take()
}

/// Bytes that wait to be imported.
fn staged(project: &ProjectId) -> SelectStatement {
    let is_staged = image::Column::Status.is_in(STAGED.map(ImageStatus::as_str));
    owned(project).expr(size()).and_where(is_staged).take()
}

/// Number of images.
fn images(project: &ProjectId) -> SelectStatement {
    owned(project).expr(Expr::col((image::Entity, image::Column::Id)).count()).take()
}

fn owned(project: &ProjectId) -> SelectStatement {
    Query::select().from(image::Entity).cond_where(of_owner(project)).take()
}

fn size() -> Expr {
    sum(Expr::col((image::Entity, image::Column::Size)))
}

/// A sum as a whole number, on PostgreSQL too.
fn sum(of: Expr) -> Expr {
    Expr::expr(Func::coalesce([of.sum(), Expr::val(0_i64)])).cast_as("bigint")
}

fn of_owner(project: &ProjectId) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(Expr::cust("NOT images.deleted"))
        .add(image::Column::Owner.eq(project.as_str()))
}

/// Bytes that uploads hold.
fn reserved(project: &ProjectId) -> SelectStatement {
    running(project).expr(sum(Expr::col(upload_reservation::Column::Bytes))).take()
}

/// Number of uploads.
fn uploads(project: &ProjectId) -> SelectStatement {
    running(project).expr(Expr::col(upload_reservation::Column::Generation).count()).take()
}

fn running(project: &ProjectId) -> SelectStatement {
    Query::select()
        .from(upload_reservation::Entity)
        .and_where(upload_reservation::Column::ProjectId.eq(project.as_str()))
        .take()
}

fn number(row: &QueryResult, index: usize) -> Result<u64, DbErr> {
    let number: i64 = row.try_get_by_index(index)?;
    u64::try_from(number).map_err(|_| misfit("a sum"))
}

fn signed(bytes: u64) -> Result<i64, DbErr> {
    i64::try_from(bytes).map_err(|_| misfit("bytes"))
}
