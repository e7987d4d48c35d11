//! Sessions: how they begin, what they are worth, how they end.

use super::{cookie, form, opens, sign_in};
use crate::support::TestApp;
use crate::support::app::PASSWORD;

async fn app() -> TestApp {
    let app = TestApp::new().await;
    app.ensure_user("mia", "garden", "member").await;
    app
}

#[tokio::test]
async fn signing_in_sets_a_cookie_that_scripts_and_other_sites_cannot_use() {
    let app = app().await;
    let answer = sign_in(&app, None).await;
    assert_eq!(answer.header("location"), "/dashboard/images");
    let set = answer.header("set-cookie").to_owned();
    let attributes: Vec<&str> = set.split("; ").skip(1).collect();
    for expected in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(attributes.contains(&expected), "{set}");
    }
    assert!(!set.contains("Secure") && !set.contains("Domain"), "{set}");
    assert!(opens(&app, &cookie(&answer)).await);
    assert_eq!(app.rows("sessions").await, 1);
}

#[tokio::test]
async fn over_tls_the_cookie_is_bound_to_the_host() {
    let app =
        TestApp::with(|settings| settings.http.public_endpoint = Some("https://images.test:9292".to_owned()))
            .await;
    app.ensure_user("mia", "garden", "member").await;
    let call = app.anonymous().post("/dashboard/login").form(&[("user", "mia"), ("password", PASSWORD)]);
    let answer = call.header("origin", "https://images.test:9292").await.expect(303);
    let set = answer.header("set-cookie");
    assert!(set.starts_with("__Host-vitrine=") && set.contains("Secure") && !set.contains("Domain"), "{set}");
}

#[tokio::test]
async fn strangers_leave_no_row() {
    let app = app().await;
    for path in ["/dashboard/login", "/dashboard/images", "/dashboard/", "/dashboard", "/v2/images", "/"] {
        let answer = app.anonymous().get(path).await;
        assert_eq!(answer.header("set-cookie"), "", "{path}");
        app.anonymous().get(path).header("cookie", "vitrine=AAAAAAAAAAAAAAAAAAAAAA").await;
    }
    let wrong = form(&app.anonymous(), "/dashboard/login", &[("user", "mia"), ("password", "wrong")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.header("set-cookie")), (401, ""));
    assert_eq!(app.rows("sessions").await, 0);
}

#[tokio::test]
async fn pages_send_strangers_to_the_login_page_with_the_way_back() {
    let app = app().await;
    let answer = app.anonymous().get("/dashboard/images?status=active").await.expect(303);
    assert_eq!(answer.header("location"), "/dashboard/login?next=%2Fdashboard%2Fimages%3Fstatus%3Dactive");
    assert_eq!(app.anonymous().get("/dashboard/login").await.status, 200);
}

#[tokio::test]
async fn failed_logins_look_the_same() {
    let app = app().await;
    app.ensure_user("gone", "garden", "member").await;
    app.sql("UPDATE users SET enabled = false WHERE name = 'gone'").await;
    let mut texts = Vec::new();
    for (user, password) in
        [("mia", "wrong"), ("nobody", "wrong"), ("gone", PASSWORD), ("mia", ""), ("mia", " ")]
    {
        let answer =
            form(&app.anonymous(), "/dashboard/login", &[("user", user), ("password", password)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (401, ""), "{user}");
        let text = answer.text();
        let nonce = text.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("-");
        texts.push(text.replace(nonce, "<nonce>").replace(user, "<user>"));
    }
    for text in &texts {
        assert_eq!(text, &texts[0]);
    }
}

#[tokio::test]
async fn a_cookie_from_before_the_login_is_worth_nothing_after_it() {
    let app = app().await;
    let preset = "vitrine=AAAAAAAAAAAAAAAAAAAAAA";
    let first = cookie(&sign_in(&app, Some(preset)).await);
    assert_ne!(first, preset);
    assert!(!opens(&app, preset).await);
    let second = cookie(&sign_in(&app, Some(&first)).await);
    assert_ne!(first, second, "every login has a new id");
    assert!(!opens(&app, &first).await && opens(&app, &second).await);
}

#[tokio::test]
async fn after_signing_out_a_copy_of_the_cookie_is_dead() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    let out = form(&app.anonymous(), "/dashboard/logout", &[]).header("cookie", &session).await.expect(303);
    assert_eq!(out.header("location"), "/dashboard/login");
    assert!(!opens(&app, &session).await);
    assert_eq!(app.rows("sessions").await, 0);
}

#[tokio::test]
async fn reading_never_signs_out() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    app.anonymous().get("/dashboard/logout").header("cookie", &session).await;
    assert!(opens(&app, &session).await);
}

#[tokio::test]
async fn a_password_change_ends_every_session() {
    use vitrine_domain::Ctx;
    use vitrine_domain::identity::{DomainRef, Secret, UserRef};
    let app = app().await;
    let sessions = [cookie(&sign_in(&app, None).await), cookie(&sign_in(&app, None).await)];
    let user = UserRef::Name { name: "mia".to_owned(), domain: DomainRef::Id("default".to_owned()) };
    let identity = &app.app().state.services.identity;
    identity.set_password(&Ctx::internal("test"), &user, &Secret::new("another horse")).await.unwrap();
    for session in &sessions {
        assert!(!opens(&app, session).await);
    }
}

#[tokio::test]
async fn changing_the_project_changes_the_cookie() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    let other = app.other_project().await.project;
    app.ensure_user("mia", "second", "reader").await;
    let second = app.person("mia", "second", "reader").await.project;
    let enter = |project: &str| {
        form(&app.anonymous(), "/dashboard/project", &[("project", project)]).header("cookie", &session)
    };
    enter(&other).await.expect(404);
    assert!(opens(&app, &session).await);
    let moved = cookie(&enter(&second).await.expect(303));
    assert_ne!(moved, session);
    assert!(!opens(&app, &session).await && opens(&app, &moved).await);
}

#[tokio::test]
async fn a_login_leads_on_to_pages_of_ours_only() {
    let app = app().await;
    let long = format!("/dashboard/{}", "x".repeat(10_000));
    for (next, expected) in [
        ("/dashboard/images?status=active", "/dashboard/images?status=active"),
        ("//evil", "/dashboard/images"),
        ("/\\evil", "/dashboard/images"),
        ("https:evil", "/dashboard/images"),
        ("/%09/evil", "/dashboard/images"),
        ("/dashboard/../..//evil", "/dashboard/images"),
        ("javascript:alert(1)", "/dashboard/images"),
        ("http://images.test:9292@evil", "/dashboard/images"),
        (&long, "/dashboard/images"),
    ] {
        let fields = [("user", "mia"), ("password", PASSWORD), ("next", next)];
        let answer = form(&app.anonymous(), "/dashboard/login", &fields).await.expect(303);
        assert_eq!(answer.header("location"), expected, "{next}");
    }
}

#[tokio::test]
async fn what_one_person_saw_is_not_kept_for_the_next() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    let page = app.anonymous().get("/dashboard/images").header("cookie", &session).await;
    assert_eq!(page.header("cache-control"), "no-store");
}
