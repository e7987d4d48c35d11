//! `/v3/limits`: limits of single projects.

use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::quota::ProjectLimit;

use super::{body, filter, link, listed};
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, JsonBody, Pairs};
use crate::rest::links::BaseUrl;
use crate::state::AppState;

const COLLECTION: &str = "limits";

fn document(limit: &ProjectLimit, base: &BaseUrl) -> Value {
    json!({
        "id": limit.id,
        "project_id": limit.project_id.as_str(),
        "domain_id": null,
        "service_id": limit.service_id,
        "region_id": limit.region_id,
        "resource_name": limit.resource_name,
        "resource_limit": limit.resource_limit,
        "description": limit.description,
        "links": link(base, COLLECTION, &limit.id),
    })
}

/// List limits of projects: administrators see all, others their own project's.
#[utoipa::path(get, path = "/identity/v3/limits", tag = "identity", operation_id = "list_limits",
    params(
        ("project_id" = Option<String>, Query, description = "Of this project"),
        ("service_id" = Option<String>, Query, description = "Of this service"),
        ("region_id" = Option<String>, Query, description = "In this region"),
        ("resource_name" = Option<String>, Query, description = "As `image_size_total`"),
    ),
    responses(
        (status = 200, description = "The limits", body = Value),
        (status = 401, description = "No valid token"),
    ))]
pub async fn list(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    uri: OriginalUri,
    Pairs(pairs): Pairs,
) -> Result<Json<Value>, ApiError> {
    let limits = state.services.limits.list(&ctx, &filter(&pairs)).await?;
    let rows = limits.iter().map(|limit| document(limit, &base)).collect();
    Ok(Json(listed(COLLECTION, rows, &base, &uri)))
}

/// Add limits of projects, all of them or none.
#[utoipa::path(post, path = "/identity/v3/limits", tag = "identity", operation_id = "create_limits",
    request_body(content = Value, description = "`{\"limits\": [{\"project_id\", \"service_id\", \"resource_name\", \"resource_limit\", …}]}`"),
    responses(
        (status = 201, description = "The limits", body = Value),
        (status = 400, description = "A part is missing or wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or there is no registered limit"),
        (status = 409, description = "The project has one for the resource already"),
    ))]
pub async fn create(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    JsonBody(body): JsonBody,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let limits = state.services.limits.create(&ctx, body::limits(&body)?).await?;
    let rows: Vec<Value> = limits.iter().map(|limit| document(limit, &base)).collect();
    Ok((StatusCode::CREATED, Json(json!({COLLECTION: rows}))))
}

/// Show a limit of a project.
#[utoipa::path(get, path = "/identity/v3/limits/{id}", tag = "identity", operation_id = "show_limit",
    params(("id" = String, Path, description = "The limit's id")),
    responses(
        (status = 200, description = "The limit", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Another project's, or there is none"),
        (status = 404, description = "There is no such limit"),
    ))]
pub async fn show(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let limit = state.services.limits.show(&ctx, &id).await?;
    Ok(Json(json!({"limit": document(&limit, &base)})))
}

/// Change the number or the description of a limit.
#[utoipa::path(patch, path = "/identity/v3/limits/{id}", tag = "identity", operation_id = "update_limit",
    params(("id" = String, Path, description = "The limit's id")),
    request_body(content = Value, description = "`{\"limit\": {\"resource_limit\": 20}}`"),
    responses(
        (status = 200, description = "The limit", body = Value),
        (status = 400, description = "A part is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such limit"),
    ))]
pub async fn update(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    Path(id): Path<String>,
    JsonBody(body): JsonBody,
) -> Result<Json<Value>, ApiError> {
    let limit = state.services.limits.update(&ctx, &id, body::limit(&body)?).await?;
    Ok(Json(json!({"limit": document(&limit, &base)})))
}

/// Delete a limit of a project: the registered one holds again.
#[utoipa::path(delete, path = "/identity/v3/limits/{id}", tag = "identity", operation_id = "delete_limit",
    params(("id" = String, Path, description = "The limit's id")),
    responses(
        (status = 204, description = "Gone"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such limit"),
    ))]
pub async fn delete(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    state.services.limits.delete(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
