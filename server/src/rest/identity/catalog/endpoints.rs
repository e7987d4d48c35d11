//! `/v3/endpoints`: where services are reached.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::Error;
use vitrine_domain::catalog::{Address, EndpointChange, EndpointFilter, NewEndpoint, interface};

use super::document;
use crate::rest::error::ApiError;
use crate::rest::identity::bearer::Bearer;
use crate::rest::identity::body::{Body, Fields};
use crate::rest::identity::list::ListRequest;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List endpoints.
#[utoipa::path(get, path = "/identity/v3/endpoints", operation_id = "list_endpoints", tag = "identity",
    params(
        ("interface" = Option<String>, Query, description = "Only of this interface"),
        ("service_id" = Option<String>, Query, description = "Only of this service"),
        ("region_id" = Option<String>, Query, description = "Only in this region"),
        ("limit" = Option<usize>, Query, description = "Rows at most"),
        ("marker" = Option<String>, Query, description = "Begin behind the row of this id"),
    ),
    responses(
        (status = 200, description = "The endpoints, by id", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Neither an administrator nor a reader of the system"),
        (status = 404, description = "There is no row of the marker's id"),
    ))]
pub async fn list(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    request: ListRequest,
) -> Result<Json<Value>, ApiError> {
    let filter = EndpointFilter {
        interface: request.filter("interface"),
        service: request.filter("service_id"),
        region: request.filter("region_id").or_else(|| request.filter("region")),
    };
    let listed = state.services.catalog.list_endpoints(&ctx, &filter, &request.page).await?;
    let listed = listed.map(|row| document::endpoint(&row, &request.base.0));
    Ok(Json(request.wrap("endpoints", listed)))
}

/// Show an endpoint.
#[utoipa::path(get, path = "/identity/v3/endpoints/{id}", operation_id = "show_endpoint", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The endpoint", body = Value),
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
    let endpoint = state.services.catalog.get_endpoint(&ctx, &id).await?;
    Ok(Json(json!({"endpoint": document::endpoint(&endpoint, &base.0)})))
}

/// Create an endpoint.
#[utoipa::path(post, path = "/identity/v3/endpoints", operation_id = "create_endpoint", tag = "identity",
    request_body(content = Value, description = "`{\"endpoint\": {\"service_id\": …, \"interface\": …, \"url\": …, \"region_id\": …}}`"),
    responses(
        (status = 201, description = "The endpoint", body = Value),
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
    let endpoint = state.services.catalog.create_endpoint(&ctx, new(&body.of("endpoint")?)?).await?;
    Ok((StatusCode::CREATED, Json(json!({"endpoint": document::endpoint(&endpoint, &base.0)}))))
}

/// Change an endpoint; what is not named stays as it is.
#[utoipa::path(patch, path = "/identity/v3/endpoints/{id}", operation_id = "update_endpoint", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = Value, description = "`{\"endpoint\": {…}}`"),
    responses(
        (status = 200, description = "The endpoint after the change", body = Value),
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
    let endpoint = state.services.catalog.update_endpoint(&ctx, &id, change(&body.of("endpoint")?)?).await?;
    Ok(Json(json!({"endpoint": document::endpoint(&endpoint, &base.0)})))
}

/// Delete an endpoint.
#[utoipa::path(delete, path = "/identity/v3/endpoints/{id}", operation_id = "delete_endpoint", tag = "identity",
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
    state.services.catalog.delete_endpoint(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn new(fields: &Fields) -> Result<NewEndpoint, Error> {
    let region = fields.nullable("region_id")?.flatten();
    // The older name of a region makes it.
    let makes_region = region.is_none();
    Ok(NewEndpoint {
        service: fields.required("service_id")?,
        interface: fields.required("interface")?,
        region: region.or(fields.nullable("region")?.flatten()),
        makes_region,
        url: fields.required("url")?,
        is_enabled: fields.flag("enabled")?.unwrap_or(true),
    })
}

fn change(fields: &Fields) -> Result<EndpointChange, Error> {
    let region = fields.nullable("region_id")?;
    Ok(EndpointChange {
        service: fields.text("service_id")?,
        interface: fields.text("interface")?.as_deref().map(interface).transpose()?,
        region: if region.is_some() { region } else { fields.nullable("region")? },
        address: fields.text("url")?.as_deref().map(Address::parse).transpose()?,
        is_enabled: fields.flag("enabled")?,
    })
}
