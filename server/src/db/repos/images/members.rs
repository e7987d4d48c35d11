//! Projects that images are shared with.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use vitrine_domain::ProjectId;
use vitrine_domain::image::ports::Admitted;
use vitrine_domain::image::{ImageId, Member};
use vitrine_wire::{ImageStatus, MemberStatus, Timestamp};

use super::{changes, filter};
use crate::db::Database;
use crate::db::entities::{image, image_member};
use crate::db::error::misfit;
use crate::db::text::is_storable;

pub(super) async fn all(db: &impl ConnectionTrait, id: &ImageId) -> Result<Vec<Member>, DbErr> {
    let rows = image_member::Entity::find()
        .filter(image_member::COLUMN.image_id.eq(id.as_str()))
        .order_by_asc(image_member::COLUMN.created_at)
        .order_by_asc(image_member::COLUMN.member)
        .all(db)
        .await?;
    rows.into_iter().map(member_of).collect()
}

pub(super) async fn one(
    db: &impl ConnectionTrait,
    id: &ImageId,
    project: &ProjectId,
) -> Result<Option<Member>, DbErr> {
    if !is_storable(project.as_str()) {
        return Ok(None);
    }
    let key = (id.0.clone(), project.0.clone());
    image_member::Entity::find_by_id(key).one(db).await?.map(member_of).transpose()
}

pub(super) async fn add(db: &Database, member: &Member, limit: usize) -> Result<Admitted, DbErr> {
    let tx = db.begin().await?;
    // Holds the image: nobody adds another member before this ends. Sharing is no change of the image.
    let held = image::Entity::update_many()
        .col_expr(image::Column::Version, Expr::col(image::Column::Version))
        .filter(image::COLUMN.id.eq(member.image.as_str()))
        .filter(filter::not_deleted())
        .exec(&*tx)
        .await?;
    let of_image = image_member::COLUMN.image_id.eq(member.image.as_str());
    let outcome = if held.rows_affected == 0 {
        Admitted::NoImage
    } else if one(&*tx, &member.image, &member.project).await?.is_some() {
        Admitted::Known
    } else if image_member::Entity::find().filter(of_image).count(&*tx).await? >= limit as u64 {
        Admitted::Full
    } else {
        let row = image_member::ActiveModel {
            image_id: Set(member.image.0.clone()),
            member: Set(member.project.0.clone()),
            status: Set(member.status.as_str().to_owned()),
            created_at: Set(member.created_at.unix_micros()),
            updated_at: Set(member.updated_at.unix_micros()),
        };
        image_member::Entity::insert(row).exec_without_returning(&*tx).await?;
        tx.commit().await?;
        return Ok(Admitted::Done);
    };
    tx.rollback().await?;
    Ok(outcome)
}

pub(super) async fn answer(
    db: &Database,
    id: &ImageId,
    project: &ProjectId,
    status: MemberStatus,
    at: Timestamp,
) -> Result<Option<Member>, DbErr> {
    if !is_storable(project.as_str()) {
        return Ok(None);
    }
    let tx = db.begin().await?;
    let said = image_member::ActiveModel {
        status: Set(status.as_str().to_owned()),
        updated_at: Set(at.unix_micros()),
        ..Default::default()
    };
    let noted = image_member::Entity::update_many()
        .set(said)
        .filter(image_member::COLUMN.image_id.eq(id.as_str()))
        .filter(image_member::COLUMN.member.eq(project.as_str()))
        .exec(&*tx)
        .await?;
    let member = if noted.rows_affected == 0 { None } else { one(&*tx, id, project).await? };
    tx.commit().await?;
    Ok(member)
}

pub(super) async fn remove(db: &Database, id: &ImageId, project: &ProjectId) -> Result<bool, DbErr> {
    if !is_storable(project.as_str()) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    let removed = image_member::Entity::delete_by_id((id.0.clone(), project.0.clone())).exec(&*tx).await?;
    tx.commit().await?;
    Ok(removed.rows_affected > 0)
}

pub(super) async fn move_status(
    db: &Database,
    id: &ImageId,
    from: ImageStatus,
    to: ImageStatus,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let moved = changes::change(id, at)
        .set(image::ActiveModel { status: Set(to.as_str().to_owned()), ..Default::default() })
        .filter(image::COLUMN.status.eq(from.as_str()))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(moved.rows_affected > 0)
}

fn member_of(row: image_member::Model) -> Result<Member, DbErr> {
    let time = Timestamp::from_unix_micros;
    Ok(Member {
        image: ImageId(row.image_id),
        project: ProjectId(row.member),
        status: MemberStatus::parse(&row.status).ok_or_else(|| misfit("image_members.status"))?,
        created_at: time(row.created_at),
        updated_at: time(row.updated_at),
    })
}
