//! Forms and files about metadata definitions.

mod archive;
mod catalog;
mod correct;
mod export;
mod gather;
mod import;
mod markdown;
mod property;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::{called_with, pages};
use crate::state::AppState;

/// Bytes that one import may bring.
const MAX_BROUGHT: usize = 16 << 20;

pub fn routes() -> Router<AppState> {
    let import = Router::new()
        .route("/dashboard/metadefs/import", get(pages::render).post(import::bring))
        .route("/dashboard/metadefs/import/read", post(import::read))
        .layer(DefaultBodyLimit::max(MAX_BROUGHT));
    Router::new()
        .merge(import)
        .route("/dashboard/metadefs/{namespace}/delete", get(pages::render).post(catalog::delete))
        .route("/dashboard/metadefs/{namespace}/property", get(pages::render).post(property::save))
        .route("/dashboard/metadefs/{namespace}/revert", post(catalog::revert))
        .route("/dashboard/metadefs/correct", get(pages::render).post(correct::run))
        .route("/dashboard/metadefs/export/file", get(export::file))
        .route("/dashboard/rpc/metadefs/import/run", called_with(MAX_BROUGHT))
}
