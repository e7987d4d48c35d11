//! A test tool that makes its own people through the API, and what each of them may do.

use serde_json::{Value, json};

use super::TOKENS;
use crate::support::app::PASSWORD;
use crate::support::{Client, TestApp};

pub const V3: &str = "/identity/v3";

pub fn id_of(row: &Value) -> String {
    row["id"].as_str().unwrap().to_owned()
}

async fn login(app: &TestApp, user: Value, scope: Value) -> Client {
    let mut user = user;
    user["password"] = json!(PASSWORD);
    let body = json!({"auth": {
        "identity": {"methods": ["password"], "password": {"user": user}},
        "scope": scope,
    }});
    let answer = app.anonymous().post(TOKENS).json(&body).await.expect(201);
    app.anonymous().with_token(answer.header("x-subject-token"))
}

/// The administrator with a token for the system.
pub struct System(Client);

impl std::ops::Deref for System {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.0
    }
}

impl System {
    pub async fn of(app: &TestApp) -> Self {
        app.admin().await;
        let user = json!({"name": "admin", "domain": {"name": "Default"}});
        Self(login(app, user, json!({"system": {"all": true}})).await)
    }

    /// Makes something; its id.
    pub async fn make(&self, kind: &str, attributes: Value) -> String {
        let body = json!({kind: attributes});
        id_of(&self.post(&format!("{V3}/{kind}s")).json(&body).await.expect(201).json()[kind])
    }

    /// A role's id, found as clients do: in the whole list.
    pub async fn role(&self, name: &str) -> String {
        let all = self.get(&format!("{V3}/roles")).await.expect(200).json();
        id_of(all["roles"].as_array().unwrap().iter().find(|role| role["name"] == name).unwrap())
    }
}

/// A user with a role somewhere.
pub struct Persona {
    pub user: String,
    /// The id of the project or domain; `all` for the system.
    pub place: String,
    scope: Value,
}

impl Persona {
    pub async fn on_project(admin: &System, name: &str, role: &str) -> Self {
        let about = json!({"name": name, "description": "own", "domain_id": "default"});
        let place = admin.make("project", about).await;
        let scope = json!({"project": {"id": place}});
        Self::with(admin, name, "default", role, &format!("projects/{place}"), place.clone(), scope).await
    }

    pub async fn on_domain(admin: &System, name: &str, domain: &str, role: &str) -> Self {
        let scope = json!({"domain": {"id": domain}});
        Self::with(admin, name, domain, role, &format!("domains/{domain}"), domain.to_owned(), scope).await
    }

    pub async fn on_system(admin: &System, name: &str, role: &str) -> Self {
        let scope = json!({"system": {"all": true}});
        Self::with(admin, name, "default", role, "system", "all".to_owned(), scope).await
    }

    async fn with(
        admin: &System,
        name: &str,
        domain: &str,
        role: &str,
        path: &str,
        place: String,
        scope: Value,
    ) -> Self {
        let about = json!({"name": name, "password": PASSWORD, "domain_id": domain});
        let user = admin.make("user", about).await;
        let role = admin.role(role).await;
        // The tool grants some of them twice.
        for _ in 0..2 {
            admin.put(&format!("{V3}/{path}/users/{user}/roles/{role}")).await.expect(204);
        }
        Self { user, place, scope }
    }

    pub async fn client(&self, app: &TestApp) -> Client {
        login(app, json!({"id": self.user}), self.scope.clone()).await
    }

