//! The own password.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;
use vitrine_app::routes::accounts as routes;
use vitrine_domain::Error;
use vitrine_domain::identity::Secret;

use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::ui::posted::Posted;
use crate::ui::session;

/// The form's name.
const FORM: &str = "password";

/// Changes the password of who asks and knows the old one. Other sessions and all tokens end.
pub async fn change_own(
    State(state): State<AppState>,
    session: Session,
    posted: Posted,
) -> Result<Response, ApiError> {
    let (current, new) = (posted.fields.raw("current"), posted.fields.raw(FORM));
    if new != posted.fields.raw("repeat") {
        return Ok(posted.refuse_for(&state, FORM, "password-differs", Some("repeat")).await);
    }
    let (current, new) = (Secret::new(current), Secret::new(new));
    match state.services.identity.change_session_password(&posted.ctx, &current, &new).await {
        Ok(user) => {
            session::go_on(&session, user.epoch).await?;
            Ok(Redirect::to(&routes::noticed(&routes::settings(), "password-changed", "")).into_response())
        }
        Err(Error::Unauthenticated) => {
            Ok(posted.refuse_for(&state, FORM, "password-wrong", Some("current")).await)
        }
        Err(error) => posted.refuse(&state, FORM, error, None).await,
    }
}
