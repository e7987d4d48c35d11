//! Users: made, changed, deleted.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;
use vitrine_app::routes::accounts as routes;
use vitrine_domain::error::Error;
use vitrine_domain::identity::{Extra, NewUser, Secret, User, UserChange};
use vitrine_domain::{Ctx, ProjectId, Result, UserId};

use super::find;
use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::ui::posted::{Fields, Posted};

/// The form's name.
const FORM: &str = "user";
/// What is kept beside the name.
const EXTRA: [&str; 2] = ["email", "description"];

/// Where an error stands: names clash at the name.
fn field(error: &Error) -> Option<&'static str> {
    matches!(error, Error::Conflict(_)).then_some("name")
}

pub async fn create(State(state): State<AppState>, posted: Posted) -> Result<Response, ApiError> {
    match add(&state, &posted.ctx, &posted.fields).await {
        Ok(user) => done(&routes::user(user.id.as_str()), "user-created", &user.name),
        Err(error) => {
            let at = field(&error);
            posted.refuse(&state, FORM, error, at).await
        }
    }
}

async fn add(state: &AppState, ctx: &Ctx, fields: &Fields) -> Result<User> {
    let password = Some(fields.raw("password")).filter(|text| !text.is_empty()).map(Secret::new);
    let new = NewUser {
        is_enabled: fields.has("enabled"),
        default_project: home(state, ctx, fields).await?,
        extra: extra(fields, &Extra::new()),
        ..NewUser::named(fields.get("name"), password)
    };
    state.services.identity.create_user(ctx, new).await
}

async fn home(state: &AppState, ctx: &Ctx, fields: &Fields) -> Result<Option<ProjectId>> {
    match fields.some("default_project") {
        Some(text) => find::project(state, ctx, "default_project", text).await.map(Some),
        None => Ok(None),
    }
}

/// What was typed; empty only where there was something before.
fn extra(fields: &Fields, before: &Extra) -> Extra {
    let is_said = |key: &&str| !fields.get(key).is_empty() || before.contains_key(*key);
    EXTRA
        .iter()
        .filter(|key| is_said(key))
        .map(|key| ((*key).to_owned(), Value::from(fields.get(key))))
        .collect()
}

pub async fn edit(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    match change(&state, &posted.ctx, &UserId(id), &posted.fields).await {
        Ok(user) => done(&routes::user(user.id.as_str()), "user-saved", &user.name),
        Err(error) => {
            let at = field(&error);
            posted.refuse(&state, FORM, error, at).await
        }
    }
}

async fn change(state: &AppState, ctx: &Ctx, id: &UserId, fields: &Fields) -> Result<User> {
    let identity = &state.services.identity;
    let user = identity.get_user(ctx, id).await?;
    let is_self = user.id == ctx.caller.user_id;
    let change = UserChange {
        name: Some(fields.get("name").to_owned()),
        // The form does not offer to lock oneself out.
        is_enabled: Some(fields.has("enabled")).filter(|_| !is_self),
        default_project: Some(home(state, ctx, fields).await?),
        extra: extra(fields, &user.extra),
        ..UserChange::default()
    };
    identity.update_user(ctx, id, change).await
}

pub async fn set_password(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let password = Some(Secret::new(posted.fields.raw("password")));
    let change = UserChange { password, ..UserChange::default() };
    match state.services.identity.update_user(&posted.ctx, &UserId(id), change).await {
        Ok(user) => done(&routes::user(user.id.as_str()), "password-reset", &user.name),
        Err(error) => posted.refuse(&state, "reset", error, None).await,
    }
}

pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    if posted.ctx.caller.user_id.as_str() == id {
        return Ok(posted.refuse_for(&state, "question", "user-delete-self", None).await);
    }
    let identity = &state.services.identity;
    let id = UserId(id);
    let outcome = match identity.get_user(&posted.ctx, &id).await {
        Ok(user) => identity.delete_user(&posted.ctx, &id).await.map(|()| user),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(user) => done(&routes::users(), "user-deleted", &user.name),
        Err(error) => posted.refuse(&state, "question", error, None).await,
    }
}

/// Goes to a page that says what was done.
#[expect(clippy::unnecessary_wraps, reason = "handlers answer either way")]
pub fn done(path: &str, code: &str, name: &str) -> Result<Response, ApiError> {
    Ok(Redirect::to(&routes::noticed(path, code, name)).into_response())
}
