//! One namespace: adding, showing, replacing, removing.

use serde_json::{Value, json};

use super::{NAMESPACES, at, disk, timeless, with_disk};
use crate::support::TestApp;
use crate::support::client::BASE;

#[tokio::test]
async fn the_answer_to_an_addition_echoes_what_was_sent() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let made = admin.post(NAMESPACES).json(&disk()).await.expect(201).json();
    let mut expected = disk();
    expected["owner"] = json!(admin.project);
    expected["protected"] = json!(false);
    expected["self"] = json!("/v2/metadefs/namespaces/OS::Test::Disk");
    expected["schema"] = json!("/v2/schemas/metadefs/namespace");
    assert!(made["created_at"].is_string() && made["updated_at"].is_string());
    let associations = made["resource_type_associations"].as_array().unwrap();
    assert!(associations.iter().all(|it| it.get("created_at").is_none()));
    assert_eq!(timeless(made), expected);
}

#[tokio::test]
async fn defaults_are_private_and_unprotected_and_what_is_unset_is_left_out() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let made = admin.post(NAMESPACES).json(&json!({"namespace": "plain"})).await.expect(201).json();
    let keys: Vec<&String> = made.as_object().unwrap().keys().collect();
    let expected =
        ["created_at", "namespace", "owner", "protected", "schema", "self", "updated_at", "visibility"];
    assert_eq!(keys, expected);
    assert_eq!((&made["visibility"], &made["protected"]), (&json!("private"), &json!(false)));
    assert_eq!(made["owner"], json!(admin.project));
    let shown = admin.get(&format!("{NAMESPACES}/plain")).await.expect(200).json();
    assert_eq!(shown, made);
}

#[tokio::test]
async fn the_detail_holds_everything() {
    let (_app, admin) = with_disk().await;
    let shown = admin.get(&at("")).await.expect(200).json();
    assert!(shown["resource_type_associations"][0]["created_at"].is_string());
    let shown = timeless(shown);
    assert_eq!(shown["resource_type_associations"], disk()["resource_type_associations"]);
    assert_eq!(shown["properties"], disk()["properties"]);
    assert_eq!(shown["tags"], json!([{"name": "Fast"}, {"name": "fast"}]), "the newest first");
    let link = "/v2/metadefs/namespaces/OS::Test::Disk/objects";
    let mut speed = disk()["objects"][0].clone();
    speed["self"] = json!(format!("{link}/Speed"));
    speed["schema"] = json!("/v2/schemas/metadefs/object");
    let empty = json!({"name": "Empty", "required": [], "properties": {}, "self": format!("{link}/Empty"),
        "schema": "/v2/schemas/metadefs/object"});
    assert_eq!(shown["objects"], json!([speed, empty]));
}

#[tokio::test]
async fn a_resource_type_puts_its_prefix_before_names() {
    let (_app, admin) = with_disk().await;
    let plain = admin.get(&at("")).await.json();
    let shown = admin.get(&at("?resource_type=OS::Glance::Image")).await.expect(200).json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&shown["properties"]), ["hw_boot_menu", "hw_disk_bus"]);
    assert_eq!(keys(&shown["objects"][0]["properties"]), ["hw_burst", "hw_iops"]);
    assert_eq!(shown["objects"][0]["required"], json!(["hw_iops"]));
    assert_eq!(shown["resource_type_associations"], plain["resource_type_associations"]);
    for unchanged in ["OS::Nova::Aggregate", "OS::Nova::Server", ""] {
        let shown = admin.get(&at(&format!("?resource_type={unchanged}"))).await.expect(200).json();
        assert_eq!(shown, plain, "{unchanged}");
    }
    assert_eq!(admin.get(&at("?colour=red&visibility=public")).await.expect(200).json(), plain);
    admin.get(&at("?visibility=shared")).await.refused(400, "Invalid visibility value: shared", "shared");
}

