//! `/v3/services`: what can be used.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::Error;
use vitrine_domain::catalog::{NewService, ServiceChange, ServiceFilter};

use super::document;
use crate::rest::error::ApiError;
use crate::rest::identity::bearer::Bearer;
use crate::rest::identity::body::{Body, Fields};
use crate::rest::identity::list::ListRequest;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List services.
#[utoipa::path(get, path = "/identity/v3/services", operation_id = "list_services", tag = "identity",
    params(
        ("type" = Option<String>, Query, description = "Only of this type"),
        ("name" = Option<String>, Query, description = "Only of this name"),
        ("limit" = Option<usize>, Query, description = "Rows at most"),
        ("marker" = Option<String>, Query, description = "Begin behind the row of this id"),
    ),
    responses(
        (status = 200, description = "The services, by id", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Neither an administrator nor a reader of the system"),
        (status = 404, description = "There is no row of the marker's id"),
    ))]
pub async fn list(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    request: ListRequest,
) -> Result<Json<Value>, ApiError> {
    let filter = ServiceFilter { kind: request.filter("type"), name: request.filter("name") };
    let listed = state.services.catalog.list_services(&ctx, &filter, &request.page).await?;
    let listed = listed.map(|row| document::service(&row, &request.base.0));
    Ok(Json(request.wrap("services", listed)))
}

/// Show a service.
#[utoipa::path(get, path = "/identity/v3/services/{id}", operation_id = "show_service", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The service", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Neither an administrator nor a reader of the system"),
        (status = 404, description = "There is none of this id"),
    ))]
pub async fn show(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let service = state.services.catalog.get_service(&ctx, &id).await?;
    Ok(Json(json!({"service": document::service(&service, &base.0)})))
}

/// Create a service.
#[utoipa::path(post, path = "/identity/v3/services", operation_id = "create_service", tag = "identity",
    request_body(content = Value, description = "`{\"service\": {\"type\": …, \"name\": …}}`"),
    responses(
        (status = 201, description = "The service", body = Value),
        (status = 400, description = "A part is missing or wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "For administrators only"),
    ))]
pub async fn create(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    body: Body,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let service = state.services.catalog.create_service(&ctx, new(&body.of("service")?)?).await?;
    Ok((StatusCode::CREATED, Json(json!({"service": document::service(&service, &base.0)}))))
}

/// Change a service; what is not named stays as it is.
#[utoipa::path(patch, path = "/identity/v3/services/{id}", operation_id = "update_service", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = Value, description = "`{\"service\": {…}}`"),
    responses(
        (status = 200, description = "The service after the change", body = Value),
        (status = 400, description = "A part is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "For administrators only"),
        (status = 404, description = "There is none of this id"),
    ))]
pub async fn update(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(id): Path<String>,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let service = state.services.catalog.update_service(&ctx, &id, change(&body.of("service")?)?).await?;
    Ok(Json(json!({"service": document::service(&service, &base.0)})))
}

/// Delete a service, with its endpoints.
#[utoipa::path(delete, path = "/identity/v3/services/{id}", operation_id = "delete_service", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "For administrators only"),
        (status = 404, description = "There is none of this id"),
    ))]
pub async fn delete(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    state.services.catalog.delete_service(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn new(fields: &Fields) -> Result<NewService, Error> {
    Ok(NewService {
        kind: fields.required("type")?,
        name: fields.text("name")?.unwrap_or_default(),
        description: fields.nullable("description")?.flatten(),
        is_enabled: fields.flag("enabled")?.unwrap_or(true),
    })
}

fn change(fields: &Fields) -> Result<ServiceChange, Error> {
    Ok(ServiceChange {
        kind: fields.text("type")?,
        name: fields.text("name")?,
        description: fields.nullable("description")?,
        is_enabled: fields.flag("enabled")?,
    })
}
