//! `/v2/images/{image_id}/tags/{tag}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use vitrine_domain::image::ImageId;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::state::AppState;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct TagPath {
    /// The image's id.
    image_id: String,
    /// The tag, up to 255 characters, without a slash.
    tag: String,
}

impl TagPath {
    /// A tag cannot hold a slash, however it is escaped: such a path leads nowhere.
    fn parts(self) -> Result<(ImageId, String), ApiError> {
        if self.tag.contains('/') {
            return Err(ApiError::NoSuchPath);
        }
        Ok((ImageId(self.image_id), self.tag))
    }
}

/// Give an image a tag. Giving it twice is once.
#[utoipa::path(put, path = "/v2/images/{image_id}/tags/{tag}", tag = "images", params(TagPath), responses(
    (status = 204, description = "The image has the tag"),
    (status = 400, description = "The tag is too long"),
    (status = 401, description = "No valid token"),
    (status = 403, description = "Not allowed"),
    (status = 404, description = "There is no such image, or it is hidden from the caller"),
    (status = 413, description = "The image has too many tags"),
))]
pub async fn add_tag(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<TagPath>,
) -> Result<StatusCode, ApiError> {
    let (id, tag) = path.parts()?;
    state.services.images.add_tag(&ctx, &id, &tag).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a tag from an image.
#[utoipa::path(delete, path = "/v2/images/{image_id}/tags/{tag}", tag = "images", params(TagPath), responses(
    (status = 204, description = "The image lacks the tag now"),
    (status = 401, description = "No valid token"),
    (status = 403, description = "Not allowed"),
    (status = 404, description = "There is no such image or tag"),
))]
pub async fn remove_tag(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<TagPath>,
) -> Result<StatusCode, ApiError> {
    let (id, tag) = path.parts()?;
    state.services.images.remove_tag(&ctx, &id, &tag).await?;
    Ok(StatusCode::NO_CONTENT)
}
