//! Roles of users on projects, on domains and on the system.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::identity::{Assignment, Target};
use vitrine_domain::{Ctx, DomainId, ProjectId, UserId};

use super::bearer::Bearer;
use super::{MOUNT, document};
use crate::rest::error::ApiError;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

async fn held(
    state: &AppState,
    ctx: &Ctx,
    base: &BaseUrl,
    target: &Target,
    user: String,
) -> Result<Json<Value>, ApiError> {
    let place = match target {
        Target::Project(id) => format!("projects/{id}"),
        Target::Domain(id) => format!("domains/{id}"),
        Target::System => "system".to_owned(),
    };
    let own = format!("{}{MOUNT}/v3/{place}/users/{user}/roles", base.0);
    let roles = state.services.identity.direct_assignments(ctx, &UserId(user), target).await?;
    let rows: Vec<Value> = roles.iter().map(|role| document::role(role, &base.0)).collect();
    Ok(Json(json!({"roles": rows, "links": {"next": null, "self": own, "previous": null}})))
}

fn assignment(target: Target, user: String, role: String) -> Assignment {
    Assignment { user: UserId(user), role, target }
}

/// List the roles that a user was given on a project.
#[utoipa::path(get, path = "/identity/v3/projects/{project}/users/{user}/roles", operation_id = "list_project_grants",
    tag = "identity", params(("project" = String, Path, description = "The project's id"), ("user" = String, Path, description = "The user's id")),
    responses(
        (status = 200, description = "The roles, implied ones not included", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn list_on_project(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path((project, user)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    held(&state, &ctx, &base, &Target::Project(ProjectId(project)), user).await
}

/// Give a user a role on a project. Giving it twice is once.
#[utoipa::path(put, path = "/identity/v3/projects/{project}/users/{user}/roles/{role}", operation_id = "grant_on_project",
    tag = "identity", params(("project" = String, Path, description = "The project's id"), ("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "Given"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn grant_on_project(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((project, user, role)): Path<(String, String, String)>,
) -> Result<StatusCode, ApiError> {
    state
        .services
        .identity
        .assign(&ctx, &assignment(Target::Project(ProjectId(project)), user, role))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Was a user given a role on a project?
#[utoipa::path(get, path = "/identity/v3/projects/{project}/users/{user}/roles/{role}", operation_id = "check_on_project",
    tag = "identity", params(("project" = String, Path, description = "The project's id"), ("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "It was"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn check_on_project(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((project, user, role)): Path<(String, String, String)>,
) -> Result<StatusCode, ApiError> {
    state
        .services
        .identity
        .has_assignment(&ctx, &assignment(Target::Project(ProjectId(project)), user, role))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a role on a project from a user.
#[utoipa::path(delete, path = "/identity/v3/projects/{project}/users/{user}/roles/{role}", operation_id = "revoke_on_project",
    tag = "identity", params(("project" = String, Path, description = "The project's id"), ("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "Taken"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn revoke_on_project(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((project, user, role)): Path<(String, String, String)>,
) -> Result<StatusCode, ApiError> {
    state
        .services
        .identity
        .unassign(&ctx, &assignment(Target::Project(ProjectId(project)), user, role))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the roles that a user was given on a domain.
#[utoipa::path(get, path = "/identity/v3/domains/{domain}/users/{user}/roles", operation_id = "list_domain_grants",
    tag = "identity", params(("domain" = String, Path, description = "The domain's id"), ("user" = String, Path, description = "The user's id")),
    responses(
        (status = 200, description = "The roles, implied ones not included", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn list_on_domain(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path((domain, user)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    held(&state, &ctx, &base, &Target::Domain(DomainId(domain)), user).await
}

/// Give a user a role on a domain. Giving it twice is once.
#[utoipa::path(put, path = "/identity/v3/domains/{domain}/users/{user}/roles/{role}", operation_id = "grant_on_domain",
    tag = "identity", params(("domain" = String, Path, description = "The domain's id"), ("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "Given"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn grant_on_domain(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((domain, user, role)): Path<(String, String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.assign(&ctx, &assignment(Target::Domain(DomainId(domain)), user, role)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Was a user given a role on a domain?
#[utoipa::path(get, path = "/identity/v3/domains/{domain}/users/{user}/roles/{role}", operation_id = "check_on_domain",
    tag = "identity", params(("domain" = String, Path, description = "The domain's id"), ("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "It was"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn check_on_domain(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((domain, user, role)): Path<(String, String, String)>,
) -> Result<StatusCode, ApiError> {
    state
        .services
        .identity
        .has_assignment(&ctx, &assignment(Target::Domain(DomainId(domain)), user, role))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a role on a domain from a user.
#[utoipa::path(delete, path = "/identity/v3/domains/{domain}/users/{user}/roles/{role}", operation_id = "revoke_on_domain",
    tag = "identity", params(("domain" = String, Path, description = "The domain's id"), ("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "Taken"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn revoke_on_domain(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((domain, user, role)): Path<(String, String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.unassign(&ctx, &assignment(Target::Domain(DomainId(domain)), user, role)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the roles that a user was given on the system.
#[utoipa::path(get, path = "/identity/v3/system/users/{user}/roles", operation_id = "list_system_grants",
    tag = "identity", params(("user" = String, Path, description = "The user's id")),
    responses(
        (status = 200, description = "The roles, implied ones not included", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn list_on_system(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(user): Path<String>,
) -> Result<Json<Value>, ApiError> {
    held(&state, &ctx, &base, &Target::System, user).await
}

/// Give a user a role on the system. Giving it twice is once.
#[utoipa::path(put, path = "/identity/v3/system/users/{user}/roles/{role}", operation_id = "grant_on_system",
    tag = "identity", params(("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "Given"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn grant_on_system(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((user, role)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.assign(&ctx, &assignment(Target::System, user, role)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Was a user given a role on the system?
#[utoipa::path(get, path = "/identity/v3/system/users/{user}/roles/{role}", operation_id = "check_on_system",
    tag = "identity", params(("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "It was"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn check_on_system(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((user, role)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.has_assignment(&ctx, &assignment(Target::System, user, role)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a role on the system from a user.
#[utoipa::path(delete, path = "/identity/v3/system/users/{user}/roles/{role}", operation_id = "revoke_on_system",
    tag = "identity", params(("user" = String, Path, description = "The user's id"), ("role" = String, Path, description = "The role's id")),
    responses(
        (status = 204, description = "Taken"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "Something of it does not exist"),
    ))]
pub async fn revoke_on_system(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((user, role)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.unassign(&ctx, &assignment(Target::System, user, role)).await?;
    Ok(StatusCode::NO_CONTENT)
}
