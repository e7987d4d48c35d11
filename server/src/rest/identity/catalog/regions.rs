//! `/v3/regions`: places that endpoints are in.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::Error;
use vitrine_domain::catalog::{NewRegion, RegionChange};

use super::document;
use crate::rest::error::ApiError;
use crate::rest::identity::bearer::Bearer;
use crate::rest::identity::body::{Body, Fields};
use crate::rest::identity::list::ListRequest;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List regions.
#[utoipa::path(get, path = "/identity/v3/regions", operation_id = "list_regions", tag = "identity",
    params(
        ("parent_region_id" = Option<String>, Query, description = "Only those in this region"),
        ("limit" = Option<usize>, Query, description = "Rows at most"),
        ("marker" = Option<String>, Query, description = "Begin behind the row of this id"),
    ),
    responses(
        (status = 200, description = "The regions, by id", body = Value),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no row of the marker's id"),
    ))]
pub async fn list(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    request: ListRequest,
) -> Result<Json<Value>, ApiError> {
    let parent = request.filter("parent_region_id");
    let listed = state.services.catalog.list_regions(&ctx, parent.as_deref(), &request.page).await?;
    let listed = listed.map(|row| document::region(&row, &request.base.0));
    Ok(Json(request.wrap("regions", listed)))
}

/// Show a region.
#[utoipa::path(get, path = "/identity/v3/regions/{id}", operation_id = "show_region", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The region", body = Value),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is none of this id"),
    ))]
pub async fn show(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let region = state.services.catalog.get_region(&ctx, &id).await?;
    Ok(Json(json!({"region": document::region(&region, &base.0)})))
}

/// Create a region.
#[utoipa::path(post, path = "/identity/v3/regions", operation_id = "create_region", tag = "identity",
    request_body(content = Value, description = "`{\"region\": {\"id\": …, \"description\": …, \"parent_region_id\": …}}`"),
    responses(
        (status = 201, description = "The region", body = Value),
        (status = 400, description = "A part is missing or wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "For administrators only"),
        (status = 404, description = "There is no region of the parent's id"),
        (status = 409, description = "There is a region of this id"),
    ))]
pub async fn create(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    body: Body,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let region = state.services.catalog.create_region(&ctx, new(&body.of("region")?)?).await?;
    Ok((StatusCode::CREATED, Json(json!({"region": document::region(&region, &base.0)}))))
}

/// Change a region; what is not named stays as it is.
#[utoipa::path(patch, path = "/identity/v3/regions/{id}", operation_id = "update_region", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = Value, description = "`{\"region\": {…}}`"),
    responses(
        (status = 200, description = "The region after the change", body = Value),
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
    let region = state.services.catalog.update_region(&ctx, &id, change(&body.of("region")?)?).await?;
    Ok(Json(json!({"region": document::region(&region, &base.0)})))
}

/// Delete a region, and those in it.
#[utoipa::path(delete, path = "/identity/v3/regions/{id}", operation_id = "delete_region", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "For administrators only, or an endpoint is there"),
        (status = 404, description = "There is none of this id"),
    ))]
pub async fn delete(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    state.services.catalog.delete_region(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn new(fields: &Fields) -> Result<NewRegion, Error> {
    Ok(NewRegion {
        id: fields.text("id")?,
        description: fields.nullable("description")?.flatten().unwrap_or_default(),
        parent: fields.nullable("parent_region_id")?.flatten(),
    })
}

fn change(fields: &Fields) -> Result<RegionChange, Error> {
    Ok(RegionChange {
        description: fields.nullable("description")?.map(Option::unwrap_or_default),
        parent: fields.nullable("parent_region_id")?,
    })
}
