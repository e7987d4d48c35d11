//! `POST /vitrine/v1/metadefs/validate`.

use axum::Json;
use axum::extract::State;
use vitrine_domain::metadef::usage;
use vitrine_wire::metadef::{FindingList, ValidationRequest};

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, JsonBody};
use crate::state::AppState;

/// Judge properties by the definitions that the caller may see. Nothing is stored.
#[utoipa::path(post, path = "/vitrine/v1/metadefs/validate", tag = "metadefs",
    request_body = ValidationRequest,
    responses(
        (status = 200, description = "What does not fit, by property", body = FindingList),
        (status = 400, description = "The body is wrong"),
        (status = 401, description = "No valid token"),
        (status = 404, description = "The caller may not see any definition"),
    ))]
pub async fn validate_properties(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    JsonBody(body): JsonBody,
) -> Result<Json<FindingList>, ApiError> {
    let request: ValidationRequest = usage::validation_request(&body)?;
    Ok(Json(state.services.metadef_usage.validate(&ctx, &request).await?))
}
