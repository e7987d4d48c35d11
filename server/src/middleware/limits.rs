//! Requests larger than any client of ours writes are refused before they cost anything.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::rest::error::ApiError;
use crate::rest::fault::refusal;

/// Bytes of path and query, and of the query alone.
const MAX_TARGET: usize = 8 << 10;
const MAX_QUERY: usize = 6 << 10;
/// Bytes of all headers, and of one.
const MAX_HEADERS: usize = 32 << 10;
const MAX_HEADER: usize = 8 << 10;
/// Bytes of all cookies.
const MAX_COOKIES: usize = 4 << 10;

pub async fn enforce(request: Request, next: Next) -> Response {
    let query = request.uri().query().map_or(0, str::len);
    if query > MAX_QUERY || request.uri().path().len() + query > MAX_TARGET {
        return refusal(request.headers(), ApiError::UriTooLong);
    }
    if !headers_fit(request.headers()) {
        return refusal(request.headers(), ApiError::HeadersTooLarge);
    }
    next.run(request).await
}

fn headers_fit(headers: &HeaderMap) -> bool {
    let lengths = || headers.iter().map(|(name, value)| name.as_str().len() + value.len());
    let cookies: usize = headers.get_all(header::COOKIE).iter().map(|value| value.len()).sum();
    cookies <= MAX_COOKIES
        && lengths().sum::<usize>() <= MAX_HEADERS
        && lengths().all(|length| length <= MAX_HEADER)
}
