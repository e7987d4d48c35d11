//! `/v2/images/{image_id}/members`: with whom an image is shared.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use vitrine_domain::image::{ImageId, publish_member};
use vitrine_domain::{Error, ProjectId, error::Fault};
use vitrine_wire::member::{Member, MemberList};

use super::ImagePath;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, JsonBody, NoBody};
use crate::state::AppState;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct MemberPath {
    /// The image's id.
    image_id: String,
    /// The project's id.
    member_id: String,
}

impl MemberPath {
    fn parts(self) -> (ImageId, ProjectId) {
        (ImageId(self.image_id), ProjectId(self.member_id))
    }
}

fn object(body: Value) -> Result<Map<String, Value>, ApiError> {
    match body {
        Value::Object(document) => Ok(document),
        _ => Err(Error::invalid("body", Fault::NotObject).into()),
    }
}

/// List the projects that an image is shared with. A member sees itself.
#[utoipa::path(get, path = "/v2/images/{image_id}/members", tag = "images", params(ImagePath), responses(
    (status = 200, description = "The members", body = MemberList),
    (status = 401, description = "No valid token"),
    (status = 403, description = "Not allowed, or the image is not shared"),
    (status = 404, description = "There is no such image, or it is hidden from the caller"),
))]
pub async fn list_members(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<ImagePath>,
) -> Result<Json<MemberList>, ApiError> {
    let members = state.services.images.members(&ctx, &path.id()).await?;
    Ok(Json(MemberList {
        members: members.into_iter().map(publish_member).collect(),
        schema: "/v2/schemas/members".to_owned(),
    }))
}

/// Share an image with a project. It is not asked whether there is such a project.
#[utoipa::path(post, path = "/v2/images/{image_id}/members", tag = "images", params(ImagePath),
    request_body(content = Value, description = "`{\"member\": \"<project>\"}`"),
    responses(
        (status = 200, description = "The member, which is to answer yet", body = Member),
        (status = 400, description = "No project is named"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or the image is not shared"),
        (status = 404, description = "There is no such image, or it is hidden from the caller"),
        (status = 409, description = "The image is shared with the project already"),
        (status = 413, description = "The image has as many members as it may have"),
    ))]
pub async fn add_member(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<ImagePath>,
    JsonBody(body): JsonBody,
) -> Result<Json<Member>, ApiError> {
    let document = object(body)?;
    Ok(Json(publish_member(state.services.images.add_member(&ctx, &path.id(), &document).await?)))
}

/// Show one project that an image is shared with.
#[utoipa::path(get, path = "/v2/images/{image_id}/members/{member_id}", tag = "images", params(MemberPath), responses(
    (status = 200, description = "The member", body = Member),
    (status = 401, description = "No valid token"),
    (status = 404, description = "There is no such image or member, or the caller may not know of it"),
))]
pub async fn show_member(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<MemberPath>,
) -> Result<Json<Member>, ApiError> {
    let (image, project) = path.parts();
    Ok(Json(publish_member(state.services.images.member(&ctx, &image, &project).await?)))
}

/// Answer to an image that was shared with the caller's project.
#[utoipa::path(put, path = "/v2/images/{image_id}/members/{member_id}", tag = "images", params(MemberPath),
    request_body(content = Value, description = "`{\"status\": \"pending\"}`, `accepted` or `rejected`"),
    responses(
        (status = 200, description = "The member", body = Member),
        (status = 400, description = "No status, or an unknown one"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Only the member itself answers"),
        (status = 404, description = "There is no such image or member, or the caller may not know of it"),
    ))]
pub async fn update_member(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<MemberPath>,
    JsonBody(body): JsonBody,
) -> Result<Json<Member>, ApiError> {
    let (image, project) = path.parts();
    let document = object(body)?;
    let answered = state.services.images.answer_member(&ctx, &image, &project, &document).await?;
    Ok(Json(publish_member(answered)))
}

/// Share an image no longer with a project.
#[utoipa::path(delete, path = "/v2/images/{image_id}/members/{member_id}", tag = "images", params(MemberPath), responses(
    (status = 204, description = "Shared no longer"),
    (status = 401, description = "No valid token"),
    (status = 403, description = "Not allowed"),
    (status = 404, description = "There is no such image or member, or it is hidden from the caller"),
))]
pub async fn remove_member(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<MemberPath>,
) -> Result<StatusCode, ApiError> {
    let (image, project) = path.parts();
    state.services.images.remove_member(&ctx, &image, &project).await?;
    Ok(StatusCode::NO_CONTENT)
}
