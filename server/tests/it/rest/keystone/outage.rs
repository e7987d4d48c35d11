//! A Keystone that does not answer: who is known goes on, nobody becomes a stranger, and it heals alone.

use super::{app, is_unavailable, list};
use crate::support::fake_keystone::{FakeKeystone, Mood};
use crate::support::{TestApp, until};

#[tokio::test]
async fn known_tokens_go_on_and_others_wait_for_keystone() {
    let mut keystone = FakeKeystone::new();
    keystone.token("known", "garden", &["reader"]);
    keystone.token("new", "garden", &["reader"]);
    let app = app(&keystone).await;
    list(&app, "known").await.expect(200);
    keystone.stop();
    list(&app, "known").await.expect(200);
    for token in ["new", "unknown"] {
        is_unavailable(&list(&app, token).await, token);
    }
    app.anonymous().get("/v2/images").await.expect(401);
    app.anonymous().get("/").await.expect(300);
    keystone.start();
    list(&app, "new").await.expect(200);
    list(&app, "unknown").await.expect(401);
}

#[tokio::test]
async fn known_tokens_go_on_only_for_their_time() {
    let mut keystone = FakeKeystone::new();
    keystone.token("known", "garden", &["reader"]);
    let app = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.cache_seconds = 1;
    })
    .await;
    list(&app, "known").await.expect(200);
    keystone.stop();
    until("the time is over", async || {
        let answer = list(&app, "known").await;
        if answer.status != 200 {
            is_unavailable(&answer, "after its time");
        }
        answer.status == 503
    })
    .await;
    keystone.start();
    list(&app, "known").await.expect(200);
}

#[tokio::test]
async fn a_keystone_that_says_nothing_is_not_waited_for_longer_than_configured() {
    let keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["reader"]);
    let app = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.timeout_seconds = 1;
    })
    .await;
    keystone.mood(Mood::Silent);
    is_unavailable(&list(&app, "member").await, "silence");
    keystone.mood(Mood::Well);
    list(&app, "member").await.expect(200);
}

#[tokio::test]
async fn vitrine_starts_before_its_keystone() {
    let mut keystone = FakeKeystone::new();
    keystone.token("member", "garden", &["reader"]);
    keystone.stop();
    let app = app(&keystone).await;
    is_unavailable(&list(&app, "member").await, "not there yet");
    keystone.start();
    list(&app, "member").await.expect(200);
}
