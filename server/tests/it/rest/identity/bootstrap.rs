//! The first administrator, who comes once.

use serde_json::json;
use vitrine_domain::identity::Secret;

use super::personas::V3;
use crate::support::TestApp;
use crate::support::app::PASSWORD;

async fn bootstrap(app: &TestApp) -> bool {
    app.app().ensure_admin(Some(Secret::new(PASSWORD))).await.unwrap().is_some()
}

#[tokio::test]
async fn who_renamed_or_removed_the_first_administrator_does_not_get_it_back() {
    let app = TestApp::new().await;
    assert!(bootstrap(&app).await);
    assert!(!bootstrap(&app).await);
    let admin = app.admin().await;
    let found = admin.get(&format!("{V3}/users?name=admin")).await.expect(200).json();
    let path = format!("{V3}/users/{}", found["users"][0]["id"].as_str().unwrap());
    admin.call("PATCH", &path).json(&json!({"user": {"name": "chief"}})).await.expect(200);
    assert!(!bootstrap(&app).await);
    app.ensure_user("otto", "garden", "admin").await;
    app.person("otto", "garden", "admin").await.delete(&path).await.expect(204);
    assert!(!bootstrap(&app).await);
    assert_eq!(app.rows("users").await, 1);
}
