//! `POST /v3/auth/tokens` with a password.

use serde_json::{Value, json};

use super::{DENIED, TOKENS};
use crate::support::TestApp;
use crate::support::app::{PASSWORD, login};

async fn denied(app: &TestApp, body: &Value, case: &str) {
    let answer = app.anonymous().post(TOKENS).json(body).await;
    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (401, DENIED), "{case}");
    let challenge = r#"Keystone uri="http://images.test:9292/identity/v3""#;
    assert_eq!(answer.header("www-authenticate"), challenge, "{case}");
    assert_eq!(answer.header("x-subject-token"), "", "{case}");
    assert_eq!(answer.header("content-type"), "application/json", "{case}");
}

#[tokio::test]
async fn a_password_buys_a_token_of_the_project() {
    let app = TestApp::new().await;
    app.member().await;
    let answer = app.anonymous().post(TOKENS).json(&login("mia", PASSWORD, "garden")).await.expect(201);
    let token = answer.header("x-subject-token");
    assert!(token.starts_with("gAAAAA") && token.len() < 255, "{token}");
    assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')), "{token}");
    let document = answer.json();
    let body = &document["token"];
    assert_eq!(body["methods"], json!(["password"]));
    assert_eq!(body["user"]["name"], "mia");
    assert_eq!(body["user"]["domain"], json!({"id": "default", "name": "Default"}));
    assert_eq!(body["user"]["password_expires_at"], Value::Null);
    assert_eq!((&body["project"]["name"], &body["is_domain"]), (&json!("garden"), &json!(false)));
    let mut roles: Vec<&str> =
        body["roles"].as_array().unwrap().iter().map(|role| role["name"].as_str().unwrap()).collect();
    roles.sort_unstable();
    assert_eq!(roles, ["member", "reader"], "implied roles are told");
    let audit = body["audit_ids"].as_array().unwrap();
    assert_eq!((audit.len(), audit[0].as_str().unwrap().len()), (1, 22));
    for time in ["expires_at", "issued_at"] {
        let text = body[time].as_str().unwrap();
        assert!(text.len() == 27 && text.ends_with(".000000Z"), "{text}");
    }
    assert_eq!(body["catalog"].as_array().unwrap().len(), 2);
    for query in ["?nocatalog", "?nocatalog=0"] {
        let bare = app.anonymous().post(&format!("{TOKENS}{query}")).json(&login("mia", PASSWORD, "garden"));
        assert_eq!(bare.await.expect(201).json()["token"].get("catalog"), None, "{query}");
    }
}

#[tokio::test]
async fn the_scope_decides_what_a_token_is_for() {
    let app = TestApp::new().await;
    let project = app.member().await.project;
    let scoped = |scope: Value| {
        let mut body = login("mia", PASSWORD, "garden");
        body["auth"]["scope"] = scope;
        app.anonymous().post(TOKENS).json(&body)
    };
    for scope in [
        json!({"project": {"id": project}}),
        json!({"project": {"id": project, "domain": {"id": "default"}}}),
        json!({"project": {"name": "garden", "domain": {"name": "Default"}}}),
    ] {
        let answer = scoped(scope.clone()).await.expect(201).json();
        assert_eq!(answer["token"]["project"]["id"], json!(project), "{scope}");
    }
    for scope in [json!("unscoped"), json!({"unscoped": {}})] {
        let answer = scoped(scope.clone()).await.expect(201).json();
        let mut keys: Vec<_> = answer["token"].as_object().unwrap().keys().cloned().collect();
        keys.sort();
        assert_eq!(keys, ["audit_ids", "expires_at", "issued_at", "methods", "user"], "{scope}");
    }
    let mut absent = login("mia", PASSWORD, "garden");
    absent["auth"].as_object_mut().unwrap().remove("scope");
    let answer = app.anonymous().post(TOKENS).json(&absent).await.expect(201).json();
    assert_eq!(answer["token"].get("project"), None, "no default project: unscoped");
    app.sql(&format!("UPDATE users SET default_project_id = '{project}' WHERE name = 'mia'")).await;
    let answer = app.anonymous().post(TOKENS).json(&absent).await.expect(201).json();
    assert_eq!(answer["token"]["project"]["id"], json!(project));
    for scope in [
        json!({"project": {"id": project}, "domain": {"id": "default"}}),
        json!({}),
        json!({"galaxy": {"id": "x"}}),
        json!("everything"),
        json!({"project": {}}),
        json!({"project": {"name": "garden"}}),
    ] {
        let answer = scoped(scope.clone()).await;
        answer.refused(400, "Expecting to find", &scope.to_string());
    }
    for scope in [
        json!({"domain": {"id": "default"}}),
        json!({"system": {"all": true}}),
        json!({"system": {"all": false}}),
    ] {
        assert_eq!(scoped(scope.clone()).await.text(), DENIED, "{scope}");
    }
}

