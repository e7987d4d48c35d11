//! Limits of projects, each in place of a registered one.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ActiveValue::{NotSet, Set, Unchanged},
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order, QueryFilter, QueryResult, QuerySelect,
};
use vitrine_domain::ProjectId;
use vitrine_domain::identity::Edit;
use vitrine_domain::quota::{LimitFilter, ProjectLimit, ProjectLimits, Resource};

use super::{Unfit, registered};
use crate::db::Database;
use crate::db::entities::{project, project_limit, registered_limit};
use crate::db::error::fault;
use crate::db::text::is_storable;
use crate::db::transaction::Transaction;

pub(super) async fn list(db: &Database, filter: &LimitFilter) -> Result<Vec<ProjectLimit>, DbErr> {
    if filter.project_id.as_deref().is_some_and(|id| !is_storable(id)) {
        return Ok(Vec::new());
    }
    let mut select = joined();
    select.cond_where(registered::condition(filter));
    select.order_by((project_limit::Entity, project_limit::Column::Id), Order::Asc);
    if let Some(project) = &filter.project_id {
        select.and_where(project_limit::Column::ProjectId.eq(project.as_str()));
    }
    db.connection.query_all(&select).await?.iter().map(limit).collect()
}

pub(super) async fn find(db: &Database, id: &str) -> Result<Option<ProjectLimit>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    of_id(&db.connection, id).await
}

async fn of_id(db: &impl ConnectionTrait, id: &str) -> Result<Option<ProjectLimit>, DbErr> {
    let mut select = joined();
    select.and_where(Expr::col((project_limit::Entity, project_limit::Column::Id)).eq(id));
    db.query_one(&select).await?.as_ref().map(limit).transpose()
}

fn joined() -> SelectStatement {
    let own = |column| (project_limit::Entity, column);
    let registered = |column| (registered_limit::Entity, column);
    let mut select = Query::select();
    select
        .column(own(project_limit::Column::Id))
        .column(own(project_limit::Column::ProjectId))
        .column(own(project_limit::Column::ResourceLimit))
        .column(own(project_limit::Column::Description))
        .column(registered(registered_limit::Column::ServiceId))
        .column(registered(registered_limit::Column::RegionId))
        .column(registered(registered_limit::Column::ResourceName))
        .from(project_limit::Entity)
        .inner_join(
            registered_limit::Entity,
            Expr::col(registered(registered_limit::Column::Id))
                .equals(own(project_limit::Column::RegisteredLimitId)),
        );
    select
}

fn limit(row: &QueryResult) -> Result<ProjectLimit, DbErr> {
    Ok(ProjectLimit {
        id: row.try_get_by_index(0)?,
        project_id: ProjectId(row.try_get_by_index(1)?),
        resource_limit: row.try_get_by_index(2)?,
        description: row.try_get_by_index(3)?,
        service_id: row.try_get_by_index(4)?,
        region_id: row.try_get_by_index(5)?,
        resource_name: row.try_get_by_index(6)?,
    })
}

pub(super) async fn insert(db: &Database, limits: &[ProjectLimit]) -> Result<Result<(), Unfit>, DbErr> {
    let tx = db.begin().await?;
    for limit in limits {
        if let Err(unfit) = insert_one(&tx, limit).await? {
            tx.rollback().await?;
            return Ok(Err(unfit));
        }
    }
    tx.commit().await?;
    Ok(Ok(()))
}

async fn insert_one(tx: &Transaction, limit: &ProjectLimit) -> Result<Result<(), Unfit>, DbErr> {
    let project = limit.project_id.as_str();
    if project::Entity::find_by_id(project.to_owned()).one(&**tx).await?.is_none() {
        return Ok(Err(Unfit::NoProject(project.to_owned())));
    }
    let Some(registered) = registered_for(tx, limit).await? else {
        return Ok(Err(Unfit::NoRegistered));
    };
    let row = project_limit::ActiveModel {
        id: Set(limit.id.clone()),
        project_id: Set(project.to_owned()),
        registered_limit_id: Set(registered),
        resource_limit: Set(limit.resource_limit),
        description: Set(limit.description.clone()),
    };
    project_limit::Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(Ok(()))
}

