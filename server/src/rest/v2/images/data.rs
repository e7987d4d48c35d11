//! `/v2/images/{image_id}/file`: the bytes.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use vitrine_domain::Error;
use vitrine_domain::error::Fault;
use vitrine_domain::image::Upload;

use super::ImagePath;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody, Pairs, byte_stream};
use crate::state::AppState;
use crate::transfer;

/// Says how long a chunked body is going to be.
const SIZE_HEADER: &str = "x-openstack-image-size";

/// Upload the data of a queued image.
#[utoipa::path(put, path = "/v2/images/{image_id}/file", tag = "images",
    params(ImagePath, ("x-openstack-image-size" = Option<u64>, Header, description = "Bytes to come, when the body is chunked")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 204, description = "Stored; the image is active"),
        (status = 400, description = "The formats are not set, or the size is no number"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such image, or it is hidden from the caller"),
        (status = 408, description = "The data stopped coming; the image is queued again"),
        (status = 409, description = "The image is not queued"),
        (status = 410, description = "The image was deleted meanwhile"),
        (status = 413, description = "The data is larger than an image may be, or the store is full"),
        (status = 415, description = "The body is not application/octet-stream"),
        (status = 503, description = "The store does not answer"),
    ))]
pub async fn upload_image(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<ImagePath>,
    request: Request,
) -> Result<StatusCode, ApiError> {
    require_octets(request.headers())?;
    let size = declared_size(request.headers())?;
    let stream = byte_stream(request.into_body(), state.upload_idle);
    transfer::upload(state.services, ctx, path.id(), Upload { size, stream }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn require_octets(headers: &HeaderMap) -> Result<(), ApiError> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if given.split(';').next().unwrap_or_default().trim() == "application/octet-stream" {
        return Ok(());
    }
    Err(ApiError::MediaType { got: given.to_owned(), patches: None })
}

fn declared_size(headers: &HeaderMap) -> Result<Option<u64>, ApiError> {
    let text =
        |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default().trim().to_owned());
    let Some(given) = text(SIZE_HEADER).or_else(|| text(header::CONTENT_LENGTH.as_str())) else {
        return Ok(None);
    };
    match given.parse() {
        Ok(size) => Ok(Some(size)),
        Err(_) => Err(Error::invalid(SIZE_HEADER, Fault::Length { value: given }).into()),
    }
}

/// Download the data of an image, or the part of it that `Range` asks for.
#[utoipa::path(get, path = "/v2/images/{image_id}/file", tag = "images",
    params(ImagePath, ("Range" = Option<String>, Header, description = "One range of bytes")),
    responses(
        (status = 200, description = "The data", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 204, description = "There is no data yet"),
        (status = 206, description = "The part asked for", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 400, description = "Several ranges, or a preference for stores where there is one"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or the image is deactivated"),
        (status = 404, description = "There is no such image, or it is hidden from the caller"),
        (status = 416, description = "The range lies outside the data"),
        (status = 503, description = "The store does not answer"),
    ))]
pub async fn download_image(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ImagePath>,
    Pairs(query): Pairs,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if query.iter().any(|(key, _)| key == "prefer") {
        // Only a site with several stores takes preferences.
        return Err(Error::invalid("prefer", Fault::NotSupported).into());
    }
    let range = transfer::range_header(&headers);
    let download = state.services.images.download(&ctx, &path.id(), range.as_deref()).await?;
    Ok(transfer::download(download, range.is_some()))
}
