//! Finding domains, users and projects, and what their rows mean.

use sea_orm::sea_query::{Expr, IntoCondition};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use vitrine_domain::identity::model::{Domain, DomainRef, Extra, Project, ProjectRef, Secret, User, UserRef};
use vitrine_domain::{DomainId, ProjectId, UserId};

use crate::db::entities::{domain, project, user};
use crate::db::error::misfit;
use crate::db::text::is_storable;

pub(super) async fn find_domain(
    db: &impl ConnectionTrait,
    wanted: &DomainRef,
) -> Result<Option<Domain>, DbErr> {
    Ok(domain::Entity::find().filter(in_domain(wanted)).one(db).await?.map(domain_of))
}

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

pub(super) async fn users(db: &impl ConnectionTrait, wanted: impl IntoCondition) -> Result<Vec<User>, DbErr> {
    let select = user::Entity::find().find_also_related(domain::Entity).filter(wanted);
    select.all(db).await?.into_iter().map(user_of).collect()
}

pub(super) async fn projects(db: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Project>, DbErr> {
    let select = project::Entity::find().find_also_related(domain::Entity).filter(condition);
    let rows = select.order_by_asc(project::COLUMN.name).order_by_asc(project::COLUMN.id).all(db).await?;
    rows.into_iter().map(project_of).collect()
}

pub(super) fn in_domain(domain: &DomainRef) -> Condition {
    match domain {
        DomainRef::Id(id) => exactly(domain::Column::Id, id),
        DomainRef::Name(name) => exactly(domain::Column::Name, name),
    }
}

/// Nobody's name or id holds what no row can.
pub(super) fn exactly(column: impl ColumnTrait, text: &str) -> Condition {
    Condition::all().add(if is_storable(text) { column.eq(text) } else { Expr::cust("1 = 0") })
}

pub(super) fn user_of((row, domain): (user::Model, Option<domain::Model>)) -> Result<User, DbErr> {
    Ok(User {
        id: UserId(row.id),
        name: row.name,
        domain: its_domain(domain)?,
        is_enabled: row.enabled,
        default_project: row.default_project_id.map(ProjectId),
        password_hash: row.password_hash.map(Secret::new),
        epoch: row.epoch,
        extra: extra_of(&row.extra)?,
    })
}

pub(super) fn project_of((row, domain): (project::Model, Option<domain::Model>)) -> Result<Project, DbErr> {
    Ok(Project {
        id: ProjectId(row.id),
        name: row.name,
        description: row.description,
        domain: its_domain(domain)?,
        parent: row.parent_id.map(ProjectId),
        is_enabled: row.enabled,
        extra: extra_of(&row.extra)?,
    })
}

/// A foreign key makes sure that there is one.
fn its_domain(row: Option<domain::Model>) -> Result<Domain, DbErr> {
    row.map(domain_of).ok_or_else(|| DbErr::RecordNotFound("domain of a user or project".to_owned()))
}

pub(super) fn domain_of(row: domain::Model) -> Domain {
    Domain { id: DomainId(row.id), name: row.name, description: row.description, is_enabled: row.enabled }
}

pub(super) fn text_of(extra: &Extra) -> String {
    serde_json::Value::Object(extra.clone()).to_string()
}

fn extra_of(text: &str) -> Result<Extra, DbErr> {
    serde_json::from_str(text).map_err(|_| misfit("extra"))
}
