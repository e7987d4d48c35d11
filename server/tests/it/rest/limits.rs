//! What strangers may send: section 14 of the security notes, at the limit and one past it.

use futures::StreamExt as _;
use serde_json::json;

use crate::support::TestApp;
use crate::support::client::{BASE, PATCH_V21};

#[tokio::test]
async fn addresses_are_bounded() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let query = |bytes: usize| format!("/v2/images?deleted={}", "x".repeat(bytes - "deleted=".len()));
    member.get(&query(6 << 10)).await.expect(200);
    member.get(&query((6 << 10) + 1)).await.refused(414, "414", "query");
    let path = |bytes: usize| format!("/v2/images/{}", "x".repeat(bytes - "/v2/images/".len()));
    member.get(&path(8 << 10)).await.expect(404);
    member.get(&path((8 << 10) + 1)).await.refused(414, "414", "path");
}

#[tokio::test]
async fn headers_are_bounded() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let one = |bytes: usize| member.get("/v2/images").header("x-long", &"x".repeat(bytes - "x-long".len()));
    one(8 << 10).await.expect(200);
    one((8 << 10) + 1).await.refused(431, "431", "one header");
    let mut many = member.get("/v2/images");
    for n in 0..5 {
        many = many.header(&format!("x-long-{n}"), &"x".repeat(7 << 10));
    }
    many.await.refused(431, "431", "all headers");
    let token = member.get("/v2/images").header("x-auth-token", &"x".repeat(8_000));
    token.await.expect(401);
}

#[tokio::test]
async fn cookies_are_bounded() {
    let app = TestApp::new().await;
    let visit = |bytes: usize| {
        let cookie = format!("a={}", "x".repeat(bytes - 2));
        app.anonymous().get("/dashboard/login").header("cookie", &cookie)
    };
    visit(4 << 10).await.expect(200);
    visit((4 << 10) + 1).await.refused(431, "431", "cookies");
}

#[tokio::test]
async fn the_login_form_is_bounded() {
    let app = TestApp::new().await;
    app.ensure_user("mia", "garden", "member").await;
    let submit = |password: &str| {
        let fields = [("user", "mia"), ("password", password)];
        app.anonymous().post("/dashboard/login").form(&fields).header("origin", BASE)
    };
    submit(&"x".repeat(10 << 20)).await.expect(413);
    submit(&"x".repeat(5_000)).await.expect(401);
}

#[tokio::test]
async fn refusals_of_the_outermost_layer_have_the_usual_body() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let long = "x".repeat(9 << 10);
    let expected =
        [("text/html", "<h1>431"), ("application/json", r#""code": "431"#), ("text/plain", "431 ")];
    for (accept, fragment) in expected {
        let by_size = member.get("/v2/images").header("x-long", &long).accept(accept);
        by_size.await.refused(431, fragment, accept);
        let by_id = member.get("/v2/images").header("x-openstack-request-id", &"x".repeat(65)).accept(accept);
        by_id.await.refused(431, fragment, accept);
    }
}

#[tokio::test]
async fn json_bodies_are_bounded() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let padded = |bytes: usize| format!("{{{}}}", " ".repeat(bytes - 2));
    member.post("/v2/images").body(padded(1 << 20)).await.expect(201);
    for body in [padded((1 << 20) + 1), padded(2 << 20)] {
        member.post("/v2/images").body(body.clone()).await.refused(413, "too large", "create");
        let patch =
            member.call("PATCH", &format!("/v2/images/{id}")).body(body).header("content-type", PATCH_V21);
        patch.await.refused(413, "too large", "patch");
    }
    let chunk = || Ok::<_, std::io::Error>(axum::body::Bytes::from(" ".repeat(1 << 19)));
    let endless = axum::body::Body::from_stream(futures::stream::repeat_with(chunk));
    member.post("/v2/images").stream(endless).await.refused(413, "too large", "chunked");
}

