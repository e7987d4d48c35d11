//! `GET /vitrine/v1/audit`.

use serde_json::Value;

use super::HERE;
use crate::support::{Client, TestApp};

const AUDIT: &str = "/vitrine/v1/audit";

/// Every page from here on.
async fn walk(admin: &Client, first: &str) -> Vec<Vec<Value>> {
    let mut pages = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(path) = next {
        let page = admin.get(&path).await.expect(200).json();
        next = page["next"].as_str().map(str::to_owned);
        pages.push(page["events"].as_array().unwrap().clone());
    }
    pages
}

fn ids(events: &[Value]) -> Vec<i64> {
    events.iter().map(|event| event["id"].as_i64().unwrap()).collect()
}

async fn with_events(count: usize) -> (TestApp, Client) {
    let app = TestApp::new().await;
    let (admin, member) = (app.admin().await, app.member().await);
    app.app().state.services.audit.settle().await;
    app.sql("DELETE FROM audit_events").await;
    for _ in 0..count {
        member.ready_image().await;
    }
    // As if all of it had happened at the same moment.
    app.sql("UPDATE audit_events SET at = 1700000000000000").await;
    (app, admin)
}

#[tokio::test]
async fn pages_hold_every_event_once_the_newest_first() {
    let (_app, admin) = with_events(10).await;
    let pages = walk(&admin, &format!("{AUDIT}?limit=4&action=image.create")).await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 2]);
    let ids = ids(&pages.concat());
    assert!(ids.is_sorted_by(|a, b| a > b), "{ids:?}");
    let exact = walk(&admin, &format!("{AUDIT}?limit=5")).await;
    assert_eq!(exact.iter().map(Vec::len).collect::<Vec<_>>(), [5, 5]);
}

#[tokio::test]
async fn an_event_says_all_there_is_to_know() {
    let (app, admin) = with_events(0).await;
    let member = app.member().await;
    let call = member.post("/v2/images").json(&serde_json::json!({"name": "demo"}));
    let image = call.header("x-openstack-request-id", "req-1").peer(HERE).await.expect(201).json();
    let list = admin.get(AUDIT).await.expect(200).json();
    let mut event = list["events"][0].clone();
    for known in ["id", "at", "user_id"] {
        assert!(!event[known].is_null(), "{known}");
        event.as_object_mut().unwrap().remove(known);
    }
    assert_eq!(
        event,
        serde_json::json!({
            "request_id": "req-1", "user_name": "mia", "project_id": member.project, "address": HERE,
            "action": "image.create", "target_kind": "image", "target_id": image["id"],
            "outcome": "success", "code": null, "fields": ["name"], "count": 1,
        })
    );
    assert_eq!(list["next"], Value::Null);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let (app, admin) = with_events(2).await;
    let (member, reader) = (app.member().await, app.reader().await);
    // What it took to make them is noted too.
    app.sql("DELETE FROM audit_events WHERE action <> 'image.create'").await;
    let id = member.ready_image().await;
    reader.delete(&format!("/v2/images/{id}")).await.expect(403);
    app.app().state.services.audit.settle().await;
    let user = admin.get(AUDIT).await.expect(200).json()["events"][0]["user_id"].as_str().unwrap().to_owned();
    for (query, expected) in [
        (String::new(), 4),
        ("action=image.create".to_owned(), 3),
        ("outcome=denied".to_owned(), 1),
        ("outcome=denied&action=image.create".to_owned(), 0),
        (format!("target={id}"), 2),
        (format!("user_id={user}"), 1),
        (format!("project_id={}", member.project), 4),
        ("user_id=nobody".to_owned(), 0),
        ("target=%00".to_owned(), 0),
        ("since=2024-01-01T00:00:00Z".to_owned(), 2),
        ("until=2024-01-01T00:00:00Z".to_owned(), 2),
        ("since=2023-11-14T22:13:20Z&until=2023-11-14T22:13:21%2B00:00".to_owned(), 2),
        ("until=2023-11-14T22:13:20Z".to_owned(), 0),
    ] {
        let answer = admin.get(&format!("{AUDIT}?{query}")).await;
        if query == "target=%00" {
            answer.expect(400);
            continue;
        }
        let events = answer.expect(200).json()["events"].as_array().unwrap().len();
        assert_eq!(events, expected, "{query}");
    }
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let (_app, admin) = with_events(1).await;
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=x", "limit"),
        ("action=image.explode", "action"),
        ("outcome=maybe", "outcome"),
        ("since=monday", "since"),
        ("until=2026-11-22", "until"),
        ("marker=x", "marker"),
        ("marker=123456789", "marker"),
        ("colour=red", "colour"),
    ] {
        admin.get(&format!("{AUDIT}?{query}")).await.refused(400, field, query);
    }
}

#[tokio::test]
async fn only_administrators_read_it() {
    let (app, _) = with_events(1).await;
    for client in [app.member().await, app.reader().await, app.other_project().await] {
        let answer = client.get(AUDIT).await;
        answer.refused(403, "audit_read", "not an administrator");
        assert!(!answer.text().contains("image.create"));
    }
    app.anonymous().get(AUDIT).await.expect(401);
    app.admin().await.delete(AUDIT).await.expect(405);
}
