//! What is refused is told once: by whom, from where, and why.

use serde_json::json;
use vitrine_domain::audit::Event;

use super::{HERE, events, gist, of_request};
use crate::rest::images::NOBODY;
use crate::support::app::login;
use crate::support::client::BASE;
use crate::support::{Call, TestApp};

/// The one event of a request that ended with this status.
async fn refused(app: &TestApp, call: Call, status: u16) -> Event {
    let answer = call.header("x-openstack-request-id", "req-x").peer(HERE).await.expect(status);
    assert_eq!(answer.header("x-openstack-request-id"), "req-x");
    let mut events = of_request(app, "req-x").await;
    assert_eq!(events.len(), 1, "{events:?}");
    app.sql("DELETE FROM audit_events").await;
    let event = events.remove(0);
    assert_eq!((event.outcome.as_str(), event.who.address), ("denied", Some(HERE.parse().unwrap())));
    event
}

#[tokio::test]
async fn strangers_are_told_by_their_address() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    let event = refused(&app, stranger.post("/v2/images").json(&json!({})), 401).await;
    assert_eq!(gist(&event), ("request", "denied", "error-unauthenticated"));
    assert_eq!((event.target_kind.as_str(), event.target_id.as_str()), ("route", "POST /v2/images"));
    assert_eq!(event.who.user_id, None);
    let by_token = stranger.with_token("nonsense").get("/v2/images/anything/file");
    let event = refused(&app, by_token, 401).await;
    assert_eq!(event.target_id, "GET /v2/images/{image_id}/file");
    let wrong = stranger.post("/identity/v3/auth/tokens").json(&login("mia", "wrong", "garden"));
    let event = refused(&app, wrong, 401).await;
    assert_eq!(gist(&event), ("login", "denied", "error-unauthenticated"));
    assert_eq!((event.target_kind.as_str(), event.target_id.as_str()), ("user", "mia"));
    let wrong = stranger.post("/dashboard/login").form(&[("user", "mia"), ("password", "wrong")]);
    let event = refused(&app, wrong.header("origin", BASE), 401).await;
    assert_eq!((event.action.name(), event.target_id.as_str()), ("login", "mia"));
    let foreign = stranger.post("/dashboard/logout").form(&[]).header("origin", "http://evil.test");
    let event = refused(&app, foreign, 403).await;
    assert_eq!(gist(&event), ("request", "denied", "status-403"));
    assert_eq!(event.target_id, "POST /dashboard/logout");
}

#[tokio::test]
async fn who_may_not_is_told_with_what_it_was() {
    let app = TestApp::new().await;
    let (member, reader) = (app.member().await, app.reader().await);
    let id = member.active_image(b"0123456789").await;
    let path = format!("/v2/images/{id}");
    for (call, action) in [
        (reader.post("/v2/images").json(&json!({})), "image.create"),
        (reader.patch(&id, json!([{"op": "add", "path": "/a", "value": "b"}])), "image.update"),
        (reader.put(&format!("{path}/tags/t")), "image.tag.add"),
        (reader.delete(&format!("{path}/tags/t")), "image.tag.remove"),
        (reader.upload(&id, "x"), "image.upload"),
        (reader.get(&format!("{path}/file")), "image.download"),
        (reader.delete(&path), "image.delete"),
        (reader.get("/vitrine/v1/audit"), "audit.read"),
    ] {
        let event = refused(&app, call, 403).await;
        assert_eq!(gist(&event), (action, "denied", "error-policy"));
        assert_eq!(event.who.user_name.as_deref(), Some("rob"), "{action}");
        let expected = if ["image.create", "audit.read"].contains(&action) { "" } else { &id };
        assert_eq!(event.target_id, expected, "{action}");
    }
    assert_eq!(member.show(&id).await["tags"], json!([]));
}

#[tokio::test]
async fn hidden_things_are_refusals_and_missing_ones_are_not() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let id = member.active_image(b"0123456789").await;
    let calls = |id: &str| {
        let path = format!("/v2/images/{id}");
        [
            (other.get(&path), "image.show"),
            (other.get(&format!("{path}/file")), "image.download"),
            (other.patch(id, json!([])), "image.update"),
            (other.put(&format!("{path}/tags/t")), "image.tag.add"),
            (other.upload(id, "x"), "image.upload"),
            (other.delete(&path), "image.delete"),
        ]
    };
    for (call, action) in calls(&id) {
        let event = refused(&app, call, 404).await;
        assert_eq!((event.action.name(), &event.target_id), (action, &id));
        assert_eq!(event.who.user_name.as_deref(), Some("otto"), "{action}");
    }
    for (call, action) in calls(NOBODY) {
        call.await.expect(404);
        let events = events(&app).await;
        let looks = ["image.show", "image.download"].contains(&action);
        assert_eq!(events.len(), usize::from(!looks), "{action}");
        assert!(events.iter().all(|event| event.outcome.as_str() == "failed"), "{action}");
        app.sql("DELETE FROM audit_events").await;
    }
}

#[tokio::test]
async fn who_the_identity_service_refuses_is_told_once_and_by_name() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for (call, status, action) in [
        (member.get("/identity/v3/users"), 403, "request"),
        (member.get("/identity/v3/services"), 403, "request"),
        (member.post("/identity/v3/users").json(&json!({"user": {"name": "x"}})), 403, "user.create"),
        (
            member.post("/identity/v3/projects").json(&json!({"project": {"name": "x"}})),
            403,
            "project.create",
        ),
    ] {
        let event = refused(&app, call, status).await;
        assert!(event.action.name().ends_with(action), "{}", event.action.name());
        assert_eq!(event.who.user_name.as_deref(), Some("mia"), "{action}");
    }
}
