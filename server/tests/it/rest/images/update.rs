//! `PATCH /v2/images/{id}` in both dialects.

use serde_json::{Value, json};

use crate::support::client::{PATCH_V20, PATCH_V21};
use crate::support::{Answer, Client, TestApp};

/// One operation as version 2.1 writes it, and its value or nothing.
type Case<'a> = (&'a str, &'a str, Option<Value>, u16, &'a str);

async fn patch(client: &Client, id: &str, kind: &str, body: &Value) -> Answer {
    client.call("PATCH", &format!("/v2/images/{id}")).json(body).header("content-type", kind).await
}

fn in_dialect(kind: &str, verb: &str, path: &str, value: Option<&Value>) -> Value {
    let mut operation =
        if kind == PATCH_V21 { json!({"op": verb, "path": path}) } else { json!({verb: path}) };
    if let Some(value) = value {
        operation["value"] = value.clone();
    }
    json!([operation])
}

/// An image with one property and one tag; its id.
pub async fn an_image(client: &Client) -> String {
    let image = json!({"name": "n", "os_distro": "debian", "tags": ["t"], "disk_format": "raw", "container_format": "bare"});
    client.create(image).await["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn single_operations_are_answered_alike_in_both_dialects() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    let long = json!("x".repeat(256));
    let cases: Vec<Case<'_>> = vec![
        ("replace", "/absent", Some(json!("x")), 409, "Property absent does not exist."),
        ("remove", "/absent", None, 409, "Property absent does not exist."),
        ("remove", "/name", None, 403, "Property name may not be removed."),
        ("remove", "/tags", None, 403, "Property tags may not be removed."),
        ("remove", "/visibility", None, 403, "Property visibility may not be removed."),
        ("replace", "/visibility", Some(json!("public")), 403, "publicize_image"),
        ("replace", "/visibility", Some(json!("secret")), 400, "does not match schema 'image'"),
        ("replace", "/owner", Some(json!("x")), 403, "Owner can't be updated by non admin."),
        ("replace", "/name", Some(long.clone()), 400, "does not match schema 'image'"),
        ("replace", "/tags", Some(json!([long])), 400, "does not match schema 'image'"),
        ("replace", "/min_disk", Some(json!(-1)), 400, "Invalid value '-1' for parameter 'min_disk'"),
        ("replace", "/min_ram", Some(json!(2_147_483_648_u64)), 400, "out of range"),
        ("replace", "/protected", Some(json!("yes")), 400, "does not match schema 'image'"),
        ("replace", "/disk_format", Some(json!("nope")), 400, "does not match schema 'image'"),
        ("replace", "/os_distro", Some(json!(7)), 400, "does not match schema 'image'"),
        ("add", "/fresh", Some(json!(null)), 400, "does not match schema 'image'"),
        (
            "add",
            "/locations/-",
            Some(json!({"url": "file:///x"})),
            403,
            "It's not allowed to add locations if locations are invisible.",
        ),
        (
            "remove",
            "/locations/0",
            None,
            403,
            "It's not allowed to remove locations if locations are invisible.",
        ),
        (
            "replace",
            "/locations",
            Some(json!([])),
            403,
            "It's not allowed to replace locations if locations are invisible.",
        ),
        ("add", "/tags/-", Some(json!("x")), 400, "Invalid JSON pointer for this resource"),
        ("add", "/a/b", Some(json!("x")), 400, "Invalid JSON pointer for this resource"),
        ("add", "a", Some(json!("x")), 400, "Invalid JSON pointer"),
        ("add", "/a/", Some(json!("x")), 400, "Invalid JSON pointer"),
        ("add", "/a//b", Some(json!("x")), 400, "Invalid JSON pointer"),
        ("add", "/a~2", Some(json!("x")), 400, "Invalid JSON pointer"),
        ("add", "/", Some(json!("x")), 400, "Invalid JSON pointer"),
        ("add", "/fresh", None, 400, "must have a value"),
        ("replace", "/name", None, 400, "must have a value"),
        ("move", "/name", Some(json!("x")), 400, ""),
    ];
    let before = member.show(&id).await;
    for kind in [PATCH_V21, PATCH_V20] {
        for (verb, path, value, status, fragment) in &cases {
            let answer = patch(&member, &id, kind, &in_dialect(kind, verb, path, value.as_ref())).await;
            answer.refused(*status, fragment, &format!("{kind}: {verb} {path} {value:?}"));
        }
    }
    assert_eq!(member.show(&id).await, before, "nothing changed");
}

