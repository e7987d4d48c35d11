//! How Keystone is asked, and what its answers mean.

use serde_json::json;

use super::{app, is_unavailable, list};
use crate::support::TestApp;
use crate::support::fake_keystone::{FakeKeystone, Mood, in_seconds};

#[tokio::test]
async fn roles_and_project_come_from_the_token() {
    let keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["Member", "READER"]);
    keystone.token("reader", "garden", &["reader"]);
    let app = app(&keystone).await;
    let image = app.anonymous().with_token("member").create(json!({"name": "one"})).await;
    assert_eq!(image["owner"], "garden");
    assert_eq!(list(&app, "reader").await.expect(200).json()["images"].as_array().unwrap().len(), 1);
    app.anonymous().with_token("reader").post("/v2/images").json(&json!({})).await.expect(403);
}

#[tokio::test]
async fn questions_are_asked_as_keystone_wants_them() {
    let keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["member", "reader"]);
    let app = app(&keystone).await;
    list(&app, "member").await.expect(200);
    let question = keystone.questions().remove(0);
    assert_eq!((question.own.as_str(), question.subject.as_str()), ("issued-1", "member"));
    assert_eq!((question.access_rules.as_str(), question.query.as_str()), ("1.0", ""));

    let bare = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.include_catalog.0 = false;
    })
    .await;
    list(&bare, "member").await.expect(200);
    assert_eq!(keystone.questions().pop().unwrap().query, "nocatalog");
}

#[tokio::test]
async fn the_alias_of_the_token_header_counts_where_the_header_is_absent() {
    let keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["member", "reader"]);
    let app = app(&keystone).await;
    app.anonymous().get("/v2/images").header("x-storage-token", "member").await.expect(200);
    let call = app.anonymous().with_token("wrong").get("/v2/images").header("x-storage-token", "member");
    call.await.expect(401);
}

#[tokio::test]
async fn who_has_no_valid_token_is_sent_to_keystone() {
    let keystone = FakeKeystone::new();
    keystone.token_with("old", "garden", &["reader"], |token| token["expires_at"] = json!(in_seconds(-1)));
    let app = app(&keystone).await;
    let expected = format!("Keystone uri=\"{}\"", keystone.url());
    for token in ["unknown", "old", "", "two words"] {
        let answer = list(&app, token).await.expect(401);
        assert_eq!(answer.header("www-authenticate"), expected, "{token}");
    }
    let answer = app.anonymous().get("/v2/images").await.expect(401);
    assert_eq!(answer.header("www-authenticate"), expected);
    app.anonymous().get("/v2/nothing").await.expect(401);
    let public = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.www_authenticate_uri = Some("https://keystone.example".to_owned());
    })
    .await;
    let answer = public.anonymous().get("/v2/images").await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Keystone uri=\"https://keystone.example\"");
}

#[tokio::test]
async fn every_other_answer_means_that_keystone_is_unavailable() {
    let keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["member", "reader"]);
    let app = app(&keystone).await;
    let moods = [302, 400, 403, 429, 500, 502, 503].map(Mood::Status);
    for mood in moods.into_iter().chain([Mood::Garbage]) {
        keystone.mood(mood);
        is_unavailable(&list(&app, "member").await, &format!("{mood:?}"));
    }
    keystone.mood(Mood::Well);
    list(&app, "member").await.expect(200);
}

#[tokio::test]
async fn a_text_in_place_of_a_boolean_lets_nobody_in() {
    let keystone = FakeKeystone::new();
    keystone.token_with("text", "garden", &["admin"], |token| token["user"]["enabled"] = json!("False"));
    keystone.token_with("off", "garden", &["admin"], |token| token["user"]["enabled"] = json!(false));
    let app = app(&keystone).await;
    is_unavailable(&list(&app, "text").await, "a text");
    list(&app, "off").await.expect(401);
}

#[tokio::test]
async fn tokens_without_a_project_do_nothing_with_images() {
    let keystone = FakeKeystone::new();
    let scopes = [
        ("domain", Some(("domain", json!({"id": "d", "name": "D"})))),
        ("system", Some(("system", json!({"all": true})))),
        ("unscoped", None),
    ];
    for (token, scope) in scopes {
        keystone.token_with(token, "garden", &["member", "reader"], |document| {
            document.as_object_mut().unwrap().remove("project");
            if let Some((key, value)) = scope {
                document[key] = value;
            }
        });
    }
    let app = app(&keystone).await;
    for token in ["domain", "system", "unscoped"] {
        let call = app.anonymous().with_token(token).post("/v2/images").json(&json!({"name": "x"}));
        call.await.expect(403);
    }
    assert_eq!(app.rows("images").await, 0);
}

#[tokio::test]
async fn the_identity_service_inside_is_not_there() {
    let keystone = FakeKeystone::new();
    let app = app(&keystone).await;
    for path in ["/identity", "/identity/", "/identity/v3", "/identity/v3/", "/identity/v3/auth/tokens"] {
        app.anonymous().get(path).await.expect(404);
        app.anonymous().post(path).json(&json!({"auth": {}})).await.expect(404);
    }
    assert_eq!(keystone.questions().len(), 0);
}
