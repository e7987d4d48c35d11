//! What people call users, projects and domains in forms: by name, or by id.

use vitrine_domain::error::Fault;
use vitrine_domain::identity::{PeopleFilter, Target};
use vitrine_domain::page::Page;
use vitrine_domain::{Ctx, DomainId, Error, ProjectId, Result, UserId};

use crate::state::AppState;

/// The error for what is called by no name or id, or by the name of several.
fn unknown(field: &str, text: &str) -> Error {
    Error::invalid(field, Fault::UnknownValue { value: text.to_owned() })
}

/// The only one of that name. An id comes first: names are chosen by anybody.
fn only<T>(named: Vec<T>) -> Option<T> {
    let mut named = named.into_iter();
    named.next().filter(|_| named.next().is_none())
}

pub async fn user(state: &AppState, ctx: &Ctx, field: &str, text: &str) -> Result<UserId> {
    let identity = &state.services.identity;
    match identity.get_user(ctx, &UserId::from(text)).await {
        Ok(found) => return Ok(found.id),
        // Who may not know of it may still know something of that name.
        Err(Error::NotFound(_) | Error::Forbidden(_)) => {}
        Err(error) => return Err(error),
    }
    let named = identity.list_users(ctx, PeopleFilter::named(text), &Page::first()).await?;
    only(named.rows).map(|found| found.id).ok_or_else(|| unknown(field, text))
}

pub async fn project(state: &AppState, ctx: &Ctx, field: &str, text: &str) -> Result<ProjectId> {
    let identity = &state.services.identity;
    match identity.get_project(ctx, &ProjectId::from(text)).await {
        Ok(found) => return Ok(found.id),
        // Who may not know of it may still know something of that name.
        Err(Error::NotFound(_) | Error::Forbidden(_)) => {}
        Err(error) => return Err(error),
    }
    let named = identity.list_projects(ctx, PeopleFilter::named(text), &Page::first()).await?;
    only(named.rows).map(|found| found.id).ok_or_else(|| unknown(field, text))
}

async fn domain(state: &AppState, ctx: &Ctx, field: &str, text: &str) -> Result<DomainId> {
    let identity = &state.services.identity;
    match identity.get_domain(ctx, &DomainId::from(text)).await {
        Ok(found) => return Ok(found.id),
        // Who may not know of it may still know something of that name.
        Err(Error::NotFound(_) | Error::Forbidden(_)) => {}
        Err(error) => return Err(error),
    }
    let named = identity.list_domains(ctx, PeopleFilter::named(text), &Page::first()).await?;
    only(named.rows).map(|found| found.id).ok_or_else(|| unknown(field, text))
}

/// What a role is to be held on, by its kind and what it is called.
pub async fn target(state: &AppState, ctx: &Ctx, kind: &str, text: &str) -> Result<Target> {
    match kind {
        "system" => Ok(Target::System),
        "domain" => domain(state, ctx, "target", text).await.map(Target::Domain),
        _ => project(state, ctx, "target", text).await.map(Target::Project),
    }
}

/// The id of a role, by its name.
pub async fn role(state: &AppState, ctx: &Ctx, name: &str) -> Result<String> {
    let roles = state.services.identity.list_roles(ctx, Some(name), &Page::first()).await?;
    roles.rows.into_iter().next().map(|role| role.id).ok_or_else(|| unknown("role", name))
}