#[tokio::test]
async fn every_failed_login_looks_the_same() {
    let app = TestApp::with(|settings| settings.identity.login_failures_per_user = 0).await;
    app.member().await;
    app.other_project().await;
    app.ensure_user("gone", "garden", "member").await;
    app.ensure_user("gone", "closed", "member").await;
    app.ensure_user("mia", "closed", "member").await;
    app.sql("UPDATE users SET enabled = false WHERE name = 'gone'").await;
    app.sql("UPDATE projects SET enabled = false WHERE name = 'closed'").await;
    let mut foreign = login("mia", PASSWORD, "garden");
    foreign["auth"]["identity"]["password"]["user"]["domain"] = json!({"id": "nowhere"});
    let mut missing = login("mia", PASSWORD, "garden");
    missing["auth"]["identity"]["password"]["user"].as_object_mut().unwrap().remove("password");
    let mut null = login("mia", PASSWORD, "garden");
    null["auth"]["identity"]["password"]["user"]["password"] = Value::Null;
    let with_methods = |methods: Value| {
        let mut body = login("mia", PASSWORD, "garden");
        body["auth"]["identity"]["methods"] = methods;
        body
    };
    for (body, case) in [
        (login("mia", "wrong horse battery", "garden"), "wrong password"),
        (login("nobody", PASSWORD, "garden"), "unknown user"),
        (login("gone", PASSWORD, "garden"), "disabled user"),
        (login("gone", "wrong", "garden"), "disabled user, wrong password"),
        (login("mia", PASSWORD, "harbor"), "project without a role"),
        (login("mia", PASSWORD, "unknown"), "unknown project"),
        (login("mia", PASSWORD, "closed"), "disabled project"),
        (login("mia", "", "garden"), "empty password"),
        (login("mia", "  ", "garden"), "blank password"),
        (login("mia", "\u{3000}\u{a0}", "garden"), "wide blanks"),
        (login("mia", &"x".repeat(5_000), "garden"), "5,000 bytes"),
        (login("MIA", PASSWORD, "garden"), "another case"),
        (login("mia' OR '1'='1", PASSWORD, "garden"), "sql"),
        (foreign, "unknown domain"),
        (missing, "no password"),
        (null, "null password"),
        (with_methods(json!([])), "no method"),
    ] {
        denied(&app, &body, case).await;
    }
}

#[tokio::test]
async fn an_unsupported_method_is_told_which_there_are() {
    let app = TestApp::new().await;
    app.member().await;
    let post = |methods: Value| {
        let mut body = login("mia", PASSWORD, "garden");
        body["auth"]["identity"]["methods"] = methods;
        body["auth"]["identity"]["totp"] = json!({"user": {"id": "x", "passcode": "1"}});
        app.anonymous().post(TOKENS).json(&body)
    };
    let told = r#"{"error":{"code":401,"identity":{"methods":["password","token","application_credential"]},"message":"Attempted to authenticate with an unsupported method.","title":"Unauthorized"}}"#;
    for methods in [json!(["totp"]), json!(["password", "totp"])] {
        let answer = post(methods).await.expect(401);
        assert_eq!(answer.text(), format!("{told}\n"));
        assert!(answer.header("www-authenticate").starts_with("Keystone uri="));
    }
    let answer = post(json!(["oauth1"])).await;
    answer.refused(400, "Expecting to find oauth1", "a method without its part");
}

