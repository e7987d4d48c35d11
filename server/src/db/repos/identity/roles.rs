//! Roles and what they imply.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use vitrine_domain::error::{Clash, Taken};
use vitrine_domain::identity::Edit;
use vitrine_domain::identity::model::{Role, RoleGraph};
use vitrine_domain::{Error, Result};

use crate::db::Database;
use crate::db::entities::{role, role_implication};
use crate::db::error::{duplicate, fault};
use crate::db::text::is_storable;

pub(super) async fn graph(db: &impl ConnectionTrait) -> Result<RoleGraph, DbErr> {
    let roles = role::Entity::find().order_by_asc(role::COLUMN.name).all(db).await?;
    let implications = role_implication::Entity::find().all(db).await?;
    Ok(RoleGraph {
        roles: roles.into_iter().map(role_of).collect(),
        implications: implications.into_iter().map(|row| (row.prior_id, row.implied_id)).collect(),
    })
}

pub(super) async fn insert_role(db: &Database, wanted: &Role) -> Result<(), DbErr> {
    let row = role::ActiveModel {
        id: Set(wanted.id.clone()),
        name: Set(wanted.name.clone()),
        description: Set(wanted.description.clone()),
        immutable: Set(wanted.is_immutable),
    };
    let tx = db.begin().await?;
    role::Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await
}

pub(super) async fn update_role(db: &Database, id: &str, edit: Edit<'_, Role>) -> Result<Option<Role>> {
    let tx = db.begin().await.map_err(fault)?;
    let found = role::Entity::find_by_id(id.to_owned()).lock_exclusive().one(&*tx).await.map_err(fault)?;
    let Some(mut changed) = found.map(role_of) else {
        tx.rollback().await.map_err(fault)?;
        return Ok(None);
    };
    edit(&mut changed)?;
    let row = role::ActiveModel {
        name: Set(changed.name.clone()),
        description: Set(changed.description.clone()),
        ..Default::default()
    };
    let update = role::Entity::update_many().set(row).filter(role::COLUMN.id.eq(id)).exec(&*tx).await;
    update.map_err(|error| taken(error, &changed))?;
    tx.commit().await.map_err(fault)?;
    Ok(Some(changed))
}

/// The conflict that a role's name is in.
pub(super) fn taken(error: DbErr, role: &Role) -> Error {
    duplicate(error, Clash::Identity(Taken::Role { name: role.name.clone() }))
}

pub(super) async fn delete_role(db: &Database, id: &str) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let deleted = role::Entity::delete_by_id(id.to_owned()).exec(&*tx).await?;
    tx.commit().await?;
    Ok(deleted.rows_affected > 0)
}

pub(super) async fn imply(db: &Database, prior: &str, implied: &str) -> Result<(), DbErr> {
    let row = role_implication::ActiveModel {
        prior_id: Set(prior.to_owned()),
        implied_id: Set(implied.to_owned()),
    };
    let key = [role_implication::Column::PriorId, role_implication::Column::ImpliedId];
    let tx = db.begin().await?;
    role_implication::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(&*tx)
        .await?;
    tx.commit().await
}

pub(super) async fn end_implication(db: &Database, prior: &str, implied: &str) -> Result<bool, DbErr> {
    if !is_storable(prior) || !is_storable(implied) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    let ended = role_implication::Entity::delete_many()
        .filter(role_implication::COLUMN.prior_id.eq(prior))
        .filter(role_implication::COLUMN.implied_id.eq(implied))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(ended.rows_affected > 0)
}

fn role_of(row: role::Model) -> Role {
    Role { id: row.id, name: row.name, description: row.description, is_immutable: row.immutable }
}
