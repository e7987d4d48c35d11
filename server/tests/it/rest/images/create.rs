//! `POST /v2/images`.

use serde_json::{Value, json};

use super::NOBODY;
use crate::support::TestApp;
use crate::support::client::BASE;

fn quota(limit: usize, key: fn(usize) -> String) -> serde_json::Map<String, Value> {
    (0..limit).map(|n| (key(n), json!("v"))).collect()
}

#[tokio::test]
async fn an_empty_object_makes_a_queued_image_with_defaults() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let answer = member.post("/v2/images").json(&json!({})).await.expect(201);
    let mut image = answer.json();
    let id = image["id"].as_str().unwrap().to_owned();
    assert!(uuid::Uuid::parse_str(&id).is_ok());
    assert_eq!(answer.header("location"), format!("{BASE}/v2/images/{id}"));
    for time in ["created_at", "updated_at"] {
        let text = image[time].take();
        let text = text.as_str().unwrap();
        assert!(text.len() == 20 && text.ends_with('Z') && text.as_bytes()[10] == b'T', "{text}");
    }
    let expected = json!({
        "name": null, "status": "queued", "visibility": "shared", "protected": false, "os_hidden": false,
        "checksum": null, "os_hash_algo": null, "os_hash_value": null, "owner": member.project,
        "size": null, "virtual_size": null, "container_format": null, "disk_format": null,
        "created_at": null, "updated_at": null, "min_disk": 0, "min_ram": 0, "tags": [], "id": id,
        "self": format!("/v2/images/{id}"), "file": format!("/v2/images/{id}/file"),
        "schema": "/v2/schemas/image",
    });
    assert_eq!(image, expected);
    for absent in ["openstack-image-import-methods", "openstack-image-store-ids"] {
        assert_eq!(answer.header(absent), "", "an empty list is no header");
    }
}

#[tokio::test]
async fn every_writable_attribute_is_kept() {
    let app = TestApp::new().await;
    let given = json!({
        "id": "D7ED6C3B-7bb1-416c-8023-c88785066471", "name": "Ubuntu 24.04 😀", "visibility": "community",
        "protected": true, "os_hidden": true, "container_format": "bare", "disk_format": "qcow2",
        "min_disk": 2_147_483_647, "min_ram": 512, "os_distro": "ubuntu", "empty": "",
    });
    let image = app.member().await.create(given.clone()).await;
    for (key, value) in given.as_object().unwrap() {
        assert_eq!(&image[key], value, "{key}");
    }
    let tagged = app.member().await.create(json!({"tags": ["b", "a", "b"]})).await;
    assert_eq!(tagged["tags"], json!(["a", "b"]), "a set");
}

