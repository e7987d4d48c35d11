//! Lists of users, projects and domains, by name and in pages.

use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use vitrine_domain::error::{Missing, NoSuch};
use vitrine_domain::identity::model::{Domain, DomainRef, PeopleFilter, Project, ProjectRef, User, UserRef};
use vitrine_domain::{Error, Result};

use super::people::{self, exactly};
use crate::db::Database;
use crate::db::entities::{domain, project, user};
use crate::db::error::fault;
use vitrine_domain::page::{Listed, Page};

pub(super) async fn users(db: &Database, filter: &PeopleFilter, paging: &Page) -> Result<Listed<User>> {
    let marker = match &paging.after {
        None => None,
        Some(id) => {
            let found = people::find_user(&db.connection, &UserRef::Id(id.clone())).await.map_err(fault)?;
            let visible = found.filter(|user| sees(filter, &user.domain));
            Some(visible.map(|user| user.name).ok_or_else(|| no_marker(id))?)
        }
    };
    let select = user::Entity::find()
        .find_also_related(domain::Entity)
        .filter(matching(filter, user::Column::Name, user::Column::DomainId, user::Column::Enabled))
        .filter(behind(user::Column::Name, user::Column::Id, marker, paging))
        .order_by_asc(user::COLUMN.name)
        .order_by_asc(user::COLUMN.id)
        .limit(with_one_more(paging));
    let rows = select.all(&db.connection).await.map_err(fault)?;
    page(rows.into_iter().map(people::user_of).collect(), paging)
}

pub(super) async fn projects(db: &Database, filter: &PeopleFilter, paging: &Page) -> Result<Listed<Project>> {
    let marker = match &paging.after {
        None => None,
        Some(id) => {
            let found = people::find_project(&db.connection, &ProjectRef::Id(id.clone())).await;
            let visible = found.map_err(fault)?.filter(|project| sees(filter, &project.domain));
            Some(visible.map(|project| project.name).ok_or_else(|| no_marker(id))?)
        }
    };
    let select = project::Entity::find()
        .find_also_related(domain::Entity)
        .filter(matching(filter, project::Column::Name, project::Column::DomainId, project::Column::Enabled))
        .filter(Condition::all().add_option(filter.parent.as_deref().map(child_of)))
        .filter(behind(project::Column::Name, project::Column::Id, marker, paging))
        .order_by_asc(project::COLUMN.name)
        .order_by_asc(project::COLUMN.id)
        .limit(with_one_more(paging));
    let rows = select.all(&db.connection).await.map_err(fault)?;
    page(rows.into_iter().map(people::project_of).collect(), paging)
}

pub(super) async fn domains(db: &Database, filter: &PeopleFilter, paging: &Page) -> Result<Listed<Domain>> {
    let marker = match &paging.after {
        None => None,
        Some(id) => {
            let found = people::find_domain(&db.connection, &DomainRef::Id(id.clone())).await;
            let visible = found.map_err(fault)?.filter(|domain| sees(filter, domain));
            Some(visible.map(|domain| domain.name).ok_or_else(|| no_marker(id))?)
        }
    };
    let select = domain::Entity::find()
        .filter(matching(filter, domain::Column::Name, domain::Column::Id, domain::Column::Enabled))
        .filter(behind(domain::Column::Name, domain::Column::Id, marker, paging))
        .order_by_asc(domain::COLUMN.name)
        .limit(with_one_more(paging));
    let rows = select.all(&db.connection).await.map_err(fault)?;
    Ok(Listed::new(rows.into_iter().map(people::domain_of).collect(), paging))
}

fn page<T>(rows: Result<Vec<T>, DbErr>, paging: &Page) -> Result<Listed<T>> {
    Ok(Listed::new(rows.map_err(fault)?, paging))
}

/// The caller's own conditions and the bounds of what it may see: both hold.
fn matching<C: ColumnTrait>(filter: &PeopleFilter, name: C, domain: C, enabled: C) -> Condition {
    Condition::all()
        .add_option(filter.name.as_ref().map(|text| exactly(name, text)))
        .add_option(filter.domain.as_ref().map(|id| exactly(domain, id.as_str())))
        .add_option(filter.within.as_ref().map(|id| exactly(domain, id.as_str())))
        .add_option(filter.is_enabled.map(|is_enabled| enabled.eq(is_enabled)))
}

/// May the asker know of what lies in this domain? A marker from elsewhere tells nothing, not even its place.
fn sees(filter: &PeopleFilter, domain: &Domain) -> bool {
    filter.within.as_ref().is_none_or(|within| *within == domain.id)
}

/// Projects that belong to this project, or to this domain and no other project.
fn child_of(parent: &str) -> Condition {
    let of_domain = exactly(project::Column::DomainId, parent).add(project::Column::ParentId.is_null());
    Condition::any().add(exactly(project::Column::ParentId, parent)).add(of_domain)
}

/// Rows behind the marker, whose name this is.
fn behind<C: ColumnTrait>(name: C, id: C, marker: Option<String>, paging: &Page) -> Condition {
    let (Some(last), Some(marker)) = (marker, &paging.after) else {
        return Condition::all();
    };
    let namesake = Condition::all().add(name.eq(last.as_str())).add(id.gt(marker.as_str()));
    Condition::any().add(name.gt(last)).add(namesake)
}

fn with_one_more(paging: &Page) -> Option<u64> {
    Some(paging.limit as u64 + 1)
}

fn no_marker(id: &str) -> Error {
    Error::NotFound(Missing::Identity(NoSuch::Marker(id.to_owned())))
}
