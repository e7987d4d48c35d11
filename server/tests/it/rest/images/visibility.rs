//! Section 12 of the Image API: who sees and changes whose images.

use std::collections::BTreeMap;

use serde_json::json;

use super::NOBODY;
use crate::support::client::PATCH_V21;
use crate::support::{Client, TestApp};

/// One image of the project `garden` for each visibility; the shared ones differ in where the project
/// `meadow` stands towards them.
struct Scene {
    app: TestApp,
    images: BTreeMap<&'static str, String>,
}

const NAMES: [&str; 6] = ["community", "pending", "private", "public", "rejected", "shared"];

impl Scene {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let (owner, partner) = (app.member().await, app.person("paul", "meadow", "member").await);
        let mut images = BTreeMap::new();
        for name in NAMES {
            let id = owner.active_image(b"0123456789").await;
            let (visibility, standing) = match name {
                "pending" => ("shared", Some("pending")),
                "rejected" => ("shared", Some("rejected")),
                "shared" => ("shared", Some("accepted")),
                // Left over from when it was shared.
                "private" => ("private", Some("accepted")),
                other => (other, None),
            };
            let set =
                format!("UPDATE images SET visibility = '{visibility}', name = '{name}' WHERE id = '{id}'");
            app.sql(&set).await;
            if let Some(standing) = standing {
                app.share(&id, &partner.project, standing).await;
            }
            images.insert(name, id);
        }
        Self { app, images }
    }

    async fn callers(&self) -> [(&'static str, Client); 5] {
        [
            ("owner", self.app.member().await),
            ("colleague", self.app.person("carl", "garden", "member").await),
            ("partner", self.app.person("paul", "meadow", "member").await),
            ("stranger", self.app.other_project().await),
            ("admin", self.app.admin().await),
        ]
    }
}

