//! What changes users, projects, roles, tokens and the catalog leaves one row each.

use serde_json::{Value, json};

use crate::rest::dashboard::{cookie, form, sign_in};
use crate::support::{Client, TestApp};

async fn made(client: &Client, plural: &str, kind: &str, body: Value) -> String {
    let call = client.post(&format!("/identity/v3/{plural}")).json(&json!({kind: body}));
    call.await.expect(201).json()[kind]["id"].as_str().unwrap().to_owned()
}

async fn actions(app: &TestApp, admin: &Client) -> Vec<String> {
    app.app().state.services.audit.settle().await;
    let events = admin.get("/vitrine/v1/audit?outcome=success&limit=1000").await.expect(200).json();
    let rows = events["events"].as_array().unwrap();
    rows.iter().rev().map(|row| row["action"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_change_to_identity_and_catalog_leaves_one_row() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let before = actions(&app, &admin).await.len();
    let secret = "a very secret pass phrase";
    let project = made(&admin, "projects", "project", json!({"name": "audited"})).await;
    let user = made(&admin, "users", "user", json!({"name": "ute", "password": secret})).await;
    let role = made(&admin, "roles", "role", json!({"name": "gardener"})).await;
    let domain = made(&admin, "domains", "domain", json!({"name": "north"})).await;
    let service = made(&admin, "services", "service", json!({"type": "volume"})).await;
    let region = made(&admin, "regions", "region", json!({"id": "north"})).await;
    let point = json!({"service_id": service, "interface": "public", "url": "http://v.example"});
    let point = made(&admin, "endpoints", "endpoint", point).await;
    let call = |method: &str, path: String, body: Option<Value>| {
        let call = admin.call(method, &format!("/identity/v3/{path}"));
        match body {
            Some(body) => call.json(&body),
            None => call,
        }
    };
    let grant = format!("projects/{project}/users/{user}/roles/{role}");
    for (method, path, body, status) in [
        ("PATCH", format!("projects/{project}"), Some(json!({"project": {"description": "x"}})), 200),
        ("PATCH", format!("users/{user}"), Some(json!({"user": {"password": "another secret one"}})), 200),
        ("PATCH", format!("roles/{role}"), Some(json!({"role": {"description": "x"}})), 200),
        ("PATCH", format!("domains/{domain}"), Some(json!({"domain": {"enabled": false}})), 200),
        ("PATCH", format!("services/{service}"), Some(json!({"service": {"name": "x"}})), 200),
        ("PATCH", format!("regions/{region}"), Some(json!({"region": {"description": "x"}})), 200),
        ("PATCH", format!("endpoints/{point}"), Some(json!({"endpoint": {"enabled": false}})), 200),
        ("PUT", grant.clone(), None, 204),
        ("DELETE", grant, None, 204),
        ("DELETE", format!("endpoints/{point}"), None, 204),
        ("DELETE", format!("regions/{region}"), None, 204),
        ("DELETE", format!("services/{service}"), None, 204),
        ("DELETE", format!("domains/{domain}"), None, 204),
        ("DELETE", format!("roles/{role}"), None, 204),
        ("DELETE", format!("users/{user}"), None, 204),
        ("DELETE", format!("projects/{project}"), None, 204),
    ] {
        call(method, path, body).await.expect(status);
    }
    let all = actions(&app, &admin).await;
    let expected = [
        "identity.project.create",
        "identity.user.create",
        "identity.role.create",
        "identity.domain.create",
        "identity.service.create",
        "identity.region.create",
        "identity.endpoint.create",
        "identity.project.update",
        "identity.user.update",
        "identity.role.update",
        "identity.domain.update",
        "identity.service.update",
        "identity.region.update",
        "identity.endpoint.update",
        "identity.grant.add",
        "identity.grant.remove",
        "identity.endpoint.delete",
        "identity.region.delete",
        "identity.service.delete",
        "identity.domain.delete",
        "identity.role.delete",
        "identity.user.delete",
        "identity.project.delete",
    ];
    assert_eq!(all[before..], expected);
    let text = admin.get("/vitrine/v1/audit?limit=1000").await.expect(200).text();
    assert!(!text.contains(secret) && !text.contains("another secret one") && text.contains("password"));
}

#[tokio::test]
async fn logins_and_the_end_of_tokens_leave_rows() {
    let app = TestApp::new().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let call = member.delete("/identity/v3/auth/tokens").header("x-subject-token", member.token());
    call.await.expect(204);
    let all = actions(&app, &admin).await;
    assert_eq!(all.iter().filter(|action| *action == "login").count(), 2, "{all:?}");
    assert_eq!(all.last().map(String::as_str), Some("token.revoke"));
}

#[tokio::test]
async fn leaving_and_entering_another_project_in_the_dashboard_are_noted() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.ensure_user("mia", "garden", "member").await;
    app.ensure_user("mia", "harbor", "member").await;
    let harbor = app.text("SELECT id FROM projects WHERE name = 'harbor'").await;
    let post = |path: &str, fields: &[(&str, &str)], cookie: &str| {
        form(&app.anonymous(), path, fields).header("cookie", cookie)
    };
    let first = cookie(&sign_in(&app, None).await);
    post("/dashboard/project", &[("project", "nowhere")], &first).await.expect(404);
    let entered = post("/dashboard/project", &[("project", &harbor)], &first).await.expect(303);
    post("/dashboard/logout", &[], &cookie(&entered)).await.expect(303);
    app.app().state.services.audit.settle().await;
    let listed = admin.get("/vitrine/v1/audit?limit=1000").await.expect(200).json();
    let rows = listed["events"].as_array().unwrap().iter().rev();
    let told: Vec<String> = rows
        .filter(|row| row["user_name"] == "mia" || row["user"]["name"] == "mia")
        .map(|row| format!("{} {}", row["action"].as_str().unwrap(), row["outcome"].as_str().unwrap()))
        .collect();
    for expected in ["session.project failed", "session.project success", "logout success"] {
        assert_eq!(told.iter().filter(|one| *one == expected).count(), 1, "{expected}: {told:?} {listed}");
    }
}

#[tokio::test]
async fn reading_the_policy_again_is_noted() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.app().reloads.run();
    assert_eq!(actions(&app, &admin).await.iter().filter(|action| *action == "policy.reload").count(), 1);
}
