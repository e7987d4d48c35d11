//! `/v3/registered_limits`.

use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::quota::RegisteredLimit;

use super::{body, filter, link, listed};
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, JsonBody, Pairs};
use crate::rest::links::BaseUrl;
use crate::state::AppState;

const COLLECTION: &str = "registered_limits";

fn document(limit: &RegisteredLimit, base: &BaseUrl) -> Value {
    json!({
        "id": limit.id,
        "service_id": limit.service_id,
        "region_id": limit.region_id,
        "resource_name": limit.resource_name,
        "default_limit": limit.default_limit,
        "description": limit.description,
        "links": link(base, COLLECTION, &limit.id),
    })
}

/// List the limits that hold for projects without limits of their own.
#[utoipa::path(get, path = "/identity/v3/registered_limits", tag = "identity", operation_id = "list_registered_limits",
    params(
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
    let limits = state.services.limits.list_registered(&ctx, &filter(&pairs)).await?;
    let rows = limits.iter().map(|limit| document(limit, &base)).collect();
    Ok(Json(listed(COLLECTION, rows, &base, &uri)))
}

/// Add registered limits, all of them or none.
#[utoipa::path(post, path = "/identity/v3/registered_limits", tag = "identity", operation_id = "create_registered_limits",
    request_body(content = Value, description = "`{\"registered_limits\": [{\"service_id\", \"resource_name\", \"default_limit\", …}]}`"),
    responses(
        (status = 201, description = "The limits", body = Value),
        (status = 400, description = "A part is missing or wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 409, description = "There is one for the resource already"),
    ))]
pub async fn create(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    JsonBody(body): JsonBody,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let wanted = body::registered_limits(&body)?;
    let limits = state.services.limits.create_registered(&ctx, wanted).await?;
    let rows: Vec<Value> = limits.iter().map(|limit| document(limit, &base)).collect();
    Ok((StatusCode::CREATED, Json(json!({COLLECTION: rows}))))
}

/// Show a registered limit.
#[utoipa::path(get, path = "/identity/v3/registered_limits/{id}", tag = "identity", operation_id = "show_registered_limit",
    params(("id" = String, Path, description = "The limit's id")),
    responses(
        (status = 200, description = "The limit", body = Value),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such limit"),
    ))]
pub async fn show(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let limit = state.services.limits.show_registered(&ctx, &id).await?;
    Ok(Json(json!({"registered_limit": document(&limit, &base)})))
}

/// Change a registered limit.
#[utoipa::path(patch, path = "/identity/v3/registered_limits/{id}", tag = "identity", operation_id = "update_registered_limit",
    params(("id" = String, Path, description = "The limit's id")),
    request_body(content = Value, description = "`{\"registered_limit\": {\"default_limit\": 20}}`"),
    responses(
        (status = 200, description = "The limit", body = Value),
        (status = 400, description = "A part is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or limits of projects depend on it"),
        (status = 404, description = "There is no such limit"),
        (status = 409, description = "There is one for the resource already"),
    ))]
pub async fn update(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    Path(id): Path<String>,
    JsonBody(body): JsonBody,
) -> Result<Json<Value>, ApiError> {
    let change = body::registered_limit(&body)?;
    let limit = state.services.limits.update_registered(&ctx, &id, change).await?;
    Ok(Json(json!({"registered_limit": document(&limit, &base)})))
}

/// Delete a registered limit that no limit of a project depends on.
#[utoipa::path(delete, path = "/identity/v3/registered_limits/{id}", tag = "identity", operation_id = "delete_registered_limit",
    params(("id" = String, Path, description = "The limit's id")),
    responses(
        (status = 204, description = "Gone"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or limits of projects depend on it"),
        (status = 404, description = "There is no such limit"),
    ))]
pub async fn delete(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    state.services.limits.delete_registered(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
