//! Users, projects, domains, roles and grants: what is kept, what is refused.

use serde_json::{Value, json};

use super::personas::{Persona, System, V3, id_of};
use crate::support::client::BASE;
use crate::support::{Client, TestApp};

#[tokio::test]
async fn a_user_keeps_what_it_was_given_and_no_more_power() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let body = json!({"user": {
        "name": " una ", "password": "long enough", "email": "u@x.example", "default_project_id": "nowhere",
        "is_admin": true, "roles": ["admin"], "id": "mine", "password_hash": "x", "epoch": 9,
    }});
    let user = admin.post(&format!("{V3}/users")).json(&body).without("content-type").await.expect(201);
    assert!(!user.text().contains("long enough") && !user.text().contains("password_hash"));
    let user = user.json()["user"].clone();
    let id = user["id"].as_str().unwrap();
    assert_eq!(id.len(), 32);
    assert_eq!((&user["name"], &user["email"]), (&json!("una"), &json!("u@x.example")));
    assert_eq!((&user["domain_id"], &user["enabled"]), (&json!("default"), &json!(true)));
    assert_eq!(user["default_project_id"], "nowhere");
    assert_eq!(user["links"]["self"], format!("{BASE}{V3}/users/{id}"));
    assert_eq!(admin.get(&format!("{V3}/users/{id}")).await.expect(200).json()["user"], user);
    let held = admin.get(&format!("{V3}/role_assignments?user.id={id}")).await.expect(200).json();
    assert_eq!(held["role_assignments"], json!([]));
    let changed = json!({"user": {"name": "uno", "enabled": true, "phone": "1"}});
    let changed = admin.call("PATCH", &format!("{V3}/users/{id}")).json(&changed).await.expect(200).json();
    let changed = &changed["user"];
    assert_eq!((&changed["name"], &changed["email"]), (&json!("uno"), &json!("u@x.example")));
    assert_eq!(changed["phone"], "1");
    admin.delete(&format!("{V3}/users/{id}")).await.expect(204);
    admin.get(&format!("{V3}/users/{id}")).await.refused(404, "Could not find user: ", "gone");
    admin.delete(&format!("{V3}/users/{id}")).await.expect(404);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_in_words() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let project = admin.make("project", json!({"name": "p"})).await;
    let other = admin.make("domain", json!({"name": "other"})).await;
    admin.make("user", json!({"name": "una"})).await;
    let (users, projects) = (format!("{V3}/users"), format!("{V3}/projects"));
    let (domains, roles) = (format!("{V3}/domains"), format!("{V3}/roles"));
    let long = "x".repeat(65);
    let duplicate_user = "store user - Duplicate entry found with name una at domain ID default.";
    for (path, body, status, text) in [
        (&users, json!({}), 400, "'user' is a required property"),
        (&users, json!({"user": {}}), 400, "attribute user. Value: {}. 'name' is a required property"),
        (
            &users,
            json!({"user": {"password": "topsecret", "enabled": true}}),
            400,
            "{'enabled': True, 'password': '***'}",
        ),
        (&users, json!({"user": {"name": "  "}}), 400, "name"),
        (&users, json!({"user": {"name": 7}}), 400, "name"),
        (&users, json!({"user": {"name": "x", "enabled": "False"}}), 400, "enabled"),
        (&users, json!({"user": {"name": "x", "password": 12}}), 400, "***"),
        (&users, json!({"user": {"name": "x", "password": "short"}}), 400, "password"),
        (&users, json!({"user": {"name": "x", "domain_id": "zz"}}), 404, "Could not find domain: zz."),
        (&users, json!({"user": {"name": "una"}}), 409, duplicate_user),
        (&projects, json!({"project": {"name": "x", "domain_id": "zz"}}), 400, "Could not find domain: zz."),
        (&projects, json!({"project": {"name": long}}), 400, "name"),
        (&projects, json!({"project": {"name": "x", "is_domain": true}}), 400, "is_domain"),
        (&projects, json!({"project": {"name": "x", "parent_id": "zz"}}), 400, "zz"),
        (&projects, json!({"project": {"name": "p"}}), 409, "in the same domain: name is p, project id "),
        (&domains, json!({"domain": {"name": "other"}}), 409, "acting as domains with the same name: other."),
        (&roles, json!({"role": {"name": "member"}}), 409, "Duplicate entry found with name member."),
    ] {
        let rows = app.rows("users").await + app.rows("projects").await;
        admin.post(path).json(&body).await.refused(status, text, &body.to_string());
        assert_eq!(app.rows("users").await + app.rows("projects").await, rows, "{body}");
    }
    admin.post(&users).header("content-type", "text/plain").body("x").await.expect(400);
    admin.post(&users).body("{").await.refused(400, "valid JSON in request body", "not JSON");
    let patch = |path: String, body: Value| admin.call("PATCH", &path).json(&body);
    let moved = patch(format!("{projects}/{project}"), json!({"project": {"domain_id": other}})).await;
    moved.refused(400, "Cannot change Domain ID", "moved");
    admin.make("project", json!({"name": "q"})).await;
    patch(format!("{projects}/{project}"), json!({"project": {"name": "q"}})).await.expect(409);
    admin.delete(&format!("{domains}/{other}")).await.refused(
        403,
        "Cannot delete a domain that is enabled, please disable it first.",
        "enabled",
    );
    patch(format!("{domains}/default"), json!({"domain": {"enabled": false}})).await.expect(403);
    for query in ["limit=abc", "enabled=maybe", "marker=zz"] {
        let status = if query.starts_with("marker") { 404 } else { 400 };
        admin.get(&format!("{users}?{query}")).await.expect(status);
    }
}

