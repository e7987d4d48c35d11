//! Who asks the identity service, by the token of the request.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use vitrine_domain::Ctx;

use crate::rest::authenticate::vouched;
use crate::rest::error::ApiError;
use crate::state::AppState;

/// The caller. A handler that needs one answers 401 to everybody else; other verbs of its route answer
/// 405 to all.
pub struct Bearer(pub Ctx);

/// Where the layers around a handler learn who asked.
#[derive(Clone, Default)]
pub struct Asker(Arc<OnceLock<Ctx>>);

impl Asker {
    pub fn known(&self) -> Option<&Ctx> {
        self.0.get()
    }
}

impl FromRequestParts<AppState> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let ctx = vouched(state, parts).await?;
        if let Some(asker) = parts.extensions.get::<Asker>() {
            let _first = asker.0.set(ctx.clone());
        }
        Ok(Self(ctx))
    }
}
