//! Image bytes over HTTP: shared by the API's data routes and the dashboard's upload and download.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vitrine_domain::image::{Download, ImageId, Upload};
use vitrine_domain::{Ctx, Error, Result, Services};

/// Stores the data of an image in a task of its own: a client that goes away ends the stream, not the
/// code that tidies up after it.
pub async fn upload(services: Arc<Services>, ctx: Ctx, id: ImageId, upload: Upload) -> Result<()> {
    let task = tokio::spawn(async move { services.images.upload(&ctx, &id, upload).await });
    task.await.map_err(Error::internal)?
}

/// The range that a client asks for, by `Range` or, as old clients do, by `Content-Range`.
pub fn range_header(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    // Glance compat: `Content-Range: bytes 2-4/10` in a request.
    let legacy = || {
        let (unit, rest) = text(header::CONTENT_RANGE)?.split_once(' ')?;
        Some(format!("{unit}={}", rest.split('/').next()?))
    };
    text(header::RANGE).map(str::to_owned).or_else(legacy)
}

/// The answer to a download; an image without data gives 204.
pub fn download(download: Option<Download>, is_partial: bool) -> Response {
    let Some(Download { image, range, size, stream }) = download else {
        return StatusCode::NO_CONTENT.into_response();
    };
    let status = if is_partial { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let mut response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header(header::CONTENT_LENGTH, range.end - range.start)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::CONTENT_DISPOSITION, "attachment")
        .header(header::CONTENT_SECURITY_POLICY, "sandbox");
    if is_partial {
        let part = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        response = response.header(header::CONTENT_RANGE, part);
    }
    if let Some(md5) = &image.checksum {
        // Glance compat: hexadecimal, not base64.
        response = response.header("content-md5", md5);
    }
    // Every header above is ASCII that we wrote.
    response
        .body(Body::from_stream(stream))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// What a downloaded image is called on the receiver's disk.
pub fn file_name(image: &vitrine_domain::image::Image) -> String {
    let stem = image.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(image.id.as_str());
    let extension = image.disk_format.as_deref().unwrap_or("img");
    if stem.ends_with(&format!(".{extension}")) { stem.to_owned() } else { format!("{stem}.{extension}") }
}

/// A `Content-Disposition` that no name can break out of (RFC 8187).
pub fn attachment(name: &str) -> Option<axum::http::HeaderValue> {
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    axum::http::HeaderValue::try_from(format!("attachment; filename*=UTF-8''{encoded}")).ok()
}