#[tokio::test]
async fn children_hold_their_parents() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let parent = admin.make("project", json!({"name": "parent"})).await;
    let child = admin.make("project", json!({"name": "child", "parent_id": parent})).await;
    let path = |id: &str| format!("{V3}/projects/{id}");
    let disable = || json!({"project": {"enabled": false}});
    admin.call("PATCH", &path(&parent)).json(&disable()).await.expect(403);
    admin.delete(&path(&parent)).await.expect(403);
    admin.call("PATCH", &path(&child)).json(&disable()).await.expect(200);
    admin.call("PATCH", &path(&parent)).json(&disable()).await.expect(200);
    admin.delete(&path(&parent)).await.expect(403);
    let below = admin.get(&format!("{V3}/projects?parent_id={parent}")).await.expect(200).json();
    assert_eq!(below["projects"].as_array().unwrap().len(), 1);
    admin.delete(&path(&child)).await.expect(204);
    admin.delete(&path(&parent)).await.expect(204);
}

#[tokio::test]
async fn lists_come_in_pages_and_filters_are_closed() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    for name in ["a", "b", "c", "d"] {
        admin.make("project", json!({"name": name})).await;
    }
    let mut path = format!("{V3}/projects?limit=2&name_is_no_filter=1");
    let mut names = Vec::new();
    loop {
        let page = admin.get(&path).await.expect(200).json();
        let rows = page["projects"].as_array().unwrap();
        names.extend(rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()));
        match page["links"]["next"].as_str() {
            None => break,
            Some(next) => {
                assert_eq!(page["truncated"], true);
                path = next.strip_prefix(BASE).unwrap().to_owned();
            }
        }
    }
    assert_eq!(names, ["a", "admin", "b", "c", "d"]);
    let count = |query: &'static str| {
        let admin = &admin;
        async move {
            let found = admin.get(&format!("{V3}/users?{query}")).await.expect(200).json();
            found["users"].as_array().unwrap().len()
        }
    };
    assert_eq!(count("").await, count("password_hash__contains=a").await);
    assert_eq!(count("password=x").await, count("password_hash=").await);
    assert_eq!(count("name=Admin").await, 0);
    assert_eq!(count("name=admin&enabled=true&domain_id=default").await, 1);
}

