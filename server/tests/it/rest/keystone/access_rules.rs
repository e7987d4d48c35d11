//! Application credentials that are good for some requests only.

use serde_json::{Value, json};

use super::{app, list};
use crate::support::TestApp;
use crate::support::fake_keystone::FakeKeystone;

fn with_rules(keystone: &FakeKeystone, token: &str, rules: Value) {
    keystone.token_with(token, "garden", &["member", "reader"], |document| {
        document["application_credential"] =
            json!({"id": "ac", "name": "ac", "restricted": true, "access_rules": rules});
    });
}

async fn status(app: &TestApp, token: &str, method: &str, path: &str) -> u16 {
    app.anonymous().with_token(token).call(method, path).await.status.as_u16()
}

#[tokio::test]
async fn a_request_must_match_one_rule_for_images() {
    let keystone = FakeKeystone::new();
    let rule = |service: &str, method: &str, path: &str| json!({"id": "1", "service": service, "method": method, "path": path});
    with_rules(
        &keystone,
        "bound",
        json!([
            rule("compute", "DELETE", "/v2/**"),
            rule("image", "GET", "/v2/images/{image_id}"),
            rule("image", "GET", "/v2/images")
        ]),
    );
    with_rules(&keystone, "elsewhere", json!([rule("compute", "GET", "/v2/images")]));
    with_rules(&keystone, "none", json!([]));
    let app = app(&keystone).await;
    let id = "5e6b2a0c-0000-4000-8000-000000000000";
    assert_eq!(status(&app, "bound", "GET", "/v2/images").await, 200);
    assert_eq!(status(&app, "bound", "GET", "/v2.9/images").await, 200);
    assert_eq!(status(&app, "bound", "GET", &format!("/v2/images/{id}")).await, 404);
    assert_eq!(status(&app, "bound", "DELETE", &format!("/v2/images/{id}")).await, 401);
    assert_eq!(status(&app, "bound", "GET", &format!("/v2/images/{id}/file")).await, 401);
    assert_eq!(status(&app, "bound", "POST", "/v2/images").await, 401);
    assert_eq!(list(&app, "elsewhere").await.status, 401);
    assert_eq!(list(&app, "none").await.status, 401);
}
