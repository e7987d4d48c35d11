//! Users, projects, and who holds which role where.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
};
use vitrine_domain::identity::model::{Domain, DomainRef, Project, ProjectRef, Role, Secret, User, UserRef};
use vitrine_domain::{ProjectId, UserId};

use crate::db::Database;
use crate::db::entities::{domain, grant, project, role, token, user};
use crate::db::text::is_storable;

pub(super) async fn find_user(db: &impl ConnectionTrait, wanted: &UserRef) -> Result<Option<User>, DbErr> {
    let condition = match wanted {
        UserRef::Id(id) => exactly(user::Column::Id, id),
        UserRef::Name { name, domain } => exactly(user::Column::Name, name).add(in_domain(domain)),
    };
    let found = user::Entity::find().find_also_related(domain::Entity).filter(condition).one(db).await?;
    found.map(user_of).transpose()
}

pub(super) async fn find_project(
    db: &impl ConnectionTrait,
    wanted: &ProjectRef,
) -> Result<Option<Project>, DbErr> {
    let condition = match wanted {
        ProjectRef::Id(id) => exactly(project::Column::Id, id),
        ProjectRef::Name { name, domain } => exactly(project::Column::Name, name).add(in_domain(domain)),
    };
    let found = project::Entity::find().find_also_related(domain::Entity).filter(condition).one(db).await?;
    found.map(project_of).transpose()
}

pub(super) async fn list_users(db: &impl ConnectionTrait) -> Result<Vec<User>, DbErr> {
    let select = user::Entity::find().find_also_related(domain::Entity);
    let rows = select.order_by_asc(user::COLUMN.name).order_by_asc(user::COLUMN.id).all(db).await?;
    rows.into_iter().map(user_of).collect()
}

pub(super) async fn list_projects(db: &impl ConnectionTrait) -> Result<Vec<Project>, DbErr> {
    projects(db, Condition::all()).await
}

pub(super) async fn list_roles(db: &impl ConnectionTrait) -> Result<Vec<Role>, DbErr> {
    let rows = role::Entity::find().order_by_asc(role::COLUMN.name).all(db).await?;
    Ok(rows.into_iter().map(|row| Role { id: row.id, name: row.name }).collect())
}

pub(super) async fn insert_user(db: &Database, user: &User, role: Option<&str>) -> Result<(), DbErr> {
    let row = user::ActiveModel {
        id: Set(user.id.0.clone()),
        name: Set(user.name.clone()),
        domain_id: Set(user.domain.id.clone()),
        enabled: Set(user.is_enabled),
        default_project_id: Set(user.default_project.as_ref().map(|project| project.0.clone())),
        password_hash: Set(user.password_hash.as_ref().map(|hash| hash.reveal().to_owned())),
        epoch: Set(user.epoch),
    };
    let tx = db.begin().await?;
    user::Entity::insert(row).exec_without_returning(&*tx).await?;
    if let (Some(project), Some(role)) = (&user.default_project, role) {
        insert_grant(&*tx, &user.id, project, role).await?;
    }
    tx.commit().await
}

pub(super) async fn insert_project(db: &Database, project: &Project) -> Result<(), DbErr> {
    let row = project::ActiveModel {
        id: Set(project.id.0.clone()),
        name: Set(project.name.clone()),
        description: Set(project.description.clone()),
        domain_id: Set(project.domain.id.clone()),
        enabled: Set(project.is_enabled),
    };
    let tx = db.begin().await?;
    project::Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await
}

/// False when there is no such user.
pub(super) async fn set_password(db: &Database, user: &UserId, hash: &Secret) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let changed = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::val(hash.reveal()))
        .col_expr(user::Column::Epoch, Expr::col(user::Column::Epoch).add(1))
        .filter(user::COLUMN.id.eq(user.as_str()))
        .exec(&*tx)
        .await?;
    token::Entity::delete_many().filter(token::COLUMN.user_id.eq(user.as_str())).exec(&*tx).await?;
    tx.commit().await?;
    Ok(changed.rows_affected > 0)
}

