//! Roles, what they imply, and who holds which of them where.

use sea_orm::sea_query::{OnConflict, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
};
use vitrine_domain::UserId;
use vitrine_domain::identity::model::{Assignment, Domain, Project, Role, RoleGraph, Target};

use super::people;
use crate::db::Database;
use crate::db::entities::{assignment, domain, project, role, role_implication};

pub(super) async fn graph(db: &impl ConnectionTrait) -> Result<RoleGraph, DbErr> {
    let roles = role::Entity::find().order_by_asc(role::COLUMN.name).all(db).await?;
    let implications = role_implication::Entity::find().all(db).await?;
    Ok(RoleGraph {
        roles: roles.into_iter().map(role_of).collect(),
        implications: implications.into_iter().map(|row| (row.prior_id, row.implied_id)).collect(),
    })
}

pub(super) async fn assign(db: &Database, assignment: &Assignment) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    insert(&*tx, assignment).await?;
    tx.commit().await
}

/// Adds it unless it is there.
pub(super) async fn insert(tx: &impl ConnectionTrait, wanted: &Assignment) -> Result<(), DbErr> {
    let (project, domain) = match &wanted.target {
        Target::Project(id) => (Some(id.0.clone()), None),
        Target::Domain(id) => (None, Some(id.0.clone())),
        Target::System => (None, None),
    };
    let row = assignment::ActiveModel {
        user_id: Set(wanted.user.0.clone()),
        target: Set(key_of(&wanted.target)),
        role_id: Set(wanted.role.clone()),
        project_id: Set(project),
        domain_id: Set(domain),
    };
    let key = [assignment::Column::UserId, assignment::Column::Target, assignment::Column::RoleId];
    assignment::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx)
        .await
        .map(drop)
}

pub(super) async fn direct(
    db: &impl ConnectionTrait,
    user: &UserId,
    target: &Target,
) -> Result<Vec<String>, DbErr> {
    let rows = assignment::Entity::find()
        .filter(assignment::COLUMN.user_id.eq(user.as_str()))
        .filter(assignment::COLUMN.target.eq(key_of(target)))
        .order_by_asc(assignment::COLUMN.role_id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.role_id).collect())
}

pub(super) async fn projects_of(db: &impl ConnectionTrait, user: &UserId) -> Result<Vec<Project>, DbErr> {
    let entered = held_by(user).column((assignment::Entity, assignment::Column::ProjectId)).take();
    let usable = Condition::all()
        .add(project::Column::Id.in_subquery(entered))
        .add(project::Column::Enabled.eq(true))
        .add(domain::Column::Enabled.eq(true));
    people::projects(db, usable).await
}

pub(super) async fn domains_of(db: &impl ConnectionTrait, user: &UserId) -> Result<Vec<Domain>, DbErr> {
    let entered = held_by(user).column((assignment::Entity, assignment::Column::DomainId)).take();
    let rows = domain::Entity::find()
        .filter(domain::Column::Id.in_subquery(entered))
        .filter(domain::COLUMN.enabled.eq(true))
        .order_by_asc(domain::COLUMN.name)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(people::domain_of).collect())
}

fn held_by(user: &UserId) -> SelectStatement {
    Query::select().from(assignment::Entity).and_where(assignment::Column::UserId.eq(user.as_str())).take()
}

/// The text of a target in its column.
fn key_of(target: &Target) -> String {
    match target {
        Target::Project(id) => format!("project:{id}"),
        Target::Domain(id) => format!("domain:{id}"),
        Target::System => "system".to_owned(),
    }
}

fn role_of(row: role::Model) -> Role {
    Role { id: row.id, name: row.name, description: row.description, is_immutable: row.immutable }
}
