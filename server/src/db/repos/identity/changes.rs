//! Adding, changing and removing domains, users and projects: one transaction each.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};
use vitrine_domain::error::{Barrier, Clash, Denial, Taken};
use vitrine_domain::identity::Edit;
use vitrine_domain::identity::model::{
    Assignment, Domain, DomainRef, Project, ProjectRef, Secret, User, UserRef,
};
use vitrine_domain::{DomainId, Error, ProjectId, Result, UserId};

use super::assignments;
use super::people::{self, text_of};
use crate::db::Database;
use crate::db::entities::{domain, project, token, user};
use crate::db::error::{duplicate, fault, is_referred_to};

pub(super) async fn insert_user(db: &Database, user: &User, held: &[Assignment]) -> Result<()> {
    let row = user::ActiveModel {
        id: Set(user.id.0.clone()),
        domain_id: Set(user.domain.id.0.clone()),
        ..user_row(user)
    };
    let tx = db.begin().await.map_err(fault)?;
    let inserted = user::Entity::insert(row).exec_without_returning(&*tx).await;
    inserted.map_err(|error| user_taken(error, user))?;
    for assignment in held {
        assignments::insert(&*tx, assignment).await.map_err(vanished)?;
    }
    tx.commit().await.map_err(fault)
}

pub(super) async fn update_user(db: &Database, id: &UserId, edit: Edit<'_, User>) -> Result<Option<User>> {
    let tx = db.begin().await.map_err(fault)?;
    let lock = user::Entity::find_by_id(id.0.clone()).lock_exclusive();
    lock.one(&*tx).await.map_err(fault)?;
    let Some(before) = people::find_user(&*tx, &UserRef::Id(id.0.clone())).await.map_err(fault)? else {
        tx.rollback().await.map_err(fault)?;
        return Ok(None);
    };
    let mut changed = before.clone();
    edit(&mut changed)?;
    let update = user::Entity::update_many().set(user_row(&changed)).filter(user::COLUMN.id.eq(id.as_str()));
    update.exec(&*tx).await.map_err(|error| user_taken(error, &changed))?;
    if changed.epoch != before.epoch {
        end_tokens(&*tx, id).await.map_err(fault)?;
    }
    tx.commit().await.map_err(fault)?;
    Ok(Some(changed))
}

/// Removes a user; assignments and tokens go with the row.
pub(super) async fn delete_user(db: &Database, id: &UserId) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let deleted = user::Entity::delete_by_id(id.0.clone()).exec(&*tx).await?;
    tx.commit().await?;
    Ok(deleted.rows_affected > 0)
}

/// Another hash of the same password; a password that was changed meanwhile stays.
pub(super) async fn replace_hash(
    db: &Database,
    user: &UserId,
    old: &Secret,
    new: &Secret,
) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::val(new.reveal()))
        .filter(user::COLUMN.id.eq(user.as_str()))
        .filter(user::Column::PasswordHash.eq(old.reveal()))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// False when there is no such user in that epoch.
pub(super) async fn set_password(db: &Database, user: &User, hash: &Secret) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let changed = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::val(hash.reveal()))
        .col_expr(user::Column::Epoch, Expr::col(user::Column::Epoch).add(1))
        .filter(user::COLUMN.id.eq(user.id.as_str()))
        .filter(user::COLUMN.epoch.eq(user.epoch))
        .exec(&*tx)
        .await?;
    if changed.rows_affected > 0 {
        end_tokens(&*tx, &user.id).await?;
    }
    tx.commit().await?;
    Ok(changed.rows_affected > 0)
}

pub(super) async fn insert_project(db: &Database, project: &Project) -> Result<()> {
    let row = project::ActiveModel {
        id: Set(project.id.0.clone()),
        domain_id: Set(project.domain.id.0.clone()),
        parent_id: Set(project.parent.as_ref().map(|parent| parent.0.clone())),
        ..project_row(project)
    };
    let tx = db.begin().await.map_err(fault)?;
    let inserted = project::Entity::insert(row).exec_without_returning(&*tx).await;
    inserted.map_err(|error| project_taken(error, project))?;
    tx.commit().await.map_err(fault)
}

