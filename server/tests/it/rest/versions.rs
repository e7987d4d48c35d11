//! The versions document, and the spellings of paths.

use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::client::BASE;

const MINORS: &[u8] = &[15, 9, 17, 7, 6, 5, 4, 3, 2, 1, 0];

fn document(base: &str) -> Value {
    let version = |minor: &u8| {
        let status = if *minor == 17 { "CURRENT" } else { "SUPPORTED" };
        let links = json!([{"rel": "self", "href": format!("{base}/v2/")}]);
        json!({"id": format!("v2.{minor}"), "status": status, "links": links})
    };
    json!({"versions": MINORS.iter().map(version).collect::<Vec<_>>()})
}

#[tokio::test]
async fn the_versions_document_answers_everything_that_is_no_version() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    for (verb, path, status) in [
        ("GET", "/", 300),
        ("POST", "/", 300),
        ("PUT", "/", 300),
        ("DELETE", "/", 300),
        ("OPTIONS", "/", 300),
        ("GET", "/versions", 200),
        ("GET", "/versions/", 200),
        ("GET", "/v1/images", 300),
        ("GET", "/v3/x", 300),
        ("GET", "/v2.99/images", 300),
        ("GET", "/v2.8/images", 300),
        ("GET", "/v2.07/images", 300),
        ("GET", "/images", 300),
        ("POST", "/images", 300),
    ] {
        let answer = stranger.call(verb, path).await.expect(status);
        assert_eq!(answer.json(), document(BASE), "{verb} {path}");
        assert_eq!(answer.header("content-type"), "application/json", "{verb} {path}");
    }
}

#[tokio::test]
async fn every_listed_minor_is_the_same_api() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let plain = member.get(&format!("/v2/images/{id}")).await.expect(200);
    for minor in MINORS {
        let answer = member.get(&format!("/v2.{minor}/images/{id}")).await.expect(200);
        assert_eq!(answer.json(), plain.json(), "{minor}");
    }
    let listed = member.get("/v2.7/images?limit=1").await.expect(200).json();
    assert_eq!(listed["first"], "/v2/images?limit=1");
}

#[tokio::test]
async fn a_version_may_be_named_in_accept() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for version in ["v2", "v2.0", "v2.3", "v2.17"] {
        let accept = format!("application/vnd.openstack.images-{version}");
        let answer = member.get("/images?limit=0").accept(&accept).await.expect(200);
        assert_eq!(answer.json()["images"], json!([]), "{version}");
    }
    for version in ["v9", "v2.99", "", "v1"] {
        let accept = format!("application/vnd.openstack.images-{version}");
        member.get("/images").accept(&accept).await.expect(300);
    }
}

#[tokio::test]
async fn the_bare_version_is_sent_to_its_slash_and_nothing_lives_there() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let moved = member.get("/v2").await.expect(302);
    assert_eq!((moved.header("location"), moved.text().as_str()), ("http://images.test:9292/v2/", ""));
    for path in ["/v2/", "/v2/unknown", "/v2/versions", "/v2/images/", "/v2/images/x/unknown"] {
        member.get(path).await.refused(404, "The resource could not be found.", path);
    }
}

#[tokio::test]
async fn verbs_that_nobody_knows_are_not_implemented() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for verb in ["BREW", "PROPFIND", "OPTIONS"] {
        member.call(verb, "/v2/unknown").await.expect(501);
    }
}

#[tokio::test]
async fn links_follow_the_host_only_where_no_endpoint_is_configured() {
    let app = TestApp::new().await;
    let hosted = app.anonymous().get("/versions").header("host", "evil.example").await;
    assert_eq!(hosted.json(), document("http://evil.example"));
    let forwarded = app.anonymous().get("/versions").header("x-forwarded-host", "evil.example");
    assert_eq!(forwarded.header("forwarded", "host=evil.example").await.json(), document(BASE));
    for host in ["evil.example/path", "a b", "user@evil.example", "<script>"] {
        let answer = app.anonymous().get("/versions").header("host", host).await.expect(200);
        assert_eq!(answer.json(), document("http://localhost"), "{host}");
    }
    let endpoint = "https://images.example/";
    let app = TestApp::with(|settings| settings.http.public_endpoint = Some(endpoint.to_owned())).await;
    let configured = app.anonymous().get("/versions").header("host", "evil.example").await;
    assert_eq!(configured.json(), document("https://images.example"));
    let made = app.member().await.post("/v2/images").json(&json!({})).header("host", "evil.example").await;
    assert!(made.header("location").starts_with("https://images.example/v2/images/"));
    let refused = app.anonymous().get("/v2/images").header("host", "evil.example").await.expect(401);
    assert!(!refused.header("www-authenticate").contains("evil"));
}

#[tokio::test]
async fn browsers_are_sent_from_the_root_to_the_dashboard() {
    let app = TestApp::new().await;
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let answer = app.anonymous().get("/").accept(browser).await.expect(303);
    assert_eq!(answer.header("location"), "/dashboard/");
    for accept in ["*/*", "application/json"] {
        app.anonymous().get("/").accept(accept).await.expect(300);
    }
}

#[tokio::test]
async fn the_health_check_tells_parts_to_administrators_only() {
    let app = TestApp::new().await;
    for (client, who) in [(app.anonymous(), "anonymous"), (app.member().await, "member")] {
        for path in ["/healthcheck", "/healthcheck?detailed"] {
            let answer = client.get(path).await.expect(200);
            assert_eq!(answer.text(), "OK", "{who} {path}");
            assert!(answer.header("content-type").starts_with("text/plain"), "{who} {path}");
        }
    }
    let detail = app.admin().await.get("/healthcheck?detailed").await.expect(200);
    assert_eq!(detail.json(), json!({"database": "ok", "store": "ok"}));
}
