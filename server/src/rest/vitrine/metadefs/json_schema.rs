//! `GET /vitrine/v1/metadefs/json-schema`.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use vitrine_domain::Error;
use vitrine_domain::error::Fault;
use vitrine_domain::metadef::usage::{one, only};

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody, Pairs};
use crate::state::AppState;

/// One JSON Schema (draft 2020-12) of all definitions for a type of resource that the caller may see.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/json-schema", tag = "metadefs",
    params(
        ("resource_type" = String, Query, description = "As `OS::Glance::Image`; names have the prefixes that they have there"),
        ("namespace" = Option<String>, Query, description = "Only what this namespace defines"),
    ),
    responses(
        (status = 200, description = "The schema. A name that is defined more than once has `anyOf`", body = Object, content_type = "application/schema+json"),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn json_schema(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Pairs(pairs): Pairs,
) -> Result<Response, ApiError> {
    only(&pairs, &["resource_type", "namespace"])?;
    let resource_type = one(&pairs, "resource_type");
    let resource_type = resource_type.ok_or_else(|| Error::invalid("resource_type", Fault::Required))?;
    let usage = &state.services.metadef_usage;
    let schema = usage.json_schema(&ctx, resource_type, one(&pairs, "namespace")).await?;
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], Json(schema)).into_response())
}
