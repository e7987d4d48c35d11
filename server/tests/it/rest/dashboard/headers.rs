//! What browsers are told, on every page and on what is no page; and what TLS changes.

use super::{cookie, form, sign_in};
use crate::support::app::PASSWORD;
use crate::support::client::{BASE, HOST};
use crate::support::{Answer, TestApp};

async fn app() -> TestApp {
    let app = TestApp::new().await;
    app.ensure_user("mia", "garden", "member").await;
    app
}

/// Answers of all kinds: pages, redirects, functions, faults, assets, the API.
async fn answers(app: &TestApp) -> Vec<(String, Answer)> {
    let session = cookie(&sign_in(app, None).await);
    let image = app.member().await.ready_image().await;
    let mut all = Vec::new();
    for path in [
        "/dashboard/login",
        "/dashboard/login?error=<script>alert(1)</script>&next=//evil",
        "/dashboard/images",
        "/dashboard/images/new",
        "/dashboard/images/unknown",
        "/dashboard/nothing",
        "/dashboard/assets/nothing",
        "/dashboard/",
        &format!("/dashboard/images/{image}"),
        &format!("/dashboard/images/{image}/delete"),
        "/v2/images/<script>",
        "/versions",
        "/healthcheck",
        "/docs/",
    ] {
        let call = app.anonymous().get(&path.replace('<', "%3C").replace('>', "%3E")).accept("text/html");
        all.push((path.to_owned(), call.header("cookie", &session).await));
    }
    let refused = app.anonymous().post("/dashboard/logout").header("cookie", &session);
    all.push(("another origin".to_owned(), refused.await.expect(403)));
    all
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let app = app().await;
    for (path, answer) in answers(&app).await {
        let policy = answer.header("content-security-policy");
        for directive in
            ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]
        {
            assert!(policy.contains(directive), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        for (name, value) in [
            ("x-frame-options", "DENY"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", ""),
            ("access-control-allow-origin", ""),
        ] {
            assert_eq!(answer.header(name), value, "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn pages_hold_nothing_that_the_policy_forbids() {
    let app = app().await;
    for (path, answer) in answers(&app).await {
        if !answer.header("content-type").starts_with("text/html") || !path.starts_with("/dashboard") {
            continue;
        }
        let (text, policy) = (answer.text(), answer.header("content-security-policy").to_owned());
        assert!(!text.contains(" style=\"") && !text.contains("<style"), "{path}: an inline style");
        for handler in [" onclick=", " onload=", " onerror=", " onsubmit=", "javascript:"] {
            assert!(!text.contains(handler), "{path}: {handler}");
        }
        assert!(!text.contains("alert(1)</script>"), "{path}");
        for script in text.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            let nonce = tag.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next());
            let nonce = nonce.unwrap_or_else(|| panic!("{path}: a script without a nonce: {tag}"));
            assert!(policy.contains(&format!("'nonce-{nonce}'")), "{path}: {policy}");
        }
    }
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let app = app().await;
    let policy = || async {
        let page = app.anonymous().get("/dashboard/login").await;
        page.header("content-security-policy").to_owned()
    };
    assert_ne!(policy().await, policy().await);
}

#[tokio::test]
async fn what_people_see_is_kept_by_nobody() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    for path in ["/dashboard/images", "/dashboard/images/new", "/dashboard/login"] {
        let page = app.anonymous().get(path).header("cookie", &session).await;
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
    }
    let info = form(&app.anonymous(), "/dashboard/rpc/session/info", &[]).header("cookie", &session);
    assert_eq!(info.await.expect(200).header("cache-control"), "no-store");
    let api = app.member().await.get("/v2/images").await;
    assert_eq!(api.header("cache-control"), "private");
}

#[tokio::test]
async fn over_tls_browsers_are_told_to_stay_there() {
    let app = app().await;
    let page = app.anonymous().get("/dashboard/login").over_tls().await;
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
    let login = form(&app.anonymous(), "/dashboard/login", &[("user", "mia"), ("password", PASSWORD)]);
    let secure_origin = format!("https://{HOST}");
    let answer = login.header("origin", &secure_origin).over_tls().await.expect(303);
    let set = answer.header("set-cookie").to_owned();
    assert!(set.starts_with("__Host-vitrine=") && set.ends_with("; Secure"), "{set}");
    assert!(set.contains("Path=/") && !set.contains("Domain"), "{set}");
    let session = cookie(&answer);
    let opens =
        |cookie: String| app.anonymous().get("/dashboard/images").header("cookie", &cookie).over_tls();
    assert_eq!(opens(session.clone()).await.status, 200);
    let plain = session.replace("__Host-", "");
    assert_eq!(opens(plain).await.status, 303, "a cookie under the plain name is nobody's");
    let choice = form(&app.anonymous(), "/dashboard/preferences", &[("lang", "zh-CN")]);
    let choice = choice.header("origin", &secure_origin).over_tls().await.expect(303);
    assert!(choice.header("set-cookie").contains("; Secure"), "{}", choice.header("set-cookie"));
    let out = form(&app.anonymous(), "/dashboard/logout", &[]).header("origin", &secure_origin);
    let out = out.header("cookie", &session).over_tls().await.expect(303);
    assert!(out.header("set-cookie").starts_with("__Host-vitrine=;"), "{}", out.header("set-cookie"));
    assert_eq!(opens(session).await.status, 303);
    // A page that did not come over TLS is not ours.
    form(&app.anonymous(), "/dashboard/logout", &[]).header("origin", BASE).over_tls().await.expect(403);
}

#[tokio::test]
async fn a_trusted_proxy_says_scheme_and_host() {
    let app = TestApp::with(|settings| settings.http.trusted_proxies = vec!["10.0.0.1".to_owned()]).await;
    let versions = |peer: &str| {
        let call = app.anonymous().get("/versions").header("x-forwarded-proto", "https");
        call.header("x-forwarded-host", "images.example").peer(peer)
    };
    let believed = versions("10.0.0.1").await;
    assert!(believed.text().contains("https://images.example/v2/"), "{}", believed.text());
    assert_eq!(believed.header("strict-transport-security"), "max-age=31536000");
    let ignored = versions("10.0.0.2").await;
    assert!(ignored.text().contains(&format!("{BASE}/v2/")), "{}", ignored.text());
    assert_eq!(ignored.header("strict-transport-security"), "");
}

#[tokio::test]
async fn the_way_back_never_leads_away() {
    let app = app().await;
    for next in ["//evil", "/\\evil", "https:evil", "javascript:alert(1)", "http://images.test:9292@evil"] {
        let fields = [("user", "mia"), ("password", "wrong horse"), ("next", next)];
        let page = form(&app.anonymous(), "/dashboard/login", &fields).await;
        assert_eq!(page.header("location"), "", "{next}");
        app.sql("DELETE FROM sessions").await;
        app.clock.forward(3_600);
    }
}