#[tokio::test]
async fn read_only_and_reserved_paths_are_refused_to_everybody() {
    let app = TestApp::new().await;
    let (member, admin) = (app.member().await, app.admin().await);
    let id = an_image(&member).await;
    let before = member.show(&id).await;
    let read_only = [
        "created_at",
        "updated_at",
        "status",
        "checksum",
        "size",
        "virtual_size",
        "direct_url",
        "self",
        "file",
        "schema",
        "id",
        "os_hash_algo",
        "os_hash_value",
        "stores",
    ];
    let reserved = ["location", "deleted", "deleted_at", "os_glance_import_task", "os_glance_x"];
    for client in [&member, &admin] {
        for kind in [PATCH_V21, PATCH_V20] {
            for verb in ["add", "replace", "remove"] {
                for (names, word) in [(&read_only[..], "read-only"), (&reserved[..], "reserved")] {
                    for name in names {
                        let body = in_dialect(kind, verb, &format!("/{name}"), Some(&json!("active")));
                        let answer = patch(client, &id, kind, &body).await;
                        answer.refused(
                            403,
                            &format!("Attribute '{name}' is {word}."),
                            &format!("{kind} {verb}"),
                        );
                    }
                }
            }
        }
    }
    assert_eq!(member.show(&id).await, before, "nothing changed");
}

#[tokio::test]
async fn the_dialects_differ_in_adding_what_is_there() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    for name in ["os_distro", "name"] {
        let path = format!("/{name}");
        let old = in_dialect(PATCH_V20, "add", &path, Some(&json!("changed")));
        let answer = patch(&member, &id, PATCH_V20, &old).await;
        answer.refused(409, &format!("Property {name} already present."), name);
        let new = in_dialect(PATCH_V21, "add", &path, Some(&json!("changed")));
        assert_eq!(patch(&member, &id, PATCH_V21, &new).await.expect(200).json()[name], "changed");
    }
    for kind in [PATCH_V20, PATCH_V21] {
        let steps = [
            ("add", Some(json!("1")), json!("1")),
            ("replace", Some(json!("2")), json!("2")),
            ("remove", None, Value::Null),
        ];
        for (verb, value, expected) in steps {
            let body = in_dialect(kind, verb, "/fresh~1one", value.as_ref());
            assert_eq!(
                patch(&member, &id, kind, &body).await.expect(200).json()["fresh/one"],
                expected,
                "{verb}"
            );
        }
    }
    for body in [
        json!([{"op": "add", "path": "/x", "value": "y"}]),
        json!([{"add": "/x", "remove": "/y", "value": "z"}]),
    ] {
        patch(&member, &id, PATCH_V20, &body).await.expect(400);
    }
    patch(&member, &id, PATCH_V21, &json!([{"add": "/x", "value": "y"}])).await.expect(400);
}

#[tokio::test]
async fn owners_are_added_by_administrators_only() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    let body = json!([{"op": "add", "path": "/owner", "value": "harbor"}]);
    let answer = patch(&member, &id, PATCH_V21, &body).await;
    answer.refused(403, "Owner can't be updated by non admin.", "add");
    assert_eq!(member.show(&id).await["owner"], json!(member.project));
    let given = patch(&app.admin().await, &id, PATCH_V21, &body).await.expect(200);
    assert_eq!(given.json()["owner"], "harbor");
}

