//! Objects of a namespace.

use serde_json::json;

use super::{NAMESPACES, at, disk, timeless, with_disk};

#[tokio::test]
async fn all_objects_are_listed_in_the_order_in_which_they_came() {
    let (_app, admin) = with_disk().await;
    let list = admin.get(&at("/objects")).await.expect(200).json();
    assert_eq!(list["schema"], "/v2/schemas/metadefs/objects");
    let names = [&list["objects"][0]["name"], &list["objects"][1]["name"]];
    assert_eq!(names, ["Speed", "Empty"]);
    assert_eq!(
        (&list["objects"][1]["required"], &list["objects"][1]["properties"]),
        (&json!([]), &json!({}))
    );
    for query in ["limit=1", "marker=Speed", "sort_dir=asc", "sort_key=x", "visibility=shared"] {
        assert_eq!(admin.get(&at(&format!("/objects?{query}"))).await.expect(200).json(), list, "{query}");
    }
    for query in ["limit=0", "limit=x", "limit=-1", "sort_dir=up", "visibility=x"] {
        admin.get(&at(&format!("/objects?{query}"))).await.expect(400);
    }
    let missing = admin.get(&format!("{NAMESPACES}/nowhere/objects")).await;
    missing.refused(404, "Metadata definition namespace=nowhere was not found.", "list");
}

#[tokio::test]
async fn the_answer_to_a_change_tells_only_what_was_sent() {
    let (_app, admin) = with_disk().await;
    let made = admin.post(&at("/objects")).json(&json!({"name": "a b"})).await.expect(201);
    assert_eq!(made.header("location"), "");
    let made = made.json();
    let keys: Vec<&String> = made.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["created_at", "name", "schema", "self", "updated_at"]);
    assert_eq!(made["self"], at("/objects/a%20b"));
    let shown = admin.get(&at("/objects/a%20b")).await.expect(200).json();
    assert_eq!((&shown["required"], &shown["properties"]), (&json!([]), &json!({})));
    let body = json!({"name": "Speed", "required": ["x,y"]});
    let saved = admin.put(&at("/objects/Speed")).json(&body).await.expect(200).json();
    assert_eq!(
        (&saved["required"], saved.get("properties"), saved.get("description")),
        (&json!(["x,y"]), None, None)
    );
    let shown = admin.get(&at("/objects/Speed")).await.json();
    assert_eq!(
        (&shown["required"], &shown["properties"]),
        (&json!(["x,y"]), &json!({})),
        "the rest is cleared"
    );
}

#[tokio::test]
async fn values_keep_their_types() {
    let (_app, admin) = with_disk().await;
    let shown = timeless(admin.get(&at("/objects/Speed")).await.expect(200).json());
    assert_eq!(shown["properties"], disk()["objects"][0]["properties"]);
    let text = admin.get(&at("/objects/Speed")).await.text();
    for exact in ["\"default\":20", "\"default\":2.5", "\"maximum\":7.25", "\"minimum\":1"] {
        assert!(text.contains(exact), "{exact}: {text}");
    }
}

#[tokio::test]
async fn an_object_is_renamed_unless_the_name_is_taken() {
    let (app, admin) = with_disk().await;
    let taken = admin.put(&at("/objects/Speed")).json(&json!({"name": "Empty"})).await;
    taken.refused(409, "object with name=Empty already exists in namespace=OS::Test::Disk.", "rename");
    admin.put(&at("/objects/Speed")).json(&json!({"name": "Pace"})).await.expect(200);
    admin.get(&at("/objects/Speed")).await.refused(404, "Could not find metadata object Speed", "old");
    admin.get(&at("/objects/Pace")).await.expect(200);
    let again = admin.post(&at("/objects")).json(&json!({"name": "Empty"})).await;
    again.refused(409, "A metadata definition object with name=Empty already exists", "add");
    assert_eq!(app.rows("metadef_objects").await, 2);
}

#[tokio::test]
async fn mistakes_are_told() {
    let (app, admin) = with_disk().await;
    for (body, status, fragment) in [
        (json!({}), 400, "schema 'object': 'name' is a required property"),
        (json!({"name": ""}), 400, "empty"),
        (json!({"name": "x".repeat(81)}), 400, "longer than 80"),
        (json!({"name": "o", "colour": 1}), 400, "'colour' was unexpected"),
        (json!({"name": "o", "required": ["a", "a"]}), 400, "stands twice"),
        (json!({"name": "o", "required": "a"}), 400, "array"),
        (json!({"name": "o", "properties": {"p": {"title": "t"}}}), 400, "properties.p.type"),
        (
            json!({"name": "o", "properties": {"p": {"type": "integer", "minimum": "1"}}}),
            400,
            "properties.p.minimum",
        ),
        (json!({"name": "o", "properties": {"p": {"type": "string", "x": 1}}}), 400, "properties.p.x"),
        (json!({"name": "o", "self": "x"}), 403, "Attribute 'self' is read-only."),
        (json!({"name": "o", "updated_at": "x"}), 403, "Attribute 'updated_at' is read-only."),
    ] {
        admin.post(&at("/objects")).json(&body).await.refused(status, fragment, &body.to_string());
        admin.put(&at("/objects/Speed")).json(&body).await.refused(status, fragment, &body.to_string());
    }
    assert_eq!(app.rows("metadef_objects").await, 2);
    for verb in ["GET", "DELETE"] {
        admin.call(verb, &at("/objects/none")).await.refused(
            404,
            "Could not find metadata object none",
            verb,
        );
        admin.call(verb, &at("/objects/Speed")).body("x").await.refused(400, "body is not expected", verb);
    }
    let put = admin.put(&at("/objects/none")).json(&json!({"name": "x"})).await;
    put.refused(404, "Could not find metadata object none", "put");
    for (verb, fragment) in
        [("GET", "Metadata definition namespace=no was not found."), ("DELETE", "Namespace no not found")]
    {
        admin.call(verb, &format!("{NAMESPACES}/no/objects/x")).await.refused(404, fragment, verb);
    }
    let add = admin.post(&format!("{NAMESPACES}/no/objects")).json(&json!({"name": "x"})).await;
    add.refused(404, "Metadata definition namespace=no was not found.", "add");
}

#[tokio::test]
async fn an_object_of_another_namespace_is_not_found() {
    let (app, admin) = with_disk().await;
    admin.post(NAMESPACES).json(&json!({"namespace": "other"})).await.expect(201);
    for kind in ["objects/Speed", "properties/disk_bus", "tags/fast", "resource_types/OS::Nova::Aggregate"] {
        let path = format!("{NAMESPACES}/other/{kind}");
        admin.delete(&path).await.expect(404);
        if !kind.starts_with("resource") {
            admin.get(&path).await.expect(404);
        }
    }
    assert_eq!(app.rows("metadef_objects").await, 2);
    assert_eq!(app.rows("metadef_associations").await, 3);
}
