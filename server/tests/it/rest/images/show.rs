//! `GET /v2/images/{id}`.

use serde_json::json;

use super::NOBODY;
use crate::support::TestApp;

#[tokio::test]
async fn an_image_is_shown_as_it_was_created() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let made = member.create(json!({"name": "x", "os_distro": "debian", "tags": ["a"]})).await;
    assert_eq!(member.show(made["id"].as_str().unwrap()).await, made);
}

#[tokio::test]
async fn a_reader_of_the_project_may_look() {
    let app = TestApp::new().await;
    let made = app.member().await.create(json!({"visibility": "private"})).await;
    assert_eq!(app.reader().await.show(made["id"].as_str().unwrap()).await, made);
}

#[tokio::test]
async fn what_is_no_id_is_not_found() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for id in ["aaa", NOBODY, "%20", "..%2f..", "%F0%9F%98%80", "';--", "%25", "%00"] {
        let answer = member.get(&format!("/v2/images/{id}")).await;
        answer.refused(404, "No image found with ID ", id);
        assert!(!answer.text().contains("SELECT"), "{}", answer.text());
    }
    let long = "x".repeat(2000);
    member.get(&format!("/v2/images/{long}")).await.expect(404);
    member.get("/v2/images/%FF").await.expect(400);
}

#[tokio::test]
async fn a_body_is_not_expected() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let path = format!("/v2/images/{id}");
    let fragment = "A body is not expected with this request.";
    for (verb, path) in [
        ("GET", path.clone()),
        ("DELETE", path.clone()),
        ("GET", format!("{path}/file")),
        ("PUT", format!("{path}/tags/x")),
        ("DELETE", format!("{path}/tags/x")),
    ] {
        member.call(verb, &path).body("{}").await.refused(400, fragment, &format!("{verb} {path}"));
        member.call(verb, &path).header("transfer-encoding", "chunked").await.expect(400);
    }
    assert_eq!(member.show(&id).await["tags"], json!([]));
    member.get("/v2/images").body("{}").await.expect(200);
    member.get(&path).header("content-length", "0").await.expect(200);
}

#[tokio::test]
async fn an_image_that_was_killed_is_shown_but_not_listed() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    app.set_status(&id, "killed").await;
    assert_eq!(member.show(&id).await["status"], "killed");
    assert_eq!(member.get("/v2/images").await.json()["images"], json!([]));
}

#[tokio::test]
async fn an_id_keeps_its_case_and_is_found_by_no_other() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = "ABCDEF00-0000-4000-8000-000000000000";
    member.create(json!({"id": id})).await;
    assert_eq!(member.show(id).await["id"], id);
    member.get(&format!("/v2/images/{}", id.to_lowercase())).await.expect(404);
}