#[tokio::test]
async fn bodies_that_are_no_object_are_refused() {
    let app = TestApp::new().await;
    let member = app.member().await;
    member.post("/v2/images").await.refused(400, "Body expected in request.", "nothing");
    for (body, fragment) in [
        ("{", "Malformed JSON in request body."),
        ("{'a': 1}", "Malformed JSON"),
        (r#"{"name": "a", "name": "b"}"#, "Malformed JSON"),
        ("7", "Unexpected body type. Expected list/dict."),
        ("\"x\"", "Unexpected body type"),
        ("null", "Unexpected body type"),
        ("[]", "Unexpected body type"),
        (r#"[{"name": "x"}]"#, "Unexpected body type"),
    ] {
        member.post("/v2/images").body(body).await.refused(400, fragment, body);
    }
    let bytes = member.post("/v2/images").body(b"{\"name\": \"\xff\"}".as_slice()).await;
    bytes.refused(400, "UTF-8", "bytes that are no text");
    assert_eq!(app.rows("images").await, 0);
    for kind in ["text/plain", "application/octet-stream"] {
        let unchecked = member.post("/v2/images").json(&json!({})).header("content-type", kind);
        unchecked.await.expect(201);
    }
}

#[tokio::test]
async fn values_that_do_not_fit_the_schema_are_refused() {
    const SCHEMA: &str = "Provided object does not match schema 'image'";
    let app = TestApp::new().await;
    let member = app.member().await;
    let long = "x".repeat(256);
    for (key, value, fragment) in [
        ("visibility", json!("secret"), SCHEMA),
        ("visibility", json!(null), SCHEMA),
        ("disk_format", json!("QCOW2"), SCHEMA),
        ("container_format", json!("qcow2"), SCHEMA),
        ("name", json!(long), SCHEMA),
        ("name", json!(7), SCHEMA),
        ("owner", json!(long), SCHEMA),
        ("tags", json!([long]), SCHEMA),
        ("tags", json!("x"), SCHEMA),
        ("tags", json!([1]), SCHEMA),
        ("id", json!("not-a-uuid"), SCHEMA),
        ("id", json!(null), SCHEMA),
        ("id", json!("d7ed6c3b7bb1416c8023c88785066471"), SCHEMA),
        ("protected", json!("true"), SCHEMA),
        ("os_hidden", json!(1), SCHEMA),
        ("os_version", json!(24), SCHEMA),
        ("os_version", json!(null), SCHEMA),
        ("os_version", json!({"a": "b"}), SCHEMA),
        ("os_version", json!(true), SCHEMA),
        ("min_disk", json!(null), SCHEMA),
        ("min_ram", json!("1"), SCHEMA),
        ("status", json!(7), SCHEMA),
        ("checksum", json!(7), SCHEMA),
        (long.as_str(), json!("v"), ""),
        ("min_disk", json!(-1), "Invalid value '-1' for parameter 'min_disk'"),
        ("min_ram", json!(-1), "Invalid value '-1' for parameter 'min_ram'"),
        ("min_disk", json!(2_147_483_648_u64), "value out of range"),
        ("min_ram", json!(u64::MAX), "value out of range"),
        ("name", json!("a\u{0}b"), ""),
        ("name", json!("x\r\nSet-Cookie: a=b"), ""),
        ("os_distro", json!("a\u{0}b"), ""),
    ] {
        let answer = member.post("/v2/images").json(&json!({key: value})).await;
        answer.refused(400, fragment, &format!("{key} = {value}"));
    }
    assert_eq!(app.rows("images").await, 0);
}

#[tokio::test]
async fn read_only_and_reserved_names_are_refused() {
    let app = TestApp::new().await;
    let (member, admin) = (app.member().await, app.admin().await);
    let read_only = [
        ("self", json!("x")),
        ("file", json!("x")),
        ("schema", json!("x")),
        ("direct_url", json!("x")),
        ("stores", json!("x")),
        ("status", json!("active")),
        ("size", json!(1)),
        ("virtual_size", json!(1)),
        ("checksum", json!("781e5e245d69b566979b86e28d23f2c7")),
        ("created_at", json!("2026-11-22T05:17:48Z")),
        ("updated_at", json!("2026-11-22T05:17:48Z")),
        ("os_hash_algo", json!("sha512")),
        ("os_hash_value", json!("ab")),
    ];
    let reserved = ["location", "deleted", "deleted_at", "os_glance_x", "os_glance_import_task", "locations"];
    for client in [&member, &admin] {
        for (key, value) in &read_only {
            let answer = client.post("/v2/images").json(&json!({*key: value})).await;
            answer.refused(403, &format!("Attribute '{key}' is read-only."), key);
        }
        for key in reserved {
            let answer = client.post("/v2/images").json(&json!({key: "x"})).await;
            answer.refused(403, &format!("Attribute '{key}' is reserved."), key);
        }
        let list = client.post("/v2/images").json(&json!({"locations": [{"url": "file:///etc/passwd"}]}));
        list.await.refused(403, "Attribute 'locations' is reserved.", "locations");
    }
    assert_eq!(app.rows("images").await, 0);
}

#[tokio::test]
async fn who_may_create_what() {
    let app = TestApp::new().await;
    let (member, reader, admin) = (app.member().await, app.reader().await, app.admin().await);
    let create = |client: &crate::support::Client, body: Value| client.post("/v2/images").json(&body);
    create(&app.anonymous(), json!({})).await.expect(401);
    create(&reader, json!({})).await.refused(403, "add_image", "reader");
    create(&member, json!({"visibility": "public"})).await.refused(403, "publicize_image", "member");
    let foreign = create(&member, json!({"owner": "somebody"})).await;
    foreign.refused(403, "You are not permitted to create images owned by 'somebody'", "member");
    create(&member, json!({"owner": null})).await.refused(403, "You are not permitted", "owner null");
    assert_eq!(app.rows("images").await, 0);
    create(&member, json!({"owner": member.project})).await.expect(201);
    create(&member, json!({"visibility": "community"})).await.expect(201);
    create(&admin, json!({"visibility": "public"})).await.expect(201);
    let given = create(&admin, json!({"owner": "somebody"})).await.expect(201);
    assert_eq!(given.json()["owner"], "somebody");
    let answer = create(&admin, json!({"owner": null})).await.expect(201);
    assert_eq!(answer.json()["owner"], Value::Null);
}

#[tokio::test]
async fn an_id_is_used_once_even_after_its_image_is_deleted() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    member.create(json!({"id": NOBODY, "name": "first"})).await;
    let again = |client: &crate::support::Client| client.post("/v2/images").json(&json!({"id": NOBODY}));
    let expected = format!("Image ID {NOBODY} already exists!");
    again(&member).await.refused(409, &expected, "in use");
    again(&other).await.refused(409, &expected, "in use by others");
    assert_eq!(member.show(NOBODY).await["name"], "first");
    member.delete(&format!("/v2/images/{NOBODY}")).await.expect(204);
    again(&member).await.refused(409, &expected, "deleted");
    member.get(&format!("/v2/images/{NOBODY}")).await.expect(404);
}

#[tokio::test]
async fn properties_and_tags_are_counted() {
    let app = TestApp::with(|settings| {
        settings.images.image_property_quota = 3;
        settings.images.image_tag_quota = 2;
    })
    .await;
    let member = app.member().await;
    let mut body = Value::Object(quota(3, |n| format!("p{n}")));
    body["tags"] = json!(["a", "b", "a"]);
    member.create(body).await;
    let over = Value::Object(quota(4, |n| format!("p{n}")));
    member.post("/v2/images").json(&over).await.refused(413, "limit has been exceeded", "properties");
    let over = json!({"tags": ["a", "b", "c"]});
    member.post("/v2/images").json(&over).await.refused(413, "limit has been exceeded", "tags");
    assert_eq!(app.rows("images").await, 1);
}

#[tokio::test]
async fn a_project_keeps_only_so_many_images_without_data() {
    let app = TestApp::with(|settings| settings.images.queued_image_quota = 2).await;
    let (member, other) = (app.member().await, app.other_project().await);
    let first = member.ready_image().await;
    member.create(json!({})).await;
    let third = || member.post("/v2/images").json(&json!({}));
    third().await.refused(413, "limit has been exceeded", "third");
    other.create(json!({})).await;
    member.upload(&first, "data").await.expect(204);
    third().await.expect(201);
    let admin = app.person("ada", crate::support::app::PROJECT, "admin").await;
    admin.create(json!({})).await;
}

#[tokio::test]
async fn formats_are_those_of_the_settings() {
    let app = TestApp::with(|settings| settings.images.disk_formats = vec!["luks".to_owned()]).await;
    let member = app.member().await;
    member.create(json!({"disk_format": "luks"})).await;
    let answer = member.post("/v2/images").json(&json!({"disk_format": "raw"})).await;
    answer.refused(400, "does not match schema 'image'", "raw");
    let options = member.get("/vitrine/v1/create-options").await.expect(200).json();
    assert_eq!(options["disk_formats"], json!(["luks"]));
    assert_eq!(options["visibilities"], json!(["private", "shared", "community"]));
    let admin = app.admin().await.get("/vitrine/v1/create-options").await.expect(200).json();
    assert_eq!(admin["visibilities"], json!(["private", "shared", "community", "public"]));
    app.reader().await.get("/vitrine/v1/create-options").await.refused(403, "add_image", "reader");
}