pub(super) async fn update_project(
    db: &Database,
    id: &ProjectId,
    edit: Edit<'_, Project>,
) -> Result<Option<Project>> {
    let tx = db.begin().await.map_err(fault)?;
    let lock = project::Entity::find_by_id(id.0.clone()).lock_exclusive();
    lock.one(&*tx).await.map_err(fault)?;
    let found = people::find_project(&*tx, &ProjectRef::Id(id.0.clone())).await.map_err(fault)?;
    let Some(mut changed) = found else {
        tx.rollback().await.map_err(fault)?;
        return Ok(None);
    };
    let was_enabled = changed.is_enabled;
    edit(&mut changed)?;
    if was_enabled && !changed.is_enabled {
        let children = children(id).filter(project::COLUMN.enabled.eq(true));
        if children.count(&*tx).await.map_err(fault)? > 0 {
            return Err(barred(Barrier::ChildrenEnabled { id: id.0.clone() }));
        }
    }
    if !was_enabled && changed.is_enabled && !has_usable_parent(&*tx, &changed).await.map_err(fault)? {
        return Err(barred(Barrier::ParentDisabled { id: id.0.clone() }));
    }
    let update = project::Entity::update_many().set(project_row(&changed));
    let update = update.filter(project::COLUMN.id.eq(id.as_str())).exec(&*tx).await;
    update.map_err(|error| project_taken(error, &changed))?;
    tx.commit().await.map_err(fault)?;
    Ok(Some(changed))
}

pub(super) async fn delete_project(db: &Database, id: &ProjectId) -> Result<bool> {
    let barrier = || barred(Barrier::HasChildren { id: id.0.clone() });
    let tx = db.begin().await.map_err(fault)?;
    if children(id).count(&*tx).await.map_err(fault)? > 0 {
        return Err(barrier());
    }
    forget_default(&*tx, user::Column::DefaultProjectId.eq(id.as_str())).await.map_err(fault)?;
    let deleted = project::Entity::delete_by_id(id.0.clone()).exec(&*tx).await;
    // A child that came meanwhile.
    let deleted = deleted.map_err(|error| if is_referred_to(&error) { barrier() } else { fault(error) })?;
    tx.commit().await.map_err(fault)?;
    Ok(deleted.rows_affected > 0)
}

pub(super) async fn insert_domain(db: &Database, wanted: &Domain) -> Result<()> {
    let row = domain::ActiveModel { id: Set(wanted.id.0.clone()), ..domain_row(wanted) };
    let tx = db.begin().await.map_err(fault)?;
    let inserted = domain::Entity::insert(row).exec_without_returning(&*tx).await;
    inserted.map_err(|error| domain_taken(error, wanted))?;
    tx.commit().await.map_err(fault)
}

pub(super) async fn update_domain(
    db: &Database,
    id: &DomainId,
    edit: Edit<'_, Domain>,
) -> Result<Option<Domain>> {
    let tx = db.begin().await.map_err(fault)?;
    let lock = domain::Entity::find_by_id(id.0.clone()).lock_exclusive();
    let Some(mut changed) = lock.one(&*tx).await.map_err(fault)?.map(people::domain_of) else {
        tx.rollback().await.map_err(fault)?;
        return Ok(None);
    };
    edit(&mut changed)?;
    let update = domain::Entity::update_many().set(domain_row(&changed));
    let update = update.filter(domain::COLUMN.id.eq(id.as_str())).exec(&*tx).await;
    update.map_err(|error| domain_taken(error, &changed))?;
    tx.commit().await.map_err(fault)?;
    Ok(Some(changed))
}

