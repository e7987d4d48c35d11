//! Limits: what is let through at the limit, and what is refused past it.

use serde_json::{Value, json};

use super::{NAMESPACES, at, disk};
use crate::support::{Client, TestApp};

async fn small() -> (TestApp, Client) {
    let app = TestApp::with(|settings| {
        settings.metadefs.object_quota = 3;
        // Two of them are in an object.
        settings.metadefs.property_quota = 5;
        settings.metadefs.tag_quota = 3;
        settings.metadefs.enum_quota = 2;
    })
    .await;
    let admin = app.admin().await;
    admin.post(NAMESPACES).json(&disk()).await.expect(201);
    (app, admin)
}

fn property(name: &str) -> Value {
    json!({"name": name, "type": "string", "title": "t"})
}

#[tokio::test]
async fn a_namespace_holds_so_much_and_no_more() {
    let (app, admin) = small().await;
    for (kind, table, message, third, fourth) in [
        ("/objects", "metadef_objects", "at most 3", json!({"name": "3"}), json!({"name": "4"})),
        ("/properties", "metadef_properties", "at most 5", property("3"), property("4")),
    ] {
        admin.post(&at(kind)).json(&third).await.expect(201);
        admin.post(&at(kind)).json(&fourth).await.refused(413, message, kind);
        assert_eq!(app.rows(table).await, 3);
    }
    admin.post(&at("/tags/3")).await.expect(201);
    admin.post(&at("/tags/4")).await.refused(413, "at most 3 tags are allowed", "one tag");
    let names = |count: usize| json!({"tags": (0..count).map(|n| json!({"name": n.to_string()})).collect::<Vec<_>>()});
    admin.post(&at("/tags")).json(&names(4)).await.refused(413, "at most 3", "many tags");
    assert_eq!(app.rows("metadef_tags").await, 3, "the old ones stay");
    admin.post(&at("/tags")).json(&names(3)).await.expect(201);
    let mut whole = json!({"namespace": "n", "tags": names(4)["tags"]});
    admin.post(NAMESPACES).json(&whole).await.refused(413, "at most 3", "embedded");
    whole["tags"] = names(3)["tags"].clone();
    admin.post(NAMESPACES).json(&whole).await.expect(201);
}

#[tokio::test]
async fn a_namespace_is_for_so_many_types_and_no_more() {
    let app = TestApp::with(|settings| settings.metadefs.association_quota = 2).await;
    let admin = app.admin().await;
    let named = |count: usize| (0..count).map(|n| json!({"name": format!("T{n}")})).collect::<Vec<_>>();
    let body = |count| json!({"namespace": format!("n{count}"), "resource_type_associations": named(count)});
    let message = "at most 2 associations with resource types";
    admin.post(NAMESPACES).json(&body(3)).await.refused(413, message, "embedded");
    admin.post(NAMESPACES).json(&body(2)).await.expect(201);
    let types = format!("{NAMESPACES}/n2/resource_types");
    admin.post(&types).json(&json!({"name": "T9"})).await.refused(413, message, "one more");
    let path = "/vitrine/v1/metadefs/namespaces/n2/document";
    let whole = admin.put(path).header("if-match", "*").json(&json!({"namespace": "n2",
        "resource_type_associations": named(3)}));
    whole.await.refused(413, message, "a document");
    assert_eq!(app.rows("metadef_associations").await, 2);
}

#[tokio::test]
async fn properties_in_objects_count() {
    let app = TestApp::with(|settings| settings.metadefs.property_quota = 3).await;
    let admin = app.admin().await;
    let object = |name: &str, count: usize| {
        let all = (0..count).map(|n| (n.to_string(), json!({"type": "string", "title": "t"})));
        json!({"name": name, "properties": all.collect::<serde_json::Map<_, _>>()})
    };
    let message = "at most 3 properties";
    let body = |count| json!({"namespace": "n", "objects": [object("o", 2), object("p", count)]});
    admin.post(NAMESPACES).json(&body(2)).await.refused(413, message, "embedded");
    admin.post(NAMESPACES).json(&body(1)).await.expect(201);
    let at = |path: &str| format!("{NAMESPACES}/n{path}");
    admin.post(&at("/objects")).json(&object("q", 1)).await.refused(413, message, "an object");
    admin.post(&at("/objects")).json(&object("q", 0)).await.expect(201);
    admin.put(&at("/objects/q")).json(&object("q", 1)).await.refused(413, message, "a changed object");
    admin.post(&at("/properties")).json(&property("r")).await.refused(413, message, "a property");
    admin.put(&at("/objects/o")).json(&object("o", 1)).await.expect(200);
    admin.post(&at("/properties")).json(&property("r")).await.expect(201);
}

#[tokio::test]
async fn enums_list_so_many_values() {
    let (_app, admin) = small().await;
    let mut body = property("p");
    body["enum"] = json!([1, 2, 3]);
    admin.post(&at("/properties")).json(&body).await.refused(413, "values of an enum", "enum");
    body["enum"] = json!([1, 2]);
    admin.post(&at("/properties")).json(&body).await.expect(201);
}

#[tokio::test]
async fn bodies_are_bounded() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let filled = |bytes: usize| format!("{{\"namespace\": \"n\"}}{}", " ".repeat(bytes - 18));
    admin.post(NAMESPACES).body(filled((8 << 20) + 1)).await.expect(413);
    admin.post(NAMESPACES).body(filled(8 << 20)).await.expect(201);
    let one = format!("{{\"name\": \"o\"}}{}", " ".repeat(1 << 20));
    for path in ["objects", "properties", "tags", "resource_types"] {
        admin.post(&format!("{NAMESPACES}/n/{path}")).body(one.clone()).await.expect(413);
    }
    let nested = |depth: usize| {
        let open = "[".repeat(depth);
        let close = "]".repeat(depth);
        format!(
            "{{\"name\": \"p{depth}\", \"type\": \"array\", \"title\": \"t\", \"default\": {open}{close}}}"
        )
    };
    let add = |depth| admin.post(&format!("{NAMESPACES}/n/properties")).body(nested(depth));
    add(63).await.expect(201);
    add(64).await.refused(400, "deeper than 64 levels", "65 levels");
    admin.get(&format!("{NAMESPACES}/n")).await.expect(200);
    let twice = admin.post(NAMESPACES).body("{\"namespace\": \"a\", \"namespace\": \"b\"}").await;
    twice.refused(400, "Malformed JSON", "a key stands twice");
}

#[tokio::test]
async fn contradictions_pass_unless_an_operator_is_strict() {
    let mut body = property("p");
    body["type"] = json!("integer");
    body["default"] = json!(20);
    body["maximum"] = json!(10);
    let object = json!({"name": "o", "required": ["missing"]});
    for (strict, status) in [(false, 201), (true, 400)] {
        let app = TestApp::with(|settings| settings.metadefs.strict = strict).await;
        let admin = app.admin().await;
        admin.post(NAMESPACES).json(&disk()).await.expect(201);
        admin.post(&at("/properties")).json(&body).await.expect(status);
        admin.post(&at("/objects")).json(&object).await.expect(status);
    }
}

#[tokio::test]
async fn a_type_that_no_database_can_hold_has_no_definitions() {
    let (_app, admin) = super::with_disk().await;
    let body = json!({"resource_type": "a\u{0}", "properties": {"hw_disk_bus": "virtio"}});
    let found = admin.post("/vitrine/v1/metadefs/validate").json(&body).await.expect(200).json();
    assert_eq!(found["findings"][0]["severity"], "unknown", "{found}");
}
