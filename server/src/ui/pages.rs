//! Renders pages and runs server functions, each with the visitor's context.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use leptos::context::provide_context;
use vitrine_app::backend;
use vitrine_wire::form::Outcome;
use vitrine_wire::session::LoginFailure;

use super::assets;
use super::sign_in;
use super::visitor::Visitor;
use crate::identity::Authority;
use crate::rest::error::status_code;
use crate::rest::links::base_url;
use crate::state::AppState;

/// Everything that pages and server functions look up.
pub fn context(state: &AppState, visitor: Option<Visitor>) -> impl Fn() + Clone + Send + Sync + 'static {
    let services = Arc::clone(&state.services);
    let assets = assets::urls();
    move || {
        provide_context(Arc::clone(&services));
        provide_context(assets.clone());
        provide_context(backend::StatusTable(status_code));
        if let Some(visitor) = visitor.clone() {
            provide_context(backend::Visitor(visitor.ctx));
            provide_context(visitor.ends);
            provide_context(visitor.preferences);
            provide_context(backend::RequestId(visitor.request_id));
        }
    }
}

/// Where clients of the API log in, when they call us `base`.
pub fn api_address(state: &AppState, base: &str) -> backend::ApiAddress {
    let auth_url = match &*state.authority {
        Authority::Keystone(keystone) => keystone.public_address().to_owned(),
        _ => format!("{base}{}/v3", crate::rest::identity::MOUNT),
    };
    backend::ApiAddress { auth_url, region: state.region.to_string() }
}

/// [`context`], with who looks and what the request tells; and the request.
fn of(state: &AppState, request: Request) -> (impl Fn() + Clone + Send + Sync + 'static, Request) {
    let (parts, body) = request.into_parts();
    let visitor = parts.extensions.get::<Visitor>().cloned();
    let ctx = visitor.as_ref().and_then(|visitor| visitor.ctx.clone());
    let source = sign_in::source(state, &parts.extensions, ctx);
    let address = api_address(state, &base_url(state.public_endpoint.0.as_deref(), &parts));
    let keeps_users = backend::KeepsUsers(matches!(*state.authority, Authority::Embedded(_)));
    let common = context(state, visitor);
    let context = move || {
        common();
        provide_context(source.clone());
        provide_context(address.clone());
        provide_context(keeps_users);
    };
    (context, Request::from_parts(parts, body))
}

/// A page, whole: it reads without script.
pub async fn render(State(state): State<AppState>, request: Request) -> Response {
    page(&state, request, None).await
}

/// A page that answers a form.
pub async fn render_answer(state: &AppState, request: Request, outcome: Outcome) -> Response {
    let (common, request) = of(state, request);
    let with_outcome = move || {
        common();
        provide_context(Some(outcome.clone()));
    };
    let render = leptos_axum::render_app_async_with_context(with_outcome, vitrine_app::shell);
    render(request).await.into_response()
}

/// The login page again, with what went wrong.
pub async fn render_login(state: &AppState, request: Request, failure: LoginFailure) -> Response {
    page(state, request, Some(failure)).await
}

async fn page(state: &AppState, request: Request, failure: Option<LoginFailure>) -> Response {
    let (common, request) = of(state, request);
    let with_failure = move || {
        common();
        provide_context(failure.clone());
    };
    let render = leptos_axum::render_app_async_with_context(with_failure, vitrine_app::shell);
    render(request).await.into_response()
}

/// A server function, by its path.
pub async fn server_function(State(state): State<AppState>, request: Request<Body>) -> Response {
    let (context, request) = of(&state, request);
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}
