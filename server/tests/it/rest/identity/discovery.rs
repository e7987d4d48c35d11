//! Discovery documents, the catalog, and paths that do not exist.

use serde_json::{Value, json};

use super::{TOKENS, exchange};
use crate::support::TestApp;
use crate::support::client::BASE;

fn version() -> Value {
    json!({
        "id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z",
        "links": [{"rel": "self", "href": format!("{BASE}/identity/v3/")}],
        "media-types": [{"base": "application/json", "type": "application/vnd.openstack.identity-v3+json"}],
    })
}

#[tokio::test]
async fn discovery_needs_no_token() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    for path in ["/identity", "/identity/"] {
        let answer = stranger.get(path).await.expect(300);
        assert_eq!(answer.json(), json!({"versions": {"values": [version()]}}), "{path}");
        assert_eq!(answer.header("location"), format!("{BASE}/identity/v3/"), "{path}");
    }
    for path in ["/identity/v3", "/identity/v3/"] {
        let answer = stranger.get(path).await.expect(200);
        assert_eq!(answer.json(), json!({"version": version()}), "{path}");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("vary"), "X-Auth-Token");
        assert!(answer.header("x-openstack-request-id").starts_with("req-"));
        let head = stranger.call("HEAD", path).await.expect(200);
        assert_eq!((head.body.len(), head.header("content-type")), (0, "application/json"));
    }
}

#[tokio::test]
async fn other_verbs_are_refused_in_keystones_words() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    for (verb, path, allowed) in [
        ("POST", "/identity/v3", vec!["GET", "HEAD", "OPTIONS"]),
        ("PUT", TOKENS, vec!["GET", "HEAD", "POST", "DELETE"]),
        ("DELETE", "/identity/v3/auth/catalog", vec!["GET", "HEAD"]),
    ] {
        let answer = stranger.call(verb, path).await.expect(405);
        let allow = answer.header("allow").to_owned();
        for word in allowed {
            assert!(allow.contains(word), "{verb} {path}: {allow}");
        }
        let message = json!({"message": "The method is not allowed for the requested URL."});
        assert_eq!(answer.json(), message, "{verb} {path}");
    }
}

#[tokio::test]
async fn unknown_paths_are_not_found_and_a_trailing_slash_is_forgiven() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for path in ["/identity/v2.0", "/identity/v3/unknown", "/identity/v3/auth", "/identity/v3/ec2tokens"] {
        for client in [&member, &app.anonymous()] {
            let answer = client.get(path).accept("text/plain").await.expect(404);
            assert_eq!(answer.header("content-type"), "application/json", "{path}");
            let error =
                json!({"code": 404, "message": "The resource could not be found.", "title": "Not Found"});
            assert_eq!(answer.json(), json!({"error": error}), "{path}");
        }
    }
    member.get("/identity/v3/auth/projects/").await.expect(200);
    member.get("/identity/v3/auth/tokens/").header("x-subject-token", member.token()).await.expect(200);
}

#[tokio::test]
async fn the_catalog_names_both_services_and_belongs_to_projects() {
    let app = TestApp::with(|settings| settings.identity.region = "Süd".to_owned()).await;
    let member = app.member().await;
    let answer = member.get("/identity/v3/auth/catalog").await.expect(200).json();
    assert_eq!(answer["links"]["self"], format!("{BASE}/identity/v3/auth/catalog"));
    let found: Vec<(&Value, &Value, &Value, usize)> = answer["catalog"]
        .as_array()
        .unwrap()
        .iter()
        .map(|service| {
            let endpoints = service["endpoints"].as_array().unwrap();
            assert!(endpoints.iter().all(|endpoint| endpoint["region_id"] == "Süd"));
            (&service["type"], &service["name"], &endpoints[0]["url"], endpoints.len())
        })
        .collect();
    let (images, identity) = (json!(BASE), json!(format!("{BASE}/identity/v3")));
    let expected =
        [(json!("image"), json!("glance"), images), (json!("identity"), json!("keystone"), identity)];
    let expected: Vec<_> = expected.iter().map(|(kind, name, url)| (kind, name, url, 3)).collect();
    assert_eq!(found, expected);
    let unscoped = member.post(TOKENS).json(&exchange(member.token(), json!("unscoped"))).await.expect(201);
    let unscoped = member.with_token(unscoped.header("x-subject-token"));
    let refused = unscoped.get("/identity/v3/auth/catalog").await.expect(403);
    let message = "You are not authorized to perform the requested action";
    assert!(refused.json()["error"]["message"].as_str().unwrap().starts_with(message), "{}", refused.text());
    app.anonymous().get("/identity/v3/auth/catalog").await.expect(401);
}

#[tokio::test]
async fn the_projects_are_those_that_can_be_entered() {
    let app = TestApp::new().await;
    let member = app.member().await;
    app.ensure_user("mia", "second", "reader").await;
    app.ensure_user("nobody", "third", "reader").await;
    let answer = member.get("/identity/v3/auth/projects").await.expect(200).json();
    let mut names: Vec<&str> = answer["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|project| project["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["garden", "second"]);
    let unscoped = member.post(TOKENS).json(&exchange(member.token(), json!("unscoped"))).await.expect(201);
    let unscoped = member.with_token(unscoped.header("x-subject-token"));
    assert_eq!(unscoped.get("/identity/v3/auth/projects").await.expect(200).json(), answer);
    app.anonymous().get("/identity/v3/auth/projects").await.expect(401);
}
