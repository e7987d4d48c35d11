//! Projects: made, changed, deleted.

use axum::extract::{Path, State};
use axum::response::Response;
use vitrine_app::routes::accounts as routes;
use vitrine_domain::identity::{NewProject, ProjectChange};
use vitrine_domain::{Error, ProjectId, Result};

use super::users::done;
use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::ui::posted::Posted;

/// The form's name.
const FORM: &str = "project";

/// Where an error stands: names clash at the name.
fn field(error: &Error) -> Option<&'static str> {
    matches!(error, Error::Conflict(_)).then_some("name")
}

pub async fn create(State(state): State<AppState>, posted: Posted) -> Result<Response, ApiError> {
    let new = NewProject {
        description: posted.fields.get("description").to_owned(),
        is_enabled: posted.fields.has("enabled"),
        ..NewProject::named(posted.fields.get("name"))
    };
    match state.services.identity.create_project(&posted.ctx, new).await {
        Ok(project) => done(&routes::project(project.id.as_str()), "project-created", &project.name),
        Err(error) => {
            let at = field(&error);
            posted.refuse(&state, FORM, error, at).await
        }
    }
}

pub async fn edit(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let id = ProjectId(id);
    let is_current = posted.ctx.caller.project() == Some(&id);
    let change = ProjectChange {
        name: Some(posted.fields.get("name").to_owned()),
        description: Some(posted.fields.get("description").to_owned()),
        // The form does not offer to lock oneself out.
        is_enabled: Some(posted.fields.has("enabled")).filter(|_| !is_current),
        ..ProjectChange::default()
    };
    match state.services.identity.update_project(&posted.ctx, &id, change).await {
        Ok(project) => done(&routes::project(project.id.as_str()), "project-saved", &project.name),
        Err(error) => {
            let at = field(&error);
            posted.refuse(&state, FORM, error, at).await
        }
    }
}

pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let id = ProjectId(id);
    if posted.ctx.caller.project() == Some(&id) {
        return Ok(posted.refuse_for(&state, "question", "project-delete-current", None).await);
    }
    let identity = &state.services.identity;
    let outcome = match identity.get_project(&posted.ctx, &id).await {
        Ok(project) => identity.delete_project(&posted.ctx, &id).await.map(|()| project),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(project) => done(&routes::projects(), "project-deleted", &project.name),
        Err(error) => posted.refuse(&state, "question", error, None).await,
    }
}