#[tokio::test]
async fn grants_are_given_once_and_taken_once() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let user = admin.make("user", json!({"name": "una"})).await;
    let project = admin.make("project", json!({"name": "p"})).await;
    let domain = admin.make("domain", json!({"name": "d"})).await;
    let member = admin.role("member").await;
    for place in [format!("projects/{project}"), format!("domains/{domain}"), "system".to_owned()] {
        let list = format!("{V3}/{place}/users/{user}/roles");
        let grant = format!("{list}/{member}");
        for verb in ["GET", "HEAD", "DELETE"] {
            admin.call(verb, &grant).await.expect(404);
        }
        for verb in ["PUT", "PUT", "GET", "HEAD"] {
            assert!(admin.call(verb, &grant).await.expect(204).body.is_empty());
        }
        let rows = admin.get(&list).await.expect(200).json();
        assert_eq!(rows["roles"].as_array().unwrap().len(), 1, "direct ones only");
        admin.delete(&grant).await.expect(204);
        admin.delete(&grant).await.refused(404, "Could not find role assignment with role: ", &place);
        admin.put(&format!("{V3}/{place}/users/{user}/roles/zz")).await.expect(404);
        admin.put(&format!("{V3}/{place}/users/zz/roles/{member}")).await.expect(404);
    }
    admin.put(&format!("{V3}/projects/zz/users/{user}/roles/{member}")).await.expect(404);
}

#[tokio::test]
async fn assignments_are_told_with_names_and_with_what_comes_with_them() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let persona = Persona::on_project(&admin, "una", "member").await;
    let member = admin.role("member").await;
    admin.put(&format!("{V3}/system/users/{}/roles/{member}", persona.user)).await.expect(204);
    let rows = |query: String| {
        let admin = &admin;
        async move {
            let all = admin.get(&format!("{V3}/role_assignments?{query}")).await.expect(200).json();
            all["role_assignments"].as_array().unwrap().clone()
        }
    };
    let of = format!("user.id={}", persona.user);
    assert_eq!(rows(of.clone()).await.len(), 2);
    let named = rows(format!("{of}&scope.system=all&include_names")).await;
    assert_eq!(named[0]["user"]["name"], "una");
    assert_eq!(named[0]["user"]["domain"]["name"], "Default");
    assert_eq!(named[0]["scope"], json!({"system": {"all": true}}));
    let effective = rows(format!("{of}&effective=True&include_names=0")).await;
    assert_eq!(effective.len(), 2, "member and reader on the project, nothing of the system");
    assert!(effective.iter().any(|row| row["links"]["prior_role"].is_string()));
    assert!(effective.iter().all(|row| row["scope"]["project"]["id"] == persona.place.as_str()));
    assert!(rows("user.id=zz".to_owned()).await.is_empty());
    admin.get(&format!("{V3}/role_assignments?scope.project.id=a&scope.domain.id=b")).await.expect(400);
}

