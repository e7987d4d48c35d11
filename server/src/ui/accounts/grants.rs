//! Roles: given and taken away.

use axum::extract::{Path, State};
use axum::response::Response;
use url::form_urlencoded::Serializer;
use vitrine_app::routes::accounts as routes;
use vitrine_domain::identity::{Assignment, Target};
use vitrine_domain::{Ctx, DomainId, ProjectId, Result, UserId};

use super::find;
use super::users::done;
use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::ui::posted::{Fields, Posted};

/// The form's name.
const FORM: &str = "grant";

/// Gives a role to the user whose page the form is on.
pub async fn give_user(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let (kind, text) = (posted.fields.get("on"), posted.fields.get("target"));
    let outcome = match find::target(&state, &posted.ctx, kind, text).await {
        Ok(target) => give(&state, &posted.ctx, UserId(id.clone()), target, &posted.fields).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => done(&routes::user(&id), "role-given", posted.fields.get("role")),
        Err(error) => posted.refuse(&state, FORM, error, None).await,
    }
}

/// Gives a role in the project whose page the form is on.
pub async fn give_in_project(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let target = Target::Project(ProjectId(id.clone()));
    let outcome = match find::user(&state, &posted.ctx, "user", posted.fields.get("user")).await {
        Ok(user) => give(&state, &posted.ctx, user, target, &posted.fields).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => done(&routes::project(&id), "role-given", posted.fields.get("role")),
        Err(error) => posted.refuse(&state, FORM, error, None).await,
    }
}

async fn give(state: &AppState, ctx: &Ctx, user: UserId, target: Target, fields: &Fields) -> Result<()> {
    let role = find::role(state, ctx, fields.get("role")).await?;
    state.services.identity.assign(ctx, &Assignment { user, role, target }).await
}

/// Takes a role away. One's own goes only when that was said to be meant.
pub async fn take(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let fields = &posted.fields;
    let again = asking(&id, fields);
    if posted.ctx.caller.user_id.as_str() == id && !fields.has("own") {
        let posted = posted.at(&again);
        return Ok(posted.refuse_for(&state, "question", "grant-own-unsure", None).await);
    }
    let target = match fields.get("on") {
        "system" => Target::System,
        "domain" => Target::Domain(DomainId::from(fields.get("target"))),
        _ => Target::Project(ProjectId::from(fields.get("target"))),
    };
    let assignment = Assignment { user: UserId(id.clone()), role: fields.get("role").to_owned(), target };
    match state.services.identity.unassign(&posted.ctx, &assignment).await {
        Ok(()) => {
            let back = fields.some("back").map_or_else(|| routes::user(&id), routes::project);
            done(&back, "role-taken", "")
        }
        Err(error) => posted.at(&again).refuse(&state, "question", error, None).await,
    }
}

/// The address of the question that the form answers.
fn asking(user: &str, fields: &Fields) -> String {
    let mut query = Serializer::new(String::new());
    for key in ["role", "on", "target", "back"] {
        if let Some(value) = fields.some(key) {
            query.append_pair(key, value);
        }
    }
    format!("{}?{}", routes::revoke_action(user), query.finish())
}
