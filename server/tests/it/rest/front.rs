//! Who says who asks: identity headers from strangers, from a front proxy, and nobody at all.

use serde_json::json;
use vitrine::config::Mode;

use super::dashboard::form;
use crate::support::{Call, TestApp};

const FORGED: &[(&str, &str)] = &[
    ("x-identity-status", "Confirmed"),
    ("x-user-id", "forged"),
    ("x-user-name", "forged"),
    ("x-project-id", "forged"),
    ("x-tenant-id", "forged"),
    ("x-tenant", "forged"),
    ("x-roles", "admin"),
    ("x-role", "admin"),
    ("x-is-admin-project", "True"),
    ("openstack-system-scope", "all"),
    ("x-service-identity-status", "Confirmed"),
    ("x-service-roles", "service,admin"),
];

fn forged(call: Call, spell: impl Fn(&str) -> String) -> Call {
    FORGED.iter().fold(call, |call, (name, value)| call.also(&spell(name), value).also(&spell(name), value))
}

/// The ways to write such a header that some server somewhere takes for the same.
fn spellings() -> [fn(&str) -> String; 4] {
    [
        str::to_owned,
        |name| name.to_uppercase(),
        |name| name.replace('-', "_"),
        |name| name.replacen('-', "_", 1),
    ]
}

#[tokio::test]
async fn forged_headers_make_nobody_somebody() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for spell in spellings() {
        forged(app.anonymous().get("/v2/images"), spell).await.expect(401);
        let image = forged(member.post("/v2/images"), spell).json(&json!({"name": "x"})).await.expect(201);
        assert_eq!(image.json()["owner"], member.project.as_str());
        let public = json!({"name": "x", "visibility": "public"});
        forged(member.post("/v2/images"), spell).json(&public).await.expect(403);
    }
}

async fn behind_proxy() -> TestApp {
    TestApp::with(|settings| {
        settings.identity.mode = Mode::Proxy;
        settings.proxy.peers = vec!["10.0.0.0/24".to_owned()];
    })
    .await
}

fn said(call: Call) -> Call {
    let headers = [
        ("x-identity-status", "Confirmed"),
        ("x-user-id", "u1"),
        ("x-user-name", "mia"),
        ("x-project-id", "garden"),
        ("x-project-name", "The garden"),
        ("x-roles", "Member, reader"),
    ];
    headers.iter().fold(call, |call, (name, value)| call.header(name, value))
}

#[tokio::test]
async fn a_configured_proxy_says_who_asks() {
    let app = behind_proxy().await;
    let create = || app.anonymous().post("/v2/images").json(&json!({"name": "x"}));
    let image = said(create()).peer("10.0.0.7").await.expect(201).json();
    assert_eq!(image["owner"], "garden");
    said(create()).peer("10.0.0.7").header("x-roles", "reader").await.expect(403);
    said(create()).peer("10.0.0.7").header("x-identity-status", "Invalid").await.expect(401);
    said(create()).peer("10.0.0.7").without("x-identity-status").await.expect(401);
    said(create()).peer("10.0.0.7").also("x-roles", "admin").await.expect(401);
    said(create()).peer("10.0.0.7").also("x_roles", "admin").await.expect(401);
    create().peer("10.0.0.7").await.expect(401);
    assert_eq!(app.rows("images").await, 1);
}

#[tokio::test]
async fn roles_that_are_held_nowhere_count_for_nothing() {
    let app = behind_proxy().await;
    let scoped = said(app.anonymous().get("/v2/images")).peer("10.0.0.7").header("x-roles", "admin");
    scoped.await.expect(200);
    for path in ["/v2/images", "/vitrine/v1/audit"] {
        let call = said(app.anonymous().get(path)).peer("10.0.0.7").header("x-roles", "admin");
        call.without("x-project-id").without("x-project-name").await.expect(403);
    }
}

