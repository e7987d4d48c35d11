//! `/v3/limits` and `/v3/registered_limits`.

use serde_json::{Value, json};

use crate::support::client::BASE;
use crate::support::{Client, TestApp};

const REGISTERED: &str = "/identity/v3/registered_limits";
const LIMITS: &str = "/identity/v3/limits";

/// With a service that there may be limits for.
async fn app() -> TestApp {
    let app = TestApp::new().await;
    app.sql("INSERT INTO services (id, kind, name, enabled) VALUES ('s', 'test', 'test', true)").await;
    app
}

fn registered(resource: &str) -> Value {
    json!({"service_id": "s", "region_id": "RegionOne", "resource_name": resource, "default_limit": 10})
}

fn limit(resource: &str, project: &str) -> Value {
    json!({"service_id": "s", "region_id": "RegionOne", "resource_name": resource, "project_id": project,
        "resource_limit": 5})
}

async fn register(admin: &Client, resource: &str) -> Value {
    let body = json!({"registered_limits": [registered(resource)]});
    admin.post(REGISTERED).json(&body).await.expect(201).json()["registered_limits"][0].clone()
}

fn path(collection: &str, row: &Value) -> String {
    format!("{collection}/{}", row["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_model_is_flat() {
    let app = app().await;
    let model = app.reader().await.get("/identity/v3/limits/model").await.expect(200).json();
    assert_eq!(model["model"]["name"], "flat");
    assert!(model["model"]["description"].is_string());
    app.anonymous().get("/identity/v3/limits/model").await.expect(401);
}

#[tokio::test]
async fn registered_limits_are_made_shown_changed_and_deleted() {
    let app = app().await;
    let (admin, reader) = (app.admin().await, app.reader().await);
    let body = json!({"registered_limits": [registered("a"), registered("b")]});
    let made = admin.post(REGISTERED).json(&body).await.expect(201).json();
    assert_eq!(made.as_object().unwrap().len(), 1);
    let row = &made["registered_limits"][0];
    let url = path(REGISTERED, row);
    assert_eq!(
        *row,
        json!({
            "id": row["id"], "service_id": "s", "region_id": "RegionOne", "resource_name": "a",
            "default_limit": 10, "description": null, "links": {"self": format!("{BASE}{url}")},
        })
    );
    assert_eq!(reader.get(&url).await.expect(200).json(), json!({"registered_limit": row}));
    let list = format!("{REGISTERED}?resource_name=a&unknown=x");
    let links = json!({"next": null, "self": format!("{BASE}{list}"), "previous": null});
    assert_eq!(
        reader.get(&list).await.expect(200).json(),
        json!({"registered_limits": [row], "links": links})
    );
    let change = json!({"registered_limit": {"default_limit": 7, "description": "text"}});
    let changed = admin.call("PATCH", &url).json(&change).await.expect(200).json();
    assert_eq!(
        (&changed["registered_limit"]["default_limit"], &changed["registered_limit"]["description"]),
        (&json!(7), &json!("text"))
    );
    admin.delete(&url).await.expect(204);
    let gone = admin.get(&url).await;
    gone.refused(404, "Could not find registered limit", "deleted");
    admin.delete(&url).await.expect(404);
}

#[tokio::test]
async fn limits_are_made_shown_changed_and_deleted() {
    let app = app().await;
    let (admin, member) = (app.admin().await, app.member().await);
    register(&admin, "a").await;
    let body = json!({"limits": [limit("a", &member.project)]});
    let made = admin.post(LIMITS).json(&body).await.expect(201).json();
    let row = &made["limits"][0];
    let url = path(LIMITS, row);
    assert_eq!(
        *row,
        json!({
            "id": row["id"], "project_id": member.project, "domain_id": null, "service_id": "s",
            "region_id": "RegionOne", "resource_name": "a", "resource_limit": 5, "description": null,
            "links": {"self": format!("{BASE}{url}")},
        })
    );
    assert_eq!(admin.get(&url).await.expect(200).json(), json!({"limit": row}));
    let change = json!({"limit": {"resource_limit": 6}});
    assert_eq!(
        admin.call("PATCH", &url).json(&change).await.expect(200).json()["limit"]["resource_limit"],
        6
    );
    admin.delete(&url).await.expect(204);
    admin.get(&url).await.refused(404, "Could not find limit", "deleted");
}

#[tokio::test]
async fn what_rests_on_another_cannot_lose_it() {
    let app = app().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let body = json!({"limits": [limit("a", &member.project)]});
    admin.post(LIMITS).json(&body).await.refused(403, "no registered limit", "without");
    let known = path(REGISTERED, &register(&admin, "a").await);
    let again = json!({"registered_limits": [registered("a")]});
    admin.post(REGISTERED).json(&again).await.refused(409, "Duplicate entry", "twice");
    admin.post(LIMITS).json(&body).await.expect(201);
    admin.post(LIMITS).json(&body).await.refused(409, "Duplicate entry", "twice");
    admin.delete(&known).await.refused(403, "depend on", "in use");
    let renamed = json!({"registered_limit": {"resource_name": "z"}});
    admin.call("PATCH", &known).json(&renamed).await.refused(403, "depend on", "in use");
    let both =
        json!({"limits": [limit("a", &app.other_project().await.project), limit("none", &member.project)]});
    admin.post(LIMITS).json(&both).await.expect(403);
    assert_eq!((app.rows("project_limits").await, app.rows("registered_limits").await), (1, 1));
}

#[tokio::test]
async fn bad_bodies_are_refused_and_change_nothing() {
    let app = app().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let with = |mut row: Value, key: &str, value: Value| {
        row[key] = value;
        row
    };
    let known = register(&admin, "a").await;
    for (row, field) in [
        (with(registered("b"), "default_limit", json!("ten")), "default_limit"),
        (with(registered("b"), "default_limit", json!(-2)), "default_limit"),
        (with(registered("b"), "default_limit", json!(1.5)), "default_limit"),
        (with(registered("b"), "default_limit", json!(2_147_483_648_i64)), "default_limit"),
        (with(registered("b"), "resource_name", json!("")), "resource_name"),
        (with(registered("b"), "resource_name", json!("x".repeat(256))), "resource_name"),
        (with(registered("b"), "resource_name", json!("a\u{0}b")), "resource_name"),
        (with(registered("b"), "service_id", Value::Null), "service_id"),
        (with(registered("b"), "service_id", json!("nobody's")), "service_id"),
        (with(registered("b"), "region_id", json!(7)), "region_id"),
        (json!("row"), "registered_limits"),
    ] {
        let body = json!({"registered_limits": [row]});
        admin.post(REGISTERED).json(&body).await.refused(400, field, &body.to_string());
    }
    for (row, field) in [
        (with(limit("a", "nobody"), "resource_limit", json!(1)), "project_id"),
        (with(limit("a", &member.project), "resource_limit", Value::Null), "resource_limit"),
        (with(limit("a", &member.project), "domain_id", json!("default")), "domain_id"),
        (with(limit("a", &member.project), "project_id", Value::Null), "project_id"),
    ] {
        let body = json!({"limits": [row]});
        admin.post(LIMITS).json(&body).await.refused(400, field, &body.to_string());
    }
    for body in [json!({}), json!({"limits": {}}), json!({"limits": []}), json!([])] {
        admin.post(LIMITS).json(&body).await.expect(400);
        admin.post(REGISTERED).json(&body).await.expect(400);
    }
    let elsewhere = json!({"registered_limit": {"service_id": "nobody's"}});
    admin.call("PATCH", &path(REGISTERED, &known)).json(&elsewhere).await.refused(
        400,
        "service_id",
        "a service",
    );
    for body in [json!({}), json!({"registered_limit": []}), json!({"registered_limit": {}})] {
        admin.call("PATCH", &path(REGISTERED, &known)).json(&body).await.expect(400);
    }
    assert_eq!((app.rows("registered_limits").await, app.rows("project_limits").await), (1, 0));
}

#[tokio::test]
async fn only_administrators_change_limits_and_members_see_their_own() {
    let app = app().await;
    let (admin, member, other) = (app.admin().await, app.member().await, app.other_project().await);
    let known = register(&admin, "a").await;
    let body = json!({"limits": [limit("a", &member.project), limit("a", &other.project)]});
    let made = admin.post(LIMITS).json(&body).await.expect(201).json();
    let (own, theirs) = (path(LIMITS, &made["limits"][0]), path(LIMITS, &made["limits"][1]));
    let register_b = json!({"registered_limits": [registered("b")]});
    for client in [&member, &app.reader().await] {
        for call in [
            client.post(REGISTERED).json(&register_b),
            client
                .call("PATCH", &path(REGISTERED, &known))
                .json(&json!({"registered_limit": {"default_limit": 1}})),
            client.delete(&path(REGISTERED, &known)),
            client.post(LIMITS).json(&body),
            client.call("PATCH", &own).json(&json!({"limit": {"resource_limit": 1000}})),
            client.delete(&own),
            client.get(&theirs),
            client.get(&format!("{LIMITS}/nothing")),
        ] {
            call.await.refused(403, "not authorized to perform the requested action", "member");
        }
        let rows = client.get(LIMITS).await.expect(200).json();
        assert_eq!(rows["limits"], json!([made["limits"][0]]));
        client.get(&own).await.expect(200);
        let asked = client.get(&format!("{LIMITS}?project_id={}", other.project)).await.expect(200).json();
        assert_eq!(asked["limits"], json!([]));
    }
    assert_eq!(admin.get(LIMITS).await.expect(200).json()["limits"].as_array().unwrap().len(), 2);
    admin.get(&format!("{LIMITS}/nothing")).await.expect(404);
    for path in [LIMITS, REGISTERED, &own] {
        app.anonymous().get(path).await.refused(401, "requires authentication", path);
    }
}

#[tokio::test]
async fn changes_of_limits_are_on_record() {
    let app = app().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let url = path(REGISTERED, &register(&admin, "a").await);
    admin.call("PATCH", &url).json(&json!({"registered_limit": {"default_limit": 1}})).await.expect(200);
    member.delete(&url).await.expect(403);
    admin.delete(&url).await.expect(204);
    app.app().state.services.audit.settle().await;
    let list = admin.get(&format!("/vitrine/v1/audit?target={}", url.rsplit('/').next().unwrap())).await;
    let list = list.expect(200).json();
    let mut gists: Vec<_> = list["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| format!("{} {}", event["action"].as_str().unwrap(), event["outcome"].as_str().unwrap()))
        .collect();
    gists.sort();
    assert_eq!(
        gists,
        [
            "identity.registered_limit.create success",
            "identity.registered_limit.delete denied",
            "identity.registered_limit.delete success",
            "identity.registered_limit.update success",
        ]
    );
}
