//! `POST /v2/images`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use serde_json::Value;
use vitrine_domain::Error;
use vitrine_domain::error::Fault;
use vitrine_domain::image::publish;
use vitrine_wire::Image;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, JsonBody};
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// Add an image record. Data follows by `PUT …/file`.
#[utoipa::path(post, path = "/v2/images", tag = "images",
    request_body(content = Value, description = "Attributes of the image; every one is optional, any other key is a custom property"),
    responses(
        (status = 201, description = "The record", body = Image, headers(("Location" = String, description = "Address of the image"))),
        (status = 400, description = "An attribute does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or an attribute is read-only or reserved"),
        (status = 409, description = "The id is or was in use"),
        (status = 413, description = "A quota is exceeded"),
    ))]
pub async fn create_image(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    base: BaseUrl,
    JsonBody(body): JsonBody,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<Image>), ApiError> {
    let Value::Object(document) = body else {
        return Err(Error::invalid("body", Fault::NotObject).into());
    };
    let image = publish(state.services.images.create(&ctx, &document).await?);
    let location = format!("{}{}", base.0, image.self_link);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(image)))
}
