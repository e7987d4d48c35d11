//! `GET /v2/images/{image_id}`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::image::publish;
use vitrine_wire::Image;

use super::ImagePath;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::state::AppState;

/// Show an image.
#[utoipa::path(get, path = "/v2/images/{image_id}", tag = "images", params(ImagePath), responses(
    (status = 200, description = "The image", body = Image),
    (status = 401, description = "No valid token"),
    (status = 404, description = "There is no such image, or it is hidden from the caller"),
))]
pub async fn show_image(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ImagePath>,
) -> Result<Json<Image>, ApiError> {
    Ok(Json(publish(state.services.images.show(&ctx, &path.id()).await?)))
}
