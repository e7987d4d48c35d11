//! `/v2/images/{image_id}/actions`: keeping data back, and giving it free again.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::ImagePath;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::state::AppState;

/// Keep the data of an active image from everybody but administrators. Twice is once.
#[utoipa::path(post, path = "/v2/images/{image_id}/actions/deactivate", tag = "images", params(ImagePath), responses(
    (status = 204, description = "The image is deactivated"),
    (status = 401, description = "No valid token"),
    (status = 403, description = "Not allowed, or the image is not active"),
    (status = 404, description = "There is no such image, or it is hidden from the caller"),
    (status = 409, description = "Others change the image at the same time"),
))]
pub async fn deactivate_image(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ImagePath>,
) -> Result<StatusCode, ApiError> {
    state.services.images.deactivate(&ctx, &path.id()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give the data of a deactivated image free again. Twice is once.
#[utoipa::path(post, path = "/v2/images/{image_id}/actions/reactivate", tag = "images", params(ImagePath), responses(
    (status = 204, description = "The image is active"),
    (status = 401, description = "No valid token"),
    (status = 403, description = "Not allowed, or the image is not deactivated"),
    (status = 404, description = "There is no such image, or it is hidden from the caller"),
    (status = 409, description = "Others change the image at the same time"),
))]
pub async fn reactivate_image(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ImagePath>,
) -> Result<StatusCode, ApiError> {
    state.services.images.reactivate(&ctx, &path.id()).await?;
    Ok(StatusCode::NO_CONTENT)
}
