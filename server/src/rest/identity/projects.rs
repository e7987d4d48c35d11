//! `/v3/projects`: owners of images.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::error::{Error, Fault};
use vitrine_domain::identity::{Extra, NewProject, PeopleFilter, ProjectChange};
use vitrine_domain::{DomainId, ProjectId};

use super::RESERVED;
use super::bearer::Bearer;
use super::body::{Body, Fields};
use super::document;
use super::list::ListRequest;
use crate::rest::error::ApiError;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List projects, by name.
#[utoipa::path(get, path = "/identity/v3/projects", operation_id = "list_projects", tag = "identity",
    params(
        ("name" = Option<String>, Query, description = "Only of this name"),
        ("domain_id" = Option<String>, Query, description = "Only of this domain"),
        ("enabled" = Option<String>, Query, description = "true or false"),
        ("is_domain" = Option<String>, Query, description = "true: the domains, as projects that belong to nothing"),
        ("limit" = Option<usize>, Query, description = "Rows at most"),
        ("marker" = Option<String>, Query, description = "Begin behind the row of this id"),
    ),
    responses(
        (status = 200, description = "The projects that the caller may see", body = Value),
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
        parent: request.filter("parent_id"),
        ..PeopleFilter::default()
    };
    let identity = &state.services.identity;
    let listed = if request.flag("is_domain")? == Some(true) {
        let listed = identity.list_domain_projects(&ctx, filter, &request.page).await?;
        listed.map(|row| document::domain_as_project(&row, &request.base.0))
    } else {
        let listed = identity.list_projects(&ctx, filter, &request.page).await?;
        listed.map(|row| document::project(&row, &request.base.0))
    };
    Ok(Json(request.wrap("projects", listed)))
}

/// Show a project.
#[utoipa::path(get, path = "/identity/v3/projects/{id}", operation_id = "show_project", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The project", body = Value),
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
    let project = state.services.identity.get_project(&ctx, &ProjectId(id)).await?;
    Ok(Json(json!({"project": document::project(&project, &base.0)})))
}

/// Create a project.
#[utoipa::path(post, path = "/identity/v3/projects", operation_id = "create_project", tag = "identity",
    request_body(content = Value, description = "`{\"project\": {\"name\": …}}`"),
    responses(
        (status = 201, description = "The project", body = Value),
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
    let project = state.services.identity.create_project(&ctx, new(&body.of("project")?)?).await?;
    Ok((StatusCode::CREATED, Json(json!({"project": document::project(&project, &base.0)}))))
}

/// Change a project; what is not named stays as it is.
#[utoipa::path(patch, path = "/identity/v3/projects/{id}", operation_id = "update_project", tag = "identity",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = Value, description = "`{\"project\": {…}}`"),
    responses(
        (status = 200, description = "The project after the change", body = Value),
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
    let change = change(&body.of("project")?)?;
    let project = state.services.identity.update_project(&ctx, &ProjectId(id), change).await?;
    Ok(Json(json!({"project": document::project(&project, &base.0)})))
}

/// Delete a project.
#[utoipa::path(delete, path = "/identity/v3/projects/{id}", operation_id = "delete_project", tag = "identity",
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
    state.services.identity.delete_project(&ctx, &ProjectId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The description is no attribute of the client's own, as it is of users. Tags are kept as they come.
fn others(fields: &Fields) -> Result<Extra, Error> {
    let mut extra = fields.others(RESERVED);
    extra.remove("description");
    if let Some(tags) = fields.list("tags")? {
        extra.insert("tags".to_owned(), tags.into());
    }
    Ok(extra)
}

fn new(fields: &Fields) -> Result<NewProject, Error> {
    if fields.flag("is_domain")?.unwrap_or(false) {
        return Err(Error::invalid("is_domain", Fault::NotSupported));
    }
    Ok(NewProject {
        name: fields.required("name")?,
        description: fields.nullable("description")?.flatten().unwrap_or_default(),
        domain: fields.nullable("domain_id")?.flatten().map(DomainId),
        parent: fields.nullable("parent_id")?.flatten(),
        is_enabled: fields.flag("enabled")?.unwrap_or(true),
        extra: others(fields)?,
    })
}

fn change(fields: &Fields) -> Result<ProjectChange, Error> {
    Ok(ProjectChange {
        name: fields.text("name")?,
        description: fields.nullable("description")?.map(Option::unwrap_or_default),
        domain: fields.nullable("domain_id")?.flatten().map(DomainId),
        parent: fields.nullable("parent_id")?.flatten(),
        is_enabled: fields.flag("enabled")?,
        extra: others(fields)?,
    })
}
