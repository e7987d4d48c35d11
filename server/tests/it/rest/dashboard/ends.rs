//! How long sessions last, and how many there are.

use super::{cookie, form, opens, sign_in};
use crate::support::{Answer, Call, TestApp};

const MINUTE: i64 = 60;

async fn app() -> TestApp {
    let app = TestApp::new().await;
    app.ensure_user("mia", "garden", "member").await;
    app
}

fn call(app: &TestApp, function: &str, cookie: &str) -> Call {
    form(&app.anonymous(), &format!("/dashboard/rpc/session/{function}"), &[]).header("cookie", cookie)
}

/// Seconds that are left: unless the session is used, and in any case.
async fn left(app: &TestApp, cookie: &str) -> (u64, u64) {
    let ends = call(app, "left", cookie).await.expect(200).json();
    (ends["idle_seconds"].as_u64().unwrap(), ends["life_seconds"].as_u64().unwrap())
}

#[tokio::test]
async fn the_browser_forgets_the_cookie_when_it_closes() {
    let set = sign_in(&app().await, None).await.header("set-cookie").to_lowercase();
    assert!(!set.contains("max-age") && !set.contains("expires"), "{set}");
}

#[tokio::test]
async fn a_session_that_is_not_used_ends() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    app.clock.forward(30 * MINUTE - 1);
    assert!(opens(&app, &session).await);
    app.clock.forward(30 * MINUTE - 1);
    assert!(opens(&app, &session).await, "it was used in between");
    app.clock.forward(30 * MINUTE);
    assert!(!opens(&app, &session).await);
}

#[tokio::test]
async fn use_does_not_prolong_a_session_for_ever() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    for _ in 0..(12 * 60 / 20 - 1) {
        app.clock.forward(20 * MINUTE);
        assert!(opens(&app, &session).await);
    }
    app.clock.forward(20 * MINUTE);
    assert!(!opens(&app, &session).await);
}

#[tokio::test]
async fn the_page_learns_what_is_left_and_asking_is_no_use() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    assert_eq!(left(&app, &session).await, (30 * 60, 12 * 3600));
    app.clock.forward(26 * MINUTE);
    assert_eq!(left(&app, &session).await, (4 * 60, 12 * 3600 - 26 * 60));
    assert_eq!(left(&app, &session).await.0, 4 * 60, "asking changed nothing");
    let kept = call(&app, "keep", &session).await.expect(200).json();
    assert_eq!((&kept["idle_seconds"], &kept["warning_seconds"]), (&1800.into(), &300.into()));
    assert_eq!(left(&app, &session).await.0, 30 * 60);
    let info = call(&app, "info", &session).await.expect(200).json();
    assert_eq!(info["ends"]["life_seconds"], 12 * 3600 - 26 * 60);
    app.clock.forward(31 * MINUTE);
    for function in ["left", "keep", "info"] {
        assert_eq!(call(&app, function, &session).await.expect(200).text(), "null", "{function}");
    }
}

#[tokio::test]
async fn other_sites_cannot_keep_a_session() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    app.clock.forward(20 * MINUTE);
    call(&app, "keep", &session).header("origin", "http://evil.example").await.expect(403);
    assert_eq!(left(&app, &session).await.0, 10 * 60);
}

#[tokio::test]
async fn a_function_says_that_nobody_is_signed_in() {
    let app = app().await;
    let session = cookie(&sign_in(&app, None).await);
    app.clock.forward(31 * MINUTE);
    let path = "/dashboard/rpc/images/options";
    let answer: Answer = form(&app.anonymous(), path, &[]).header("cookie", &session).await;
    assert_eq!(answer.status, 401, "the page keeps its form and offers to sign in");
}

#[tokio::test]
async fn of_many_sessions_the_oldest_ends() {
    let app = TestApp::with(|settings| settings.dashboard.sessions_per_user = 3).await;
    app.ensure_user("mia", "garden", "member").await;
    let mut sessions = Vec::new();
    for _ in 0..4 {
        app.clock.forward(1);
        sessions.push(cookie(&sign_in(&app, None).await));
    }
    let mut open = Vec::new();
    for session in &sessions {
        open.push(opens(&app, session).await);
    }
    assert_eq!(open, [false, true, true, true]);
    assert_eq!(app.rows("sessions").await, 3);
}

#[tokio::test]
async fn all_sessions_of_a_user_can_be_ended() {
    let app = app().await;
    let sessions = [cookie(&sign_in(&app, None).await), cookie(&sign_in(&app, None).await)];
    app.ensure_user("otto", "garden", "member").await;
    let fields = [("user", "otto"), ("password", crate::support::app::PASSWORD)];
    let other = cookie(&form(&app.anonymous(), "/dashboard/login", &fields).await.expect(303));
    let mia = app.text("SELECT id FROM users WHERE name = 'mia'").await;
    app.app().state.sessions.end_all_of(&mia.as_str().into()).await.unwrap();
    for session in &sessions {
        assert!(!opens(&app, session).await);
    }
    assert!(opens(&app, &other).await);
}

#[tokio::test]
async fn a_thousand_visits_to_the_login_page_leave_no_row() {
    let app = app().await;
    for _ in 0..1_000 {
        let page = app.anonymous().get("/dashboard/login?next=/dashboard/x").await;
        assert_eq!((page.status.as_u16(), page.header("set-cookie")), (200, ""));
    }
    assert_eq!(app.rows("sessions").await, 0);
}
