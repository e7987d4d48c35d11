//! Every component on a page of its own, for who works on them. Debug builds only.

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::IntoAny;
use vitrine_app::gallery;

use super::pages;
use super::visitor::Visitor;
use crate::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new().route("/dashboard/gallery", get(show)).route("/dashboard/gallery/{name}", get(show))
}

async fn show(State(state): State<AppState>, name: Option<Path<String>>, request: Request) -> Response {
    let name = name.map(|Path(name)| name);
    let context = pages::context(&state, request.extensions().get::<Visitor>().cloned());
    let view = move || gallery::page(name.as_deref()).map_or_else(|| ().into_any(), IntoAny::into_any);
    leptos_axum::render_app_async_with_context(context, view)(request).await.into_response()
}
