//! Against a real Keystone: `scripts/with-keystone.sh cargo nextest run -p vitrine --test it
//! --run-ignored only real_keystone`. They report themselves as skipped elsewhere.

use serde_json::json;
use vitrine::config::Hidden;
use vitrine::identity::Authority;

use super::{is_unavailable, list};
use crate::rest::dashboard::{cookie, form, opens};
use crate::support::keystone::{PEOPLES_PASSWORD, RealKeystone, SecondKeystone, project_scope};
use crate::support::{TestApp, until};

async fn app(keystone: &RealKeystone, url: &str, cache_seconds: u64) -> TestApp {
    TestApp::with(|settings| {
        keystone.configure(settings, url);
        settings.keystone.cache_seconds = cache_seconds;
    })
    .await
}

/// Somebody with a role in a project of their own, and a token for it.
async fn someone(keystone: &RealKeystone, name: &str, role: &str) -> String {
    let (user, project) = (keystone.name(name), keystone.name(&format!("project-of-{name}")));
    keystone.person(&user, &project, role).await;
    keystone.token(&user, &project_scope(&project)).await
}

fn validations(app: &TestApp) -> u64 {
    match &*app.app().state.authority {
        Authority::Keystone(keystone) => keystone.validations(),
        _ => panic!("another mode"),
    }
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_vouches_for_its_people() {
    let keystone = RealKeystone::new().await;
    let app = app(&keystone, keystone.url(), 60).await;
    let member = someone(&keystone, "mia", "member").await;
    let reader = someone(&keystone, "rob", "reader").await;
    let admin = someone(&keystone, "ada", "admin").await;
    let create = |token: &str, visibility: &str| {
        let body = json!({"name": "x", "visibility": visibility});
        app.anonymous().with_token(token).post("/v2/images").json(&body)
    };
    let image = create(&member, "private").await.expect(201).json();
    create(&member, "public").await.expect(403);
    create(&reader, "private").await.expect(403);
    create(&admin, "public").await.expect(201);
    let path = format!("/v2/images/{}", image["id"].as_str().unwrap());
    app.anonymous().with_token(&reader).get(&path).await.expect(404);
    app.anonymous().with_token(&admin).get(&path).await.expect(200);
    let answer = list(&app, "gAAAAABrA4J4garbage").await.expect(401);
    assert_eq!(answer.header("www-authenticate"), format!("Keystone uri=\"{}\"", keystone.url()));
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_scopes_without_a_project_reach_no_image() {
    let keystone = RealKeystone::new().await;
    let app = app(&keystone, keystone.url(), 60).await;
    let name = keystone.name("sam");
    let (user, _) = keystone.person(&name, &keystone.name("garden"), "member").await;
    let role = keystone.role("member").await;
    keystone.grant(&format!("/domains/default/users/{user}/roles/{role}")).await;
    keystone.grant(&format!("/system/users/{user}/roles/{role}")).await;
    let scopes = [json!("unscoped"), json!({"domain": {"id": "default"}}), json!({"system": {"all": true}})];
    for scope in scopes {
        let token = keystone.token(&name, &scope).await;
        let call = app.anonymous().with_token(&token).post("/v2/images").json(&json!({"name": "x"}));
        call.await.refused(403, "", &scope.to_string());
    }
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_may_stop_and_come_back() {
    let keystone = RealKeystone::new().await;
    let mut second = SecondKeystone::new().await;
    let patient = app(&keystone, &second.url(), 3600).await;
    let brief = app(&keystone, &second.url(), 2).await;
    let known = someone(&keystone, "mia", "member").await;
    let new = someone(&keystone, "rob", "reader").await;
    list(&patient, &known).await.expect(200);
    list(&brief, &known).await.expect(200);
    second.stop();
    list(&patient, &known).await.expect(200);
    is_unavailable(&list(&patient, &new).await, "not known yet");
    is_unavailable(&list(&patient, "gAAAAABrA4J4garbage").await, "garbage");
    until("the time is over", async || {
        let answer = list(&brief, &known).await;
        if answer.status != 200 {
            is_unavailable(&answer, "after its time");
        }
        answer.status == 503
    })
    .await;
    list(&patient, &known).await.expect(200);
    second.start().await;
    list(&patient, &new).await.expect(200);
    list(&patient, "gAAAAABrA4J4garbage").await.expect(401);
    list(&brief, &known).await.expect(200);
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_is_asked_once_for_ten_thousand_requests() {
    let keystone = RealKeystone::new().await;
    let app = app(&keystone, keystone.url(), 3600).await;
    let client = app.anonymous().with_token(&someone(&keystone, "mia", "member").await);
    for _ in 0..10_000 {
        client.get("/v2/nothing").await.expect(404);
    }
    assert_eq!(validations(&app), 1);
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_revokes_within_the_time_of_the_cache() {
    let keystone = RealKeystone::new().await;
    let app = app(&keystone, keystone.url(), 2).await;
    let token = someone(&keystone, "mia", "member").await;
    list(&app, &token).await.expect(200);
    keystone.revoke(&token).await;
    until("the token is refused", async || list(&app, &token).await.status == 401).await;
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_application_credentials_keep_to_their_rules() {
    let keystone = RealKeystone::new().await;
    let app = app(&keystone, keystone.url(), 60).await;
    let (name, project) = (keystone.name("mia"), keystone.name("garden"));
    let (user, _) = keystone.person(&name, &project, "member").await;
    let token = keystone.token(&name, &project_scope(&project)).await;
    let rules = json!([{"service": "image", "method": "GET", "path": "/v2/images"}]);
    let credential = keystone.application_credential(&user, &token, Some(rules)).await;
    let bound = app.anonymous().with_token(&keystone.credential_token(&credential).await);
    bound.get("/v2/images").await.expect(200);
    bound.post("/v2/images").json(&json!({"name": "x"})).await.expect(401);
    bound.get("/v2/images/5e6b2a0c-0000-4000-8000-000000000000").await.expect(401);
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_lets_vitrine_in_by_application_credential() {
    let keystone = RealKeystone::new().await;
    let (name, project) = (keystone.name("asker"), keystone.name("askers"));
    let (user, _) = keystone.person(&name, &project, "admin").await;
    let token = keystone.token(&name, &project_scope(&project)).await;
    let path = format!("/users/{user}/application_credentials");
    let body = json!({"application_credential": {"name": "vitrine", "roles": [{"name": "admin"}]}});
    let (status, made) = keystone.call("POST", &path, &token, Some(body)).await;
    assert_eq!(status, 201, "{made}");
    let text = |key: &str| made["application_credential"][key].as_str().unwrap().to_owned();
    let app = TestApp::with(|settings| {
        keystone.configure(settings, keystone.url());
        settings.keystone.username = None;
        settings.keystone.application_credential_id = Some(text("id"));
        settings.keystone.application_credential_secret = Some(Hidden::new(text("secret")));
        settings.keystone.interface = Some("internal".to_owned());
        settings.keystone.region = Some("RegionOne".to_owned());
    })
    .await;
    list(&app, &someone(&keystone, "mia", "member").await).await.expect(200);
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_takes_the_word_of_a_service() {
    let keystone = RealKeystone::new().await;
    let app = app(&keystone, keystone.url(), 60).await;
    let member = someone(&keystone, "mia", "member").await;
    let service = someone(&keystone, "nova", "service").await;
    let call = app.anonymous().with_token(&member).get("/v2/images").header("x-service-token", &service);
    call.await.expect(200);
    let call = app.anonymous().with_token("gone").get("/v2/images").header("x-service-token", &service);
    call.await.expect(401);
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn real_keystone_signs_people_in_to_the_dashboard() {
    let keystone = RealKeystone::new().await;
    let app = app(&keystone, keystone.url(), 60).await;
    let (name, garden, harbor) = (keystone.name("mia"), keystone.name("garden"), keystone.name("harbor"));
    keystone.person(&name, &garden, "member").await;
    let (_, harbor_id) = keystone.person(&name, &harbor, "reader").await;
    let wrong = [("user", name.as_str()), ("password", "wrong"), ("domain", "Default")];
    form(&app.anonymous(), "/dashboard/login", &wrong).await.expect(401);
    let right = [("user", name.as_str()), ("password", PEOPLES_PASSWORD), ("domain", "Default")];
    let session = cookie(&form(&app.anonymous(), "/dashboard/login", &right).await.expect(303));
    let page = app.anonymous().get("/dashboard/images").header("cookie", &session).await.expect(200).page();
    assert!(page.contains(&format!("<b>{garden}</b>")) && page.contains(&harbor));
    let switch = form(&app.anonymous(), "/dashboard/project", &[("project", &harbor_id)]);
    let moved = cookie(&switch.header("cookie", &session).await.expect(303));
    let page = app.anonymous().get("/dashboard/images").header("cookie", &moved).await.expect(200).page();
    assert!(page.contains(&format!("<b>{harbor}</b>")));
    form(&app.anonymous(), "/dashboard/logout", &[]).header("cookie", &moved).await.expect(303);
    assert!(!opens(&app, &moved).await);
    assert_eq!(app.rows("sessions").await, 0);
}
