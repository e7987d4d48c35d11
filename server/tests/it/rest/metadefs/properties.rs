//! Definitions of properties of a namespace.

use serde_json::json;

use super::{NAMESPACES, at, disk, with_disk};

#[tokio::test]
async fn the_list_is_a_map_with_the_name_in_each() {
    let (_app, admin) = with_disk().await;
    let list = admin.get(&at("/properties")).await.expect(200).json();
    let mut expected = disk()["properties"].clone();
    expected["disk_bus"]["name"] = json!("disk_bus");
    expected["boot_menu"]["name"] = json!("boot_menu");
    assert_eq!(list, json!({"properties": expected}));
    admin.get(&at("/properties")).body("x").await.expect(400);
    admin.get(&at("/properties?limit=x")).await.expect(200);
}

#[tokio::test]
async fn members_stand_in_the_order_that_clients_know() {
    let (_app, admin) = with_disk().await;
    let text = admin.get(&at("/properties/disk_bus")).await.expect(200).text();
    let expected =
        r#"{"name":"disk_bus","type":"string","title":"Bus","default":"virtio","enum":["scsi","virtio"]}"#;
    assert_eq!(text, expected);
}

#[tokio::test]
async fn every_kind_comes_back_as_it_was_sent() {
    let (_app, admin) = with_disk().await;
    for (index, mut body) in [
        json!({"type": "string", "pattern": "^a+$", "minLength": 0, "maxLength": 5, "operators": ["<or>", "s=="], "readonly": true}),
        json!({"type": "integer", "default": -3, "enum": [1, 2, -3], "minimum": -3, "maximum": 9_007_199_254_740_993_i64}),
        json!({"type": "number", "default": 2.5, "minimum": 0.5, "maximum": 1.5, "enum": [0.5, "many", true, null]}),
        json!({"type": "boolean", "default": false, "description": "中文 <b>&amp;"}),
        json!({"type": "array", "default": ["a", 1, {"b": null}], "items": {"type": "string", "enum": ["a"]}, "uniqueItems": true,
            "minItems": 1, "maxItems": 2, "additionalItems": false}),
        json!({"type": "object", "default": {"deep": [1, {"deeper": 1.0}]}, "required": ["a", "b"]}),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("kind{index}");
        body["name"] = json!(name);
        body["title"] = json!("t");
        let made = admin.post(&at("/properties")).json(&body).await.expect(201);
        assert_eq!((made.json(), made.header("location")), (body.clone(), ""));
        assert_eq!(admin.get(&at(&format!("/properties/{name}"))).await.expect(200).json(), body);
        body.as_object_mut().unwrap().remove("name");
        assert_eq!(admin.get(&at("")).await.json()["properties"][&name], body);
    }
}

#[tokio::test]
async fn a_property_is_asked_for_by_the_name_that_a_resource_has_for_it() {
    let (_app, admin) = with_disk().await;
    let ask = |name: &str, kind: &str| admin.get(&at(&format!("/properties/{name}?resource_type={kind}")));
    let plain = admin.get(&at("/properties/disk_bus")).await.expect(200).json();
    assert_eq!(ask("hw_disk_bus", "OS::Glance::Image").await.expect(200).json(), plain);
    assert_eq!(ask("disk_bus", "OS::Nova::Aggregate").await.expect(200).json(), plain);
    ask("disk_bus", "OS::Glance::Image").await.refused(
        404,
        "Property disk_bus does not start with the expected resource type association prefix of 'hw_'.",
        "no prefix",
    );
    ask("hw_none", "OS::Glance::Image").await.refused(404, "Could not find property none", "missing");
    ask("disk_bus", "X").await.refused(404, "resource-type with name=X, was not found.", "unknown");
    admin
        .post(NAMESPACES)
        .json(&json!({"namespace": "o", "resource_type_associations": [{"name": "X"}]}))
        .await
        .expect(201);
    ask("disk_bus", "X").await.refused(404, "resource-type=X", "not associated");
    admin.get(&at("/properties/disk_bus?colour=red")).await.expect(200);
}

#[tokio::test]
async fn a_definition_is_replaced_and_renamed() {
    let (_app, admin) = with_disk().await;
    let body = json!({"name": "bus", "type": "integer", "title": "t"});
    assert_eq!(admin.put(&at("/properties/disk_bus")).json(&body).await.expect(200).json(), body);
    admin.get(&at("/properties/disk_bus")).await.refused(404, "Could not find property disk_bus", "old");
    assert_eq!(admin.get(&at("/properties/bus")).await.expect(200).json(), body);
    let taken = json!({"name": "boot_menu", "type": "integer", "title": "t"});
    let fragment =
        "A metadata definition property with name=boot_menu already exists in namespace=OS::Test::Disk.";
    admin.put(&at("/properties/bus")).json(&taken).await.refused(409, fragment, "rename");
    admin.post(&at("/properties")).json(&taken).await.refused(409, fragment, "add");
    admin.delete(&at("/properties/bus")).await.expect(204);
    admin.delete(&at("/properties/bus")).await.refused(404, "Could not find property bus", "again");
    admin.put(&at("/properties/bus")).json(&body).await.refused(404, "Could not find property bus", "gone");
}

#[tokio::test]
async fn mistakes_are_told() {
    let (app, admin) = with_disk().await;
    let with = |member: &str, value: serde_json::Value| {
        let mut body = json!({"name": "p", "type": "string", "title": "t"});
        body[member] = value;
        body
    };
    for (body, status, fragment) in [
        (json!({"name": "p", "title": "t"}), 400, "schema 'property': 'type' is a required property"),
        (json!({"name": "p", "type": "string"}), 400, "'title' is a required property"),
        (json!({"type": "string", "title": "t"}), 400, "'name' is a required property"),
        (with("type", json!(null)), 400, "null is not one of array, boolean"),
        (with("type", json!("text")), 400, "is not one of array, boolean"),
        (with("title", json!(null)), 400, "string"),
        (with("name", json!("x".repeat(81))), 400, "longer than 80"),
        (with("confidential", json!(true)), 400, "'confidential' was unexpected"),
        (with("minLength", json!(-1)), 400, "-1 is not a whole number"),
        (with("enum", json!("a")), 400, "array"),
        (with("enum", json!([[1]])), 400, "not a single value"),
        (with("items", json!({"minimum": 1})), 400, "items.minimum"),
        (with("pattern", json!("ab(")), 400, "does not compile at character 2: unclosed group"),
        (with("pattern", json!("a(?=b)")), 400, "does not compile at character 1: look-around"),
        (with("pattern", json!("(?:a{1000}){1000}")), 400, "too much memory"),
        (with("pattern", json!("a".repeat(1_025))), 400, "longer than 1024"),
        (with("created_at", json!("x")), 403, "Attribute 'created_at' is read-only."),
    ] {
        admin.post(&at("/properties")).json(&body).await.refused(status, fragment, &body.to_string());
        admin.put(&at("/properties/disk_bus")).json(&body).await.refused(status, fragment, &body.to_string());
    }
    assert_eq!(app.rows("metadef_properties").await, 2);
    let missing = admin.get(&format!("{NAMESPACES}/nowhere/properties")).await;
    missing.refused(404, "Namespace nowhere not found", "list");
}
