//! Image bytes between the browser and the service: the cookie's counterpart of the API's data routes.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vitrine_domain::Error;
use vitrine_domain::image::Upload;

use super::visitor::SignedIn;
use crate::rest::error::{ApiError, log, status};
use crate::rest::extract::byte_stream;
use crate::state::AppState;
use crate::transfer;

/// Stores what the browser sends. Problems come as codes: the page has the words.
pub async fn upload(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let request_id = ctx.request_id.clone();
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let size = length.and_then(|length| length.parse().ok());
    let stream = byte_stream(request.into_body(), state.upload_idle);
    let outcome = transfer::upload(state.services, ctx, id.as_str().into(), Upload { size, stream }).await;
    match outcome {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => problem(&error, &request_id),
    }
}

/// The error as the browser half reads it.
fn problem(error: &Error, request_id: &str) -> Response {
    log(error);
    let status = status(error);
    (status, [(header::CONNECTION, "close")], Json(error.to_problem(status.as_u16(), request_id)))
        .into_response()
}

/// Sends the data as a file to be kept, named after the image.
pub async fn download(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let range = transfer::range_header(&headers);
    let download = state.services.images.download(&ctx, &id.as_str().into(), range.as_deref()).await?;
    let name = download.as_ref().map(|download| transfer::file_name(&download.image));
    let mut response = transfer::download(download, range.is_some());
    if let Some(value) = name.and_then(|name| transfer::attachment(&name)) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
