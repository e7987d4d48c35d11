//! Protected properties: who may not read one cannot tell it from one that is not there.

use serde_json::{Value, json};
use vitrine::config::{PropertyProtection, Settings};

use super::update::an_image;
use crate::support::client::{BASE, PATCH_V20, PATCH_V21};
use crate::support::{Client, TestApp};

/// `x_…` is the administrators'; `once_…` may be set and not changed; everything else is everybody's.
const ROLES: &str = "\
[^x_.*]
create = admin
read = admin
update = admin
delete = admin
[^once_]
create = @
read = @
update = !
delete = !
[.*]
create = @
read = @
update = @
delete = @
";
const SECRET: &str = "known-to-few";

fn write(settings: &mut Settings, text: &str) {
    let path = settings.data_dir.join("protection.conf");
    std::fs::write(&path, text).unwrap();
    settings.images.property_protection_file = Some(path);
}

/// Somebody's image, to which an administrator added `x_a`.
async fn scene() -> (TestApp, Client, Client, String) {
    let app = TestApp::with(|settings| write(settings, ROLES)).await;
    let (member, admin) = (app.member().await, app.admin().await);
    let id = an_image(&member).await;
    admin.patch(&id, json!([{"op": "add", "path": "/x_a", "value": SECRET}])).await.expect(200);
    (app, member, admin, id)
}

