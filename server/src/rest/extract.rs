//! What handlers start from: the caller, JSON, the absence of a body, the pairs of a query.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use http_body_util::LengthLimitError;
use serde_json::Value;
use vitrine_domain::error::{Fault, Limit};
use vitrine_domain::{Ctx, Error};

use super::error::ApiError;
use super::json;

/// Bytes of a JSON body.
const MAX_JSON: usize = 1 << 20;
/// Parameters of a query.
const MAX_PARAMETERS: usize = 96;

/// Who asks. Only the authentication layer makes one, so a handler that needs it cannot run without.
pub struct Asker(pub Ctx);

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Ctx>().cloned().map(Self).ok_or(ApiError::Domain(Error::Unauthenticated))
    }
}

/// Refuses a request that has a body.
pub struct NoBody;

impl<S: Sync> FromRequestParts<S> for NoBody {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        if has_body(&parts.headers) {
            return Err(Error::invalid("body", Fault::BodyNotExpected).into());
        }
        Ok(Self)
    }
}

fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    headers.contains_key(header::TRANSFER_ENCODING) || length.is_some_and(|length| length.trim() != "0")
}

/// A JSON object or list.
pub struct JsonBody(pub Value);

impl<S: Sync> FromRequest<S> for JsonBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let bytes = limited(request, MAX_JSON).await?;
        if bytes.is_empty() {
            return Err(Error::invalid("body", Fault::BodyExpected).into());
        }
        Ok(Self(json::parse(&bytes)?))
    }
}

/// A metadata definition as JSON: a small document, or one of a whole namespace.
pub struct DefinitionBody<const MAX_BYTES: usize>(pub Value);

/// Bytes of one object, property, tag or association, and of the names of many tags.
pub const ONE_DEFINITION: usize = MAX_JSON;
/// Bytes of a namespace with all it holds.
pub const WHOLE_NAMESPACE: usize = 8 << 20;

impl<S: Sync, const MAX_BYTES: usize> FromRequest<S> for DefinitionBody<MAX_BYTES> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let bytes = limited(request, MAX_BYTES).await?;
        if bytes.is_empty() {
            return Err(Error::invalid("body", Fault::BodyExpected).into());
        }
        Ok(Self(json::parse_within(&bytes, json::Bounds::DEFINITIONS)?))
    }
}

/// The whole body, if it is no longer than `limit` bytes and not compressed.
pub async fn limited(request: Request, limit: usize) -> Result<Bytes, ApiError> {
    if let Some(encoding) = request.headers().get(header::CONTENT_ENCODING) {
        let got = format!("Content-Encoding: {}", String::from_utf8_lossy(encoding.as_bytes()));
        return Err(ApiError::MediaType { got, patches: None });
    }
    let body = http_body_util::Limited::new(request.into_body(), limit);
    match body.collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(Error::TooLarge(Limit::Body { bytes: limit as u64 }).into())
        }
        Err(_) => Err(Error::UploadInterrupted.into()),
    }
}

/// The pairs of the query string, in order, repeated ones too.
pub struct Pairs(pub Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Pairs {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        if pairs.len() > MAX_PARAMETERS {
            return Err(Error::invalid("query", Fault::TooMany { limit: MAX_PARAMETERS }).into());
        }
        for (key, value) in &pairs {
            // The decoder puts this in place of bytes that are no UTF-8; no database takes a NUL.
            if [key, value].iter().any(|text| text.contains(['\u{fffd}', '\0'])) {
                return Err(Error::invalid(key.replace('\0', ""), Fault::BadUtf8).into());
            }
        }
        Ok(Self(pairs))
    }
}

/// A body as a stream that gives up when the sender falls silent.
pub fn byte_stream(body: Body, idle: std::time::Duration) -> vitrine_domain::image::ByteStream {
    use futures::StreamExt as _;
    let chunks = tokio_stream::StreamExt::timeout(body.into_data_stream(), idle);
    let chunks = chunks.map(|chunk| match chunk {
        Ok(chunk) => chunk.map_err(std::io::Error::other),
        Err(_) => Err(std::io::Error::from(std::io::ErrorKind::TimedOut)),
    });
    chunks.boxed()
}