/// The id of the registered limit that one takes the place of; it stays until the transaction ends.
async fn registered_for(tx: &Transaction, limit: &ProjectLimit) -> Result<Option<String>, DbErr> {
    let in_region = match &limit.region_id {
        Some(region) => registered_limit::Column::RegionId.eq(region.as_str()),
        None => registered_limit::Column::RegionId.is_null(),
    };
    let found = registered_limit::Entity::find()
        .filter(registered_limit::Column::ServiceId.eq(limit.service_id.as_str()))
        .filter(registered_limit::Column::ResourceName.eq(limit.resource_name.as_str()))
        .filter(in_region)
        .lock_shared()
        .one(&**tx)
        .await?;
    Ok(found.map(|row| row.id))
}

pub(super) async fn update(
    db: &Database,
    id: &str,
    edit: Edit<'_, ProjectLimit>,
) -> vitrine_domain::Result<Option<ProjectLimit>> {
    if !is_storable(id) {
        return Ok(None);
    }
    let tx = db.begin().await.map_err(fault)?;
    let lock = project_limit::Entity::find_by_id(id.to_owned()).lock_exclusive();
    lock.one(&*tx).await.map_err(fault)?;
    let Some(mut changed) = of_id(&*tx, id).await.map_err(fault)? else {
        tx.rollback().await.map_err(fault)?;
        return Ok(None);
    };
    edit(&mut changed)?;
    let row = project_limit::ActiveModel {
        id: Unchanged(changed.id.clone()),
        project_id: NotSet,
        registered_limit_id: NotSet,
        resource_limit: Set(changed.resource_limit),
        description: Set(changed.description.clone()),
    };
    let saved = project_limit::Entity::update(row).exec(&*tx).await;
    saved.map_err(fault)?;
    tx.commit().await.map_err(fault)?;
    Ok(Some(changed))
}

pub(super) async fn delete(db: &Database, id: &str) -> Result<bool, DbErr> {
    if !is_storable(id) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    let deleted = project_limit::Entity::delete_by_id(id.to_owned()).exec(&*tx).await?;
    tx.commit().await?;
    Ok(deleted.rows_affected > 0)
}

/// What a project may have: its own limits, else the registered ones. Which service they are for is not
/// asked: no other service has resources of these names.
pub(super) async fn of_project(db: &Database, project: &ProjectId) -> Result<ProjectLimits, DbErr> {
    if !is_storable(project.as_str()) {
        return Ok(ProjectLimits::default());
    }
    let registered = |column| (registered_limit::Entity, column);
    let own = |column| (project_limit::Entity, column);
    let is_own = Expr::col(own(project_limit::Column::RegisteredLimitId))
        .equals(registered(registered_limit::Column::Id))
        .and(Expr::col(own(project_limit::Column::ProjectId)).eq(project.as_str()));
    let select = Query::select()
        .column(registered(registered_limit::Column::ResourceName))
        .column(registered(registered_limit::Column::DefaultLimit))
        .column(own(project_limit::Column::ResourceLimit))
        .from(registered_limit::Entity)
        .left_join(project_limit::Entity, is_own)
        .and_where(registered_limit::Column::ResourceName.is_in(Resource::ALL.map(Resource::name)))
        .take();
    let mut limits = ProjectLimits::default();
    for row in db.connection.query_all(&select).await? {
        let name: String = row.try_get_by_index(0)?;
        let (default, own): (i64, Option<i64>) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        if let Some(resource) = Resource::parse(&name) {
            limits.restrict(resource, own.unwrap_or(default));
        }
    }
    Ok(limits)
}
