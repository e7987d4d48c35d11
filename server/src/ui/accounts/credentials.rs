//! Application credentials of the visitor: made, shown once, deleted.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use time::format_description::well_known::Rfc3339;
use vitrine_app::routes::accounts as routes;
use vitrine_domain::Error;
use vitrine_domain::error::Fault;
use vitrine_domain::identity::{NewCredential, RoleRef};
use vitrine_wire::Timestamp;
use vitrine_wire::accounts::NewCredential as Shown;
use vitrine_wire::form::Outcome;

use super::users::done;
use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::ui::posted::{Fields, Posted};

const FORM: &str = "credential";

/// Makes one. The answer is the only page that ever holds its secret.
pub async fn create(State(state): State<AppState>, posted: Posted) -> Result<Response, ApiError> {
    let outcome = match wanted(&posted.fields) {
        Ok(wanted) => {
            let user = &posted.ctx.caller.user_id;
            state.services.identity.create_credential(&posted.ctx, user, wanted).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok((made, secret)) => {
            let shown = Shown { id: made.id, name: made.name, secret: secret.reveal().to_owned() };
            Ok(posted.answer(&state, StatusCode::OK, Outcome::Secret(shown)).await)
        }
        Err(error) => {
            let field = matches!(error, Error::Conflict(_)).then_some("name");
            posted.refuse(&state, FORM, error, field).await
        }
    }
}

pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let (identity, user) = (&state.services.identity, posted.ctx.caller.user_id.clone());
    let outcome = match identity.get_credential(&posted.ctx, &user, &id).await {
        Ok(found) => identity.delete_credential(&posted.ctx, &user, &id).await.map(|()| found),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(found) => done(&routes::credentials(), "credential-deleted", &found.name),
        Err(error) => posted.refuse(&state, "question", error, None).await,
    }
}

fn wanted(fields: &Fields) -> Result<NewCredential, Error> {
    let roles: Vec<RoleRef> = fields.all("role").into_iter().map(RoleRef::Name).collect();
    Ok(NewCredential {
        name: fields.get("name").to_owned(),
        description: fields.some("description").map(str::to_owned),
        secret: None,
        // None ticked: all that the visitor holds.
        roles: Some(roles).filter(|roles| !roles.is_empty()),
        expires_at: fields.some("expires_at").map(moment).transpose()?,
        is_unrestricted: fields.has("unrestricted").then_some(true),
        access_rules: None,
    })
}

/// What the browser's field for a date and a time holds, taken as UTC. Seconds may be absent.
fn moment(text: &str) -> Result<Timestamp, Error> {
    let whole =
        if text.len() == "2026-01-01T00:00".len() { format!("{text}:00Z") } else { format!("{text}Z") };
    let parsed = time::OffsetDateTime::parse(&whole, &Rfc3339);
    parsed
        .map(Timestamp)
        .map_err(|_| Error::invalid("expires_at", Fault::NotTime { value: text.chars().take(64).collect() }))
}
