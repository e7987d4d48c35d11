//! What versions of the identity API there are.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::MOUNT;
use crate::rest::links::BaseUrl;

fn version_document(base: &BaseUrl) -> Value {
    json!({
        "id": "v3.14",
        "status": "stable",
        "updated": "2020-04-07T00:00:00Z",
        "links": [{"rel": "self", "href": format!("{}{MOUNT}/v3/", base.0)}],
        "media-types": [{
            "base": "application/json",
            "type": "application/vnd.openstack.identity-v3+json",
        }],
    })
}

/// The versions of the identity API.
#[utoipa::path(get, path = "/identity", operation_id = "identity_versions", tag = "identity", security(()), responses(
    (status = 300, description = "The versions", body = Value)))]
pub async fn versions(base: BaseUrl) -> Response {
    let location = format!("{}{MOUNT}/v3/", base.0);
    let document = json!({"versions": {"values": [version_document(&base)]}});
    (StatusCode::MULTIPLE_CHOICES, [(header::LOCATION, location)], Json(document)).into_response()
}

/// The versions of the identity API.
#[utoipa::path(get, path = "/identity/", operation_id = "identity_versions_slash", tag = "identity", security(()), responses(
    (status = 300, description = "The versions", body = Value)))]
pub async fn versions_slash(base: BaseUrl) -> Response {
    versions(base).await
}

/// Version 3 of the identity API.
#[utoipa::path(get, path = "/identity/v3", operation_id = "identity_version", tag = "identity", security(()), responses(
    (status = 200, description = "The version", body = Value)))]
pub async fn version(base: BaseUrl) -> Json<Value> {
    Json(json!({"version": version_document(&base)}))
}

/// Version 3 of the identity API.
#[utoipa::path(get, path = "/identity/v3/", operation_id = "identity_version_slash", tag = "identity", security(()), responses(
    (status = 200, description = "The version", body = Value)))]
pub async fn version_slash(base: BaseUrl) -> Json<Value> {
    version(base).await
}
