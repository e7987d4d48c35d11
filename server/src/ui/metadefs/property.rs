//! A property by a plain form.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use vitrine_app::routes::metadefs;
use vitrine_domain::Error;
use vitrine_domain::error::Precondition;
use vitrine_domain::metadef::Known;
use vitrine_metadef::author::Place;
use vitrine_metadef::plain::{Subject, Wrong, drop_property, place, put_property};

use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::ui::posted::{Posted, PostedAnywhere};

const FORM: &str = "property";

/// Saves what was sent, if the namespace still is what the form showed. Else the form comes back.
pub async fn save(
    State(state): State<AppState>,
    Path(namespace): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    PostedAnywhere(posted): PostedAnywhere,
) -> Result<Response, ApiError> {
    let get = |key: &str| query.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
    let (object, name) = metadefs::read_plain_property(get);
    let at = object.clone().map_or(Place::Namespace, Place::Object);
    let subject = Subject { at, name };
    let (row, document) = state.services.metadefs.authored(&posted.ctx, &namespace).await?;
    let known = posted.fields.raw("revision").to_owned();
    if row.revision() != known {
        return Ok(overtaken(posted, &state).await);
    }
    let is_gone = posted.fields.has("remove");
    let made = if is_gone {
        let name = subject.name.clone().unwrap_or_default();
        drop_property(&document, &subject).map(|document| (document, name))
    } else {
        put_property(&document, &subject, &posted.fields.raw_all())
    };
    let (document, name) = match made {
        Ok(made) => made,
        Err(Wrong { field, code, args }) => {
            let status = StatusCode::BAD_REQUEST;
            return Ok(posted.refuse_in_words(&state, FORM, status, &code, args, Some(&field)).await);
        }
    };
    let body = serde_json::to_value(&document).map_err(|error| Error::Internal(error.into()))?;
    let known = Known::Revisions(vec![known]);
    match state.services.metadefs.replace(&posted.ctx, &namespace, &known, &body).await {
        Ok(_) => {
            let object = object.as_deref();
            let place = if is_gone {
                metadefs::namespace_with_notice(&namespace, "definition-deleted")
            } else {
                metadefs::property_with_notice(&namespace, object, &name, "definition-saved")
            };
            Ok(Redirect::to(&place).into_response())
        }
        Err(Error::Precondition(Precondition::Stale)) => Ok(overtaken(posted, &state).await),
        Err(error) => {
            let field = match &error {
                Error::Invalid { field, .. } => place(field),
                _ => None,
            };
            posted.refuse(&state, FORM, error, field).await
        }
    }
}

/// Somebody was faster: what was typed comes back, beside what is saved now.
async fn overtaken(posted: Posted, state: &AppState) -> Response {
    posted.refuse_with(state, FORM, StatusCode::CONFLICT, "error-definition-overtaken", None).await
}