/// Removes a domain with its users and projects; what hangs on those goes with their rows.
pub(super) async fn delete_domain(db: &Database, id: &DomainId) -> Result<bool> {
    let tx = db.begin().await.map_err(fault)?;
    let found = people::find_domain(&*tx, &DomainRef::Id(id.0.clone())).await.map_err(fault)?;
    if found.is_some_and(|domain| domain.is_enabled) {
        return Err(barred(Barrier::DomainEnabled));
    }
    let work = async {
        user::Entity::delete_many().filter(user::COLUMN.domain_id.eq(id.as_str())).exec(&*tx).await?;
        let own = sea_orm::sea_query::Query::select()
            .from(project::Entity)
            .column((project::Entity, project::Column::Id))
            .and_where(project::Column::DomainId.eq(id.as_str()))
            .take();
        forget_default(&*tx, user::Column::DefaultProjectId.in_subquery(own)).await?;
        project::Entity::delete_many().filter(project::COLUMN.domain_id.eq(id.as_str())).exec(&*tx).await?;
        domain::Entity::delete_by_id(id.0.clone()).exec(&*tx).await
    };
    let deleted = work.await.map_err(vanished)?;
    tx.commit().await.map_err(fault)?;
    Ok(deleted.rows_affected > 0)
}

async fn has_usable_parent(tx: &impl ConnectionTrait, project: &Project) -> Result<bool, DbErr> {
    let Some(parent) = &project.parent else { return Ok(project.domain.is_enabled) };
    let lock = project::Entity::find_by_id(parent.0.clone()).lock_shared();
    Ok(lock.one(tx).await?.is_some_and(|parent| parent.enabled) && project.domain.is_enabled)
}

fn children(id: &ProjectId) -> sea_orm::Select<project::Entity> {
    project::Entity::find().filter(project::COLUMN.parent_id.eq(id.as_str()))
}

async fn end_tokens(tx: &impl ConnectionTrait, user: &UserId) -> Result<(), DbErr> {
    token::Entity::delete_many().filter(token::COLUMN.user_id.eq(user.as_str())).exec(tx).await.map(drop)
}

async fn forget_default(tx: &impl ConnectionTrait, whose: Expr) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::DefaultProjectId, Expr::val(Option::<String>::None))
        .filter(whose)
        .exec(tx)
        .await
        .map(drop)
}

/// The columns that may change; likewise below.
fn user_row(user: &User) -> user::ActiveModel {
    user::ActiveModel {
        name: Set(user.name.clone()),
        enabled: Set(user.is_enabled),
        default_project_id: Set(user.default_project.as_ref().map(|project| project.0.clone())),
        password_hash: Set(user.password_hash.as_ref().map(|hash| hash.reveal().to_owned())),
        epoch: Set(user.epoch),
        extra: Set(text_of(&user.extra)),
        ..Default::default()
    }
}

fn project_row(project: &Project) -> project::ActiveModel {
    project::ActiveModel {
        name: Set(project.name.clone()),
        description: Set(project.description.clone()),
        enabled: Set(project.is_enabled),
        extra: Set(text_of(&project.extra)),
        ..Default::default()
    }
}

fn domain_row(domain: &Domain) -> domain::ActiveModel {
    domain::ActiveModel {
        name: Set(domain.name.clone()),
        description: Set(domain.description.clone()),
        enabled: Set(domain.is_enabled),
        ..Default::default()
    }
}

fn user_taken(error: DbErr, user: &User) -> Error {
    let taken = Taken::User { name: user.name.clone(), domain: user.domain.id.0.clone() };
    if is_referred_to(&error) { vanished(error) } else { duplicate(error, Clash::Identity(taken)) }
}

fn project_taken(error: DbErr, project: &Project) -> Error {
    let taken = Taken::Project { name: project.name.clone(), id: project.id.0.clone() };
    if is_referred_to(&error) { vanished(error) } else { duplicate(error, Clash::Identity(taken)) }
}

fn domain_taken(error: DbErr, domain: &Domain) -> Error {
    duplicate(error, Clash::Identity(Taken::Domain { name: domain.name.clone() }))
}

fn barred(barrier: Barrier) -> Error {
    Error::Forbidden(Denial::Identity(barrier))
}

/// What somebody else removed, or added, while we were at it.
pub(super) fn vanished(error: DbErr) -> Error {
    if is_referred_to(&error) { Error::Conflict(Clash::Busy) } else { fault(error) }
}
