//! What is remembered about tokens, and for whom.

use std::sync::Arc;

use axum::http::HeaderMap;
use vitrine::identity::Authority;
use vitrine::identity::authority::Asked;

use super::{app, list};
use crate::support::fake_keystone::FakeKeystone;
use crate::support::{TestApp, until};

async fn with_life(keystone: &FakeKeystone, seconds: u64) -> TestApp {
    TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.cache_seconds = seconds;
        settings.keystone.negative_cache_seconds = seconds;
    })
    .await
}

#[tokio::test]
async fn ten_thousand_requests_with_one_token_ask_once() {
    let keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["member", "reader"]);
    let app = app(&keystone).await;
    let client = app.anonymous().with_token("member");
    for _ in 0..10_000 {
        // Nothing lives there, as only callers with a valid token are told.
        client.get("/v2/nothing").await.expect(404);
    }
    assert_eq!(keystone.questions().len(), 1);
    let Authority::Keystone(asked) = &*app.app().state.authority else { panic!("another mode") };
    assert_eq!(asked.validations(), 1);
}

/// 200 people with 50 requests each, all at once: everybody is who they are, and asked about once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_never_mixed_up() {
    let keystone = FakeKeystone::new();
    let names: Vec<_> = (0..200).map(|number| format!("token-{number}")).collect();
    names.iter().for_each(|name| keystone.token(name, &format!("project-of-{name}"), &["reader"]));
    let app = Arc::new(app(&keystone).await);
    let mut requests = tokio::task::JoinSet::new();
    for turn in 0..50 * names.len() {
        let (name, app) = (names[turn % names.len()].clone(), Arc::clone(&app));
        requests.spawn(async move {
            let mut headers = HeaderMap::new();
            headers.insert("x-auth-token", name.parse().unwrap());
            let asked = Asked { method: "GET", path: "/v2/images", headers: &headers, front: None };
            let state = &app.app().state;
            let caller = state.authority.caller(&state.services.identity, &asked).await.unwrap();
            let project = caller.project().map(ToString::to_string);
            assert_eq!(caller.user_id.as_str(), format!("user-of-{name}"));
            assert_eq!(project, Some(format!("project-of-{name}")));
        });
    }
    let mut answered = 0;
    while let Some(outcome) = requests.join_next().await {
        outcome.unwrap();
        answered += 1;
    }
    assert_eq!((answered, keystone.questions().len()), (10_000, 200));
}

#[tokio::test]
async fn an_invalid_token_is_asked_about_once() {
    let keystone = FakeKeystone::new();
    let app = app(&keystone).await;
    for _ in 0..50 {
        list(&app, "unknown").await.expect(401);
    }
    assert_eq!(keystone.questions().len(), 1);
}

#[tokio::test]
async fn an_invalid_token_is_asked_about_again_in_time() {
    let keystone = FakeKeystone::new();
    let app = with_life(&keystone, 1).await;
    list(&app, "late").await.expect(401);
    keystone.token("late", "garden", &["reader"]);
    until("the token is let in", async || list(&app, "late").await.status == 200).await;
}

#[tokio::test]
async fn a_revoked_token_ends_in_time() {
    let keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["reader"]);
    let app = with_life(&keystone, 1).await;
    list(&app, "member").await.expect(200);
    keystone.forget("member");
    until("the token is refused", async || list(&app, "member").await.status == 401).await;
}

#[tokio::test]
async fn nothing_is_remembered_past_the_end_of_the_token() {
    let keystone = FakeKeystone::new();
    keystone.token_with("short", "garden", &["reader"], |token| {
        token["expires_at"] = serde_json::json!(crate::support::fake_keystone::in_seconds(4));
    });
    let app = with_life(&keystone, 3600).await;
    list(&app, "short").await.expect(200);
    until("the token ends", async || list(&app, "short").await.status == 401).await;
}

#[tokio::test]
async fn without_a_cache_every_request_asks() {
    let keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["reader"]);
    let app = with_life(&keystone, 0).await;
    for _ in 0..3 {
        list(&app, "member").await.expect(200);
    }
    assert_eq!(keystone.questions().len(), 3);
    keystone.forget("member");
    list(&app, "member").await.expect(401);
}
