//! Who asks the identity service, by the token of the request.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use vitrine_domain::Ctx;

use crate::rest::authenticate::vouched;
use crate::rest::error::ApiError;
use crate::state::AppState;

/// The caller. A handler that needs one answers 401 to everybody else; other verbs of its route answer
/// 405 to all.
pub struct Bearer(pub Ctx);

impl FromRequestParts<AppState> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        Ok(Self(vouched(state, parts).await?))
    }
}
