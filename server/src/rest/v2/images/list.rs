//! `GET /v2/images`.

use axum::Json;
use axum::extract::State;
use url::form_urlencoded::Serializer;
use vitrine_domain::image::{ImageId, ImageQuery, Listing, publish};
use vitrine_wire::ImageList;

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, Pairs};
use crate::state::AppState;

/// List the images that the caller may see.
///
/// Any other parameter is a filter on the custom property of that name.
#[utoipa::path(get, path = "/v2/images", tag = "images",
    params(
        ("limit" = Option<u32>, Query, description = "Rows on the page; capped by the service"),
        ("marker" = Option<String>, Query, description = "Id of the last image of the page before"),
        ("sort" = Option<String>, Query, description = "`key[:dir],…`; not together with `sort_key` or `sort_dir`"),
        ("sort_key" = Option<Vec<String>>, Query, description = "name, status, container_format, disk_format, size, id, created_at or updated_at; repeatable"),
        ("sort_dir" = Option<Vec<String>>, Query, description = "asc or desc; one for all keys or one for each"),
        ("name" = Option<String>, Query, description = "`x`, `eq:x` or `in:a,b`; likewise id, status, disk_format and container_format"),
        ("visibility" = Option<String>, Query, description = "public, private, shared, community or all"),
        ("member_status" = Option<String>, Query, description = "pending, accepted (default), rejected or all"),
        ("os_hidden" = Option<String>, Query, description = "true for hidden images only; default false"),
        ("protected" = Option<String>, Query, description = "true or false"),
        ("tag" = Option<Vec<String>>, Query, description = "A tag that images must have; repeatable"),
        ("owner" = Option<String>, Query, description = "Id of a project"),
        ("size_min" = Option<i64>, Query, description = "Bytes; likewise size_max"),
        ("created_at" = Option<String>, Query, description = "`[gt|gte|lt|lte|eq|neq:]` and a time in ISO 8601; likewise updated_at"),
    ),
    responses(
        (status = 200, description = "A page of images", body = ImageList),
        (status = 400, description = "A parameter is wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed to list images"),
    ))]
pub async fn list_images(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    Pairs(pairs): Pairs,
) -> Result<Json<ImageList>, ApiError> {
    let images = &state.services.images;
    let query = ImageQuery::parse(&pairs, images.page_limits())?;
    let Listing { images: rows, last } = images.list(&ctx, &query).await?;
    let next = last.map(|last| link(&pairs, Some(&last)));
    Ok(Json(ImageList {
        first: link(&pairs, None),
        next,
        schema: "/v2/schemas/images".to_owned(),
        images: rows.into_iter().map(publish).collect(),
    }))
}

/// The list's own address with another marker; every other parameter is kept.
fn link(pairs: &[(String, String)], marker: Option<&ImageId>) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(key, _)| key != "marker"));
    if let Some(id) = marker {
        query.append_pair("marker", id.as_str());
    }
    let query = query.finish();
    if query.is_empty() { "/v2/images".to_owned() } else { format!("/v2/images?{query}") }
}
