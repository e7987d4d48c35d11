//! Schemas of the metadata definitions: five documents, and the lists of them.

use axum::Json;
use axum::extract::Path;
use serde_json::{Map, Value, json};
use vitrine_wire::metadef::PropertyType;

use crate::rest::error::ApiError;
use crate::rest::extract::Asker;

/// Show the schema of a document of the metadata definitions.
#[utoipa::path(get, path = "/v2/schemas/metadefs/{document}", tag = "schemas",
    params(("document" = String, Path, description = "namespace, object, property, tag, resource_type, or one of these in the plural (namespaces, …, properties)")),
    responses(
        (status = 200, description = "The schema", body = Value),
        (status = 401, description = "No valid token"),
        (status = 404, description = "There is no such document"),
    ))]
pub async fn show_metadef_schema(_: Asker, Path(document): Path<String>) -> Result<Json<Value>, ApiError> {
    schema(&document).map(Json).ok_or(ApiError::NoSuchPath)
}

fn schema(document: &str) -> Option<Value> {
    Some(match document {
        "namespace" => namespace(),
        "object" => object(),
        "property" => property(),
        "tag" => tag(),
        "resource_type" => association(),
        "namespaces" => {
            list("namespaces", &json!({"type": "array", "items": item(namespace())}), namespace())
        }
        "objects" => list("objects", &json!({"type": "array", "items": item(object())}), object()),
        "tags" => list("tags", &json!({"type": "array", "items": item(tag())}), tag()),
        "resource_types" => list(
            "resource_type_associations",
            &json!({"type": "array", "items": item(association())}),
            association(),
        ),
        "properties" => {
            let mut one = item(property());
            one["required"] = json!(["type", "title"]);
            list("properties", &json!({"type": "object", "additionalProperties": one}), property())
        }
        _ => return None,
    })
}

/// A list of documents. The words that they share stand at its top.
fn list(name: &str, rows: &Value, mut of: Value) -> Value {
    let mut schema = json!({
        "name": name,
        "properties": {
            name: rows,
            "first": {"type": "string"},
            "next": {"type": "string"},
            "schema": {"type": "string"},
        },
        "links": [
            {"rel": "first", "href": "{first}"},
            {"rel": "next", "href": "{next}"},
            {"rel": "describedby", "href": "{schema}"},
        ],
    });
    if let Some(definitions) = of.get_mut("definitions") {
        schema["definitions"] = definitions.take();
    }
    schema
}

/// A document as part of a list.
fn item(mut schema: Value) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.remove("definitions");
        map.insert("type".to_owned(), json!("object"));
    }
    schema
}

fn document(name: &str, required: &[&str], properties: Value) -> Value {
    json!({"name": name, "required": required, "properties": properties, "additionalProperties": false})
}

fn namespace() -> Value {
    let members = json!({
        "namespace": name("The name of the namespace, unlike that of any other"),
        "display_name": {"type": "string", "description": "A name for people", "maxLength": 80},
        "description": {"type": "string", "description": "What the namespace is about", "maxLength": 500},
        "visibility": {
            "type": "string",
            "description": "Who may see the namespace: everybody, or its project",
            "enum": ["public", "private"],
        },
        "protected": {"type": "boolean", "description": "A protected namespace and what it holds cannot be deleted"},
        "owner": {"type": "string", "description": "The project that owns the namespace", "maxLength": 255},
        "created_at": time("When the namespace was added"),
        "updated_at": time("When the namespace itself was changed last"),
        "schema": {"type": "string", "readOnly": true},
        "self": {"type": "string", "readOnly": true},
        "resource_type_associations": {
            "type": "array",
            "items": {"type": "object", "properties": association_members()},
        },
        "properties": {"$ref": "#/definitions/property"},
        "objects": {"type": "array", "items": {"type": "object", "properties": object_members()}},
        "tags": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": name("The tag")}},
        },
    });
    with_definitions(document("namespace", &["namespace"], members), true)
}

fn object() -> Value {
    with_definitions(document("object", &["name"], object_members()), true)
}