#[tokio::test]
async fn who_falls_silent_in_a_body_is_given_up() {
    let app = TestApp::with(|settings| settings.http.upload_idle_seconds = 1).await;
    let member = app.member().await;
    let silent = || {
        let begun = futures::stream::once(async { Ok::<_, std::io::Error>(axum::body::Bytes::from("{")) });
        axum::body::Body::from_stream(begun.chain(futures::stream::pending()))
    };
    let image = member.post("/v2/images").stream(silent()).header("content-type", "application/json");
    let login = app.anonymous().post("/identity/v3/auth/tokens").stream(silent());
    let (image, login) = tokio::join!(image.into_future(), login.into_future());
    image.refused(408, "", "an image");
    login.refused(408, "", "a login");
    assert_eq!(app.rows("images").await, 0);
}

#[tokio::test]
async fn json_is_neither_deep_nor_wide() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let keys = |count: usize| {
        let pairs: Vec<String> = (0..count).map(|n| format!(r#""k{n}":"v""#)).collect();
        format!("{{{}}}", pairs.join(","))
    };
    for (body, what) in [
        ("[".repeat(100_000), "100,000 brackets"),
        (nested(33), "33 levels"),
        (format!(r#"{{"a":{}}}"#, nested(200)), "200 levels in an object"),
        (keys(1_025), "1,025 keys"),
        (format!("[{}]", vec!["1"; 10_001].join(",")), "10,001 items"),
        (r#"{"name":"a","name":"b"}"#.to_owned(), "a key twice"),
        (r#"{"a":{"b":"c","b":"d"}}"#.to_owned(), "a key twice further down"),
    ] {
        member.post("/v2/images").body(body).await.refused(400, "", what);
    }
    // As many keys as JSON may have are still more properties than an image may.
    member.post("/v2/images").body(keys(1_024)).await.refused(413, "limit has been exceeded", "1,024 keys");
    assert_eq!(app.rows("images").await, 0);
}

#[tokio::test]
async fn compressed_bodies_are_not_taken() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for encoding in ["gzip", "deflate", "br", "identity, gzip"] {
        let call = member.post("/v2/images").json(&json!({})).header("content-encoding", encoding);
        call.await.expect(415);
        let login = app.anonymous().post("/identity/v3/auth/tokens").json(&json!({}));
        login.header("content-encoding", encoding).await.expect(415);
    }
}

#[tokio::test]
async fn long_values_are_refused_one_past_the_limit() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for (key, at, past) in [
        ("name", json!("x".repeat(255)), json!("x".repeat(256))),
        ("name", json!("标".repeat(255)), json!("标".repeat(256))),
        ("tags", json!(["x".repeat(255)]), json!(["x".repeat(256)])),
        ("os_distro", json!("x".repeat(65_535)), json!("x".repeat(65_536))),
    ] {
        let image = member.create(json!({key: at})).await;
        assert_eq!(image[key], at, "{key}");
        member.post("/v2/images").json(&json!({key: past})).await.refused(400, "", key);
    }
    member.create(json!({"k".repeat(255): "v"})).await;
    member.post("/v2/images").json(&json!({"k".repeat(256): "v"})).await.expect(400);
}

#[tokio::test]
async fn faults_of_ours_tell_nothing_about_the_inside() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    app.sql("ALTER TABLE image_tags RENAME TO elsewhere").await;
    for call in [
        member.get("/v2/images"),
        member.get(&format!("/v2/images/{id}")),
        member.post("/v2/images").json(&json!({"tags": ["x"]})),
    ] {
        let answer = call.await;
        assert!(answer.status.is_server_error(), "{}", answer.status);
        let text = answer.text().to_lowercase();
        for inside in ["select", "insert", "image_tags", "sqlite", "postgres", "/", "table"] {
            assert!(!text.contains(inside), "{inside}: {text}");
        }
        assert!(answer.header("x-openstack-request-id").starts_with("req-"));
    }
}
