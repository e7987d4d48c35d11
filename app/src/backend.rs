//! What the server hands to pages and server functions, through Leptos' context.

use std::pin::Pin;
use std::sync::Arc;

use leptos::context::use_context;
use vitrine_domain::{Ctx, Error, Services};
use vitrine_wire::session::SessionInfo;

use crate::rpc::UiError;

/// Who looks, if somebody signed in.
#[derive(Clone, Debug)]
pub struct Visitor(pub Option<Ctx>);

/// The id under which the log tells about the request.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// The status that an error is answered with; the table is the API's.
#[derive(Clone, Copy)]
pub struct StatusTable(pub fn(&Error) -> u16);

/// What becomes of asking for the session.
pub type SessionFuture = Pin<Box<dyn Future<Output = Result<Option<SessionInfo>, Error>> + Send>>;

/// Tells who looks and where they may go on, whoever vouches for them.
#[derive(Clone)]
pub struct SessionSource(pub Arc<dyn Fn() -> SessionFuture + Send + Sync>);

/// Addresses of the assets; each holds a digest of the content.
#[derive(Clone, Debug, Default)]
pub struct AssetUrls {
    pub js: String,
    pub wasm: String,
    pub css: String,
    pub icons: String,
    pub favicon: String,
    /// Fonts that every page needs.
    pub fonts: Vec<String>,
}

/// The services and the caller, if somebody is signed in.
#[must_use]
pub fn visitor() -> Option<(Arc<Services>, Ctx)> {
    let ctx = use_context::<Visitor>()?.0?;
    Some((use_context::<Arc<Services>>()?, ctx))
}

/// The services and the caller, for a server function; 401 for who is not signed in.
pub fn enter() -> Result<(Arc<Services>, Ctx), UiError> {
    visitor().ok_or_else(|| refuse(&Error::Unauthenticated))
}

/// Turns an error into what the browser half receives, and sets the response's status.
pub fn refuse(error: &Error) -> UiError {
    let status = use_context::<StatusTable>().map_or(500, |table| (table.0)(error));
    let request_id = use_context::<RequestId>().map(|id| id.0).unwrap_or_default();
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(code) = axum::http::StatusCode::from_u16(status)
    {
        response.set_status(code);
    }
    UiError(error.to_problem(status, &request_id))
}
