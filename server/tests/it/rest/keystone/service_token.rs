//! Services that hand requests on: with a token of their own they may use one that has expired meanwhile.

use serde_json::json;

use super::app;
use crate::support::TestApp;
use crate::support::fake_keystone::{FakeKeystone, in_seconds};

async fn status(app: &TestApp, token: &str, service: Option<&str>) -> u16 {
    let call = app.anonymous().with_token(token).get("/v2/images");
    let call = if let Some(service) = service { call.header("x-service-token", service) } else { call };
    call.await.status.as_u16()
}

async fn with_tokens() -> (FakeKeystone, TestApp) {
    let keystone = FakeKeystone::new();
    keystone.token("current", "garden", &["member", "reader"]);
    keystone.token_with("old", "garden", &["member", "reader"], |token| {
        token["expires_at"] = json!(in_seconds(-60));
    });
    keystone.token("nova", "service", &["Service"]);
    keystone.token("member", "harbor", &["member", "reader"]);
    keystone.token_with("old-nova", "service", &["service"], |token| {
        token["expires_at"] = json!(in_seconds(-60));
    });
    let app = app(&keystone).await;
    (keystone, app)
}

#[tokio::test]
async fn an_expired_token_counts_only_beside_that_of_a_service() {
    let (keystone, app) = with_tokens().await;
    assert_eq!(status(&app, "old", None).await, 401);
    assert_eq!(status(&app, "old", Some("member")).await, 401);
    assert_eq!(status(&app, "old", Some("old")).await, 401);
    assert_eq!(status(&app, "old", Some("old-nova")).await, 401);
    assert_eq!(status(&app, "old", Some("unknown")).await, 401);
    assert!(keystone.questions().iter().all(|question| question.query.is_empty()));
    assert_eq!(status(&app, "old", Some("nova")).await, 200);
    let last = keystone.questions().pop().unwrap();
    assert_eq!((last.subject.as_str(), last.query.as_str()), ("old", "allow_expired=1"));
    // What was allowed for the service is not remembered for anybody else.
    assert_eq!(status(&app, "old", None).await, 401);
}

#[tokio::test]
async fn a_service_token_that_does_not_count_is_ignored() {
    let (keystone, app) = with_tokens().await;
    for service in ["member", "unknown", "old-nova", ""] {
        assert_eq!(status(&app, "current", Some(service)).await, 200, "{service}");
    }
    assert!(keystone.questions().iter().all(|question| question.query.is_empty()));
    assert_eq!(status(&app, "unknown", Some("nova")).await, 401);
}

#[tokio::test]
async fn which_roles_count_is_a_setting() {
    let keystone = FakeKeystone::new();
    keystone.token_with("old", "garden", &["reader"], |token| token["expires_at"] = json!(in_seconds(-60)));
    keystone.token("nova", "service", &["compute"]);
    let app = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.service_token_roles = vec!["Compute".to_owned()];
    })
    .await;
    assert_eq!(status(&app, "old", Some("nova")).await, 200);
}

#[tokio::test]
async fn the_access_rules_of_a_service_hold_for_what_it_hands_on() {
    let (keystone, app) = with_tokens().await;
    for (token, path, expected) in [("bound", "/v2/images", 200), ("elsewhere", "/v2/tasks", 401)] {
        let rule = json!({"id": "1", "service": "image", "method": "GET", "path": path});
        keystone.token_with(token, "service", &["service"], |document| {
            document["application_credential"] =
                json!({"id": "ac", "name": "ac", "restricted": true, "access_rules": [rule]});
        });
        assert_eq!(status(&app, "old", Some(token)).await, expected, "{token}");
        assert_eq!(status(&app, "current", Some(token)).await, 200, "{token}");
    }
}
