//! What surrounds every request, assembled in one visible order.

mod access_log;
mod audit;
pub mod client;
mod identity_headers;
mod limits;
mod request_id;
mod security_headers;

use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use vitrine_domain::Error;
use vitrine_domain::audit::Audit;

use client::Trust;
use security_headers::Hsts;

use crate::config::{ConfigError, Http};
use crate::rest::error::ApiError;
use crate::rest::fault;

pub use audit::Tried;
pub use client::{ClientAddress, Reached, client_address};
pub use identity_headers::guard;
pub use request_id::RequestId;

/// Wraps the whole program. The last layer added sees a request first.
pub fn wrap(router: Router, http: &Http, audit: &Audit) -> Result<Router, ConfigError> {
    let trust = Trust::new(http)?;
    // A client that falls silent in the middle of a body holds nothing for long. Uploads end earlier, by
    // themselves and with a clearer answer.
    let margin = http.upload_idle_seconds.clamp(1, 5);
    let silence = Duration::from_secs(http.upload_idle_seconds.saturating_add(margin));
    Ok(router
        .layer(RequestBodyTimeoutLayer::new(silence))
        .layer(from_fn(limits::enforce))
        .layer(CatchPanicLayer::custom(|_| {
            ApiError::from(Error::internal("a handler panicked")).into_response()
        }))
        .layer(from_fn(fault::render))
        .layer(from_fn_with_state(audit.clone(), audit::watch))
        .layer(from_fn(access_log::tell))
        .layer(from_fn(request_id::assign))
        .layer(from_fn_with_state(Hsts(http.hsts_seconds), security_headers::add))
        .layer(from_fn_with_state(trust, client::identify)))
}