#[tokio::test]
async fn what_is_wrong_with_an_addition_is_told_and_nothing_stays() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for (body, status, fragment) in [
        (json!({}), 400, "schema 'namespace': 'namespace' is a required property"),
        (json!([]), 400, "Unexpected body type"),
        (json!({"namespace": ""}), 400, "must not be empty"),
        (json!({"namespace": "x".repeat(81)}), 400, "longer than 80"),
        (json!({"namespace": "a\u{0}b"}), 400, "control characters"),
        (json!({"namespace": "a\u{1b}b"}), 400, "control characters"),
        (json!({"namespace": "n", "visibility": "shared"}), 400, "shared"),
        (json!({"namespace": "n", "protected": null}), 400, "boolean"),
        (json!({"namespace": "n", "colour": "red"}), 400, "'colour' was unexpected"),
        (json!({"namespace": "n", "self": "/x"}), 403, "Attribute 'self' is read-only."),
        (json!({"namespace": "n", "schema": "/x"}), 403, "Attribute 'schema' is read-only."),
        (json!({"namespace": "n", "created_at": "x"}), 403, "Attribute 'created_at' is read-only."),
        (json!({"namespace": "n", "updated_at": "x"}), 403, "Attribute 'updated_at' is read-only."),
        (json!({"namespace": "n", "properties": {"p": {"type": "string"}}}), 400, "title"),
        (json!({"namespace": "n", "properties": {"p": {"title": "t"}}}), 400, "type"),
        (json!({"namespace": "n", "tags": [{"name": "a"}, {"name": "a"}]}), 409, "metadata tag with name=a"),
        (json!({"namespace": "n", "objects": [{"name": "a"}, {"name": "a"}]}), 409, "object with name=a"),
        (
            json!({"namespace": "n", "resource_type_associations": [{"name": "R"}, {"name": "R"}]}),
            409,
            "resource-type=R",
        ),
    ] {
        admin.post(NAMESPACES).json(&body).await.refused(status, fragment, &body.to_string());
    }
    admin.post(NAMESPACES).await.refused(400, "Body expected in request.", "no body");
    admin.post(NAMESPACES).body("{").await.refused(400, "Malformed JSON", "broken");
    for table in ["namespaces", "objects", "properties", "tags", "associations", "resource_types"] {
        assert_eq!(app.rows(&format!("metadef_{table}")).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_name_is_taken_once_and_cases_differ() {
    let (app, admin) = with_disk().await;
    let again = admin.post(NAMESPACES).json(&disk()).await;
    again.refused(409, "The metadata definition namespace=OS::Test::Disk already exists.", "again");
    assert_eq!(app.rows("metadef_objects").await, 2);
    admin.post(NAMESPACES).json(&json!({"namespace": "os::test::disk"})).await.expect(201);
    admin.get(&format!("{NAMESPACES}/OS::TEST::DISK")).await.expect(404);
}

#[tokio::test]
async fn odd_names_travel_encoded() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for (name, encoded) in [("a b", "a%20b"), ("50%?#", "50%25%3F%23"), ("中文", "%E4%B8%AD%E6%96%87")] {
        let answer = admin.post(NAMESPACES).json(&json!({"namespace": name})).await.expect(201);
        assert_eq!(answer.header("location"), format!("{BASE}{NAMESPACES}/{encoded}"));
        let path = format!("{NAMESPACES}/{encoded}");
        let shown = admin.get(&path).await.expect(200).json();
        assert_eq!((&shown["namespace"], &shown["self"]), (&json!(name), &json!(path)));
    }
    admin.post(NAMESPACES).json(&json!({"namespace": "../x"})).await.expect(201);
    admin.get(&format!("{NAMESPACES}/..%2Fx")).await.refused(404, "could not be found", "a slash");
    admin.get(&format!("{NAMESPACES}/a%00b")).await.expect(404);
}

#[tokio::test]
async fn a_replacement_clears_what_is_left_out_and_keeps_what_the_namespace_holds() {
    let (_app, admin) = with_disk().await;
    let before = admin.get(&at("")).await.json();
    let body = json!({"namespace": "OS::Test::Renamed", "tags": [{"name": "ignored"}]});
    let saved = admin.put(&at("")).json(&body).await.expect(200).json();
    let keys: Vec<&String> = saved.as_object().unwrap().keys().collect();
    let expected =
        ["created_at", "namespace", "owner", "protected", "schema", "self", "updated_at", "visibility"];
    assert_eq!(keys, expected, "no more than the namespace itself");
    assert_eq!((&saved["visibility"], &saved["owner"]), (&json!("private"), &json!(admin.project)));
    admin.get(&at("")).await.expect(404);
    let after = admin.get(&format!("{NAMESPACES}/OS::Test::Renamed")).await.expect(200).json();
    for part in ["properties", "tags", "resource_type_associations"] {
        assert_eq!(after[part], before[part], "{part}");
    }
    assert_eq!(after["objects"][0]["self"], "/v2/metadefs/namespaces/OS::Test::Renamed/objects/Speed");
}

#[tokio::test]
async fn a_replacement_is_checked() {
    let (_app, admin) = with_disk().await;
    admin.post(NAMESPACES).json(&json!({"namespace": "taken"})).await.expect(201);
    for (body, status, fragment) in [
        (
            json!({"namespace": "taken"}),
            409,
            "Invalid update. It would result in a duplicate metadata definition namespace with the same name of taken",
        ),
        (json!({"display_name": "x"}), 400, "'namespace' is a required property"),
        (json!({"namespace": "x", "self": "x"}), 403, "read-only"),
        (json!({"namespace": "x", "objects": [{}]}), 400, "objects.0.name"),
    ] {
        admin.put(&at("")).json(&body).await.refused(status, fragment, &body.to_string());
    }
    let missing = admin.put(&format!("{NAMESPACES}/nowhere")).json(&json!({"namespace": "x"})).await;
    missing.refused(404, "Namespace nowhere not found", "missing");
    assert_eq!(admin.get(&at("")).await.expect(200).json()["display_name"], "Disks");
}

#[tokio::test]
async fn a_protected_namespace_stays_until_it_is_unprotected() {
    let (app, admin) = with_disk().await;
    let mut body = json!({"namespace": "OS::Test::Disk", "protected": true});
    admin.put(&at("")).json(&body).await.expect(200);
    for (path, fragment) in [
        ("", "Metadata definition namespace OS::Test::Disk is protected and cannot be deleted."),
        ("/objects", "Metadata definition namespace OS::Test::Disk is protected"),
        ("/properties", "Metadata definition namespace OS::Test::Disk is protected"),
        ("/tags", "Metadata definition namespace OS::Test::Disk is protected"),
        ("/objects/Speed", "Metadata definition object Speed is protected and cannot be deleted."),
        ("/properties/disk_bus", "Metadata definition property disk_bus is protected and cannot be deleted."),
        ("/tags/fast", "Metadata definition tag fast is protected and cannot be deleted."),
        ("/resource_types/OS::Nova::Aggregate", "resource-type-association OS::Nova::Aggregate is protected"),
    ] {
        admin.delete(&at(path)).await.refused(403, fragment, path);
    }
    let tags = json!({"tags": [{"name": "other"}]});
    admin.post(&at("/tags")).json(&tags).await.refused(403, "is protected", "a replacement removes");
    let counts = [("objects", 2), ("properties", 2), ("tags", 2), ("associations", 3)];
    for (table, count) in counts {
        assert_eq!(app.rows(&format!("metadef_{table}")).await, count, "{table}");
    }
    admin.post(&at("/tags")).json(&tags).header("x-openstack-append", "true").await.expect(201);
    body["protected"] = json!(false);
    admin.put(&at("")).json(&body).await.expect(200);
    admin.delete(&at("")).await.expect(204);
    for (table, _) in counts {
        assert_eq!(app.rows(&format!("metadef_{table}")).await, 0, "{table}");
    }
    assert_eq!(app.rows("metadef_resource_types").await, 3, "types stay");
    admin.delete(&at("")).await.refused(404, "Namespace OS::Test::Disk not found", "again");
}

#[tokio::test]
async fn everything_of_a_kind_is_removed_at_once() {
    let (app, admin) = with_disk().await;
    for kind in ["objects", "properties", "tags"] {
        admin.delete(&at(&format!("/{kind}"))).await.expect(204);
        admin.delete(&at(&format!("/{kind}"))).await.expect(204);
        assert_eq!(app.rows(&format!("metadef_{kind}")).await, 0, "{kind}");
        admin.delete(&format!("{NAMESPACES}/nowhere/{kind}")).await.refused(
            404,
            "Namespace nowhere not found",
            kind,
        );
    }
    let shown = admin.get(&at("")).await.expect(200).json();
    for kind in ["objects", "properties", "tags"] {
        assert!(shown.get(kind).is_none(), "{kind}");
    }
}

#[tokio::test]
async fn a_client_that_knows_the_state_is_told_so() {
    let (_app, admin) = with_disk().await;
    let known = admin.get(&at("")).await.expect(200).header("etag").to_owned();
    assert!(known.starts_with("W/\""), "{known}");
    let again = admin.get(&at("")).header("if-none-match", &format!("\"x\", {known}")).await.expect(304);
    assert_eq!((again.header("etag"), again.body.len()), (known.as_str(), 0));
    let mut last = known;
    for call in [
        admin.post(&at("/tags/new")),
        admin.put(&at("/tags/new")).json(&json!({"name": "newer"})),
        admin.delete(&at("/tags/newer")),
        admin.post(&at("/tags")).json(&json!({"tags": [{"name": "a"}]})),
        admin.delete(&at("/tags")),
        admin.post(&at("/objects")).json(&json!({"name": "o"})),
        admin.put(&at("/objects/o")).json(&json!({"name": "o2"})),
        admin.delete(&at("/objects/o2")),
        admin.post(&at("/properties")).json(&json!({"name": "p", "type": "string", "title": "t"})),
        admin.put(&at("/properties/p")).json(&json!({"name": "p", "type": "number", "title": "t"})),
        admin.delete(&at("/properties/p")),
        admin.post(&at("/resource_types")).json(&json!({"name": "R"})),
        admin.delete(&at("/resource_types/R")),
        admin.put(&at("")).json(&json!({"namespace": "OS::Test::Disk"})),
    ] {
        let done = call.await;
        assert!(done.status.is_success(), "{}", done.text());
        let shown = admin.get(&at("")).header("if-none-match", &last).await.expect(200);
        assert_ne!(shown.header("etag"), last);
        last = shown.header("etag").to_owned();
    }
}

#[tokio::test]
async fn changes_inside_do_not_move_the_namespaces_own_time() {
    let (app, admin) = with_disk().await;
    app.sql("UPDATE metadef_namespaces SET updated_at = 0").await;
    admin.post(&at("/tags/new")).await.expect(201);
    assert_eq!(admin.get(&at("")).await.json()["updated_at"], "1970-01-01T00:00:00Z");
    admin.put(&at("")).json(&json!({"namespace": "OS::Test::Disk"})).await.expect(200);
    assert_ne!(admin.get(&at("")).await.json()["updated_at"], "1970-01-01T00:00:00Z");
}

#[tokio::test]
async fn what_was_told_before_is_told_again_to_those_who_may_see_it() {
    let (app, admin) = with_disk().await;
    let stranger = app.person("eve", "garden", "member").await;
    let first = stranger.get(&at("")).await.expect(200);
    let again = stranger.get(&at("")).await.expect(200);
    assert_eq!((first.json(), first.header("etag")), (again.json(), again.header("etag")));
    assert_eq!(again.header("content-type"), "application/json");
    let on_images = stranger.get(&at("?resource_type=OS::Glance::Image")).await.expect(200).json();
    assert!(on_images["properties"]["hw_disk_bus"].is_object(), "{on_images}");
    assert_eq!(stranger.get(&at("")).await.expect(200).json(), first.json());
    stranger.get(&at("")).header("if-none-match", first.header("etag")).await.expect(304);
    admin.post(&at("/tags/newest")).await.expect(201);
    let tags = stranger.get(&at("")).await.expect(200).json()["tags"].clone();
    assert!(tags.to_string().contains("newest"));
    let update = json!({"namespace": "OS::Test::Disk", "visibility": "private"});
    admin.put(&at("")).json(&update).await.expect(200);
    admin.get(&at("")).await.expect(200);
    stranger.get(&at("")).await.expect(404);
    stranger.get(&at("")).header("if-none-match", first.header("etag")).await.expect(404);
}