async fn patch(client: &Client, id: &str, kind: &str, body: &Value) -> (u16, String) {
    let call = client.call("PATCH", &format!("/v2/images/{id}")).json(body).header("content-type", kind);
    let answer = call.await;
    (answer.status.as_u16(), answer.text())
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["images"].as_array().unwrap().iter().map(|image| image["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn no_answer_shows_what_may_not_be_read() {
    let (app, member, admin, id) = scene().await;
    let reader = app.reader().await;
    for client in [&member, &reader] {
        assert_eq!(client.show(&id).await.get("x_a"), None);
        let list = client.get("/v2/images").await.expect(200);
        assert_eq!(ids(&list.json()), [&id]);
        assert!(!list.text().contains("x_a"), "{}", list.text());
    }
    let renamed = json!([{"op": "replace", "path": "/name", "value": "new"}]);
    for body in [&renamed, &json!([])] {
        let answer = member.patch(&id, body.clone()).await.expect(200);
        assert!(!answer.text().contains("x_a"), "{}", answer.text());
        assert_eq!(answer.json()["os_distro"], "debian");
    }
    // It is still there for who may read it.
    assert_eq!(admin.show(&id).await["x_a"], SECRET);
    assert!(admin.get("/v2/images").await.text().contains(SECRET));
}

#[tokio::test]
async fn changes_meet_an_unreadable_property_as_an_absent_one() {
    let (_app, member, admin, id) = scene().await;
    let one = |kind: &str, verb: &str, name: &str| {
        let path = format!("/{name}");
        if kind == PATCH_V21 {
            json!([{"op": verb, "path": path, "value": "v"}])
        } else {
            json!([{verb: path, "value": "v"}])
        }
    };
    for kind in [PATCH_V20, PATCH_V21] {
        for (verb, status, text) in [
            ("replace", 409, "Property x_a does not exist."),
            ("remove", 409, "Property x_a does not exist."),
            ("add", 403, "Attribute 'x_a' is reserved."),
        ] {
            let (got, body) = patch(&member, &id, kind, &one(kind, verb, "x_a")).await;
            assert_eq!(got, status, "{kind} {verb}: {body}");
            assert!(body.contains(text) || body.contains(&text.replace('\'', "&#x27;")), "{verb}: {body}");
            let absent = patch(&member, &id, kind, &one(kind, verb, "x_z")).await;
            assert_eq!(absent, (got, body.replace("x_a", "x_z")), "{kind} {verb}");
        }
    }
    // All of a patch or nothing of it.
    let mixed =
        json!([{"op": "add", "path": "/fine", "value": "v"}, {"op": "add", "path": "/x_b", "value": "v"}]);
    member.patch(&id, mixed).await.expect(403);
    let image = admin.show(&id).await;
    assert_eq!((&image["x_a"], image.get("x_b"), image.get("fine")), (&json!(SECRET), None, None));
}

#[tokio::test]
async fn lists_cannot_be_asked_for_what_may_not_be_read() {
    let (_app, member, admin, id) = scene().await;
    let hit = format!("/v2/images?x_a={SECRET}");
    assert_eq!(ids(&admin.get(&hit).await.expect(200).json()), [&id]);
    let (right, wrong) = (member.get(&hit).await, member.get("/v2/images?x_a=nothing-like-it").await);
    let rows = |answer: &Value| answer["images"].clone();
    assert_eq!(rows(&right.expect(200).json()), json!([]));
    assert_eq!(rows(&wrong.expect(200).json()), json!([]));
    assert_eq!(ids(&member.get("/v2/images?os_distro=debian").await.expect(200).json()), [&id]);
    // Properties are no order for anybody, so that an order tells nothing either.
    member.get("/v2/images?sort_key=x_a").await.expect(400);
    // What else is wrong with a question is told before.
    member.get(&format!("{hit}&marker=nobody")).await.expect(400);
}

#[tokio::test]
async fn records_are_not_made_with_what_may_not_be_set() {
    let (_app, member, admin, id) = scene().await;
    let refused = member.post("/v2/images").json(&json!({"name": "n", "x_b": "v"})).await;
    refused.refused(403, "x_b", "create");
    assert_eq!(ids(&member.get("/v2/images").await.json()), [&id]);
    assert_eq!(admin.create(json!({"x_b": "v"})).await["x_b"], "v");
}

#[tokio::test]
async fn what_may_be_read_may_still_be_beyond_change() {
    let (_app, member, admin, _) = scene().await;
    let image = member.create(json!({"once_told": "v"})).await;
    let id = image["id"].as_str().unwrap();
    assert_eq!(image["once_told"], "v");
    for body in [
        json!([{"op": "replace", "path": "/once_told", "value": "w"}]),
        json!([{"op": "add", "path": "/once_told", "value": "w"}]),
        json!([{"op": "remove", "path": "/once_told"}]),
    ] {
        for client in [&member, &admin] {
            client.patch(id, body.clone()).await.refused(403, "once_told", &body.to_string());
        }
    }
    assert_eq!(member.show(id).await["once_told"], "v");
}

#[tokio::test]
async fn a_name_that_no_section_matches_is_nobodys() {
    let only_x = ROLES.split("[^once_]").next().unwrap();
    let app = TestApp::with(|settings| write(settings, only_x)).await;
    let admin = app.admin().await;
    admin.post("/v2/images").json(&json!({"os_distro": "debian"})).await.refused(403, "os_distro", "admin");
    assert_eq!(admin.create(json!({"name": "n", "x_a": "v"})).await["x_a"], "v");
}

#[tokio::test]
async fn entries_may_be_rules_of_the_policy() {
    let rules = "[^x_]\ncreate=licensor\nread=licensor\nupdate=licensor\ndelete=licensor\n";
    let app = TestApp::with(|settings| {
        write(settings, rules);
        settings.images.property_protection_format = PropertyProtection::Policies;
        let policy = settings.data_dir.join("policy.yaml");
        std::fs::write(&policy, "licensor: 'role:manager'\n").unwrap();
        settings.policy.file = Some(policy);
    })
    .await;
    let manager = app.person("lena", crate::support::app::PROJECT, "manager").await;
    let member = app.member().await;
    let id = manager.create(json!({"x_a": SECRET})).await["id"].as_str().unwrap().to_owned();
    assert_eq!(manager.show(&id).await["x_a"], SECRET);
    assert_eq!(member.show(&id).await.get("x_a"), None);
    member.post("/v2/images").json(&json!({"x_a": "v"})).await.refused(403, "x_a", "member");
}

#[tokio::test]
async fn the_dashboard_shows_no_more_than_the_api() {
    let (app, member, _, id) = scene().await;
    let fields = [("user", "mia"), ("password", crate::support::app::PASSWORD)];
    let login = app.anonymous().post("/dashboard/login").form(&fields).header("origin", BASE).await;
    let cookie = login.expect(303).header("set-cookie").split(';').next().unwrap().to_owned();
    for path in ["/dashboard/images".to_owned(), format!("/dashboard/images/{id}")] {
        let page = app.anonymous().get(&path).header("cookie", &cookie).await.expect(200);
        assert!(page.text().contains(&id), "{path} shows the image");
        assert!(!page.text().contains(SECRET), "{path}");
    }
    let detail = app.anonymous().get(&format!("/dashboard/images/{id}")).header("cookie", &cookie).await;
    assert!(detail.text().contains("debian"), "properties are shown");
    assert_eq!(member.show(&id).await.get("x_a"), None);
}

#[tokio::test]
async fn the_file_is_read_again_on_request_and_a_bad_one_changes_nothing() {
    let (app, member, _, id) = scene().await;
    let path = app.path("protection.conf");
    let open = ROLES.replacen("read = admin", "read = member", 1);
    std::fs::write(&path, open).unwrap();
    assert_eq!(member.show(&id).await.get("x_a"), None);
    assert_eq!(app.app().reloads.run(), Vec::<&str>::new());
    assert_eq!(member.show(&id).await["x_a"], SECRET);
    for broken in ["[x(]\n", "[x]\nread = @\n", ""] {
        std::fs::write(&path, broken).unwrap();
        assert_eq!(app.app().reloads.run(), ["the policy"], "{broken:?}");
        assert_eq!(member.show(&id).await["x_a"], SECRET);
    }
}
