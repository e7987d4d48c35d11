//! Tokens for tokens, and what ends them.

use serde_json::json;

use super::{TOKENS, about, exchange, exchanged, is_alive};
use crate::support::TestApp;
use crate::support::app::{PASSWORD, login};

#[tokio::test]
async fn an_exchanged_token_keeps_expiry_and_chain() {
    let app = TestApp::new().await;
    let member = app.member().await;
    // Issued a while ago, so that a fresh life would show.
    app.sql("UPDATE tokens SET expires_at = expires_at - 600000000, issued_at = issued_at - 600000000").await;
    let root = about(&member, "GET", member.token()).await.expect(200).json();
    let answer = exchanged(&member).await;
    let child = answer.json();
    assert_eq!(child["token"]["expires_at"], root["token"]["expires_at"]);
    assert_ne!(child["token"]["issued_at"], root["token"]["issued_at"]);
    let root_audit = &root["token"]["audit_ids"][0];
    let audit = child["token"]["audit_ids"].as_array().unwrap();
    assert_eq!((audit.len(), &audit[1]), (2, root_audit));
    assert_ne!(&audit[0], root_audit);
    assert_eq!(child["token"]["methods"], json!(["token", "password"]));
    let grandchild = exchanged(&member.with_token(answer.header("x-subject-token"))).await.json();
    let audit = grandchild["token"]["audit_ids"].as_array().unwrap();
    assert_eq!((audit.len(), &audit[1]), (2, root_audit), "own and root, never more");
    assert_eq!(grandchild["token"]["expires_at"], root["token"]["expires_at"]);
    assert_eq!(grandchild["token"]["methods"], json!(["token", "password"]));
}

#[tokio::test]
async fn an_exchange_cannot_enter_what_the_user_cannot() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let enter = |project: &str| exchange(member.token(), json!({"project": {"id": project}}));
    member.post(TOKENS).json(&enter(&other.project)).await.expect(401);
    member.post(TOKENS).json(&enter("nowhere")).await.expect(401);
    app.ensure_user("mia", "harbor", "reader").await;
    let moved = member.post(TOKENS).json(&enter(&other.project)).await.expect(201);
    let moved = member.with_token(moved.header("x-subject-token"));
    moved.get("/v2/images").await.expect(200);
    moved.post("/v2/images").json(&json!({})).await.refused(403, "add_image", "a reader there");
}

#[tokio::test]
async fn tokens_that_are_none_cannot_be_exchanged() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let revoked = exchanged(&member).await.header("x-subject-token").to_owned();
    about(&member, "DELETE", &revoked).await.expect(204);
    let expired = exchanged(&member).await.header("x-subject-token").to_owned();
    app.sql("UPDATE tokens SET expires_at = 1").await;
    for token in [revoked.as_str(), expired.as_str(), "garbage", "", &"x".repeat(300)] {
        let answer = app.anonymous().post(TOKENS).json(&exchange(token, json!("unscoped"))).await.expect(404);
        assert_eq!(answer.json()["error"]["title"], "Not Found");
        assert!(token.is_empty() || !answer.text().contains(token), "not echoed");
    }
}

#[tokio::test]
async fn revoking_the_root_ends_all_that_came_from_it() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let child = exchanged(&member).await.header("x-subject-token").to_owned();
    let grandchild = exchanged(&member.with_token(&child)).await.header("x-subject-token").to_owned();
    let login = login("mia", PASSWORD, "garden");
    let separate = app.anonymous().post(TOKENS).json(&login).await.expect(201);
    let separate = separate.header("x-subject-token");
    let answer = about(&member, "DELETE", member.token()).await.expect(204);
    assert!(answer.body.is_empty());
    for token in [member.token(), &child, &grandchild] {
        assert!(!is_alive(&app, token).await);
        about(&member.with_token(separate), "GET", token).await.expect(404);
    }
    assert!(is_alive(&app, separate).await);
    about(&member.with_token(separate), "DELETE", member.token()).await.expect(404);
}

#[tokio::test]
async fn revoking_a_child_ends_only_that_one() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let child = exchanged(&member).await.header("x-subject-token").to_owned();
    let sibling = exchanged(&member).await.header("x-subject-token").to_owned();
    about(&member, "DELETE", &child).await.expect(204);
    assert!(!is_alive(&app, &child).await);
    assert!(is_alive(&app, member.token()).await && is_alive(&app, &sibling).await);
}

#[tokio::test]
async fn a_password_change_or_a_disabled_user_ends_every_token() {
    use vitrine_domain::Ctx;
    use vitrine_domain::identity::{DomainRef, Secret, UserRef};
    let app = TestApp::new().await;
    let (member, reader) = (app.member().await, app.reader().await);
    let child = exchanged(&member).await.header("x-subject-token").to_owned();
    let user = UserRef::Name { name: "mia".to_owned(), domain: DomainRef::Id("default".to_owned()) };
    let identity = &app.app().state.services.identity;
    identity.set_password(&Ctx::internal("test"), &user, &Secret::new("another horse")).await.unwrap();
    assert!(!is_alive(&app, member.token()).await && !is_alive(&app, &child).await);
    app.anonymous().post(TOKENS).json(&login("mia", PASSWORD, "garden")).await.expect(401);
    app.anonymous().post(TOKENS).json(&login("mia", "another horse", "garden")).await.expect(201);
    app.sql("UPDATE users SET enabled = false WHERE name = 'rob'").await;
    assert!(!is_alive(&app, reader.token()).await);
}

#[tokio::test]
async fn tokens_of_a_closed_project_sleep() {
    let app = TestApp::new().await;
    let member = app.member().await;
    app.sql("UPDATE projects SET enabled = false").await;
    assert!(!is_alive(&app, member.token()).await);
    app.sql("UPDATE projects SET enabled = true").await;
    assert!(is_alive(&app, member.token()).await);
}

#[tokio::test]
async fn a_token_survives_a_restart() {
    let app = TestApp::new().await;
    let token = app.member().await.token().to_owned();
    let app = app.rebuild().await;
    assert!(is_alive(&app, &token).await);
}

#[tokio::test]
async fn an_expired_token_is_none() {
    let app = TestApp::new().await;
    let member = app.member().await;
    app.sql("UPDATE tokens SET expires_at = 1").await;
    member.get("/v2/images").await.expect(401);
    about(&member, "GET", member.token()).await.expect(401);
}
