//! `/v3/users`: people and programs that log in.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Extensions, StatusCode};
use serde_json::{Value, json};
use vitrine_domain::error::{Error, Fault};
use vitrine_domain::identity::{NewUser, PeopleFilter, UserChange};
use vitrine_domain::{DomainId, ProjectId, UserId};

use super::MOUNT;
use super::RESERVED;
use super::bearer::Bearer;
use super::body::{Body, Fields};
use super::document;
use super::list::ListRequest;
use crate::middleware::{RequestId, client_address};
use crate::rest::error::ApiError;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List users, by name.
#[utoipa::path(get, path = "/identity/v3/users", operation_id = "list_users", tag = "identity",
    params(
        ("name" = Option<String>, Query, description = "Only of this name"),
        ("domain_id" = Option<String>, Query, description = "Only of this domain"),
        ("enabled" = Option<String>, Query, description = "true or false"),
        ("limit" = Option<usize>, Query, description = "Rows at most"),
        ("marker" = Option<String>, Query, description = "Begin behind the row of this id"),
    ),
    responses(
        (status = 200, description = "The users that the caller may see", body = Value),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no row of the marker's id"),
    ))]
pub async fn list(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    request: ListRequest,
) -> Result<Json<Value>, ApiError> {
    let filter = PeopleFilter {
        name: request.filter("name"),
        domain: request.filter("domain_id").map(DomainId),
        is_enabled: request.flag("enabled")?,
        ..PeopleFilter::default()
    };
    let listed = state.services.identity.list_users(&ctx, filter, &request.page).await?;
    let listed = listed.map(|row| document::user(&row, &request.base.0));
    Ok(Json(request.wrap("users", listed)))
}

/// Show a user.
#[utoipa::path(get, path = "/identity/v3/users/{id}", operation_id = "show_user", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The user", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or unknown to a caller who may not know"),
        (status = 404, description = "There is none of this id"),
    ))]
pub async fn show(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let user = state.services.identity.get_user(&ctx, &UserId(id)).await?;
    Ok(Json(json!({"user": document::user(&user, &base.0)})))
}

/// Create a user.
#[utoipa::path(post, path = "/identity/v3/users", operation_id = "create_user", tag = "identity",
    request_body(content = Value, description = "`{\"user\": {\"name\": …}}`"),
    responses(
        (status = 201, description = "The user", body = Value),
        (status = 400, description = "A part is missing or wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 409, description = "The name is taken"),
    ))]
pub async fn create(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    body: Body,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let user = state.services.identity.create_user(&ctx, new(&body.of("user")?)?).await?;
    Ok((StatusCode::CREATED, Json(json!({"user": document::user(&user, &base.0)}))))
}

/// Change a user; what is not named stays as it is.
#[utoipa::path(patch, path = "/identity/v3/users/{id}", operation_id = "update_user", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = Value, description = "`{\"user\": {…}}`"),
    responses(
        (status = 200, description = "The user after the change", body = Value),
        (status = 400, description = "A part is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is none of this id"),
        (status = 409, description = "The name is taken"),
    ))]
pub async fn update(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(id): Path<String>,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let change = change(&body.of("user")?)?;
    let user = state.services.identity.update_user(&ctx, &UserId(id), change).await?;
    Ok(Json(json!({"user": document::user(&user, &base.0)})))
}

/// Delete a user.
#[utoipa::path(delete, path = "/identity/v3/users/{id}", operation_id = "delete_user", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is none of this id"),
    ))]
pub async fn delete(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.delete_user(&ctx, &UserId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change one's own password, which needs no token.
#[utoipa::path(post, path = "/identity/v3/users/{id}/password", operation_id = "change_password", tag = "identity",
    security(()), params(("id" = String, Path, description = "The user's id")),
    request_body(content = Value, description = "`{\"user\": {\"password\": …, \"original_password\": …}}`"),
    responses(
        (status = 204, description = "Changed; all tokens of the user are void"),
        (status = 400, description = "A part is missing or wrong"),
        (status = 401, description = "The original password is wrong"),
        (status = 403, description = "The token is that of a restricted application credential"),
    ))]
pub async fn password(
    State(state): State<AppState>,
    extensions: Extensions,
    bearer: Result<Bearer, ApiError>,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, ApiError> {
    let fields = body.of("user")?;
    let part = |key: &str| fields.secret(key)?.ok_or_else(|| Error::invalid(key, Fault::MissingProperty));
    let (original, new) = (part("original_password")?, part("password")?);
    let caller = bearer.ok().map(|Bearer(ctx)| ctx.caller);
    let identity = &state.services.identity;
    let request_id = extensions.get::<RequestId>().map(|id| id.0.as_str()).unwrap_or_default();
    let from = (client_address(&extensions), request_id);
    identity.change_own_password(from, caller.as_ref(), &UserId(id), &original, &new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the projects in which a user has a role.
#[utoipa::path(get, path = "/identity/v3/users/{id}/projects", operation_id = "list_user_projects", tag = "identity",
    params(("id" = String, Path, description = "The user's id")),
    responses(
        (status = 200, description = "The projects", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's, and the caller may not look"),
    ))]
pub async fn projects(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let own = format!("{}{MOUNT}/v3/users/{id}/projects", base.0);
    let projects = state.services.identity.list_user_projects(&ctx, &UserId(id)).await?;
    let rows: Vec<Value> = projects.iter().map(|project| document::project(project, &base.0)).collect();
    Ok(Json(json!({"projects": rows, "links": {"next": null, "self": own, "previous": null}})))
}

/// List a user's groups: there are none.
#[utoipa::path(get, path = "/identity/v3/users/{id}/groups", operation_id = "list_user_groups", tag = "identity",
    params(("id" = String, Path, description = "The user's id")),
    responses(
        (status = 200, description = "An empty list", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's, and the caller may not look"),
    ))]
pub async fn groups(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let user = state.services.identity.get_user(&ctx, &UserId(id)).await?;
    let own = format!("{}{MOUNT}/v3/users/{}/groups", base.0, user.id);
    Ok(Json(json!({"groups": [], "links": {"next": null, "self": own, "previous": null}})))
}

fn new(fields: &Fields) -> Result<NewUser, Error> {
    Ok(NewUser {
        name: fields.required("name")?,
        password: fields.secret("password")?,
        domain: fields.nullable("domain_id")?.flatten().map(DomainId),
        is_enabled: fields.flag("enabled")?.unwrap_or(true),
        default_project: fields.nullable("default_project_id")?.flatten().map(ProjectId),
        extra: fields.others(RESERVED),
    })
}

fn change(fields: &Fields) -> Result<UserChange, Error> {
    Ok(UserChange {
        name: fields.text("name")?,
        password: fields.secret("password")?,
        domain: fields.nullable("domain_id")?.flatten().map(DomainId),
        is_enabled: fields.flag("enabled")?,
        default_project: fields.nullable("default_project_id")?.map(|project| project.map(ProjectId)),
        extra: fields.others(RESERVED),
    })
}
