//! Every component on a page of its own, for who works on them. Debug builds only.

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new().route("/dashboard/gallery", get(show)).route("/dashboard/gallery/{name}", get(show))
}

async fn show(request: Request) -> Response {
    let _ = request;
    axum::http::StatusCode::NOT_FOUND.into_response()
}
