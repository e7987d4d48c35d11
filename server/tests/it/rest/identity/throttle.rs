//! Logins that fail too often, and tokens that are issued too often.

use serde_json::{Value, json};

use super::{TOKENS, about};
use crate::support::app::{PASSWORD, login};
use crate::support::client::BASE;
use crate::support::{Answer, TestApp};

async fn attempt(app: &TestApp, user: &str, password: &str, from: &str) -> Answer {
    app.anonymous().post(TOKENS).json(&login(user, password, "garden")).peer(from).await
}

async fn app() -> TestApp {
    let app = TestApp::new().await;
    app.ensure_user("mia", "garden", "member").await;
    app.ensure_user("otto", "garden", "member").await;
    app
}

#[tokio::test]
async fn after_five_failures_known_and_unknown_users_wait_alike() {
    let app = app().await;
    app.ensure_user("gone", "garden", "member").await;
    app.sql("UPDATE users SET enabled = false WHERE name = 'gone'").await;
    let mut refusals = Vec::new();
    for (user, from) in [("mia", "192.0.2.1"), ("nobody", "192.0.2.2"), ("gone", "192.0.2.3")] {
        for _ in 0..5 {
            attempt(&app, user, "wrong horse", from).await.expect(401);
        }
        let refused = attempt(&app, user, PASSWORD, from).await.expect(429);
        assert_eq!(refused.header("retry-after"), "30", "{user}");
        assert_eq!(refused.json()["error"]["code"], 429);
        refusals.push(refused.visible(user));
    }
    assert!(refusals.iter().all(|refusal| *refusal == refusals[0]), "{refusals:?}");
    attempt(&app, "otto", PASSWORD, "192.0.2.1").await.expect(201);
    app.clock.forward(30);
    attempt(&app, "mia", "wrong horse", "192.0.2.1").await.expect(401);
    assert_eq!(attempt(&app, "mia", PASSWORD, "192.0.2.1").await.expect(429).header("retry-after"), "60");
    app.clock.forward(60);
    attempt(&app, "mia", PASSWORD, "192.0.2.1").await.expect(201);
    for _ in 0..5 {
        attempt(&app, "mia", "wrong horse", "192.0.2.1").await.expect(401);
    }
}

#[tokio::test]
async fn a_user_is_one_user_by_id_and_by_the_names_of_its_domain() {
    let app = app().await;
    let id = app.text("SELECT id FROM users WHERE name = 'mia'").await;
    let attempt = async |user: Value| {
        let mut user = user;
        user["password"] = json!("wrong horse");
        let identity = json!({"methods": ["password"], "password": {"user": user}});
        app.anonymous().post(TOKENS).json(&json!({"auth": {"identity": identity}})).await.status.as_u16()
    };
    let spellings = |name: &str| {
        [
            json!({"name": name, "domain": {"id": "default"}}),
            json!({"name": name, "domain": {"name": "Default"}}),
            json!({"name": name.to_uppercase(), "domain": {"name": "Default"}}),
            json!({"name": format!(" {name} "), "domain": {"id": "default"}}),
        ]
    };
    for name in ["mia", "nobody"] {
        for user in spellings(name).into_iter().chain([spellings(name)[0].clone()]) {
            assert_eq!(attempt(user).await, 401, "{name}");
        }
        for user in spellings(name) {
            assert_eq!(attempt(user.clone()).await, 429, "{user}");
        }
    }
    assert_eq!(attempt(json!({"id": id})).await, 429);
    assert_eq!(attempt(json!({"name": "otto", "domain": {"name": "Default"}})).await, 401);
}

#[tokio::test]
async fn blank_passwords_and_long_ones_are_failures_too() {
    let app = app().await;
    let long = "x".repeat(5_000);
    for password in ["", " ", "\u{3000}", "\t\n", &long] {
        attempt(&app, "mia", password, "192.0.2.1").await.expect(401);
    }
    attempt(&app, "mia", PASSWORD, "192.0.2.1").await.expect(429);
}

#[tokio::test]
async fn an_address_that_guesses_has_to_wait_for_every_user() {
    let app = app().await;
    for n in 0..20 {
        attempt(&app, &format!("user-{n}"), "wrong horse", &format!("2001:db8::{n}")).await.expect(401);
    }
    let refused = attempt(&app, "mia", PASSWORD, "2001:db8::ffff").await.expect(429);
    assert_eq!(refused.header("retry-after"), "300");
    attempt(&app, "mia", PASSWORD, "2001:db8:0:1::1").await.expect(201);
    attempt(&app, "mia", PASSWORD, "2001:db8::1").await.expect(429);
    app.clock.forward(300);
    attempt(&app, "mia", PASSWORD, "2001:db8::1").await.expect(201);
}