#[tokio::test]
async fn other_media_types_are_refused_with_those_that_are_not() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    for kind in [
        "application/json",
        "application/openstack-images-v2.2-json-patch",
        "application/json-patch+json",
        "text/plain",
        "",
    ] {
        let answer = patch(&member, &id, kind, &json!([])).await;
        let sentence = format!("The request media type {kind} is not supported by this server.");
        answer.refused(415, &sentence, kind);
        assert_eq!(answer.header("accept-patch"), format!("{PATCH_V20}, {PATCH_V21}"), "{kind}");
    }
    let bare = member.call("PATCH", &format!("/v2/images/{id}")).body("[]").await.expect(415);
    assert!(bare.header("accept-patch").contains(PATCH_V21));
    for kind in [format!("{PATCH_V21}; charset=utf-8"), format!("{PATCH_V20};charset=utf-8")] {
        patch(&member, &id, &kind, &json!([])).await.expect(200);
    }
}

#[tokio::test]
async fn bodies_that_are_no_list_of_operations_are_refused() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    let raw = |body: &'static str| {
        member.call("PATCH", &format!("/v2/images/{id}")).header("content-type", PATCH_V21).body(body)
    };
    for (body, fragment) in [
        ("", "Body expected in request."),
        ("[", "Malformed JSON in request body."),
        ("7", "Unexpected body type"),
        ("{}", "Request body must be a JSON array of operation objects."),
        (r#"{"op": "add", "path": "/x", "value": "y"}"#, "JSON array"),
        ("[7]", "Operations must be JSON objects."),
        ("[[]]", "Operations must be JSON objects."),
        ("[null]", "Operations must be JSON objects."),
        (r#"[{"path": "/x", "value": "y"}]"#, ""),
        (r#"[{"op": "add", "value": "y"}]"#, "path"),
        (r#"[{"op": "add", "path": 7, "value": "y"}]"#, "path"),
    ] {
        raw(body).await.refused(400, fragment, body);
    }
}

#[tokio::test]
async fn a_patch_counts_as_a_whole_or_not_at_all() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    let before = member.show(&id).await;
    let empty = patch(&member, &id, PATCH_V21, &json!([])).await.expect(200);
    assert_eq!(empty.json(), before, "no operation, no change");
    let good = json!({"op": "replace", "path": "/name", "value": "changed"});
    for bad in [
        json!({"op": "remove", "path": "/absent"}),
        json!({"op": "replace", "path": "/visibility", "value": "public"}),
        json!({"op": "add", "path": "/x", "value": 7}),
        json!({"op": "nonsense", "path": "/x"}),
        json!({"op": "replace", "path": "/status", "value": "active"}),
    ] {
        let answer = patch(&member, &id, PATCH_V21, &json!([good, bad])).await;
        assert!(answer.status.is_client_error(), "{bad}");
        assert_eq!(member.show(&id).await, before, "{bad}");
    }
    let many = json!([
        good, {"op": "add", "path": "/a", "value": "1"}, {"op": "replace", "path": "/a", "value": "2"},
        {"op": "remove", "path": "/os_distro"}, {"op": "replace", "path": "/tags", "value": ["b", "a", "b"]},
        {"op": "replace", "path": "/min_disk", "value": 4}, {"op": "replace", "path": "/protected", "value": true},
        {"op": "replace", "path": "/visibility", "value": "private"}, {"op": "replace", "path": "/os_hidden", "value": true},
    ]);
    let answer = patch(&member, &id, PATCH_V21, &many).await.expect(200).json();
    assert_eq!(answer, member.show(&id).await, "the answer is what is stored");
    assert_eq!(
        (&answer["a"], &answer["tags"], answer.get("os_distro")),
        (&json!("2"), &json!(["a", "b"]), None)
    );
    assert_eq!((&answer["visibility"], &answer["min_disk"]), (&json!("private"), &json!(4)));
}
