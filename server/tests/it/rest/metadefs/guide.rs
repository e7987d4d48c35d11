//! The examples of the published guide, as they are printed, with a slash at the end and without.

use serde_json::{Value, json};

use super::{NAMESPACES, timeless};
use crate::support::TestApp;
use crate::support::client::BASE;

/// The namespace that the guide adds.
fn my_namespace() -> Value {
    json!({
        "namespace": "MyNamespace",
        "display_name": "My User Friendly Namespace",
        "description": "My description",
        "visibility": "public",
        "protected": true
    })
}

/// What the guide's namespace holds, as the guide shows it.
fn contents() -> Value {
    json!({
        "resource_type_associations": [
            {"name": "OS::Glance::Image", "prefix": "hw_",
             "created_at": "2014-08-28T17:13:06Z", "updated_at": "2014-08-28T17:13:06Z"},
            {"name": "OS::Cinder::Volume", "prefix": "hw_", "properties_target": "image",
             "created_at": "2014-08-28T17:13:06Z", "updated_at": "2014-08-28T17:13:06Z"},
            {"name": "OS::Nova::Flavor", "prefix": "filter1:",
             "created_at": "2014-08-28T17:13:06Z", "updated_at": "2014-08-28T17:13:06Z"}
        ],
        "properties": {
            "nsprop1": {"title": "My namespace property1", "description": "More info here",
                "type": "boolean", "default": true},
            "nsprop2": {"title": "My namespace property2", "description": "More info here",
                "type": "string", "default": "value1"}
        },
        "objects": [
            {"name": "object1", "description": "my-description",
             "self": "/v2/metadefs/namespaces/MyNamespace/objects/object1",
             "schema": "/v2/schemas/metadefs/object",
             "created_at": "2014-08-28T17:13:06Z", "updated_at": "2014-08-28T17:13:06Z",
             "required": [],
             "properties": {"prop1": {"title": "My object1 property1", "description": "More info here",
                "type": "array", "items": {"type": "string"}}}},
            {"name": "object2", "description": "my-description",
             "self": "/v2/metadefs/namespaces/MyNamespace/objects/object2",
             "schema": "/v2/schemas/metadefs/object",
             "created_at": "2014-08-28T17:13:06Z", "updated_at": "2014-08-28T17:13:06Z",
             "properties": {"prop1": {"title": "My object2 property1", "description": "More info here",
                "type": "integer", "default": 20}}}
        ]
    })
}

fn qos() -> Value {
    json!({
        "name": "StorageQOS",
        "description": "Our available storage QOS.",
        "required": ["minIOPS"],
        "properties": {
            "minIOPS": {"type": "integer", "description": "The minimum IOPs required",
                "default": 100, "minimum": 100, "maximum": 30_000_369},
            "burstIOPS": {"type": "integer", "description": "The expected burst IOPs",
                "default": 1000, "minimum": 100, "maximum": 30_000_377}
        }
    })
}

fn hypervisor() -> Value {
    json!({
        "name": "hypervisor_type",
        "title": "Hypervisor",
        "type": "array",
        "description": "The type of hypervisor required",
        "items": {"type": "string", "enum": ["hyperv", "qemu", "kvm"]}
    })
}

const SLASHES: [&str; 2] = ["", "/"];

#[tokio::test]
async fn a_namespace_is_added_listed_changed_and_removed() {
    for slash in SLASHES {
        let app = TestApp::new().await;
        let admin = app.admin().await;
        let answer = admin.post(&format!("{NAMESPACES}{slash}")).json(&my_namespace()).await.expect(201);
        assert_eq!(answer.header("location"), format!("{BASE}{NAMESPACES}/MyNamespace"));
        let flavor = json!({"name": "OS::Nova::Flavor", "prefix": "aggregate_instance_extra_specs:"});
        for association in [json!({"name": "OS::Nova::Aggregate"}), flavor.clone()] {
            let path = format!("{NAMESPACES}/MyNamespace/resource_types{slash}");
            admin.post(&path).json(&association).await.expect(201);
        }
        let list =
            admin.get(&format!("{NAMESPACES}{slash}?sort_key=created_at&sort_dir=asc")).await.expect(200);
        let mut row = my_namespace();
        row["owner"] = json!(admin.project);
        row["self"] = json!("/v2/metadefs/namespaces/MyNamespace");
        row["schema"] = json!("/v2/schemas/metadefs/namespace");
        row["resource_type_associations"] = json!([{"name": "OS::Nova::Aggregate"}, flavor]);
        let expected = json!({
            "namespaces": [row],
            "first": "/v2/metadefs/namespaces?sort_key=created_at&sort_dir=asc",
            "schema": "/v2/schemas/metadefs/namespaces"
        });
        assert_eq!(timeless(list.json()), expected);
        let path = format!("{NAMESPACES}/MyNamespace{slash}");
        admin.delete(&path).await.refused(403, "protected", slash);
        let mut open = my_namespace();
        open["protected"] = json!(false);
        admin.put(&path).json(&open).await.expect(200);
        admin.delete(&path).await.expect(204);
        admin.get(&path).await.expect(404);
    }
}

