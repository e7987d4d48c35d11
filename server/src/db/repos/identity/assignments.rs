//! Who holds which role where.

use std::collections::HashMap;

use sea_orm::sea_query::{OnConflict, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
};
use vitrine_domain::UserId;
use vitrine_domain::identity::model::{
    Assignment, AssignmentFilter, Domain, Held, Project, Target, TokenScope, User,
};

use super::people::{self, exactly};
use super::roles;
use crate::db::Database;
use crate::db::entities::{assignment, domain, project, user};

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

pub(super) async fn unassign(db: &Database, wanted: &Assignment) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let removed = assignment::Entity::delete_many()
        .filter(assignment::COLUMN.user_id.eq(wanted.user.as_str()))
        .filter(assignment::COLUMN.target.eq(key_of(&wanted.target)))
        .filter(assignment::COLUMN.role_id.eq(wanted.role.as_str()))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(removed.rows_affected > 0)
}

/// Assignments with the rows that they refer to. One that ends meanwhile is left out.
pub(super) async fn list(db: &impl ConnectionTrait, filter: &AssignmentFilter) -> Result<Vec<Held>, DbErr> {
    let wanted = condition(filter);
    let column = |column: assignment::Column| {
        let select = Query::select().from(assignment::Entity).cond_where(wanted.clone()).take();
        select.clone().column((assignment::Entity, column)).take()
    };
    let rows = assignment::Entity::find()
        .filter(wanted.clone())
        .order_by_asc(assignment::COLUMN.user_id)
        .order_by_asc(assignment::COLUMN.target)
        .order_by_asc(assignment::COLUMN.role_id)
        .all(db)
        .await?;
    let users = people::users(db, user::Column::Id.in_subquery(column(assignment::Column::UserId))).await?;
    let projects =
        Condition::all().add(project::Column::Id.in_subquery(column(assignment::Column::ProjectId)));
    let domains = domain::Column::Id.in_subquery(column(assignment::Column::DomainId));
    let mut places: HashMap<String, TokenScope> =
        HashMap::from([(key_of(&Target::System), TokenScope::System)]);
    for project in people::projects(db, projects).await? {
        places.insert(key_of(&Target::Project(project.id.clone())), TokenScope::Project(project));
    }
    for row in domain::Entity::find().filter(domains).all(db).await? {
        let domain = people::domain_of(row);
        places.insert(key_of(&Target::Domain(domain.id.clone())), TokenScope::Domain(domain));
    }
    let graph = roles::graph(db).await?;
    let users: HashMap<&str, &User> = users.iter().map(|user| (user.id.as_str(), user)).collect();
    let held = rows.iter().filter_map(|row| {
        Some(Held {
            user: (*users.get(row.user_id.as_str())?).clone(),
            role: graph.by_id(&row.role_id)?.clone(),
            place: places.get(&row.target)?.clone(),
            prior: None,
        })
    });
    Ok(held.collect())
}

fn condition(filter: &AssignmentFilter) -> Condition {
    let within = filter.within.as_ref().map(|domain| {
        let own = Query::select()
            .from(project::Entity)
            .column((project::Entity, project::Column::Id))
            .and_where(project::Column::DomainId.eq(domain.as_str()))
            .take();
        Condition::any()
            .add(assignment::Column::ProjectId.in_subquery(own))
            .add(assignment::Column::DomainId.eq(domain.as_str()))
    });
    Condition::all()
        .add_option(filter.user.as_ref().map(|user| exactly(assignment::Column::UserId, user.as_str())))
        .add_option(filter.role.as_ref().map(|role| exactly(assignment::Column::RoleId, role)))
        .add_option(filter.target.as_ref().map(|target| exactly(assignment::Column::Target, &key_of(target))))
        .add_option(within)
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
