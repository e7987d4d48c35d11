//! Images, for the dashboard's pages.

use leptos::prelude::*;
use vitrine_wire::Image;
use vitrine_wire::image::{CreateOptions, ImageDetail, ImageDraft, ImageTable, ImageTableQuery};

use super::UiError;

/// A page of the table.
#[server(prefix = "/dashboard/rpc", endpoint = "images/table", input = leptos::server_fn::codec::Json)]
pub async fn load_table(query: ImageTableQuery) -> Result<ImageTable, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.images.table(&ctx, &query).await.map_err(|error| backend::refuse(&error))
}

/// One image, with what may be done to it.
#[server(prefix = "/dashboard/rpc", endpoint = "images/detail")]
pub async fn load_detail(id: String) -> Result<ImageDetail, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let found = services.images.abilities(&ctx, &id.as_str().into()).await;
    let (image, can) = found.map_err(|error| backend::refuse(&error))?;
    Ok(ImageDetail { image: vitrine_domain::image::publish(image), can })
}

/// What the create form may offer.
#[server(prefix = "/dashboard/rpc", endpoint = "images/options")]
pub async fn load_options() -> Result<CreateOptions, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.images.create_options(&ctx).map_err(|error| backend::refuse(&error))
}

/// Adds a record; its data follows on the upload route.
#[server(prefix = "/dashboard/rpc", endpoint = "images/create", input = leptos::server_fn::codec::Json)]
pub async fn create_image(draft: ImageDraft) -> Result<Image, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    check_properties(&draft)?;
    let created = services.images.create(&ctx, &draft_document(&draft)).await;
    created.map(vitrine_domain::image::publish).map_err(|error| backend::refuse(&error))
}

/// Deletes an image and its data.
#[server(prefix = "/dashboard/rpc", endpoint = "images/delete")]
pub async fn delete_image(id: String) -> Result<(), UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.images.delete(&ctx, &id.as_str().into()).await.map_err(|error| backend::refuse(&error))
}

/// Removes a record that was made for a file which did not arrive.
#[server(prefix = "/dashboard/rpc", endpoint = "images/abandon")]
pub async fn abandon_image(id: String) -> Result<(), UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.images.abandon(&ctx, &id.as_str().into()).await.map_err(|error| backend::refuse(&error))
}

/// Refuses properties that are something else of the image, or stand in the form as well.
#[cfg(feature = "ssr")]
fn check_properties(draft: &ImageDraft) -> Result<(), UiError> {
    use vitrine_domain::Error;
    use vitrine_domain::error::Denial;
    use vitrine_domain::image::attributes::is_base;
    if let Some(attribute) = draft.properties.keys().find(|key| is_base(key)).cloned() {
        return Err(crate::backend::refuse(&Error::Forbidden(Denial::Reserved { attribute })));
    }
    let filled = [("description", &draft.description), ("architecture", &draft.architecture)];
    let is_twice =
        |(key, text): &&(&str, &String)| !text.trim().is_empty() && draft.properties.contains_key(*key);
    match filled.iter().find(is_twice) {
        None => Ok(()),
        Some((key, _)) => Err(crate::backend::answer(vitrine_wire::Problem {
            status: 400,
            code: format!("create-error-twice-{key}"),
            args: Default::default(),
            field: Some((*key).to_owned()),
            request_id: None,
        })),
    }
}

/// The API's document of what somebody typed; what was left empty is left out.
#[cfg(feature = "ssr")]
#[must_use]
pub fn draft_document(draft: &ImageDraft) -> serde_json::Map<String, serde_json::Value> {
    use serde_json::Value;
    let properties = draft.properties.iter();
    let mut document: serde_json::Map<_, _> =
        properties.map(|(key, text)| (key.clone(), Value::from(text.as_str()))).collect();
    let texts = [
        ("name", &draft.name),
        ("description", &draft.description),
        ("disk_format", &draft.disk_format),
        ("container_format", &draft.container_format),
        ("architecture", &draft.architecture),
    ];
    for (key, text) in texts {
        if !text.trim().is_empty() {
            document.insert(key.to_owned(), Value::from(text.trim()));
        }
    }
    if let Some(visibility) = draft.visibility {
        document.insert("visibility".to_owned(), Value::from(visibility.as_str()));
    }
    let tags: Vec<&str> =
        draft.tags.split([',', '，']).map(str::trim).filter(|tag| !tag.is_empty()).collect();
    document.insert("tags".to_owned(), Value::from(tags));
    document.insert("protected".to_owned(), Value::from(draft.protected));
    document.insert("os_hidden".to_owned(), Value::from(draft.os_hidden));
    document.insert("min_disk".to_owned(), Value::from(draft.min_disk));
    document.insert("min_ram".to_owned(), Value::from(draft.min_ram));
    document
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_are_left_out_and_tags_are_split() {
        let draft = ImageDraft {
            name: " demo ".into(),
            disk_format: "qcow2".into(),
            tags: "gold, 13,, 测试，x".into(),
            min_disk: 2,
            ..ImageDraft::default()
        };
        let document = serde_json::Value::Object(draft_document(&draft));
        assert_eq!(
            document,
            serde_json::json!({
                "name": "demo", "disk_format": "qcow2", "tags": ["gold", "13", "测试", "x"],
                "protected": false, "os_hidden": false, "min_disk": 2, "min_ram": 0,
            })
        );
    }
}
