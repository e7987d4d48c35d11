//! `/vitrine/v1/metadefs/namespaces/{namespace}/enforcement`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::usage;
use vitrine_wire::metadef::EnforcementSetting;

use super::{NamespacePath, segment};
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, JsonBody, NoBody};
use crate::state::AppState;

/// Show how strictly a namespace is applied to images.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}/enforcement", tag = "metadefs",
    params(NamespacePath),
    responses(
        (status = 200, description = "The setting", body = EnforcementSetting),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn show_enforcement(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<NamespacePath>,
) -> Result<Json<EnforcementSetting>, ApiError> {
    Ok(Json(state.services.metadef_usage.enforcement(&ctx, segment(&path.namespace)?).await?))
}

/// Apply a namespace to images more or less strictly. What images have already stays as it is.
#[utoipa::path(put, path = "/vitrine/v1/metadefs/namespaces/{namespace}/enforcement", tag = "metadefs",
    params(NamespacePath),
    request_body = EnforcementSetting,
    responses(
        (status = 200, description = "The setting as it is now", body = EnforcementSetting),
        (status = 400, description = "The body is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller may not change the namespace"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
    ))]
pub async fn set_enforcement(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    JsonBody(body): JsonBody,
) -> Result<Json<EnforcementSetting>, ApiError> {
    let setting = usage::enforcement_setting(&body)?;
    state.services.metadef_usage.enforce(&ctx, segment(&path.namespace)?, &setting).await?;
    Ok(Json(setting))
}
