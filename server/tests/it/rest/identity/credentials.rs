//! Application credentials: made once, good for less than their maker, gone when deleted.

use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp};

async fn own_path(client: &Client) -> String {
    let call = client.get("/identity/v3/auth/tokens").header("x-subject-token", client.token());
    let token = call.await.expect(200).json();
    format!("/identity/v3/users/{}/application_credentials", token["token"]["user"]["id"].as_str().unwrap())
}

async fn make(client: &Client, mut wanted: Value) -> Answer {
    if wanted.get("name").is_none() {
        wanted["name"] = json!("robot");
    }
    client.post(&own_path(client).await).json(&json!({"application_credential": wanted})).await
}

fn login(credential: &Value) -> Value {
    let own = json!({"id": credential["id"], "secret": credential["secret"]});
    json!({"auth": {"identity": {"methods": ["application_credential"], "application_credential": own}}})
}

async fn log_in(app: &TestApp, body: &Value) -> Answer {
    app.anonymous().post("/identity/v3/auth/tokens").json(body).await
}

async fn robot(app: &TestApp, credential: &Value) -> Client {
    let answer = log_in(app, &login(credential)).await.expect(201);
    app.anonymous().with_token(answer.header("x-subject-token"))
}

#[tokio::test]
async fn a_credential_is_shown_once_with_its_secret_and_logs_in() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let made = make(&member, json!({"description": "for nights"})).await.expect(201).json();
    let made = &made["application_credential"];
    assert_eq!(made["secret"].as_str().unwrap().len(), 86);
    assert_eq!(made["project_id"], json!(member.project));
    let null = Value::Null;
    assert_eq!((&made["unrestricted"], &made["expires_at"], &made["system"]), (&null, &null, &null));
    let path = format!("{}/{}", own_path(&member).await, made["id"].as_str().unwrap());
    let shown = member.get(&path).await.expect(200).json();
    assert_eq!(shown["application_credential"].get("secret"), None);
    let listed = member.get(&own_path(&member).await).await.expect(200).json();
    assert_eq!(listed["application_credentials"], json!([shown["application_credential"]]));
    let none = member.get(&format!("{}?name=other", own_path(&member).await)).await.expect(200).json();
    assert_eq!(none["application_credentials"], json!([]));

    let token = log_in(&app, &login(made)).await.expect(201).json();
    let token = &token["token"];
    assert_eq!(token["methods"], json!(["application_credential"]));
    let own = json!({"id": made["id"], "name": "robot", "restricted": true});
    assert_eq!(token["application_credential"], own);
    assert_eq!(token["project"]["id"], json!(member.project));
    robot(&app, made).await.post("/v2/images").json(&json!({})).await.expect(201);
    make(&member, json!({})).await.refused(409, "Duplicate entry found with name robot", "twice");
}

#[tokio::test]
async fn logins_that_do_not_fit_are_refused() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let made = make(&member, json!({})).await.expect(201).json()["application_credential"].clone();
    let mut wrong = login(&made);
    wrong["auth"]["identity"]["application_credential"]["secret"] = json!("x".repeat(86));
    log_in(&app, &wrong).await.expect(401);
    wrong["auth"]["identity"]["application_credential"]["secret"] = json!("");
    log_in(&app, &wrong).await.expect(401);
    let mut unknown = login(&made);
    unknown["auth"]["identity"]["application_credential"]["id"] = json!("f".repeat(32));
    log_in(&app, &unknown).await.refused(404, "Could not find Application Credential", "unknown id");
    for scope in [json!({"project": {"id": member.project}}), json!("unscoped")] {
        let mut scoped = login(&made);
        scoped["auth"]["scope"] = scope;
        log_in(&app, &scoped).await.expect(401);
    }
    let user = json!({"name": "mia", "domain": {"id": "default"}});
    let by_name = json!({"name": "robot", "user": user, "secret": made["secret"]});
    let identity = json!({"methods": ["application_credential"], "application_credential": by_name});
    log_in(&app, &json!({"auth": {"identity": identity}})).await.expect(201);
    let identity = json!({
        "methods": ["application_credential", "password"],
        "application_credential": login(&made)["auth"]["identity"]["application_credential"],
        "password": {"user": {"name": "mia", "domain": {"id": "default"}, "password": "x"}},
    });
    log_in(&app, &json!({"auth": {"identity": identity}})).await.expect(401);
}

#[tokio::test]
async fn a_credential_holds_what_it_was_given_and_the_user_still_has() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let made = make(&member, json!({"roles": [{"name": "reader"}]})).await.expect(201).json();
    let robot = robot(&app, &made["application_credential"]).await;
    robot.get("/v2/images").await.expect(200);
    robot.post("/v2/images").json(&json!({})).await.expect(403);
    let given = json!({"roles": [{"name": "admin"}], "name": "king"});
    make(&member, given).await.refused(400, "unassigned role", "a role that the maker lacks");
    app.sql("DELETE FROM assignments").await;
    robot.get("/v2/images").await.expect(401);
    log_in(&app, &login(&made["application_credential"])).await.expect(401);
}

#[tokio::test]
async fn the_body_of_the_openstack_client_makes_a_credential_with_all_roles() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let body = json!({
        "unrestricted": false, "secret": null, "roles": [], "description": "for the robot",
        "expires_at": null, "access_rules": [],
    });
    let made = make(&member, body).await.expect(201).json()["application_credential"].clone();
    let mut roles: Vec<_> =
        made["roles"].as_array().unwrap().iter().map(|role| role["name"].clone()).collect();
    roles.sort_by_key(ToString::to_string);
    assert_eq!(roles, ["member", "reader"]);
    assert!(made.get("access_rules").is_none_or(|rules| rules == &json!([])));
    robot(&app, &made).await.get("/v2/images").await.expect(200);
}