async fn listed(client: &Client, query: &str) -> Vec<String> {
    let answer = client.get(&format!("/v2/images{query}")).await.expect(200).json();
    let images = answer["images"].as_array().unwrap();
    let mut names: Vec<String> =
        images.iter().map(|image| image["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn is_own(who: &str) -> bool {
    matches!(who, "owner" | "colleague" | "admin")
}

fn is_visible(who: &str, name: &str) -> bool {
    is_own(who)
        || matches!(name, "public" | "community")
        || (who == "partner" && matches!(name, "shared" | "pending" | "rejected"))
}

#[tokio::test]
async fn lists_show_what_the_matrix_says() {
    let scene = Scene::new().await;
    let all = NAMES.to_vec();
    let but_community = vec!["pending", "private", "public", "rejected", "shared"];
    let shared = vec!["pending", "rejected", "shared"];
    for (who, client) in scene.callers().await {
        for (query, expected) in [
            (
                "",
                match who {
                    "owner" | "colleague" => all.clone(),
                    "partner" => vec!["public", "shared"],
                    "stranger" => vec!["public"],
                    _ => but_community.clone(),
                },
            ),
            (
                "?visibility=all",
                match who {
                    "partner" => vec!["community", "public", "shared"],
                    "stranger" => vec!["community", "public"],
                    _ => all.clone(),
                },
            ),
            ("?visibility=public", vec!["public"]),
            ("?visibility=community", vec!["community"]),
            ("?visibility=private", if is_own(who) { vec!["private"] } else { vec![] }),
            (
                "?visibility=shared",
                match who {
                    "partner" => vec!["shared"],
                    "stranger" => vec![],
                    _ => shared.clone(),
                },
            ),
            (
                "?member_status=pending&visibility=shared",
                match who {
                    "partner" => vec!["pending"],
                    "stranger" => vec![],
                    _ => shared.clone(),
                },
            ),
            (
                "?member_status=all&visibility=shared",
                match who {
                    "stranger" => vec![],
                    _ => shared.clone(),
                },
            ),
        ] {
            assert_eq!(listed(&client, query).await, expected, "{who} {query}");
        }
    }
}

#[tokio::test]
async fn a_filter_never_widens_what_a_caller_sees() {
    let scene = Scene::new().await;
    let stranger = scene.app.other_project().await;
    let owner = scene.app.member().await.project;
    for query in [
        format!("?owner={owner}"),
        format!("?visibility=all&owner={owner}"),
        "?visibility=all&member_status=all".to_owned(),
        format!("?member_status=all&owner={owner}"),
        "?visibility=all&deleted=true".to_owned(),
        format!("?visibility=shared&owner={owner}"),
        "?visibility=private&is_public=None".to_owned(),
        "?visibility=all&name=in:private,shared,pending".to_owned(),
    ] {
        let seen = listed(&stranger, &query).await;
        assert!(seen.iter().all(|name| matches!(name.as_str(), "public" | "community")), "{query}: {seen:?}");
    }
}

#[tokio::test]
async fn getting_and_downloading_follow_the_matrix() {
    let scene = Scene::new().await;
    for (who, client) in scene.callers().await {
        for (name, id) in &scene.images {
            let expected = if is_visible(who, name) { 200 } else { 404 };
            for path in [format!("/v2/images/{id}"), format!("/v2/images/{id}/file")] {
                let answer = client.get(&path).await;
                assert_eq!(answer.status.as_u16(), expected, "{who} {name} {path}");
            }
        }
    }
}

#[tokio::test]
async fn changing_follows_the_matrix() {
    let scene = Scene::new().await;
    let patch = json!([{"op": "add", "path": "/touched", "value": "yes"}]);
    for (who, client) in scene.callers().await {
        for (name, id) in &scene.images {
            let path = format!("/v2/images/{id}");
            let expected = |done: u16| match (is_own(who), is_visible(who, name)) {
                (true, _) => done,
                (false, true) => 403,
                (false, false) => 404,
            };
            let patched = client.patch(id, patch.clone()).await;
            assert_eq!(patched.status.as_u16(), expected(200), "patch: {who} {name}");
            let tagged = client.put(&format!("{path}/tags/x")).await;
            assert_eq!(tagged.status.as_u16(), expected(204), "tag: {who} {name}");
            let uploaded = client.upload(id, "y").await;
            assert_eq!(uploaded.status.as_u16(), expected(409), "upload: {who} {name}");
        }
    }
    // Nothing but the callers who may has left a trace.
    assert_eq!(scene.app.rows("image_properties").await, 6);
    for (who, client) in scene.callers().await.into_iter().filter(|(who, _)| !is_own(who)) {
        for (name, id) in &scene.images {
            let deleted = client.delete(&format!("/v2/images/{id}")).await;
            let expected = if is_visible(who, name) { 403 } else { 404 };
            assert_eq!(deleted.status.as_u16(), expected, "delete: {who} {name}");
        }
    }
    assert_eq!(scene.app.stored_files().len(), 6);
}

#[tokio::test]
async fn an_image_of_nobody_is_seen_by_all_and_changed_by_administrators() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let id = admin.create(json!({"owner": null, "name": "orphan"})).await["id"].as_str().unwrap().to_owned();
    let member = app.member().await;
    assert_eq!(listed(&member, "").await, ["orphan"]);
    member.show(&id).await;
    let patch = json!([{"op": "replace", "path": "/name", "value": "x"}]);
    member.patch(&id, patch.clone()).await.refused(403, "modify_image", "member");
    admin.patch(&id, patch).await.expect(200);
}

#[tokio::test]
async fn a_hidden_image_and_a_missing_one_look_the_same() {
    let app = TestApp::new().await;
    let hidden = app.member().await.active_image(b"0123456789").await;
    let other = app.other_project().await;
    let calls = |id: &str| {
        let path = format!("/v2/images/{id}");
        let file = format!("{path}/file");
        vec![
            other.get(&path),
            other.get(&path).accept("application/json"),
            other.get(&path).body("{}"),
            other.get(&file),
            other.get(&file).header("range", "bytes=99-"),
            other.get(&file).header("range", "bytes=0-1,2-3"),
            other.delete(&path),
            other.put(&format!("{path}/tags/x")),
            other.put(&format!("{path}/tags/{}", "x".repeat(256))),
            other.delete(&format!("{path}/tags/x")),
            other.patch(id, json!([{"op": "replace", "path": "/status", "value": "active"}])),
            other.patch(id, json!([{"op": "nonsense"}])),
            other.patch(id, json!({})),
            other.call("PATCH", &path).body("{").header("content-type", PATCH_V21),
            other.call("PATCH", &path).body("[]"),
            other.upload(id, "x"),
            other.upload(id, "x").header("content-type", "text/plain"),
            other.upload(id, "x").header("x-openstack-image-size", "many"),
            other.get(&format!("/v2/images?marker={id}")),
            other.get(&format!("/v2/images?id={id}")),
        ]
    };
    for (at, (hidden_call, missing_call)) in calls(&hidden).into_iter().zip(calls(NOBODY)).enumerate() {
        let (one, two) = (hidden_call.await, missing_call.await);
        assert_eq!(one.visible(&hidden), two.visible(NOBODY), "call {at}");
        assert!(at == 19 || one.status.is_client_error(), "call {at}");
    }
}
