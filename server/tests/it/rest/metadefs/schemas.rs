//! The schemas of the documents.

use serde_json::{Value, json};

use super::{NAMESPACES, at, with_disk};

#[tokio::test]
async fn each_document_has_a_schema() {
    let (app, _admin) = with_disk().await;
    let reader = app.reader().await;
    for (document, name, required) in [
        ("namespace", "namespace", json!(["namespace"])),
        ("object", "object", json!(["name"])),
        ("property", "property", json!(["type", "title", "name"])),
        ("tag", "tag", json!(["name"])),
        ("resource_type", "resource_type_association", json!(["name"])),
    ] {
        let schema = reader.get(&format!("/v2/schemas/metadefs/{document}")).await.expect(200).json();
        assert_eq!((&schema["name"], &schema["required"]), (&json!(name), &required), "{document}");
        assert_eq!(schema["additionalProperties"], false, "{document}");
        assert!(schema["properties"].is_object(), "{document}");
        let words: Vec<&str> = match document {
            "namespace" | "object" => {
                vec!["positiveInteger", "positiveIntegerDefault0", "property", "stringArray"]
            }
            "property" => vec!["positiveInteger", "positiveIntegerDefault0", "stringArray"],
            _ => vec![],
        };
        let there: Vec<&String> =
            schema["definitions"].as_object().into_iter().flat_map(|map| map.keys()).collect();
        assert_eq!(there, words, "{document}");
    }
    reader.get("/v2/schemas/metadefs/nothing").await.expect(404);
}

#[tokio::test]
async fn each_list_has_a_schema() {
    let (app, _admin) = with_disk().await;
    let reader = app.reader().await;
    for (document, name) in [
        ("namespaces", "namespaces"),
        ("objects", "objects"),
        ("properties", "properties"),
        ("tags", "tags"),
        ("resource_types", "resource_type_associations"),
    ] {
        let schema = reader.get(&format!("/v2/schemas/metadefs/{document}")).await.expect(200).json();
        assert_eq!(schema["name"], name);
        let rows = &schema["properties"][name];
        assert_eq!(rows["type"], if document == "properties" { "object" } else { "array" }, "{document}");
        assert_eq!(schema["links"].as_array().unwrap().len(), 3);
        let has_words = matches!(document, "namespaces" | "objects" | "properties");
        assert_eq!(schema.get("definitions").is_some(), has_words, "{document}");
        if document == "properties" {
            assert_eq!(rows["additionalProperties"]["required"], json!(["type", "title"]));
        }
    }
}

/// Every member of a document is one that the schema knows.
fn assert_known(document: &Value, schema: &Value, told: &str) {
    for key in document.as_object().unwrap().keys() {
        assert!(schema["properties"].get(key).is_some(), "{told}: {key}");
    }
}

#[tokio::test]
async fn documents_have_only_members_that_their_schemas_know() {
    let (_app, admin) = with_disk().await;
    for (path, document) in [
        (at(""), "namespace"),
        (at("/objects/Speed"), "object"),
        (at("/properties/disk_bus"), "property"),
        (at("/tags/fast"), "tag"),
    ] {
        let schema = admin.get(&format!("/v2/schemas/metadefs/{document}")).await.json();
        assert_known(&admin.get(&path).await.expect(200).json(), &schema, &path);
    }
    for (path, list) in [
        (NAMESPACES.to_owned(), "namespaces"),
        (at("/objects"), "objects"),
        (at("/properties"), "properties"),
        (at("/tags"), "tags"),
    ] {
        let schema = admin.get(&format!("/v2/schemas/metadefs/{list}")).await.json();
        assert_known(&admin.get(&path).await.expect(200).json(), &schema, &path);
    }
}
