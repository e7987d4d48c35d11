//! The gate of the API: a token in `X-Auth-Token`, or 401. Cookies and identity headers are not read.

use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vitrine_domain::identity::Secret;
use vitrine_domain::{Ctx, Error};

use super::error::ApiError;
use super::identity::MOUNT;
use super::links::base_url;
use crate::middleware::{ClientAddress, RequestId};
use crate::state::AppState;

/// Lets a request through with its [`Ctx`], or answers 401 with the address of the identity service.
pub async fn authenticate(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match context(&state, &parts.headers, &parts.extensions).await {
        Ok(ctx) => {
            parts.extensions.insert(ctx);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(error @ Error::Unauthenticated) => {
            let base = base_url(state.public_endpoint.0.as_deref(), &parts);
            challenged(ApiError::from(error).into_response(), &format!("{base}{MOUNT}"))
        }
        Err(error) => ApiError::from(error).into_response(),
    }
}

/// The caller of a request by its token.
pub async fn context(state: &AppState, headers: &HeaderMap, extensions: &Extensions) -> Result<Ctx, Error> {
    let token = headers.get("x-auth-token").or_else(|| headers.get("x-storage-token"));
    let token = token.and_then(|value| value.to_str().ok()).ok_or(Error::Unauthenticated)?;
    let caller = state.services.identity.caller(&Secret::new(token)).await?;
    let request_id = extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    Ok(Ctx { caller, request_id, address: extensions.get::<ClientAddress>().map(|client| client.0) })
}

/// Says where tokens come from.
pub fn challenged(mut response: Response, identity: &str) -> Response {
    if let Ok(value) = HeaderValue::try_from(format!("Keystone uri=\"{identity}\"")) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}
