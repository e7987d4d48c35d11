//! Requests that other sites cause, and the two ways of authentication that do not mix.

use serde_json::json;

use super::{cookie, opens, sign_in};
use crate::support::TestApp;
use crate::support::app::PASSWORD;
use crate::support::client::{BASE, OCTETS};

async fn app() -> TestApp {
    let app = TestApp::new().await;
    app.ensure_user("mia", "garden", "member").await;
    app
}

#[tokio::test]
async fn forms_from_elsewhere_change_nothing() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    let image = app.member().await.ready_image().await;
    for path in [
        "/dashboard/logout".to_owned(),
        "/dashboard/project".to_owned(),
        "/dashboard/preferences".to_owned(),
        "/dashboard/login".to_owned(),
        "/dashboard/images/new".to_owned(),
        "/dashboard/rpc/anything".to_owned(),
        format!("/dashboard/images/{image}/delete"),
    ] {
        for headers in [
            vec![],
            vec![("origin", "null")],
            vec![("origin", "http://evil.example")],
            vec![("origin", "http://images.test")],
            vec![("origin", "http://images.test:9292.evil.example")],
            vec![("sec-fetch-site", "cross-site"), ("origin", BASE)],
            vec![("sec-fetch-site", "same-site"), ("origin", BASE)],
            vec![("sec-fetch-site", "none"), ("origin", BASE)],
        ] {
            let mut call = app.anonymous().post(&path).form(&[("user", "mia"), ("password", PASSWORD)]);
            for (name, value) in &headers {
                call = call.header(name, value);
            }
            let answer = call.header("cookie", &session).await;
            assert_eq!(
                (answer.status.as_u16(), answer.header("set-cookie")),
                (403, ""),
                "{path} {headers:?}"
            );
        }
    }
    assert!(opens(&app, &session).await);
    app.member().await.show(&image).await;
}

#[tokio::test]
async fn an_upload_from_elsewhere_is_refused() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    let member = app.member().await;
    let image = member.ready_image().await;
    let upload = || {
        let call = app.anonymous().put(&format!("/dashboard/upload/{image}")).body("data");
        call.header("content-type", OCTETS).header("cookie", &session)
    };
    for origin in ["http://evil.example", "null"] {
        upload().header("origin", origin).await.expect(403);
    }
    upload().await.expect(403);
    assert_eq!(member.show(&image).await["status"], "queued");
    assert!(upload().header("origin", BASE).await.status.is_success());
    assert_eq!(member.show(&image).await["status"], "active");
}

#[tokio::test]
async fn the_browser_tells_where_a_form_came_from() {
    let app = app().await;
    let call = app.anonymous().post("/dashboard/login").form(&[("user", "mia"), ("password", PASSWORD)]);
    let answer = call.header("sec-fetch-site", "same-origin").await.expect(303);
    assert!(opens(&app, &cookie(&answer)).await);
}

#[tokio::test]
async fn the_api_does_not_read_the_cookie() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    let with_cookie = |verb: &str, path: &str| {
        let call = app.anonymous().call(verb, path).header("cookie", &session);
        call.header("origin", BASE).header("sec-fetch-site", "same-origin")
    };
    for path in
        ["/v2/images", "/vitrine/v1/create-options", "/identity/v3/auth/projects", "/identity/v3/auth/tokens"]
    {
        with_cookie("GET", path).await.expect(401);
    }
    with_cookie("POST", "/v2/images").json(&json!({})).await.expect(401);
    assert_eq!(app.rows("images").await, 0);
    let health = with_cookie("GET", "/healthcheck?detailed").await.expect(200);
    assert_eq!(health.text(), "OK");
}

#[tokio::test]
async fn the_dashboard_does_not_read_tokens_or_identity_headers() {
    let app = app().await;
    let admin = app.admin().await;
    let image = admin.ready_image().await;
    let forged = [
        ("x-user-id", "admin"),
        ("x-roles", "admin"),
        ("x-project-id", "admin"),
        ("x-identity-status", "Confirmed"),
    ];
    for path in ["/dashboard/images".to_owned(), format!("/dashboard/images/{image}/file")] {
        let mut call = admin.get(&path).header("x-storage-token", admin.token());
        for (name, value) in forged {
            call = call.header(name, value);
        }
        let answer = call.await.expect(303);
        assert!(answer.header("location").starts_with("/dashboard/login"), "{path}");
    }
    let upload = admin.put(&format!("/dashboard/upload/{image}")).body("x").header("content-type", OCTETS);
    upload.header("origin", BASE).await.expect(401);
    assert_eq!(admin.show(&image).await["status"], "queued");
}

#[tokio::test]
async fn pages_cannot_be_framed() {
    let app = app().await;
    let page = app.anonymous().get("/dashboard/login").await.expect(200);
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(page.header("x-frame-options"), "DENY");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
}
