//! Services that hand requests on: with a token of their own they may use one that has expired meanwhile.

use serde_json::json;

use super::about;
use crate::support::app::{PASSWORD, login};
use crate::support::{Client, TestApp};

const IMAGES: &str = "/v2/images";
/// Longer than a token lives.
const LATER: i64 = 3_700;

/// A token of this moment.
async fn fresh(app: &TestApp, user: &str, project: &str, role: &str) -> Client {
    app.ensure_user(user, project, role).await;
    let call = app.anonymous().post(super::TOKENS).json(&login(user, PASSWORD, project));
    app.anonymous().with_token(call.await.expect(201).header("x-subject-token"))
}

async fn status(client: &Client, path: &str, service: &str) -> u16 {
    client.get(path).header("x-service-token", service).await.status.as_u16()
}

#[tokio::test]
async fn an_expired_token_counts_only_beside_that_of_a_service() {
    let app = TestApp::new().await;
    let old = fresh(&app, "mia", "garden", "member").await;
    let old_service = fresh(&app, "nova", "services", "service").await;
    app.clock.forward(LATER);
    let service = fresh(&app, "nova", "services", "service").await;
    let member = fresh(&app, "otto", "harbor", "member").await;
    old.get(IMAGES).await.expect(401);
    for refused in [member.token(), old.token(), old_service.token(), "gAAAAAunknown", ""] {
        assert_eq!(status(&old, IMAGES, refused).await, 401);
        assert_eq!(status(&member, IMAGES, refused).await, 200);
    }
    assert_eq!(status(&old, IMAGES, service.token()).await, 200);
    // Keystone compat: the identity service itself takes no expired token, whoever brings it.
    assert_eq!(status(&old, "/identity/v3/auth/projects", service.token()).await, 401);
    assert_eq!(status(&app.anonymous(), IMAGES, service.token()).await, 401);
    app.clock.forward(48 * 3_600);
    let service = fresh(&app, "nova", "services", "service").await;
    assert_eq!(status(&old, IMAGES, service.token()).await, 401, "long ago");
}

#[tokio::test]
async fn a_service_revives_neither_revoked_tokens_nor_disabled_users() {
    let app = TestApp::new().await;
    let revoked = fresh(&app, "mia", "garden", "member").await;
    about(&revoked, "DELETE", revoked.token()).await.expect(204);
    let disabled = fresh(&app, "rob", "garden", "member").await;
    app.clock.forward(LATER);
    let service = fresh(&app, "nova", "services", "service").await;
    assert_eq!(status(&revoked, IMAGES, service.token()).await, 401);
    assert_eq!(status(&disabled, IMAGES, service.token()).await, 200);
    app.sql("UPDATE users SET enabled = false WHERE name = 'rob'").await;
    assert_eq!(status(&disabled, IMAGES, service.token()).await, 401);
}

#[tokio::test]
async fn which_roles_make_a_service_is_a_setting() {
    let app =
        TestApp::with(|settings| settings.identity.service_token_roles = vec![" Manager".to_owned()]).await;
    let old = fresh(&app, "mia", "garden", "member").await;
    app.clock.forward(LATER);
    let manager = fresh(&app, "nova", "services", "manager").await;
    let service = fresh(&app, "cinder", "services", "service").await;
    assert_eq!(status(&old, IMAGES, manager.token()).await, 200);
    assert_eq!(status(&old, IMAGES, service.token()).await, 401);
}

#[tokio::test]
async fn the_access_rules_of_a_service_hold_for_what_it_hands_on() {
    let app = TestApp::new().await;
    let old = fresh(&app, "mia", "garden", "member").await;
    let service = fresh(&app, "nova", "services", "service").await;
    let seen = about(&service, "GET", service.token()).await.expect(200).json();
    let user = seen["token"]["user"]["id"].as_str().unwrap().to_owned();
    let mut bound = Vec::new();
    for path in [IMAGES, "/v2/tasks"] {
        let rules = json!([{"service": "image", "method": "GET", "path": path}]);
        let wanted = json!({"application_credential": {"name": path, "access_rules": rules}});
        let call = service.post(&format!("/identity/v3/users/{user}/application_credentials"));
        let made = call.json(&wanted).await.expect(201).json()["application_credential"].clone();
        bound.push(json!({"id": made["id"], "secret": made["secret"]}));
    }
    app.clock.forward(LATER);
    for (own, expected) in bound.iter().zip([200, 401]) {
        let methods = json!({"methods": ["application_credential"], "application_credential": own});
        let call = app.anonymous().post(super::TOKENS).json(&json!({"auth": {"identity": methods}}));
        let token = call.await.expect(201).header("x-subject-token").to_owned();
        assert_eq!(status(&old, IMAGES, &token).await, expected);
    }
}
