//! Whatever changes an image leaves one row that says so.

use serde_json::json;

use super::{HERE, gist, of_request};
use crate::support::app::PASSWORD;
use crate::support::client::{BASE, OCTETS};
use crate::support::{Answer, Call, TestApp};

async fn sent(call: Call, request: &str) -> Answer {
    call.header("x-openstack-request-id", request).peer(HERE).await
}

#[tokio::test]
async fn each_change_through_the_api_leaves_one_row() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let body = json!({"name": "demo", "disk_format": "raw", "container_format": "bare", "colour": "red"});
    let created = sent(member.post("/v2/images").json(&body), "req-create").await.expect(201);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let tag = format!("/v2/images/{id}/tags/gold");
    let patch = json!([
        {"op": "replace", "path": "/name", "value": "secret-name"},
        {"op": "add", "path": "/shape", "value": "round"},
    ]);
    sent(member.patch(&id, patch), "req-patch").await.expect(200);
    sent(member.put(&tag), "req-tag").await.expect(204);
    sent(member.delete(&tag), "req-untag").await.expect(204);
    sent(member.upload(&id, "0123456789"), "req-upload").await.expect(204);
    sent(member.delete(&format!("/v2/images/{id}")), "req-delete").await.expect(204);
    for (request, action, fields) in [
        ("req-create", "image.create", "colour container_format disk_format name"),
        ("req-patch", "image.update", "name shape"),
        ("req-tag", "image.tag.add", "tags"),
        ("req-untag", "image.tag.remove", "tags"),
        ("req-upload", "image.upload", ""),
        ("req-delete", "image.delete", ""),
    ] {
        let events = of_request(&app, request).await;
        let [event] = &events[..] else { panic!("{request}: {events:?}") };
        assert_eq!(gist(event), (action, "success", ""), "{request}");
        assert_eq!((event.target_kind.as_str(), &event.target_id), ("image", &id), "{request}");
        assert_eq!((event.fields.as_str(), event.count), (fields, 1), "{request}");
        assert_eq!(event.who.address, Some(HERE.parse().unwrap()), "{request}");
        assert_eq!(event.who.user_name.as_deref(), Some("mia"), "{request}");
        assert_eq!(event.who.project_id.as_deref(), Some(member.project.as_str()), "{request}");
    }
}

#[tokio::test]
async fn changes_that_fail_leave_one_row_too() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let missing = format!("/v2/images/{}", crate::rest::images::NOBODY);
    for (request, call, expected) in [
        ("req-a", member.post("/v2/images").json(&json!({"name": 7})), ("image.create", "failed", 400)),
        (
            "req-b",
            member.patch(&id, json!([{"op": "remove", "path": "/none"}])),
            ("image.update", "failed", 409),
        ),
        ("req-c", member.delete(&missing), ("image.delete", "failed", 404)),
        (
            "req-d",
            member.post("/v2/images").json(&json!({"status": "active"})),
            ("image.create", "denied", 403),
        ),
    ] {
        let (action, outcome, status) = expected;
        sent(call, request).await.expect(status);
        let events = of_request(&app, request).await;
        let [event] = &events[..] else { panic!("{request}: {events:?}") };
        assert_eq!((event.action.name(), event.outcome.as_str()), (action, outcome), "{request}");
        assert!(event.code.is_some(), "{request}");
    }
}

#[tokio::test]
async fn each_change_through_the_dashboard_leaves_one_row() {
    let app = TestApp::new().await;
    app.ensure_user("mia", "garden", "member").await;
    let member = app.member().await;
    let login = app.anonymous().post("/dashboard/login").form(&[("user", "mia"), ("password", PASSWORD)]);
    let answer = login.header("origin", BASE).await.expect(303);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let visitor = app.anonymous();
    let with_session = |call: Call| call.header("cookie", &cookie).header("origin", BASE);
    let form = "--x\r\nContent-Disposition: form-data; name=\"disk_format\"\r\n\r\nraw\r\n\
                --x\r\nContent-Disposition: form-data; name=\"container_format\"\r\n\r\nbare\r\n\
                --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n0123\r\n--x--\r\n";
    let create = visitor.post("/dashboard/images/new").body(form);
    let create = create.header("content-type", "multipart/form-data; boundary=x");
    let answer = sent(with_session(create), "req-form").await.expect(303);
    let id = answer.header("location").rsplit('/').next().unwrap().to_owned();
    let draft = json!({"query": null, "draft": {"name": "n", "description": "", "disk_format": "raw",
        "container_format": "bare", "visibility": null, "protected": false, "os_hidden": false, "min_disk": 0,
        "min_ram": 0, "architecture": "", "tags": ""}});
    let made = sent(with_session(visitor.post("/dashboard/rpc/images/create").json(&draft)), "req-rpc").await;
    let made = made.expect(200).json()["id"].as_str().unwrap().to_owned();
    let data = visitor.put(&format!("/dashboard/upload/{made}")).body("0123").header("content-type", OCTETS);
    sent(with_session(data), "req-data").await.expect(204);
    let other = member.ready_image().await;
    let rpc =
        |name: &str, id: &str| visitor.post(&format!("/dashboard/rpc/images/{name}")).form(&[("id", id)]);
    sent(with_session(rpc("abandon", &other)), "req-abandon").await;
    sent(with_session(rpc("delete", &made)), "req-delete").await;
    let gone = visitor.post(&format!("/dashboard/images/{id}/delete"));
    sent(with_session(gone), "req-gone").await.expect(303);
    for (request, target, actions) in [
        ("req-form", &id, vec!["image.create", "image.upload"]),
        ("req-rpc", &made, vec!["image.create"]),
        ("req-data", &made, vec!["image.upload"]),
        ("req-abandon", &other, vec!["image.abandon"]),
        ("req-delete", &made, vec!["image.delete"]),
        ("req-gone", &id, vec!["image.delete"]),
    ] {
        let events = of_request(&app, request).await;
        let gists: Vec<_> =
            events.iter().map(|event| (event.action.name(), event.outcome.as_str())).collect();
        let expected: Vec<_> = actions.into_iter().map(|action| (action, "success")).collect();
        assert_eq!(gists, expected, "{request}");
        for event in &events {
            assert_eq!(&event.target_id, target, "{request}");
            assert_eq!(event.who.address, Some(HERE.parse().unwrap()), "{request}");
            assert_eq!(event.who.user_name.as_deref(), Some("mia"), "{request}");
        }
    }
}

#[tokio::test]
async fn a_change_stands_when_its_row_cannot_be_written() {
    let app = TestApp::new().await;
    let member = app.member().await;
    app.sql("ALTER TABLE audit_events RENAME TO elsewhere").await;
    let id = member.ready_image().await;
    assert_eq!(member.show(&id).await["status"], "queued");
    app.anonymous().get("/v2/images").await.expect(401);
}
