//! Setting a property right on images, by a plain form.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use vitrine_app::routes::metadefs;
use vitrine_domain::metadef::usage::Corrected;
use vitrine_wire::metadef::CorrectionFate;

use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::ui::posted::PostedAnywhere;

/// Calls that one form makes; what it leaves, it tells.
const MAX_STEPS: usize = 20;

/// Corrects, and goes back to the plan of what is left.
pub async fn run(
    State(state): State<AppState>,
    PostedAnywhere(posted): PostedAnywhere,
) -> Result<Response, ApiError> {
    let fields = &posted.fields;
    let given = |name: &str| fields.has(name).then(|| fields.raw(name).to_owned());
    let asked = metadefs::read_correct(given);
    let Some(correction) = asked.correction() else {
        return Ok(Redirect::to(&metadefs::correct(&asked.key, asked.value.as_deref())).into_response());
    };
    let usage = &state.services.metadef_usage;
    let (mut done, mut left, mut marker) = (0, 0, None);
    for _ in 0..MAX_STEPS {
        let Corrected { images, next } = usage.correct(&posted.ctx, &correction, marker.as_ref()).await?;
        let changed = images.iter().filter(|it| it.fate == CorrectionFate::Done).count();
        done += changed;
        left += images.len() - changed;
        marker = next.map(|id| id.as_str().into());
        if marker.is_none() {
            break;
        }
    }
    Ok(Redirect::to(&metadefs::correct_done(&correction, done, left)).into_response())
}
