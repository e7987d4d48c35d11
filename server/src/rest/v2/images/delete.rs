//! `DELETE /v2/images/{image_id}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::ImagePath;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::state::AppState;

/// Delete an image and its data. Its id is never used again.
#[utoipa::path(delete, path = "/v2/images/{image_id}", tag = "images", params(ImagePath), responses(
    (status = 204, description = "Gone"),
    (status = 401, description = "No valid token"),
    (status = 403, description = "Not allowed, or the image is protected"),
    (status = 404, description = "There is no such image, or it is hidden from the caller"),
))]
pub async fn delete_image(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ImagePath>,
) -> Result<StatusCode, ApiError> {
    state.services.images.delete(&ctx, &path.id()).await?;
    Ok(StatusCode::NO_CONTENT)
}
