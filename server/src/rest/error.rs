//! From errors to answers: the status table, and the only place that logs outcomes.
//!
//! An [`ApiError`] becomes a response without a body that carries a [`Fault`]; the layer around each
//! area writes the body in that area's form, in the caller's language.

use std::error::Error as _;

use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vitrine_domain::Error;
use vitrine_domain::error::{Clash, Denial, Fault as Reason, Misfit, Precondition};

/// What a handler fails with.
#[derive(Debug)]
pub enum ApiError {
    Domain(Error),
    /// Nothing lives at this path.
    NoSuchPath,
    /// Only sites with several stores have this path.
    OneStore,
    /// A verb that nothing here understands.
    UnknownVerb,
    Method {
        method: Method,
        allow: &'static str,
    },
    /// The body's media type is not one that the route takes; the list of those it takes, if it has one.
    MediaType {
        got: String,
        patches: Option<&'static str>,
    },
    /// A name or list is longer than what may come in a header.
    RequestIdTooLong,
    HeadersTooLarge,
    UriTooLong,
    /// The dashboard was reached past the front proxy that says who looks.
    BehindProxy,
    /// The token has no project, and what was asked for belongs to projects.
    NoProject,
}

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self::Domain(error.into())
    }
}

/// A message of `locales/` with its variables.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    fn plain(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }
}

/// What the body of an error answer is written from.
#[derive(Clone, Debug)]
pub struct Fault {
    pub explanation: Message,
    pub detail: Option<Message>,
}

/// Which error an answer tells about; stays with the answer for the audit.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCode(pub &'static str);

/// The status of each kind of error.
#[must_use]
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Unauthenticated => StatusCode::UNAUTHORIZED,
        Error::NotFound(_) => StatusCode::NOT_FOUND,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Invalid { reason: Reason::Identity(Misfit::UnsupportedMethod), .. } => {
            StatusCode::UNAUTHORIZED
        }
        Error::Invalid { .. } => StatusCode::BAD_REQUEST,
        Error::Precondition(Precondition::Stale) => StatusCode::PRECONDITION_FAILED,
        Error::Precondition(Precondition::Required) => StatusCode::PRECONDITION_REQUIRED,
        Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::RangeNotSatisfiable { .. } => StatusCode::RANGE_NOT_SATISFIABLE,
        Error::DeletedDuringUpload(_) => StatusCode::GONE,
        Error::TooManyUploads { .. } | Error::TooFast { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::UploadInterrupted => StatusCode::REQUEST_TIMEOUT,
        Error::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// [`status`] as a number, for the dashboard.
#[must_use]
pub fn status_code(error: &Error) -> u16 {
    status(error).as_u16()
}

/// Tells the log: 5xx with all causes as errors, the rest quietly.
pub fn log(error: &Error) {
    if !status(error).is_server_error() {
        tracing::debug!(error.code = error.code(), "{error}");
        return;
    }
    let mut causes = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes = format!("{causes}: {cause}");
        source = cause.source();
    }
    tracing::error!(error.code = error.code(), "{error}{causes}");
}

/// Glance compat: some errors are told in `detail`, under the generic sentence of their status.
fn generic(error: &Error) -> Option<&'static str> {
    match error {
        Error::Forbidden(Denial::NotRemovable { .. } | Denial::OwnerChange) => Some("generic-forbidden"),
        Error::Conflict(Clash::PropertyMissing { .. } | Clash::PropertyExists { .. }) => {
            Some("generic-conflict")
        }
        Error::RangeNotSatisfiable { .. } => Some("generic-range"),
        _ => None,
    }
}

impl Fault {
    fn of(error: &Error) -> Self {
        let message = Message { id: error.code(), args: error.args() };
        match generic(error) {
            Some(id) => Self { explanation: Message::plain(id), detail: Some(message) },
            None => Self { explanation: message, detail: None },
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Domain(error) => domain(&error),
            Self::NoSuchPath => answer(StatusCode::NOT_FOUND, Message::plain("error-not-found")),
            Self::OneStore => answer(StatusCode::NOT_FOUND, Message::plain("error-one-store")),
            Self::UnknownVerb => answer(StatusCode::NOT_IMPLEMENTED, Message::plain("error-verb")),
            Self::RequestIdTooLong => {
                answer(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, Message::plain("error-request-id"))
            }
            Self::HeadersTooLarge => {
                answer(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, Message::plain("error-headers"))
            }
            Self::BehindProxy => answer(StatusCode::UNAUTHORIZED, Message::plain("error-behind-proxy")),
            Self::NoProject => answer(StatusCode::FORBIDDEN, Message::plain("identity-forbidden")),
            Self::UriTooLong => answer(StatusCode::URI_TOO_LONG, Message::plain("error-uri")),
            Self::Method { method, allow } => {
                let message = Message { id: "error-method", args: vec![("method", method.to_string())] };
                with_header(answer(StatusCode::METHOD_NOT_ALLOWED, message), header::ALLOW, allow)
            }
            Self::MediaType { got, patches } => {
                let message = Message { id: "generic-media-type", args: vec![("type", got)] };
                let response = answer(StatusCode::UNSUPPORTED_MEDIA_TYPE, message);
                match patches {
                    Some(types) => with_header(response, HeaderName::from_static("accept-patch"), types),
                    None => response,
                }
            }
        }
    }
}

fn domain(error: &Error) -> Response {
    log(error);
    let mut response = status(error).into_response();
    response.extensions_mut().insert(Fault::of(error));
    response.extensions_mut().insert(ErrorCode(error.code()));
    if let Error::RangeNotSatisfiable { size } = error
        && let Ok(value) = HeaderValue::try_from(format!("bytes */{size}"))
    {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if matches!(error, Error::Invalid { reason: Reason::BodyNotExpected, .. } | Error::UploadInterrupted) {
        // What is left of the body would be read as the next request.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Seconds after which it is worth trying again, where that is known.
#[must_use]
pub fn retry_after(error: &Error) -> Option<u64> {
    match error {
        Error::TooFast { retry_after, .. } => Some(*retry_after),
        _ => None,
    }
}

fn answer(status: StatusCode, explanation: Message) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(Fault { explanation, detail: None });
    response
}

fn with_header(mut response: Response, name: HeaderName, value: &'static str) -> Response {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
    response
}
