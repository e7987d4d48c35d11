//! `PATCH /v2/images/{image_id}`.

use axum::Json;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{HeaderMap, header};
use vitrine_domain::image::patch::Dialect;
use vitrine_domain::image::publish;
use vitrine_wire::Image;

use super::ImagePath;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, JsonBody};
use crate::state::AppState;

const V20: &str = "application/openstack-images-v2.0-json-patch";
const V21: &str = "application/openstack-images-v2.1-json-patch";
/// What `Accept-Patch` says.
const PATCHES: &str =
    "application/openstack-images-v2.0-json-patch, application/openstack-images-v2.1-json-patch";

/// Change an image by a JSON patch: all of it or nothing.
#[utoipa::path(patch, path = "/v2/images/{image_id}", tag = "images", params(ImagePath),
    request_body(content(
        (serde_json::Value = "application/openstack-images-v2.1-json-patch"),
        (serde_json::Value = "application/openstack-images-v2.0-json-patch"),
    )),
    responses(
        (status = 200, description = "The image as it is now", body = Image),
        (status = 400, description = "The patch is malformed or a value does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or the attribute is read-only or reserved"),
        (status = 404, description = "There is no such image, or it is hidden from the caller"),
        (status = 409, description = "The property is missing, or already there"),
        (status = 413, description = "A quota is exceeded"),
        (status = 415, description = "Not one of the patch media types"),
    ))]
pub async fn update_image(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<ImagePath>,
    request: Request,
) -> Result<Json<Image>, ApiError> {
    let dialect = dialect(request.headers())?;
    let JsonBody(body) = JsonBody::from_request(request, &state).await?;
    let image = state.services.images.update(&ctx, &path.id(), dialect, &body).await?;
    Ok(Json(publish(image)))
}

fn dialect(headers: &HeaderMap) -> Result<Dialect, ApiError> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // Glance compat: parameters of the media type are ignored.
    match given.split(';').next().unwrap_or_default().trim() {
        V20 => Ok(Dialect::V20),
        V21 => Ok(Dialect::V21),
        other => Err(ApiError::MediaType { got: other.to_owned(), patches: Some(PATCHES) }),
    }
}
