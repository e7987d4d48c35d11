//! Every request has an id: the client's own where it is fit, else a fresh one.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::rest::error::ApiError;
use crate::rest::fault::refusal;

const HEADER: HeaderName = HeaderName::from_static("x-openstack-request-id");
/// Characters that a client's id may have.
const MAX_LENGTH: usize = 64;

/// The id under which the log tells about a request.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Gives the request its id and says it in the answer, except where clients never saw one.
pub async fn assign(mut request: Request, next: Next) -> Response {
    let given = request.headers().get(&HEADER).map(|value| value.as_bytes().to_vec());
    if given.as_ref().is_some_and(|given| given.len() > MAX_LENGTH) {
        return refusal(request.headers(), ApiError::RequestIdTooLong);
    }
    let id = given.and_then(|given| fit(&given)).unwrap_or_else(fresh);
    let is_told = !matches!(request.uri().path(), "/" | "/versions" | "/healthcheck");
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if is_told && let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

fn fit(given: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(given).ok().filter(|text| !text.is_empty())?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    let prefixed = || if text.starts_with("req-") { text.to_owned() } else { format!("req-{text}") };
    text.bytes().all(plain).then(prefixed)
}

fn fresh() -> String {
    format!("req-{}", uuid::Uuid::new_v4())
}