    /// The names of the roles in a token.
    pub async fn roles(&self, client: &Client) -> Vec<String> {
        let call = client.get(TOKENS).header("x-subject-token", client.token());
        let token = call.await.expect(200).json();
        let roles = token["token"]["roles"].as_array().unwrap().iter();
        roles.map(|role| role["name"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_tool_makes_its_people_and_cleans_up() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let domains = admin.get(&format!("{V3}/domains?name=Default")).await.expect(200).json();
    assert_eq!(domains["domains"][0]["id"], "default");
    let project = Persona::on_project(&admin, "on project", "reader").await;
    admin.get(&format!("{V3}/projects/{}", project.place)).await.expect(200);
    let system = Persona::on_system(&admin, "on system", "reader").await;
    let domain = admin.make("domain", json!({"name": "theirs"})).await;
    let ruler = Persona::on_domain(&admin, "on domain", &domain, "manager").await;
    for (persona, count) in [(&project, 1), (&system, 1), (&ruler, 3)] {
        let client = persona.client(&app).await;
        assert_eq!(persona.roles(&client).await.len(), count);
    }
    let found = admin.get(&format!("{V3}/roles?name=member")).await.expect(200).json();
    assert_eq!(found["roles"].as_array().unwrap().len(), 1);
    for persona in [&project, &system, &ruler] {
        admin.delete(&format!("{V3}/users/{}", persona.user)).await.expect(204);
    }
    let path = format!("{V3}/domains/{domain}");
    let disabled = admin.call("PATCH", &path).json(&json!({"domain": {"enabled": false}})).await;
    assert_eq!(disabled.expect(200).json()["domain"]["enabled"], false);
    assert!(admin.delete(&path).await.expect(204).body.is_empty());
    admin.delete(&format!("{V3}/projects/{}", project.place)).await.expect(204);
}

#[tokio::test]
async fn everybody_may_what_the_table_says() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let domain = admin.make("domain", json!({"name": "theirs"})).await;
    let foreign = admin.make("user", json!({"name": "foreign"})).await;
    let own = admin.make("user", json!({"name": "own", "domain_id": domain})).await;
    let on_project = |role: &'static str| {
        let admin = &admin;
        async move { Persona::on_project(admin, &format!("project {role}"), role).await }
    };
    let on_domain = |role: &'static str| Persona::on_domain(&admin, role, &domain, role);
    // Lists of rows; roles; inferences; making a user in the domain and elsewhere.
    let table = [
        ("manager", on_project("manager").await, [403, 403, 403, 403, 403]),
        ("service", on_project("service").await, [403, 403, 403, 403, 403]),
        ("system reader", Persona::on_system(&admin, "sr", "reader").await, [200, 200, 200, 403, 403]),
        ("project admin", on_project("admin").await, [200, 200, 200, 201, 201]),
        ("domain reader", on_domain("reader").await, [200, 403, 403, 403, 403]),
        ("domain manager", on_domain("manager").await, [200, 200, 403, 201, 403]),
        ("domain admin", on_domain("admin").await, [200, 200, 403, 201, 403]),
    ];
    for (who, persona, [rows, roles, inferences, here, there]) in &table {
        let client = persona.client(&app).await;
        for (path, expected) in [
            ("projects", rows),
            ("users", rows),
            ("domains", rows),
            ("role_assignments", rows),
            ("roles", roles),
            ("role_inferences", inferences),
        ] {
            let answer = client.get(&format!("{V3}/{path}")).await;
            assert_eq!(answer.status.as_u16(), *expected, "{who}: {path}");
            let is_confined = who.starts_with("domain") && path == "users";
            if is_confined {
                let listed = answer.json();
                for row in listed["users"].as_array().unwrap() {
                    assert_eq!(row["domain_id"], domain.as_str(), "{who}");
                    client.get(&format!("{V3}/users/{}", id_of(row))).await.expect(200);
                }
                let other = client.get(&format!("{V3}/users?domain_id=default")).await.expect(200).json();
                assert_eq!(other["users"], json!([]));
                client.get(&format!("{V3}/users/{foreign}")).await.expect(403);
                client.get(&format!("{V3}/users/{own}")).await.expect(200);
            }
        }
        for (domain, expected) in [(domain.as_str(), here), ("default", there)] {
            let body = json!({"user": {"name": format!("by {who}"), "domain_id": domain}});
            let answer = client.post(&format!("{V3}/users")).json(&body).await;
            assert_eq!(answer.status.as_u16(), *expected, "{who} in {domain}: {}", answer.text());
        }
        // What belongs to oneself; what nobody knows.
        client.get(&format!("{V3}/users/{}", persona.user)).await.expect(200);
        client.get(&format!("{V3}/users/{}/projects", persona.user)).await.expect(200);
        let unknown = if inferences == &200 { 404 } else { 403 };
        client.get(&format!("{V3}/users/zz")).await.expect(unknown);
        client.get(&format!("{V3}/projects/zz")).await.expect(unknown);
        let own = json!({"user": {"default_project_id": "b", "enabled": true, "domain_id": "default"}});
        let change = client.call("PATCH", &format!("{V3}/users/{}", persona.user)).json(&own).await;
        assert!(change.status == 403 || here == &201, "{who}: {}", change.text());
    }
    let chief = admin.role("admin").await;
    let member = admin.role("member").await;
    let project = admin.make("project", json!({"name": "theirs", "domain_id": domain})).await;
    let expected = [("domain manager", [204, 403, 403]), ("domain admin", [204, 403, 204])];
    for (name, statuses) in expected {
        let (_, persona, _) = table.iter().find(|(who, ..)| *who == name).unwrap();
        let client = persona.client(&app).await;
        let paths = [
            format!("{V3}/projects/{project}/users/{own}/roles/{member}"),
            format!("{V3}/projects/{project}/users/{own}/roles/{chief}"),
            format!("{V3}/domains/{domain}/users/{own}/roles/{chief}"),
        ];
        for (path, status) in paths.iter().zip(statuses) {
            let answer = client.put(path).await;
            assert_eq!(answer.status.as_u16(), status, "{name}: {path}");
        }
        client.put(&format!("{V3}/system/users/{own}/roles/{member}")).await.expect(403);
        client.put(&format!("{V3}/projects/{project}/users/{foreign}/roles/{member}")).await.expect(403);
    }
    for path in ["users", "projects", "domains", "roles", "role_assignments", "role_inferences"] {
        for spelling in [format!("{V3}/{path}"), format!("{V3}/{path}/")] {
            app.anonymous().get(&spelling).await.expect(401);
        }
        let options = app.anonymous().call("OPTIONS", &format!("{V3}/{path}")).await.expect(200);
        assert!(options.header("allow").contains("GET") && options.body.is_empty());
    }
}

/// Each change ends an old token at once; some only until they are undone.
#[tokio::test]
async fn seven_changes_end_tokens_at_once() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let reader = admin.role("reader").await;
    let patch = |path: String, body: Value| admin.call("PATCH", &path).json(&body);
    for change in ["role", "user", "disabled", "domain", "project", "gone", "password"] {
        let domain = admin.make("domain", json!({"name": change})).await;
        let project = admin.make("project", json!({"name": change, "domain_id": domain})).await;
        let about = json!({"name": change, "password": PASSWORD, "domain_id": domain});
        let user = admin.make("user", about).await;
        let grant = format!("{V3}/projects/{project}/users/{user}/roles/{reader}");
        admin.put(&grant).await.expect(204);
        let client = login(&app, json!({"id": user}), json!({"project": {"id": project}})).await;
        let subject = || admin.get(TOKENS).header("x-subject-token", client.token());
        client.get("/v2/images").await.expect(200);
        let enable = |kind: &str, on: bool| json!({kind: {"enabled": on}});
        match change {
            "role" => drop(admin.delete(&grant).await.expect(204)),
            "user" => drop(admin.delete(&format!("{V3}/users/{user}")).await.expect(204)),
            "disabled" => {
                patch(format!("{V3}/users/{user}"), enable("user", false)).await.expect(200);
                client.get("/v2/images").await.expect(401);
                patch(format!("{V3}/users/{user}"), enable("user", true)).await.expect(200);
            }
            "domain" | "project" => {
                let path = if change == "domain" {
                    format!("{V3}/domains/{domain}")
                } else {
                    format!("{V3}/projects/{project}")
                };
                patch(path.clone(), enable(change, false)).await.expect(200);
                client.get("/v2/images").await.expect(401);
                subject().await.expect(404);
                patch(path.clone(), enable(change, true)).await.expect(200);
                client.get("/v2/images").await.expect(200);
                patch(path, enable(change, false)).await.expect(200);
            }
            "gone" => drop(admin.delete(&format!("{V3}/projects/{project}")).await.expect(204)),
            _ => {
                let body = json!({"user": {"password": "another horse"}});
                patch(format!("{V3}/users/{user}"), body).await.expect(200);
            }
        }
        client.get("/v2/images").await.expect(401);
        subject().await.expect(404);
        if change == "domain" {
            admin.delete(&format!("{V3}/domains/{domain}")).await.expect(204);
            admin.get(&format!("{V3}/users/{user}")).await.expect(404);
            admin.get(&format!("{V3}/projects/{project}")).await.expect(404);
        }
    }
}
