//! `/v3/roles`: what can be granted.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::error::{Error, Fault};
use vitrine_domain::identity::{NewRole, RoleChange};

use super::bearer::Bearer;
use super::body::{Body, Fields};
use super::document;
use super::list::ListRequest;
use crate::rest::error::ApiError;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List roles, by name.
#[utoipa::path(get, path = "/identity/v3/roles", operation_id = "list_roles", tag = "identity",
    params(
        ("name" = Option<String>, Query, description = "Only of this name"),
        ("limit" = Option<usize>, Query, description = "Rows at most"),
        ("marker" = Option<String>, Query, description = "Begin behind the row of this id"),
    ),
    responses(
        (status = 200, description = "The roles that the caller may see", body = Value),
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
    let name = request.filter("name");
    let listed = state.services.identity.list_roles(&ctx, name.as_deref(), &request.page).await?;
    let listed = listed.map(|row| document::role(&row, &request.base.0));
    Ok(Json(request.wrap("roles", listed)))
}

/// Show a role.
#[utoipa::path(get, path = "/identity/v3/roles/{id}", operation_id = "show_role", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The role", body = Value),
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
    let role = state.services.identity.get_role(&ctx, &id).await?;
    Ok(Json(json!({"role": document::role(&role, &base.0)})))
}

/// Create a role.
#[utoipa::path(post, path = "/identity/v3/roles", operation_id = "create_role", tag = "identity",
    request_body(content = Value, description = "`{\"role\": {\"name\": …}}`"),
    responses(
        (status = 201, description = "The role", body = Value),
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
    let role = state.services.identity.create_role(&ctx, new(&body.of("role")?)?).await?;
    Ok((StatusCode::CREATED, Json(json!({"role": document::role(&role, &base.0)}))))
}

/// Change a role; what is not named stays as it is.
#[utoipa::path(patch, path = "/identity/v3/roles/{id}", operation_id = "update_role", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = Value, description = "`{\"role\": {…}}`"),
    responses(
        (status = 200, description = "The role after the change", body = Value),
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
    let change = change(&body.of("role")?)?;
    let role = state.services.identity.update_role(&ctx, &id, change).await?;
    Ok(Json(json!({"role": document::role(&role, &base.0)})))
}

/// Delete a role.
#[utoipa::path(delete, path = "/identity/v3/roles/{id}", operation_id = "delete_role", tag = "identity",
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
    state.services.identity.delete_role(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn new(fields: &Fields) -> Result<NewRole, Error> {
    if fields.nullable("domain_id")?.flatten().is_some() {
        return Err(Error::invalid("domain_id", Fault::NotSupported));
    }
    Ok(NewRole { name: fields.required("name")?, description: fields.nullable("description")?.flatten() })
}

fn change(fields: &Fields) -> Result<RoleChange, Error> {
    Ok(RoleChange { name: fields.text("name")?, description: fields.nullable("description")? })
}