fn object_members() -> Value {
    json!({
        "name": name("The name of the object, unlike that of any other in its namespace"),
        "description": {"type": "string", "description": "What the properties of the object are about"},
        "required": {"$ref": "#/definitions/stringArray"},
        "properties": {"$ref": "#/definitions/property"},
        "created_at": time("When the object was added"),
        "updated_at": time("When the object was changed last"),
        "schema": {"type": "string", "readOnly": true},
        "self": {"type": "string", "readOnly": true},
    })
}

fn property() -> Value {
    with_definitions(document("property", &["type", "title", "name"], definition_members()), false)
}

fn tag() -> Value {
    let members = json!({
        "name": name("The tag, unlike any other of its namespace"),
        "created_at": time("When the tag was added"),
        "updated_at": time("When the tag was changed last"),
    });
    document("tag", &["name"], members)
}

fn association() -> Value {
    document("resource_type_association", &["name"], association_members())
}

fn association_members() -> Value {
    json!({
        "name": name("The type of resource, as OS::Glance::Image"),
        "prefix": {
            "type": "string",
            "description": "What stands before the name of each property on resources of this type",
            "maxLength": 80,
        },
        "properties_target": {
            "type": "string",
            "description": "Which set of properties is meant, where resources of this type have several",
            "maxLength": 80,
        },
        "created_at": time("When the association was made"),
        "updated_at": time("When the association was changed last"),
    })
}

/// Puts the words that the document refers to beside it.
fn with_definitions(mut schema: Value, has_properties: bool) -> Value {
    let strings = json!({"type": "array", "items": {"type": "string"}, "uniqueItems": true});
    let mut words = json!({
        "positiveInteger": {"type": "integer", "minimum": 0},
        "positiveIntegerDefault0": {"allOf": [{"$ref": "#/definitions/positiveInteger"}, {"default": 0}]},
        "stringArray": strings,
    });
    if has_properties {
        words["property"] = json!({
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": definition_members(),
                "required": ["type"],
                "additionalProperties": false,
            },
        });
    } else {
        words["stringArray"]["minItems"] = json!(1);
    }
    schema["definitions"] = words;
    schema
}

/// The members of the definition of a property.
fn definition_members() -> Value {
    let kinds: Vec<&str> = PropertyType::ALL.iter().map(|kind| kind.as_str()).collect();
    let count = || json!({"$ref": "#/definitions/positiveInteger"});
    let least = || json!({"$ref": "#/definitions/positiveIntegerDefault0"});
    let scalars = || json!({"type": "array"});
    let mut members = Map::new();
    for (name, schema) in [
        ("name", json!({"type": "string", "maxLength": 80})),
        ("title", json!({"type": "string", "description": "A name for people"})),
        ("description", json!({"type": "string", "description": "What the property means"})),
        ("operators", json!({"type": "array", "items": {"type": "string"}})),
        ("type", json!({"type": "string", "enum": kinds})),
        ("required", json!({"$ref": "#/definitions/stringArray"})),
        ("minimum", json!({"type": "number"})),
        ("maximum", json!({"type": "number"})),
        ("minLength", least()),
        ("maxLength", count()),
        ("pattern", json!({"type": "string", "format": "regex"})),
        ("enum", scalars()),
        ("readonly", json!({"type": "boolean"})),
        ("default", json!({})),
        (
            "items",
            json!({"type": "object", "properties": {"type": {"type": "string", "enum": kinds}, "enum": scalars()}}),
        ),
        ("minItems", least()),
        ("maxItems", count()),
        ("uniqueItems", json!({"type": "boolean", "default": false})),
        ("additionalItems", json!({"type": "boolean"})),
    ] {
        members.insert(name.to_owned(), schema);
    }
    Value::Object(members)
}

fn name(description: &str) -> Value {
    json!({"type": "string", "description": description, "maxLength": 80})
}

fn time(description: &str) -> Value {
    json!({"type": "string", "description": description, "format": "date-time", "readOnly": true})
}