#[tokio::test]
async fn behind_a_proxy_the_client_is_counted_and_not_the_proxy() {
    let app = TestApp::with(|settings| {
        settings.http.trusted_proxies = vec!["10.0.0.0/8".to_owned()];
        settings.identity.login_failures_per_address = 2;
    })
    .await;
    app.ensure_user("mia", "garden", "member").await;
    let attempt = |password: &str, peer: &str, client: &str| {
        let call = app.anonymous().post(TOKENS).json(&login("mia", password, "garden"));
        call.peer(peer).header("x-forwarded-for", client)
    };
    for _ in 0..2 {
        attempt("wrong horse", "10.0.0.1", "192.0.2.1").await.expect(401);
    }
    attempt(PASSWORD, "10.0.0.1", "192.0.2.1").await.expect(429);
    attempt(PASSWORD, "10.0.0.1", "192.0.2.1, 192.0.2.2").await.expect(201);
    // Who is no proxy cannot name another address.
    for client in ["192.0.2.50", "192.0.2.51"] {
        attempt("wrong horse", "198.51.100.1", client).await.expect(401);
    }
    attempt(PASSWORD, "198.51.100.1", "192.0.2.52").await.expect(429);
}

#[tokio::test]
async fn the_form_and_the_api_count_together() {
    let app = app().await;
    let form = |user: &str, password: &str| {
        let fields = [("user", user), ("password", password)];
        app.anonymous().post("/dashboard/login").form(&fields).header("origin", BASE)
    };
    for _ in 0..3 {
        form("mia", "wrong horse").await.expect(401);
    }
    for _ in 0..2 {
        attempt(&app, "mia", "wrong horse", "192.0.2.1").await.expect(401);
    }
    let page = form("mia", PASSWORD).await.expect(429);
    assert_eq!(page.header("retry-after"), "30");
    assert!(page.text().contains("Try again in about 1 min."), "{}", page.text());
    assert_eq!(page.header("set-cookie"), "");
    let chinese = form("mia", PASSWORD).header("accept-language", "zh").await.expect(429);
    assert!(chinese.text().contains("登录失败次数过多"));
}

#[tokio::test]
async fn tokens_of_a_user_are_limited_by_the_minute() {
    let app = TestApp::with(|settings| settings.identity.tokens_per_minute_per_user = 10).await;
    let member = app.member().await;
    for _ in 1..10 {
        let issued = app.anonymous().post(TOKENS).json(&login("mia", PASSWORD, "garden")).await.expect(201);
        about(&member, "DELETE", issued.header("x-subject-token")).await.expect(204);
    }
    let refused = app.anonymous().post(TOKENS).json(&login("mia", PASSWORD, "garden")).await.expect(429);
    assert_eq!(refused.header("retry-after"), "60");
    app.other_project().await;
    app.clock.forward(60);
    app.anonymous().post(TOKENS).json(&login("mia", PASSWORD, "garden")).await.expect(201);
}

#[tokio::test]
async fn a_cheap_hash_is_replaced_at_login_and_tokens_go_on() {
    let app = TestApp::new().await;
    let member = app.member().await;
    // The same password at a quarter of today's memory.
    let cheap = cheap_hash(PASSWORD);
    app.sql(&format!("UPDATE users SET password_hash = '{cheap}' WHERE name = 'mia'")).await;
    attempt(&app, "mia", "wrong horse", "192.0.2.1").await.expect(401);
    assert_eq!(app.text("SELECT password_hash FROM users WHERE name = 'mia'").await, cheap);
    attempt(&app, "mia", PASSWORD, "192.0.2.1").await.expect(201);
    let stored = app.text("SELECT password_hash FROM users WHERE name = 'mia'").await;
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    member.get("/v2/images").await.expect(200);
    attempt(&app, "mia", PASSWORD, "192.0.2.1").await.expect(201);
}

fn cheap_hash(password: &str) -> String {
    use argon2::password_hash::PasswordHasher as _;
    use argon2::{Algorithm, Argon2, Params, Version};
    let params = Params::new(4_864, 2, 1, None).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password(password.as_bytes()).unwrap().to_string()
}
