//! Who looks at the dashboard and how: found once per request, for whatever answers it.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;
use vitrine_app::preferences::{LANG_COOKIE, Preferences, THEME_COOKIE};
use vitrine_app::routes;
use vitrine_domain::{Ctx, Error};
use vitrine_wire::session::SessionEnds;

use super::sign_in;
use crate::middleware::{RequestId, client_address};
use crate::rest::error::ApiError;
use crate::state::AppState;

/// Whoever looks; signed in or not.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub ctx: Option<Ctx>,
    pub preferences: Preferences,
    pub request_id: String,
    /// When the session ends, if somebody is signed in.
    pub ends: Option<SessionEnds>,
}

/// The context of somebody who is signed in.
pub struct SignedIn(pub Ctx);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, ApiError> {
        let ctx = parts.extensions.get::<Visitor>().and_then(|visitor| visitor.ctx.clone());
        ctx.map(Self).ok_or(ApiError::Domain(Error::Unauthenticated))
    }
}

/// Finds the visitor; sends who is not signed in to the login page, with the way back.
pub async fn load(State(state): State<AppState>, session: Session, request: Request, next: Next) -> Response {
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let is_use = request.uri().path() != routes::session_left();
    let (parts, body) = request.into_parts();
    let found = match sign_in::caller(&session, &state, &parts, is_use).await {
        Ok(found) => found,
        Err(error) => return ApiError::from(error).into_response(),
    };
    let mut request = Request::from_parts(parts, body);
    let address = client_address(request.extensions());
    let (caller, ends) = found.map_or((None, None), |found| (Some(found.caller), found.ends));
    let ctx = caller.map(|caller| Ctx::new(caller, request_id.clone(), address));
    if let Some(answer) = sign_in::instead(&state, &request, ctx.is_some()) {
        return answer;
    }
    if ctx.is_none() && needs_login(&request) {
        let target = request.uri().path_and_query().map(ToString::to_string);
        return Redirect::to(&routes::login(target.as_deref())).into_response();
    }
    let preferences = preferences(request.headers());
    request.extensions_mut().insert(Visitor { ctx: ctx.clone(), preferences, request_id, ends });
    let mut response = next.run(request).await;
    if let Some(ctx) = ctx {
        // For the audit: who was it that this answer refuses?
        response.extensions_mut().insert(ctx);
    }
    // What one person saw must not come back to the next one.
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(header::HeaderValue::from_static("no-store"));
    response
}

/// Is it a page that shows nothing to strangers? Forms and server functions answer 401 instead.
fn needs_login(request: &Request) -> bool {
    let path = request.uri().path();
    let is_open = path == "/dashboard/login"
        || path.starts_with("/dashboard/rpc/")
        || path.starts_with("/dashboard/gallery");
    request.method() == Method::GET && !is_open
}

fn preferences(headers: &HeaderMap) -> Preferences {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let cookies = text(header::COOKIE).unwrap_or_default();
    let cookie = |name: &str| {
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    Preferences::negotiate(cookie(LANG_COOKIE), cookie(THEME_COOKIE), text(header::ACCEPT_LANGUAGE))
}
