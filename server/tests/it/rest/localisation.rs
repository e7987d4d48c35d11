//! Sentences in the reader's language; statuses, titles and keys in English.

use crate::support::TestApp;

#[tokio::test]
async fn the_published_sample_is_answered_in_chinese_character_references() {
    let app = TestApp::new().await;
    let call = app.member().await.get("/v2/images/aaa").accept("*/*");
    let answer = call.header("accept-language", "zh").header("content-type", "application/json").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-type"), "text/html; charset=UTF-8");
    assert!(answer.header("x-openstack-request-id").starts_with("req-"));
    let sentence: String = "找不到任何具有标识 aaa 的映像"
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) })
        .collect();
    let expected = format!(
        "<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  \
         <h1>404 Not Found</h1>\n  {sentence}<br /><br />\n\n\n\n </body>\n</html>"
    );
    assert_eq!(answer.text(), expected);
}

#[tokio::test]
async fn every_form_is_translated() {
    let app = TestApp::new().await;
    let call = |accept: &str| {
        let app = &app;
        let accept = accept.to_owned();
        async move {
            let call = app.member().await.get("/v2/images/aaa").accept(&accept);
            call.header("accept-language", "zh").await.text()
        }
    };
    assert_eq!(call("text/plain").await, "404 Not Found\n\n找不到任何具有标识 aaa 的映像\n\n   ");
    let json = call("application/json").await;
    assert!(json.is_ascii() && json.contains(r"\u627e\u4e0d\u5230"), "{json}");
    assert!(json.contains(r#""code": "404 Not Found", "title": "Not Found""#), "{json}");
}

#[tokio::test]
async fn languages_are_negotiated_and_english_is_the_last_resort() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let too_many = format!("{}zh", "xx, ".repeat(200));
    for (accepted, is_chinese) in [
        ("zh", true),
        ("zh-CN", true),
        ("zh_CN", true),
        ("zh-Hans", true),
        ("zh-Hans-SG", true),
        ("fr;q=0.9, zh;q=0.8", true),
        ("en;q=0.5, zh;q=0.9", true),
        ("zh;q=0.5, en;q=0.9", false),
        ("zh;q=0", false),
        ("en-GB", false),
        ("tlh", false),
        ("*", false),
        ("", false),
        (";;;q=,", false),
        (too_many.as_str(), false),
    ] {
        let answer = member.get("/v2/images/aaa").header("accept-language", accepted).await.expect(404);
        assert_eq!(answer.text().contains("找不到"), is_chinese, "{accepted}");
    }
}

#[tokio::test]
async fn the_sentences_that_must_be_translated_are() {
    use serde_json::json;
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let public = app.admin().await.create(json!({"visibility": "public"})).await;
    let id = public["id"].as_str().unwrap();
    let guarded = member.create(json!({"protected": true})).await;
    let guarded = guarded["id"].as_str().unwrap();
    for call in [
        other.patch(id, json!([{"op": "replace", "path": "/name", "value": "x"}])),
        member.delete(&format!("/v2/images/{guarded}")),
        member.post("/v2/images").json(&json!({"status": "active"})),
        member.post("/v2/images").json(&json!({"deleted": "x"})),
        member.post("/v2/images").json(&json!({"name": 7})),
        member.post("/v2/images"),
        member.get("/v2/images?marker=aaa"),
        member.get("/v2/images?limit=x"),
        member.get("/v2/images?sort_key=x"),
        member.get("/v2/images?visibility=x"),
        member.delete(&format!("/v2/images/{guarded}/tags/x")),
    ] {
        let answer = call.header("accept-language", "zh").await;
        assert!(answer.status.is_client_error());
        assert!(answer.text().chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{}", answer.text());
    }
}
