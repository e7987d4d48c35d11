//! `/v3/role_assignments`: who holds which role where.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use vitrine_domain::error::{Error, Fault, Misfit};
use vitrine_domain::identity::{AssignmentFilter, Domain, Held, Target, TokenScope};
use vitrine_domain::page::Listed;
use vitrine_domain::{DomainId, ProjectId, UserId};

use super::MOUNT;
use super::bearer::Bearer;
use super::list::ListRequest;
use crate::rest::error::ApiError;
use crate::state::AppState;

/// List who holds which role where.
#[utoipa::path(get, path = "/identity/v3/role_assignments", operation_id = "list_role_assignments", tag = "identity",
    params(
        ("user.id" = Option<String>, Query, description = "Only of this user"),
        ("role.id" = Option<String>, Query, description = "Only of this role"),
        ("scope.project.id" = Option<String>, Query, description = "Only on this project"),
        ("scope.domain.id" = Option<String>, Query, description = "Only on this domain"),
        ("scope.system" = Option<String>, Query, description = "Present: only on the system"),
        ("include_subtree" = Option<String>, Query, description = "With scope.project.id, present and not 0: on projects below it too"),
        ("group.id" = Option<String>, Query, description = "Only of this group: there are none"),
        ("scope.OS-INHERIT:inherited_to" = Option<String>, Query, description = "projects: only what is passed on to projects, which nothing is"),
        ("effective" = Option<String>, Query, description = "Present and not 0: implied roles too, nothing of the system"),
        ("include_names" = Option<String>, Query, description = "Present and not 0: names beside the ids"),
    ),
    responses(
        (status = 200, description = "The assignments that the caller may see", body = Value),
        (status = 400, description = "Several scopes at once, or include_subtree without a project"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
    ))]
pub async fn list(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    request: ListRequest,
) -> Result<Json<Value>, ApiError> {
    let is_set = |key: &str| request.filter(key).is_some_and(|value| value != "0");
    let filter = AssignmentFilter {
        user: request.filter("user.id").map(UserId),
        role: request.filter("role.id"),
        target: target(&request)?,
        with_subtree: is_set("include_subtree"),
        within: None,
    };
    if filter.with_subtree && !matches!(filter.target, Some(Target::Project(_))) {
        let lone = Misfit::Dependent { on: "scope.project.id".to_owned() };
        return Err(Error::invalid("include_subtree", Fault::Identity(lone)).into());
    }
    let mut held = state.services.identity.list_assignments(&ctx, filter, is_set("effective")).await?;
    // There are no groups, and nothing is handed down to projects.
    let is_inherited = request.filter("scope.OS-INHERIT:inherited_to").is_some_and(|to| to == "projects");
    if is_inherited || request.filter("group.id").is_some() {
        held.clear();
    }
    let with_names = is_set("include_names");
    let rows = held.iter().map(|held| row(held, with_names, &request.base.0)).collect();
    Ok(Json(request.wrap("role_assignments", Listed { rows, has_more: false })))
}

fn target(request: &ListRequest) -> Result<Option<Target>, Error> {
    let project = request.filter("scope.project.id").map(|id| Target::Project(ProjectId(id)));
    let domain = request.filter("scope.domain.id").map(|id| Target::Domain(DomainId(id)));
    let system = request.filter("scope.system").map(|_| Target::System);
    let mut targets = [project, domain, system].into_iter().flatten();
    let first = targets.next();
    if targets.next().is_some() {
        return Err(Error::invalid("scope", Fault::Identity(Misfit::TwoTargets)));
    }
    Ok(first)
}

fn row(held: &Held, with_names: bool, base: &str) -> Value {
    let named = |id: &str, name: &str, domain: Option<&Domain>| {
        let mut thing = json!({"id": id});
        if with_names {
            thing["name"] = json!(name);
        }
        if let Some(domain) = domain.filter(|_| with_names) {
            thing["domain"] = json!({"id": domain.id.as_str(), "name": domain.name});
        }
        thing
    };
    let (place, scope) = match &held.place {
        TokenScope::Project(project) => {
            let thing = named(project.id.as_str(), &project.name, Some(&project.domain));
            (format!("projects/{}", project.id), json!({"project": thing}))
        }
        TokenScope::Domain(domain) => {
            let thing = named(domain.id.as_str(), &domain.name, None);
            (format!("domains/{}", domain.id), json!({"domain": thing}))
        }
        TokenScope::System | TokenScope::Unscoped => ("system".to_owned(), json!({"system": {"all": true}})),
    };
    // An implied role is held through the one that was assigned.
    let assigned = held.prior.as_ref().unwrap_or(&held.role);
    let url = format!("{base}{MOUNT}/v3/{place}/users/{}/roles/{}", held.user.id, assigned.id);
    let mut links = json!({"assignment": url});
    if let Some(prior) = &held.prior {
        links["prior_role"] =
            json!(format!("{base}{MOUNT}/v3/prior_roles/{}/implies/{}", prior.id, held.role.id));
    }
    json!({
        "links": links,
        "scope": scope,
        "user": named(held.user.id.as_str(), &held.user.name, Some(&held.user.domain)),
        "role": named(&held.role.id, &held.role.name, None),
    })
}