#[tokio::test]
async fn nobody_else_is_believed() {
    let app = behind_proxy().await;
    let list = || said(app.anonymous().get("/v2/images"));
    list().peer("10.0.1.7").await.expect(401);
    list().peer("127.0.0.1").await.expect(401);
    list()
        .peer("10.0.1.7")
        .header("x-forwarded-for", "10.0.0.7")
        .header("forwarded", "for=10.0.0.7")
        .await
        .expect(401);
    list().await.expect(401);
    list().peer("10.0.1.7").header("x-auth-token", "any").await.expect(401);
    app.anonymous().get("/identity/v3").await.expect(404);
}

#[tokio::test]
async fn pages_know_who_the_proxy_let_in() {
    let app = behind_proxy().await;
    let open = |path: &str| said(app.anonymous().get(path)).peer("10.0.0.7");
    let page = open("/dashboard/images").await.expect(200).text();
    assert!(page.contains("The garden") && !page.contains("/dashboard/logout"));
    assert_eq!(open("/dashboard/login").await.expect(303).header("location"), "/dashboard/images");
    let past = said(app.anonymous().get("/dashboard/images")).peer("10.0.1.7").accept("text/html").await;
    past.refused(401, "front proxy", "past the proxy");
    let chinese =
        app.anonymous().get("/dashboard/login").header("accept-language", "zh-CN").accept("text/plain");
    chinese.await.refused(401, "代理", "in Chinese");
    let typed = [("user", "admin"), ("password", "guess")];
    form(&app.anonymous(), "/dashboard/login", &typed).await.expect(401);
    assert_eq!(app.rows("sessions").await, 0);
}

async fn open_to_all() -> TestApp {
    TestApp::with(|settings| settings.identity.mode = Mode::None).await
}

#[tokio::test]
async fn where_nobody_is_asked_everybody_may_do_everything() {
    let app = open_to_all().await;
    let public = json!({"name": "x", "visibility": "public"});
    let image = app.anonymous().post("/v2/images").json(&public).await.expect(201).json();
    assert_eq!(image["owner"], "00000000000000000000000000000000");
    let forged = forged(app.anonymous().post("/v2/images"), str::to_owned).json(&public);
    assert_eq!(forged.await.expect(201).json()["owner"], image["owner"]);
    app.anonymous().get("/identity/v3").await.expect(404);
    app.anonymous().get("/identity/v3/auth/tokens").await.expect(404);
}

#[tokio::test]
async fn pages_of_other_sites_are_kept_out() {
    let app = open_to_all().await;
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let call = app.anonymous().post("/v2/images").json(&json!({"name": "x"})).header(name, value);
        call.await.expect(401);
        app.anonymous().get("/v2/images").header(name, value).await.expect(401);
    }
    assert_eq!(app.rows("images").await, 0);
}

#[tokio::test]
async fn names_that_were_made_to_point_here_are_kept_out() {
    let app = open_to_all().await;
    let list = |host: &str| app.anonymous().get("/v2/images").header("host", host).peer("127.0.0.1");
    for host in ["localhost:9292", "127.0.0.1:9292", "[::1]:9292"] {
        list(host).await.expect(200);
    }
    for host in ["evil.example:9292", "localhost.evil.example"] {
        list(host).await.expect(401);
        let create = app.anonymous().post("/v2/images").json(&json!({"name": "x"}));
        create.header("host", host).peer("::1").await.expect(401);
    }
    assert_eq!(app.rows("images").await, 0);
}

#[tokio::test]
async fn the_pages_say_that_nobody_is_asked() {
    let app = open_to_all().await;
    let page = app.anonymous().get("/dashboard/images").await.expect(200).text();
    assert!(page.contains("Nobody is asked to sign in here") && !page.contains("/dashboard/logout"));
    let chinese = app.anonymous().get("/dashboard/images").header("accept-language", "zh-CN").await;
    assert!(chinese.expect(200).text().contains("此处无需登录"));
    let login = app.anonymous().get("/dashboard/login").await.expect(303);
    assert_eq!(login.header("location"), "/dashboard/images");
    let usual = TestApp::new().await;
    usual.ensure_user("mia", "garden", "member").await;
    let cookie = super::dashboard::cookie(&super::dashboard::sign_in(&usual, None).await);
    let page = usual.anonymous().get("/dashboard/images").header("cookie", &cookie).await.expect(200).text();
    assert!(!page.contains("Nobody is asked") && page.contains("/dashboard/logout"));
}
