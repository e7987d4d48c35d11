//! The gate of the API: a caller that the [`Authority`](crate::identity::Authority) vouches for, or 401.
//! Cookies are not read, and identity headers are gone before a request comes here.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vitrine_domain::{Ctx, Error};

use super::error::ApiError;
use super::identity::MOUNT;
use super::links::base_url;
use crate::identity::authority::{Asked, FrontSays};
use crate::middleware::{RequestId, client_address};
use crate::state::AppState;

/// Lets a request through with its [`Ctx`], or answers 401 with the address of the identity service.
pub async fn authenticate(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match vouched(&state, &parts).await {
        Ok(ctx) => {
            parts.extensions.insert(ctx.clone());
            let mut response = next.run(Request::from_parts(parts, body)).await;
            // For the audit: who was it that this answer refuses?
            response.extensions_mut().insert(ctx);
            response
        }
        Err(error) => refused(&state, error, &parts),
    }
}

/// The caller of a request.
pub async fn vouched(state: &AppState, parts: &Parts) -> Result<Ctx, Error> {
    let asked = Asked {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        headers: &parts.headers,
        front: parts.extensions.get::<FrontSays>(),
    };
    let caller = state.authority.caller(&state.services.identity, &asked).await?;
    let request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    Ok(Ctx::new(caller, request_id, client_address(&parts.extensions)))
}

/// The answer to a request that nobody vouches for.
pub fn refused(state: &AppState, error: Error, parts: &Parts) -> Response {
    let is_stranger = matches!(error, Error::Unauthenticated);
    let response = ApiError::from(error).into_response();
    if !is_stranger {
        return response;
    }
    match state.authority.address() {
        Some(address) => challenged(response, address),
        None if !state.authority.is_embedded() => response,
        None => {
            let base = base_url(state.public_endpoint.0.as_deref(), parts);
            challenged(response, &format!("{base}{MOUNT}"))
        }
    }
}

/// Says where tokens come from.
pub fn challenged(mut response: Response, identity: &str) -> Response {
    if let Ok(value) = HeaderValue::try_from(format!("Keystone uri=\"{identity}\"")) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}
