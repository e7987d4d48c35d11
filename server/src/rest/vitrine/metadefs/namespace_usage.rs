//! `GET /vitrine/v1/metadefs/namespaces/{namespace}/usage`.

use axum::Json;
use axum::extract::{Path, State};
use vitrine_domain::metadef::usage::{one, only};
use vitrine_wire::metadef::NamespaceUsage;

use super::{NamespacePath, segment};
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody, Pairs};
use crate::state::AppState;

/// Where the properties of a namespace are used: counts of the images that the caller may see.
#[utoipa::path(get, path = "/vitrine/v1/metadefs/namespaces/{namespace}/usage", tag = "metadefs",
    params(NamespacePath,
        ("property" = Option<String>, Query, description = "Only this property, by its name on images"),
    ),
    responses(
        (status = 200, description = "The use of each property", body = NamespaceUsage),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "The caller may not count images: who may see one was changed by the operator, and the caller is no administrator"),
        (status = 404, description = "There is no such namespace or property, or it is hidden from the caller"),
    ))]
pub async fn namespace_usage(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    _: NoBody,
    Path(path): Path<NamespacePath>,
    Pairs(pairs): Pairs,
) -> Result<Json<NamespaceUsage>, ApiError> {
    only(&pairs, &["property"])?;
    let usage = &state.services.metadef_usage;
    Ok(Json(usage.usage(&ctx, segment(&path.namespace)?, one(&pairs, "property")).await?))
}
