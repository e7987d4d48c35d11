//! The dashboard signs people in at Keystone, and keeps their tokens to itself.

use crate::rest::dashboard::{cookie, form, opens};
use crate::support::fake_keystone::FakeKeystone;
use crate::support::{Answer, TestApp, until};

const PASSWORD: &str = "mia's password";

async fn with_mia() -> (FakeKeystone, TestApp) {
    let keystone = FakeKeystone::new();
    keystone.person("mia", "Default", PASSWORD, &["harbor", "garden"]);
    keystone.person("mia", "Other", "another", &["attic"]);
    let app = super::app(&keystone).await;
    (keystone, app)
}

async fn sign_in(app: &TestApp, fields: &[(&str, &str)]) -> Answer {
    form(&app.anonymous(), "/dashboard/login", fields).await
}

async fn page(app: &TestApp, cookie: &str) -> String {
    app.anonymous().get("/dashboard/images").header("cookie", cookie).await.expect(200).page()
}

#[tokio::test]
async fn signing_in_opens_the_first_project_or_the_wanted_one() {
    let (_keystone, app) = with_mia().await;
    let first = sign_in(&app, &[("user", "mia"), ("password", PASSWORD)]).await.expect(303);
    assert!(page(&app, &cookie(&first)).await.contains("<b>garden<"));
    let wanted = [("user", "mia"), ("password", PASSWORD), ("project", "harbor")];
    let wanted = sign_in(&app, &wanted).await.expect(303);
    assert!(page(&app, &cookie(&wanted)).await.contains("<b>harbor<"));
    let other = [("user", "mia"), ("password", "another"), ("domain", "Other")];
    let other = sign_in(&app, &other).await.expect(303);
    assert!(page(&app, &cookie(&other)).await.contains("<b>attic<"));
}

#[tokio::test]
async fn wrong_logins_look_the_same_and_leave_nothing() {
    let (_keystone, app) = with_mia().await;
    for fields in [
        [("user", "mia"), ("password", "wrong"), ("project", "")],
        [("user", "mia"), ("password", " "), ("project", "")],
        [("user", "nobody"), ("password", PASSWORD), ("project", "")],
        [("user", "mia"), ("password", PASSWORD), ("project", "attic")],
    ] {
        let answer = sign_in(&app, &fields).await;
        assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (401, ""), "{fields:?}");
    }
    assert_eq!(app.rows("sessions").await, 0);
}

#[tokio::test]
async fn who_guesses_too_often_has_to_wait_and_keystone_is_spared() {
    let (keystone, app) = with_mia().await;
    for user in ["mia", "nobody"] {
        for _ in 0..5 {
            sign_in(&app, &[("user", user), ("password", "wrong")]).await.expect(401);
        }
        let refused = sign_in(&app, &[("user", user), ("password", PASSWORD)]).await.expect(429);
        assert_eq!((refused.header("retry-after"), refused.header("set-cookie")), ("30", ""));
    }
    assert_eq!(keystone.issues(), 10);
    app.clock.forward(30);
    sign_in(&app, &[("user", "mia"), ("password", PASSWORD)]).await.expect(303);
}

#[tokio::test]
async fn a_copy_of_the_database_holds_no_token() {
    let (_keystone, app) = with_mia().await;
    sign_in(&app, &[("user", "mia"), ("password", PASSWORD)]).await.expect(303);
    let rows = app.texts("SELECT data AS text FROM sessions").await;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].contains("keystone") && !rows[0].contains("issued-"), "{}", rows[0]);
}

#[tokio::test]
async fn a_project_is_entered_with_a_token_for_it() {
    let (_keystone, app) = with_mia().await;
    let first = cookie(&sign_in(&app, &[("user", "mia"), ("password", PASSWORD)]).await.expect(303));
    let switch = |project: &'static str| {
        form(&app.anonymous(), "/dashboard/project", &[("project", project)]).header("cookie", &first)
    };
    switch("attic").await.expect(404);
    let answer = switch("harbor").await.expect(303);
    let moved = cookie(&answer);
    assert_ne!(moved, first);
    assert!(page(&app, &moved).await.contains("<b>harbor<"));
    assert!(!opens(&app, &first).await);
}

#[tokio::test]
async fn signing_out_ends_the_tokens_too() {
    let (keystone, app) = with_mia().await;
    let cookie = cookie(&sign_in(&app, &[("user", "mia"), ("password", PASSWORD)]).await.expect(303));
    assert!(opens(&app, &cookie).await);
    let asked = keystone.questions();
    let used = &asked.last().unwrap().subject;
    assert!(keystone.knows(used));
    form(&app.anonymous(), "/dashboard/logout", &[]).header("cookie", &cookie).await.expect(303);
    assert!(!keystone.knows(used));
    assert!(!opens(&app, &cookie).await);
    assert_eq!(app.rows("sessions").await, 0);
}

#[tokio::test]
async fn a_session_ends_with_its_token() {
    let (keystone, _) = with_mia().await;
    let app = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.cache_seconds = 1;
    })
    .await;
    let cookie = cookie(&sign_in(&app, &[("user", "mia"), ("password", PASSWORD)]).await.expect(303));
    assert!(opens(&app, &cookie).await);
    keystone.forget(&keystone.questions().last().unwrap().subject);
    until("the session ends", async || !opens(&app, &cookie).await).await;
    assert_eq!(app.rows("sessions").await, 0);
}

#[tokio::test]
async fn without_keystone_nobody_is_signed_out() {
    let (mut keystone, app) = with_mia().await;
    let cookie = cookie(&sign_in(&app, &[("user", "mia"), ("password", PASSWORD)]).await.expect(303));
    keystone.stop();
    let refused = sign_in(&app, &[("user", "mia"), ("password", PASSWORD)]).await;
    assert_eq!((refused.status.as_u16(), refused.header("set-cookie")), (503, ""));
    // Never seen with this token, so not known either.
    let answer = app.anonymous().get("/dashboard/images").header("cookie", &cookie).await;
    assert_eq!(answer.status, 503);
    keystone.start();
    assert!(opens(&app, &cookie).await);
}
