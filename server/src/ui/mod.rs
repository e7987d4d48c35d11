//! The dashboard: pages, server functions, forms, assets and the browser's uploads, below `/dashboard`.
//!
//! Callers are known by their session cookie only; a token header means nothing here.

mod accounts;
pub mod assets;
mod bookmarks;
#[cfg_attr(embedded_assets, expect(dead_code, reason = "in releases only build.rs collects the bundle"))]
mod bundle;
mod cookie;
mod create;
mod forms;
#[cfg(debug_assertions)]
mod gallery;
mod images;
mod metadata;
mod metadefs;
mod origin;
mod pages;
mod posted;
mod session;
mod sign_in;
mod visitor;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Redirect;
use axum::routing::{MethodRouter, any, get, post, put};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use tower_http::limit::RequestBodyLimitLayer;

use crate::rest::fault;
use crate::state::AppState;

/// Bytes of a form that holds no file.
const MAX_FORM: usize = 64 << 10;

/// Bytes of a namespace as one document.
const MAX_DOCUMENT: usize = 8 << 20;
/// Bytes of all properties of an image.
const MAX_METADATA: usize = 1 << 20;

/// Server functions whose arguments have so many bytes at the most.
fn called_with(limit: usize) -> MethodRouter<AppState> {
    // The framework counts as well; of its limits the innermost holds.
    let function: MethodRouter<AppState> = any(pages::server_function).layer(DefaultBodyLimit::max(limit));
    function.layer(RequestBodyLimitLayer::new(limit))
}

/// Every route below `/dashboard`.
pub fn router(state: &AppState) -> Router {
    // Pages await their data on this executor; a second start in the same process changes nothing.
    let _already = any_spawner::Executor::init_tokio();
    let bytes = Router::new()
        .route("/dashboard/upload/{id}", put(images::upload))
        .route("/dashboard/images/{id}/file", get(images::download))
        .route("/dashboard/images/new", get(pages::render).post(create::with_file))
        .layer(DefaultBodyLimit::disable());
    let pages = Router::new()
        .route("/dashboard/login", get(pages::render).post(forms::login))
        .route("/dashboard/logout", post(forms::logout))
        .route("/dashboard/project", post(forms::enter_project))
        .route("/dashboard/preferences", post(forms::preferences))
        .route("/dashboard/images/{id}/delete", get(pages::render).post(forms::delete_image))
        .route(
            "/dashboard/images/{id}/metadata",
            get(pages::render).post(metadata::save).layer(DefaultBodyLimit::max(MAX_METADATA)),
        )
        .merge(accounts::routes())
        .merge(metadefs::routes())
        .route("/dashboard/rpc/metadefs/save", called_with(MAX_DOCUMENT))
        .route("/dashboard/rpc/metadata/save", called_with(MAX_METADATA))
        .route("/dashboard/rpc/images/create", called_with(MAX_METADATA))
        .route("/dashboard/rpc/{*function}", called_with(MAX_FORM))
        .route("/dashboard/{*path}", get(pages::render))
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(CompressionLayer::new().compress_when(compressible()));
    let behind_session = pages
        .merge(bytes)
        .merge(accounts::secret_routes())
        .merge(gallery_routes())
        .layer(from_fn(fault::render))
        .layer(from_fn_with_state(state.clone(), visitor::load))
        .layer(session::layer(state.sessions.clone()))
        .layer(from_fn(cookie::dress))
        .layer(from_fn_with_state(state.clone(), origin::check));
    let home = || async { Redirect::to(&vitrine_app::routes::images()) };
    Router::new()
        .route("/dashboard", get(home))
        .route("/dashboard/", get(home))
        .route("/dashboard/assets/{name}", get(assets::serve))
        .merge(behind_session)
        .merge(bookmarks::routes())
        .with_state(state.clone())
}

#[cfg(debug_assertions)]
fn gallery_routes() -> Router<AppState> {
    gallery::routes()
}

#[cfg(not(debug_assertions))]
fn gallery_routes() -> Router<AppState> {
    Router::new()
}

/// Pages and answers of server functions; bytes of images are left as they are.
fn compressible() -> impl Predicate {
    SizeAbove::new(1024).and(NotForContentType::const_new("application/octet-stream"))
}
