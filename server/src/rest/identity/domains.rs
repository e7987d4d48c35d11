//! `/v3/domains`: name spaces of domains and projects.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::DomainId;
use vitrine_domain::error::Error;
use vitrine_domain::identity::{DomainChange, NewDomain, PeopleFilter};

use super::bearer::Bearer;
use super::body::{Body, Fields};
use super::document;
use super::list::ListRequest;
use crate::rest::error::ApiError;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List domains, by name.
#[utoipa::path(get, path = "/identity/v3/domains", operation_id = "list_domains", tag = "identity",
    params(
        ("name" = Option<String>, Query, description = "Only of this name"),
        ("enabled" = Option<String>, Query, description = "true or false"),
        ("limit" = Option<usize>, Query, description = "Rows at most"),
        ("marker" = Option<String>, Query, description = "Begin behind the row of this id"),
    ),
    responses(
        (status = 200, description = "The domains that the caller may see", body = Value),
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
        is_enabled: request.flag("enabled")?,
        ..PeopleFilter::default()
    };
    let listed = state.services.identity.list_domains(&ctx, filter, &request.page).await?;
    let listed = listed.map(|row| document::whole_domain(&row, &request.base.0));
    Ok(Json(request.wrap("domains", listed)))
}

/// Show a domain.
#[utoipa::path(get, path = "/identity/v3/domains/{id}", operation_id = "show_domain", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The domain", body = Value),
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
    let domain = state.services.identity.get_domain(&ctx, &DomainId(id)).await?;
    Ok(Json(json!({"domain": document::whole_domain(&domain, &base.0)})))
}

/// Create a domain.
#[utoipa::path(post, path = "/identity/v3/domains", operation_id = "create_domain", tag = "identity",
    request_body(content = Value, description = "`{\"domain\": {\"name\": …}}`"),
    responses(
        (status = 201, description = "The domain", body = Value),
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
    let domain = state.services.identity.create_domain(&ctx, new(&body.of("domain")?)?).await?;
    Ok((StatusCode::CREATED, Json(json!({"domain": document::whole_domain(&domain, &base.0)}))))
}

/// Change a domain; what is not named stays as it is.
#[utoipa::path(patch, path = "/identity/v3/domains/{id}", operation_id = "update_domain", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = Value, description = "`{\"domain\": {…}}`"),
    responses(
        (status = 200, description = "The domain after the change", body = Value),
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
    let change = change(&body.of("domain")?)?;
    let domain = state.services.identity.update_domain(&ctx, &DomainId(id), change).await?;
    Ok(Json(json!({"domain": document::whole_domain(&domain, &base.0)})))
}

/// Delete a domain.
#[utoipa::path(delete, path = "/identity/v3/domains/{id}", operation_id = "delete_domain", tag = "identity",
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
    state.services.identity.delete_domain(&ctx, &DomainId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn new(fields: &Fields) -> Result<NewDomain, Error> {
    Ok(NewDomain {
        name: fields.required("name")?,
        description: fields.nullable("description")?.flatten().unwrap_or_default(),
        is_enabled: fields.flag("enabled")?.unwrap_or(true),
    })
}

fn change(fields: &Fields) -> Result<DomainChange, Error> {
    Ok(DomainChange {
        name: fields.text("name")?,
        description: fields.nullable("description")?.map(Option::unwrap_or_default),
        is_enabled: fields.flag("enabled")?,
    })
}