#[tokio::test]
async fn requests_that_lack_a_part_are_told_which() {
    let app = TestApp::new().await;
    let post = |body: &str| app.anonymous().post(TOKENS).body(body.to_owned());
    for (body, fragment) in [
        ("", "Expecting to find auth in request body. The server could not"),
        ("{}", "Expecting to find auth in request body. The server could not"),
        (r#"{"auth": 7}"#, "Expecting to find auth"),
        (r#"{"auth": {}}"#, "Expecting to find identity"),
        (r#"{"auth": {"identity": {}}}"#, "Expecting to find methods"),
        (r#"{"auth": {"identity": {"methods": "password"}}}"#, "Expecting to find methods"),
        (r#"{"auth": {"identity": {"methods": ["password"]}}}"#, "Expecting to find password in identity."),
        (
            r#"{"auth": {"identity": {"methods": ["password"], "password": {}}}}"#,
            "Expecting to find user in None.",
        ),
        (
            r#"{"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "x"}}}}}"#,
            "Expecting to find domain in user. The server could not",
        ),
        (
            r#"{"auth": {"identity": {"methods": ["token"], "token": {"id": "x"}}, "scope": {}}}"#,
            "Expecting to find system, project, domain, OS-TRUST:trust or unscoped in scope.",
        ),
        (
            r#"{"auth": {"identity": {"methods": ["token"], "token": {"id": "x"}}, "scope": {"project": {"name": "x"}}}}"#,
            "Expecting to find domain in project.",
        ),
        (
            r#"{"auth": {"identity": {"methods": ["application_credential"], "application_credential": {"name": "x"}}}}"#,
            "Expecting to find user in application credential.",
        ),
        (r#"{"auth": {"identity": {"methods": ["token"]}}}"#, "Expecting to find token"),
        (r#"{"auth": {"identity": {"methods": ["token"], "token": {}}}}"#, "Expecting to find id"),
        ("{", ""),
        ("[]", ""),
        ("7", ""),
        (r#"{"auth": {}, "auth": {}}"#, ""),
    ] {
        let answer = post(body).await;
        answer.refused(400, fragment, body);
        assert_eq!(answer.json()["error"]["title"], "Bad Request", "{body}");
    }
    let wordy = post("{}").header("content-type", "text/plain").await;
    wordy.refused(400, "Expecting to find application/json in Content-Type header.", "another media type");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let app = TestApp::new().await;
    app.member().await;
    for bytes in [10 << 20, (64 << 10) + 1] {
        let body = login("mia", &"x".repeat(bytes), "garden");
        let answer = app.anonymous().post(TOKENS).json(&body).await.expect(413);
        assert_eq!(answer.json()["error"]["code"], 413);
    }
}

#[tokio::test]
async fn fields_that_are_not_asked_for_give_nothing() {
    let app = TestApp::new().await;
    app.member().await;
    let mut body = login("mia", PASSWORD, "garden");
    body["auth"]["roles"] = json!([{"name": "admin"}]);
    body["auth"]["identity"]["password"]["user"]["roles"] = json!(["admin"]);
    body["auth"]["identity"]["password"]["user"]["is_admin"] = json!(true);
    let answer = app.anonymous().post(TOKENS).json(&body).await.expect(201);
    assert!(
        !answer.text().contains("\"admin\",\"name\"")
            && !answer.json()["token"]["roles"].to_string().contains("admin")
    );
}

#[tokio::test]
async fn roles_are_of_the_moment() {
    let app = TestApp::new().await;
    let reader = app.reader().await;
    reader.post("/v2/images").json(&json!({})).await.expect(403);
    app.ensure_user("rob", "garden", "member").await;
    reader.post("/v2/images").json(&json!({})).await.expect(201);
    app.sql("DELETE FROM assignments").await;
    reader.get("/v2/images").await.expect(401);
}
