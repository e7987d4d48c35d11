//! The OpenAPI document: what changes in it shows in review.

use std::path::Path;

use serde_json::Value;

use crate::support::TestApp;

/// Set it to take the document of the day as the right one.
const UPDATE: &str = "UPDATE_SNAPSHOTS";

#[tokio::test]
async fn the_document_is_the_one_that_was_reviewed() {
    let app = TestApp::new().await;
    let answer = app.anonymous().get("/openapi.json").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let written = serde_json::to_string_pretty(&answer.json()).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/openapi.json");
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == reviewed, "the OpenAPI document changed: look at it with {UPDATE}=1 and git diff");
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own_and_a_sentence() {
    let app = TestApp::new().await;
    let document = app.anonymous().get("/openapi.json").await.json();
    let mut names = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (verb, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(!names.contains(&name), "{verb} {path}: {name}");
            names.push(name);
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{verb} {path}");
            assert!(operation["responses"].as_object().is_some_and(|all| !all.is_empty()), "{verb} {path}");
        }
    }
    assert!(names.len() >= 15, "{names:?}");
}

#[tokio::test]
async fn what_needs_no_token_is_marked() {
    let app = TestApp::new().await;
    let document = app.anonymous().get("/openapi.json").await.json();
    let is_open =
        |path: &str, verb: &str| document["paths"][path][verb]["security"] == serde_json::json!([{}]);
    for (path, verb) in [("/", "get"), ("/versions", "get"), ("/identity/v3/auth/tokens", "post")] {
        assert!(is_open(path, verb), "{verb} {path}");
    }
    for (path, verb) in [("/v2/images", "get"), ("/v2/images", "post"), ("/identity/v3/auth/tokens", "get")] {
        assert!(!is_open(path, verb), "{verb} {path}");
    }
}

#[tokio::test]
async fn people_can_read_it_without_script() {
    let app = TestApp::new().await;
    let page = app.anonymous().get("/docs").await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(!page.text().contains("<script"), "no script");
    let document: Value = app.anonymous().get("/openapi.json").await.json();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(page.text().contains(path.as_str()), "{path}");
    }
}