#[tokio::test]
async fn a_restricted_credential_makes_nothing_that_may_do_more() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let path = own_path(&member).await;
    let restricted = make(&member, json!({})).await.expect(201).json()["application_credential"].clone();
    let free = make(&member, json!({"name": "free", "unrestricted": true})).await.expect(201).json();
    let bound = robot(&app, &restricted).await;
    let text = "You are not authorized to perform the requested action: Using method 'application_credential' is \
                not allowed for managing additional application credentials..";
    make(&bound, json!({"name": "more"})).await.refused(403, text, "one more");
    bound.delete(&format!("{path}/{}", restricted["id"].as_str().unwrap())).await.expect(403);
    let user = path.trim_end_matches("/application_credentials");
    let change =
        json!({"user": {"password": "another long one", "original_password": crate::support::app::PASSWORD}});
    bound.post(&format!("{user}/password")).json(&change).await.expect(403);
    let exchange = json!({"auth": {"identity": {"methods": ["token"], "token": {"id": bound.token()}}}});
    log_in(&app, &exchange).await.refused(403, "delegated token", "exchange");
    let free = robot(&app, &free["application_credential"]).await;
    make(&free, json!({"name": "more"})).await.expect(201);
    let exchange = json!({"auth": {"identity": {"methods": ["token"], "token": {"id": free.token()}}}});
    log_in(&app, &exchange).await.expect(403);
}

#[tokio::test]
async fn credentials_are_their_users_own() {
    let app = TestApp::new().await;
    let (member, other, admin) = (app.member().await, app.other_project().await, app.admin().await);
    let made = make(&member, json!({})).await.expect(201).json()["application_credential"].clone();
    let (path, id) = (own_path(&member).await, made["id"].as_str().unwrap());
    let body = json!({"application_credential": {"name": "theirs"}});
    for stranger in [&other, &admin] {
        stranger.post(&path).json(&body).await.expect(403);
    }
    other.get(&path).await.expect(403);
    other.get(&format!("{path}/{id}")).await.expect(403);
    other.delete(&format!("{path}/{id}")).await.expect(403);
    // Under another user's id it does not exist.
    other.get(&format!("{}/{id}", own_path(&other).await)).await.expect(404);
    other.delete(&format!("{}/{id}", own_path(&other).await)).await.expect(404);
    admin.get(&format!("{path}/{id}")).await.expect(200);
    let robot = robot(&app, &made).await;
    admin.delete(&format!("{path}/{id}")).await.expect(204);
    admin.delete(&format!("{path}/{id}")).await.expect(404);
    robot.get("/v2/images").await.expect(401);
}

#[tokio::test]
async fn a_credential_ends_when_it_says_and_so_do_its_tokens() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for (end, text) in [
        ("2001-01-01T00:00:00", "The 'expires_at' must not be before now. The server could not comply"),
        ("soon", "Timestamp not in expected format: expires_at. The server could not comply"),
    ] {
        make(&member, json!({"expires_at": end})).await.refused(400, text, end);
    }
    let made = make(&member, json!({"expires_at": "2999-01-01T00:00:00.000000"})).await.expect(201).json();
    assert_eq!(made["application_credential"]["expires_at"], "2999-01-01T00:00:00.000000");
    let robot = robot(&app, &made["application_credential"]).await;
    app.sql("UPDATE credentials SET expires_at = 1").await;
    robot.get("/v2/images").await.expect(401);
    log_in(&app, &login(&made["application_credential"])).await.expect(401);
}

#[tokio::test]
async fn access_rules_name_the_requests_that_a_token_is_good_for() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let rules = json!([{"service": "image", "method": "GET", "path": "/v2/images"}]);
    let made = make(&member, json!({"access_rules": rules})).await.expect(201).json();
    let made = &made["application_credential"];
    let id = made["access_rules"][0]["id"].as_str().unwrap();
    let robot = robot(&app, made).await;
    robot.get("/v2/images").await.expect(200);
    robot.post("/v2/images").json(&json!({})).await.expect(401);
    robot.get("/identity/v3/auth/projects").await.expect(401);
    let ask = |version: Option<&'static str>| {
        let call = member.get("/identity/v3/auth/tokens").header("x-subject-token", robot.token());
        match version {
            Some(version) => call.header("openstack-identity-access-rules", version),
            None => call,
        }
    };
    ask(None).await.expect(404);
    let seen = ask(Some("1.0")).await.expect(200).json();
    assert_eq!(seen["token"]["application_credential"]["access_rules"][0]["id"], json!(id));

    let again = make(&member, json!({"name": "second", "access_rules": rules})).await.expect(201).json();
    assert_eq!(again["application_credential"]["access_rules"][0]["id"], json!(id));
    make(&member, json!({"name": "third", "access_rules": []})).await.expect(201);
    let path = own_path(&member).await.replace("application_credentials", "access_rules");
    let listed = member.get(&path).await.expect(200).json();
    assert_eq!(listed["access_rules"].as_array().unwrap().len(), 1);
    member.delete(&format!("{path}/{id}")).await.refused(403, "in use", "a rule in use");
    for credential in [made, &again["application_credential"]] {
        let id = credential["id"].as_str().unwrap();
        member.delete(&format!("{}/{id}", own_path(&member).await)).await.expect(204);
    }
    member.delete(&format!("{path}/{id}")).await.expect(204);
    member.get(&format!("{path}/{id}")).await.expect(404);
}
