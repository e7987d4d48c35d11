//! `POST /v2/metadefs/namespaces/{namespace}/tags`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use vitrine_wire::metadef::{TagList, TagName};

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, ONE_DEFINITION};
use crate::rest::v2::metadefs::NamespacePath;
use crate::state::AppState;

/// Put tags in the place of those of a namespace, or add to them.
#[utoipa::path(post, path = "/v2/metadefs/namespaces/{namespace}/tags", tag = "metadefs", params(NamespacePath, ("X-Openstack-Append" = Option<bool>, Header, description = "true: add to the tags that are there")),
    request_body(content = Value, description = "The names: `{\"tags\": [{\"name\": …}, …]}`. An empty list changes nothing"),
    responses(
        (status = 201, description = "The tags that were sent", body = TagList),
        (status = 400, description = "The document does not fit the schema"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed, or the namespace is protected"),
        (status = 404, description = "There is no such namespace, or it is hidden from the caller"),
        (status = 409, description = "A name stands twice, or is taken where tags are added"),
        (status = 413, description = "Too large, or too much for one namespace"),
    ))]
pub async fn put_metadef_tags(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Path(path): Path<NamespacePath>,
    headers: HeaderMap,
    DefinitionBody(body): DefinitionBody<ONE_DEFINITION>,
) -> Result<(StatusCode, Json<TagList>), ApiError> {
    let append = headers.get("x-openstack-append").and_then(|value| value.to_str().ok()).is_some_and(is_true);
    let names = state.services.metadefs.put_tags(&ctx, path.name()?, &body, append).await?;
    let tags = names.into_iter().map(|name| TagName { name }).collect();
    Ok((StatusCode::CREATED, Json(TagList { tags })))
}

/// Is it one of the words that OpenStack takes for yes?
fn is_true(word: &str) -> bool {
    let word = word.trim();
    ["1", "t", "true", "on", "y", "yes"].iter().any(|yes| word.eq_ignore_ascii_case(yes))
}