#[tokio::test]
async fn roles_imply_each_other_from_now_on() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let persona = Persona::on_project(&admin, "una", "member").await;
    let client = persona.client(&app).await;
    let cook = admin.make("role", json!({"name": "cook"})).await;
    let (member, chief) = (admin.role("member").await, admin.role("admin").await);
    let implies = format!("{V3}/roles/{member}/implies/{cook}");
    admin.call("HEAD", &implies).await.expect(404);
    let pair = admin.put(&implies).await.expect(201).json();
    assert_eq!(pair["role_inference"]["implies"]["name"], "cook");
    admin.get(&implies).await.expect(200);
    admin.call("HEAD", &implies).await.expect(204);
    assert!(persona.roles(&client).await.contains(&"cook".to_owned()));
    admin.put(&format!("{V3}/roles/{cook}/implies/{chief}")).await.expect(403);
    admin.delete(&implies).await.expect(204);
    admin.delete(&implies).await.expect(404);
    assert!(!persona.roles(&client).await.contains(&"cook".to_owned()));
    let immutable = format!("{V3}/roles/{member}");
    admin.delete(&immutable).await.refused(403, "Unable to delete immutable role resource", "delete");
    admin.call("PATCH", &immutable).json(&json!({"role": {"name": "x"}})).await.expect(403);
    admin.delete(&format!("{V3}/roles/{cook}")).await.expect(204);
    let all = admin.get(&format!("{V3}/role_inferences")).await.expect(200).json();
    assert_eq!(all["role_inferences"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn no_role_comes_back_to_itself() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let mut ids = Vec::new();
    for name in ["cook", "baker", "waiter"] {
        ids.push(admin.make("role", json!({"name": name})).await);
    }
    let path = |prior: usize, implied: usize| format!("{V3}/roles/{}/implies/{}", ids[prior], ids[implied]);
    admin.put(&path(0, 0)).await.refused(400, "A role cannot imply itself.", "itself");
    for pair in [(0, 1), (1, 2), (0, 2), (0, 1)] {
        admin.put(&path(pair.0, pair.1)).await.expect(201);
    }
    for back in [(1, 0), (2, 0), (2, 1)] {
        admin.put(&path(back.0, back.1)).await.refused(409, "implies role", "a way back");
    }
    // A circle that an older version let in ends, too.
    app.sql(&format!(
        "INSERT INTO role_implications (prior_id, implied_id) VALUES ('{}', '{}')",
        ids[2], ids[0]
    ))
    .await;
    let persona = Persona::on_project(&admin, "una", "waiter").await;
    let mut roles = persona.roles(&persona.client(&app).await).await;
    roles.sort();
    assert_eq!(roles, ["baker", "cook", "waiter"]);
}

#[tokio::test]
async fn own_passwords_change_without_a_token() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let persona = Persona::on_project(&admin, "una", "member").await;
    let client = persona.client(&app).await;
    let path = format!("{V3}/users/{}/password", persona.user);
    let body = |old: &str, new: &str| json!({"user": {"original_password": old, "password": new}});
    let anybody: Client = app.anonymous();
    anybody.post(&path).json(&body("wrong password", "another horse")).await.expect(401);
    anybody.post(&path).json(&body(crate::support::app::PASSWORD, "short")).await.expect(400);
    anybody.post(&path).json(&json!({"user": {"password": "another horse"}})).await.expect(400);
    client.get("/v2/images").await.expect(200);
    anybody.post(&path).json(&body(crate::support::app::PASSWORD, "another horse")).await.expect(204);
    client.get("/v2/images").await.expect(401);
    let unknown = format!("{V3}/users/{}/password", id_of(&json!({"id": "zz"})));
    anybody.post(&unknown).json(&body("another horse", "third horse")).await.expect(401);
}

#[tokio::test]
async fn roles_that_differ_in_case_only_are_the_same_role() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let auditor = admin.make("role", json!({"name": "auditor"})).await;
    let path = format!("{V3}/roles/{auditor}");
    for name in ["Admin", "ADMIN", "Reader", "Auditor"] {
        let body = json!({"role": {"name": name}});
        admin.post(&format!("{V3}/roles")).json(&body).await.refused(409, "Duplicate entry", name);
    }
    for (name, status) in [("Admin", 409), ("Service", 409), ("Auditor", 200), ("auditor", 200)] {
        admin.call("PATCH", &path).json(&json!({"role": {"name": name}})).await.expect(status);
    }
}

#[tokio::test]
async fn a_project_is_not_enabled_below_what_is_disabled() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let domain = admin.make("domain", json!({"name": "theirs"})).await;
    let parent = admin.make("project", json!({"name": "parent", "domain_id": domain})).await;
    let child = admin.make("project", json!({"name": "child", "parent_id": parent})).await;
    let switch = async |kind: &str, id: &str, on: bool, status: u16| {
        let call = admin.call("PATCH", &format!("{V3}/{kind}s/{id}"));
        let answer = call.json(&json!({kind: {"enabled": on}})).await;
        answer.refused(status, if status == 403 { "belongs to is disabled" } else { "" }, id);
    };
    switch("project", &child, false, 200).await;
    switch("project", &parent, false, 200).await;
    switch("project", &child, true, 403).await;
    switch("domain", &domain, false, 200).await;
    switch("project", &parent, true, 403).await;
    switch("domain", &domain, true, 200).await;
    switch("project", &parent, true, 200).await;
    switch("project", &child, true, 200).await;
}
