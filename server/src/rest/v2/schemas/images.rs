//! Schemas of images and members: documents, and lists of them.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Map, Value, json};
use vitrine_domain::image::Formats;
use vitrine_wire::{ImageStatus, MemberStatus, Visibility};

use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, NoBody};
use crate::state::AppState;

/// Custom properties with a meaning of their own, which clients may set by a switch of their own.
const KNOWN_PROPERTIES: &str = include_str!("image_properties.json");

/// Show the schema of a document of the Image API.
#[utoipa::path(get, path = "/v2/schemas/{document}", tag = "schemas",
    params(("document" = String, Path, description = "image, images, member or members")),
    responses(
        (status = 200, description = "The schema", body = Value),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such document"),
    ))]
pub async fn show_image_schema(
    State(state): State<AppState>,
    _: Asker,
    _: NoBody,
    Path(document): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let formats = state.services.images.formats();
    Ok(Json(match document.as_str() {
        "image" => image(formats),
        "images" => images(formats),
        "member" => member(),
        "members" => members(),
        _ => return Err(ApiError::NoSuchPath),
    }))
}

fn image(formats: &Formats) -> Value {
    let mut properties = attributes(formats);
    if let Ok(Value::Object(known)) = serde_json::from_str(KNOWN_PROPERTIES) {
        properties.extend(known);
    }
    json!({
        "name": "image",
        "properties": properties,
        "additionalProperties": {"type": "string"},
        "links": [
            {"rel": "self", "href": "{self}"},
            {"rel": "enclosure", "href": "{file}"},
            {"rel": "describedby", "href": "{schema}"},
        ],
    })
}

fn images(formats: &Formats) -> Value {
    json!({
        "name": "images",
        "properties": {
            "images": {"type": "array", "items": image(formats)},
            "first": {"type": "string"},
            "next": {"type": "string"},
            "schema": {"type": "string"},
        },
        "links": [
            {"rel": "first", "href": "{first}"},
            {"rel": "next", "href": "{next}"},
            {"rel": "describedby", "href": "{schema}"},
        ],
    })
}

fn member() -> Value {
    let words: Vec<&str> = MemberStatus::ALL.iter().map(|it| it.as_str()).collect();
    json!({
        "name": "member",
        "properties": {
            "member_id": text("The project that the image is shared with", false),
            "image_id": text("The image that is shared", false),
            "created_at": text("When the image was shared", false),
            "updated_at": text("When the project answered last", false),
            "status": {"type": "string", "description": "What the project said to the image", "enum": words},
            "schema": {"type": "string", "readOnly": true},
        },
    })
}

fn members() -> Value {
    json!({
        "name": "members",
        "properties": {
            "members": {"type": "array", "items": member()},
            "schema": {"type": "string"},
        },
    })
}

fn text(description: &str, is_read_only: bool) -> Value {
    let mut schema = json!({"type": "string", "description": description});
    if is_read_only {
        schema["readOnly"] = json!(true);
    }
    schema
}

fn nullable(kind: &str, description: &str) -> Value {
    json!({"type": ["null", kind], "description": description})
}

fn data_of_server(kind: &str, description: &str, max_length: Option<u32>) -> Value {
    let mut schema = nullable(kind, description);
    schema["readOnly"] = json!(true);
    if let Some(length) = max_length {
        schema["maxLength"] = json!(length);
    }
    schema
}

fn limited(mut schema: Value, length: u32) -> Value {
    schema["maxLength"] = json!(length);
    schema
}

fn format(description: &str, words: &[String]) -> Value {
    let offered: Vec<Value> = std::iter::once(Value::Null).chain(words.iter().map(|it| json!(it))).collect();
    json!({"type": ["null", "string"], "description": description, "enum": offered})
}

/// The attributes that every image has.
fn attributes(formats: &Formats) -> Map<String, Value> {
    // Glance compat: clients know the statuses of old, without `importing`.
    let is_told = |it: &&ImageStatus| **it != ImageStatus::Importing;
    let statuses: Vec<&str> = ImageStatus::ALL.iter().filter(is_told).map(|it| it.as_str()).collect();
    let visibilities: Vec<&str> = Visibility::ALL.iter().map(|it| it.as_str()).collect();
    let uuid = "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$";
    let count = |description: &str| json!({"type": "integer", "description": description});
    let flag = |description: &str| json!({"type": "boolean", "description": description});
    let entries = [
        ("id", json!({"type": "string", "description": "The image's id", "pattern": uuid})),
        ("name", limited(nullable("string", "A name for people"), 255)),
        (
            "status",
            json!({"type": "string", "description": "Where the image is in its life", "enum": statuses, "readOnly": true}),
        ),
        (
            "visibility",
            json!({"type": "string", "description": "Who may see the image", "enum": visibilities}),
        ),
        ("protected", flag("A protected image cannot be deleted")),
        ("os_hidden", flag("A hidden image is not in lists unless asked for")),
        ("checksum", data_of_server("string", "md5 of the data, hexadecimal", Some(32))),
        ("os_hash_algo", data_of_server("string", "The algorithm of os_hash_value", Some(64))),
        (
            "os_hash_value",
            data_of_server("string", "Hash of the data by os_hash_algo, hexadecimal", Some(128)),
        ),
        ("owner", limited(nullable("string", "The project that owns the image"), 255)),
        ("size", data_of_server("integer", "Bytes of the data", None)),
        ("virtual_size", data_of_server("integer", "Bytes of the disk that a guest would see", None)),
        ("container_format", format("What is around the disk", &formats.container)),
        ("disk_format", format("What the disk is written in", &formats.disk)),
        ("created_at", text("When the image was added", true)),
        ("updated_at", text("When the image was changed last", true)),
        (
            "tags",
            json!({"type": "array", "description": "Words that the image carries", "items": {"type": "string", "maxLength": 255}}),
        ),
        ("direct_url", text("Where the data lies", true)),
        ("min_ram", count("MiB of memory that a guest needs")),
        ("min_disk", count("GiB of disk that a guest needs")),
        ("self", text("Address of the image", true)),
        ("file", text("Address of the data", true)),
        ("stores", text("Stores that hold the data, separated by commas", true)),
        ("schema", text("Address of this schema", true)),
        ("locations", locations()),
    ];
    entries.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn locations() -> Value {
    json!({
        "type": "array",
        "description": "Where the data lies, the best place first",
        "items": {
            "type": "object",
            "properties": {
                "url": {"type": "string", "maxLength": 255},
                "metadata": {"type": "object"},
                "validation_data": {
                    "description": "What the data must be",
                    "type": "object",
                    "writeOnly": true,
                    "additionalProperties": false,
                    "required": ["os_hash_algo", "os_hash_value"],
                    "properties": {
                        "checksum": {"type": "string", "minLength": 32, "maxLength": 32},
                        "os_hash_algo": {"type": "string", "maxLength": 64},
                        "os_hash_value": {"type": "string", "maxLength": 128},
                    },
                },
            },
            "required": ["url", "metadata"],
        },
    })
}