#[tokio::test]
async fn a_whole_namespace_is_shown_as_it_was_added() {
    for slash in SLASHES {
        let app = TestApp::new().await;
        let admin = app.admin().await;
        let mut body = my_namespace();
        body.as_object_mut().unwrap().extend(contents().as_object().unwrap().clone());
        admin.post(&format!("{NAMESPACES}{slash}")).json(&body).await.expect(201);
        let shown = admin.get(&format!("{NAMESPACES}/MyNamespace{slash}")).await.expect(200);
        let mut expected = timeless(body);
        expected["owner"] = json!(admin.project);
        expected["self"] = json!("/v2/metadefs/namespaces/MyNamespace");
        expected["schema"] = json!("/v2/schemas/metadefs/namespace");
        expected["objects"][1]["required"] = json!([]);
        assert_eq!(timeless(shown.json()), expected);
        let objects = admin.get(&format!("{NAMESPACES}/MyNamespace/objects{slash}")).await.expect(200);
        let wanted = json!({"objects": expected["objects"], "schema": "/v2/schemas/metadefs/objects"});
        assert_eq!(timeless(objects.json()), wanted);
        let path = format!("{NAMESPACES}/MyNamespace/resource_types{slash}");
        let types = timeless(admin.get(&path).await.expect(200).json());
        assert_eq!(types, json!({"resource_type_associations": expected["resource_type_associations"]}));
        let all = admin.get(&format!("/v2/metadefs/resource_types{slash}")).await.expect(200).json();
        let names: Vec<&str> =
            all["resource_types"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["OS::Glance::Image", "OS::Cinder::Volume", "OS::Nova::Flavor"]);
        assert!(all["resource_types"][0]["created_at"].as_str().unwrap().ends_with('Z'));
    }
}

#[tokio::test]
async fn a_resource_type_comes_and_goes() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let mut namespace = my_namespace();
    namespace["protected"] = json!(false);
    admin.post(NAMESPACES).json(&namespace).await.expect(201);
    for slash in SLASHES {
        let body = json!({
            "name": "OS::Cinder::Volume",
            "prefix": "hw_",
            "properties_target": "image",
            "created_at": "2014-08-28T17:13:04Z",
            "updated_at": "2014-08-28T17:13:04Z"
        });
        let path = format!("{NAMESPACES}/MyNamespace/resource_types");
        let made = admin.post(&format!("{path}{slash}")).json(&body).await.expect(201).json();
        assert_ne!(made["created_at"], body["created_at"], "the times of the request do not count");
        assert_eq!(timeless(made), timeless(body));
        admin.delete(&format!("{path}/OS::Cinder::Volume{slash}")).await.expect(204);
    }
}

#[tokio::test]
async fn objects_and_properties_come_change_and_go() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let mut namespace = my_namespace();
    namespace["protected"] = json!(false);
    admin.post(NAMESPACES).json(&namespace).await.expect(201);
    for slash in SLASHES {
        for (kind, body) in [("objects", qos()), ("properties", hypervisor())] {
            let all = format!("{NAMESPACES}/MyNamespace/{kind}");
            let one = format!("{all}/{}{slash}", body["name"].as_str().unwrap());
            let mut expected = body.clone();
            if kind == "objects" {
                expected["self"] = json!("/v2/metadefs/namespaces/MyNamespace/objects/StorageQOS");
                expected["schema"] = json!("/v2/schemas/metadefs/object");
            }
            let made = admin.post(&format!("{all}{slash}")).json(&body).await.expect(201);
            assert_eq!(
                timeless(made.json()),
                expected,
                "a missing title is not made up, numbers stay numbers"
            );
            assert_eq!(timeless(admin.get(&one).await.expect(200).json()), expected);
            assert_eq!(timeless(admin.put(&one).json(&body).await.expect(200).json()), expected);
            admin.delete(&one).await.expect(204);
            admin.get(&one).await.expect(404);
        }
    }
}

#[tokio::test]
async fn a_missing_namespace_is_told_in_chinese() {
    let app = TestApp::new().await;
    for slash in SLASHES {
        let call = app.reader().await.get(&format!("{NAMESPACES}/aaa{slash}")).accept("*/*");
        let answer = call.header("accept-language", "zh").header("content-type", "application/json").await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.header("content-type"), "text/html; charset=UTF-8");
        assert!(answer.header("x-openstack-request-id").starts_with("req-"));
        let text = answer.text();
        assert!(text.contains("<title>404 Not Found</title>") && text.contains("<h1>404 Not Found</h1>"));
        assert!(
            text.contains("&#25214;&#19981;&#21040;") && text.contains(" aaa&#12290;<br /><br />"),
            "{text}"
        );
    }
}