pub(super) async fn grant(
    db: &Database,
    user: &UserId,
    project: &ProjectId,
    name: &str,
) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    insert_grant(&*tx, user, project, name).await?;
    tx.commit().await
}

async fn insert_grant(
    tx: &impl ConnectionTrait,
    user: &UserId,
    project: &ProjectId,
    name: &str,
) -> Result<(), DbErr> {
    let role = role::Entity::find().filter(role::COLUMN.name.eq(name)).one(tx).await?;
    let role = role.ok_or_else(|| DbErr::RecordNotFound(format!("role {name}")))?;
    let row = grant::ActiveModel {
        user_id: Set(user.0.clone()),
        project_id: Set(project.0.clone()),
        role_id: Set(role.id),
    };
    let unless_there =
        OnConflict::columns([grant::Column::UserId, grant::Column::ProjectId, grant::Column::RoleId])
            .do_nothing()
            .to_owned();
    grant::Entity::insert(row)
        .on_conflict(unless_there)
        .try_insert()
        .exec_without_returning(tx)
        .await
        .map(drop)
}

pub(super) async fn direct_roles(
    db: &impl ConnectionTrait,
    user: &UserId,
    project: &ProjectId,
) -> Result<Vec<String>, DbErr> {
    let granted = grants_of(user)
        .column((grant::Entity, grant::Column::RoleId))
        .and_where(grant::Column::ProjectId.eq(project.as_str()))
        .take();
    let rows = role::Entity::find()
        .filter(role::COLUMN.id.in_subquery(granted))
        .order_by_asc(role::COLUMN.name)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

pub(super) async fn projects_of(db: &impl ConnectionTrait, user: &UserId) -> Result<Vec<Project>, DbErr> {
    let entered = grants_of(user).column((grant::Entity, grant::Column::ProjectId)).take();
    let usable = Condition::all()
        .add(project::Column::Id.in_subquery(entered))
        .add(project::Column::Enabled.eq(true))
        .add(domain::Column::Enabled.eq(true));
    projects(db, usable).await
}

async fn projects(db: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Project>, DbErr> {
    let select = project::Entity::find().find_also_related(domain::Entity).filter(condition);
    let rows = select.order_by_asc(project::COLUMN.name).order_by_asc(project::COLUMN.id).all(db).await?;
    rows.into_iter().map(project_of).collect()
}

fn grants_of(user: &UserId) -> SelectStatement {
    Query::select().from(grant::Entity).and_where(grant::Column::UserId.eq(user.as_str())).take()
}

fn in_domain(domain: &DomainRef) -> Condition {
    match domain {
        DomainRef::Id(id) => exactly(domain::Column::Id, id),
        DomainRef::Name(name) => exactly(domain::Column::Name, name),
    }
}

/// Nobody's name or id holds what no row can.
fn exactly(column: impl ColumnTrait, text: &str) -> Condition {
    Condition::all().add(if is_storable(text) { column.eq(text) } else { Expr::cust("1 = 0") })
}

fn user_of((row, domain): (user::Model, Option<domain::Model>)) -> Result<User, DbErr> {
    Ok(User {
        id: UserId(row.id),
        name: row.name,
        domain: domain_of(domain)?,
        is_enabled: row.enabled,
        default_project: row.default_project_id.map(ProjectId),
        password_hash: row.password_hash.map(Secret::new),
        epoch: row.epoch,
    })
}

fn project_of((row, domain): (project::Model, Option<domain::Model>)) -> Result<Project, DbErr> {
    Ok(Project {
        id: ProjectId(row.id),
        name: row.name,
        description: row.description,
        domain: domain_of(domain)?,
        is_enabled: row.enabled,
    })
}

/// A foreign key makes sure that there is one.
fn domain_of(row: Option<domain::Model>) -> Result<Domain, DbErr> {
    let row = row.ok_or_else(|| DbErr::RecordNotFound("domain of a user or project".to_owned()))?;
    Ok(Domain { id: row.id, name: row.name, is_enabled: row.enabled })
}
