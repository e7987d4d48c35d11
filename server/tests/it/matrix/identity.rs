//! The Identity API: every call by every kind of caller on what is in their domain and in another.
//!
//! A call that may change something has objects of its own in each cell, and a refusal must leave them as they were.

use serde_json::{Value, json};

use super::host::{Host, PASSWORD, People};
use super::table::{CALLERS, Row, rows};

pub const TABLE: &str = include_str!("identity.txt");

struct World<'a> {
    host: &'a Host<'a>,
    people: People,
    /// A domain that nobody of the table belongs to.
    abroad: String,
}

/// The path of a cell, and what it needs to know of it.
struct Cell {
    path: String,
    /// The token that the call is about.
    subject: Option<String>,
}

impl World<'_> {
    fn token(&self, caller: &str) -> Option<&str> {
        self.people.tokens.get(caller).map(String::as_str)
    }

    fn name(&self) -> String {
        uuid::Uuid::new_v4().simple().to_string()
    }

    async fn made(&self, kind: &str, body: Value) -> String {
        self.host.made(&self.people.maker, kind, body).await
    }

    async fn role(&self, name: &str) -> String {
        let path = format!("/v3/roles?name={name}");
        let found = self.host.call("GET", &path, Some(&self.people.maker), None).await.body;
        found["roles"][0]["id"].as_str().unwrap().to_owned()
    }

    /// What a placeholder stands for, made for this cell.
    async fn thing(&self, what: &str, kind: &str, caller: &str) -> String {
        let name = self.name();
        let domain = if kind == "abroad" { &self.abroad } else { "default" };
        match what {
            "user" if kind == "self" => self.own(caller),
            "user" => {
                self.made("user", json!({"name": name, "password": PASSWORD, "domain_id": domain})).await
            }
            "project" if kind == "self" => self.people.projects["garden"].clone(),
            "project" => self.made("project", json!({"name": name, "domain_id": domain})).await,
            "domain" if kind == "here" => "default".to_owned(),
            "domain" if kind == "abroad" => self.abroad.clone(),
            "domain" => self.made("domain", json!({"name": name, "enabled": false})).await,
            "role" | "implied" => self.made("role", json!({"name": name})).await,
            "member_role" => self.role("member").await,
            "admin_role" => self.role("admin").await,
            "region" => self.made("region", json!({"description": name})).await,
            "service" => self.made("service", json!({"type": name})).await,
            "endpoint" => {
                let service = self.made("service", json!({"type": name})).await;
                let body =
                    json!({"service_id": service, "interface": "public", "url": "http://images.example"});
                self.made("endpoint", body).await
            }
            "registered" => self.registered(&name).await,
            "limit" => self.limit(kind).await,
            other => panic!("the table has an unknown placeholder: {other}"),
        }
    }

    fn own(&self, caller: &str) -> String {
        self.people.users.get(caller).unwrap_or(&self.people.users["member"]).clone()
    }

    async fn several(&self, kind: &str, body: Value) -> Value {
        let path = format!("/v3/{kind}");
        let reply =
            self.host.call("POST", &path, Some(&self.people.maker), Some(&json!({kind: [body]}))).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.body[kind][0].clone()
    }

    async fn registered(&self, name: &str) -> String {
        let service = self.made("service", json!({"type": name})).await;
        let body = json!({"service_id": service, "resource_name": "things", "default_limit": 10});
        self.several("registered_limits", body).await["id"].as_str().unwrap().to_owned()
    }

    async fn limit_body(&self, kind: &str) -> Value {
        let service = self.made("service", json!({"type": self.name()})).await;
        let registered = json!({"service_id": service, "resource_name": "things", "default_limit": 10});
        self.several("registered_limits", registered).await;
        let project = Box::pin(self.thing("project", kind, "nobody")).await;
        json!({"service_id": service, "resource_name": "things", "project_id": project, "resource_limit": 5})
    }

    async fn limit(&self, kind: &str) -> String {
        let body = self.limit_body(kind).await;
        self.several("limits", body).await["id"].as_str().unwrap().to_owned()
    }

    /// An application credential of the caller (`self`) or of the reader, with an access rule.
    async fn credential(&self, kind: &str, caller: &str) -> (String, Value) {
        let owner = if kind == "self" && PROJECT_SCOPED.contains(&caller) { caller } else { "reader" };
        let user = if kind == "self" { self.own(caller) } else { self.own("reader") };
        let rule = json!({"service": "image", "method": "GET", "path": format!("/v2/{}", self.name())});
        let body = json!({"application_credential": {"name": self.name(), "access_rules": [rule]}});
        let path = format!("/v3/users/{}/application_credentials", self.own(owner));
        let reply = self.host.call("POST", &path, self.token(owner), Some(&body)).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        (user, reply.body["application_credential"].clone())
    }

    /// A fresh token of the caller (`self`) or of the reader.
    async fn subject(&self, kind: &str, caller: &str) -> String {
        let owner = if kind == "self" { caller } else { "reader" };
        let place = match owner {
            "reader" | "member" => Some(json!({"project": {"id": self.people.projects["garden"]}})),
            "system" => Some(json!({"system": {"all": true}})),
            "domain" => Some(json!({"domain": {"id": "default"}})),
            _ => None,
        };
        let person = match owner {
            "nobody" | "unscoped" => "member",
            other => other,
        };
        self.host.log_in(&format!("{person}-{}", self.people.run), PASSWORD, place).await
    }

    async fn cell(&self, row: &Row, caller: &str) -> Cell {
        let (verb, template) = row.call.split_once(char::is_whitespace).unwrap();
        let mut path = template.trim().to_owned();
        if path == "/v3/auth/tokens" {
            let subject = Some(self.subject(row.kind, caller).await);
            return Cell { path, subject };
        }
        if path.contains("{credential}") || path.contains("{rule}") {
            let (user, credential) = self.credential(row.kind, caller).await;
            let id = credential["id"].as_str().unwrap();
            let rule = credential["access_rules"][0]["id"].as_str().unwrap();
            path = path.replace("{user}", &user).replace("{credential}", id).replace("{rule}", rule);
            if template.contains("{rule}") && verb == "DELETE" {
                // A rule in use cannot be deleted: whose it is shows before.
                let gone = format!(
                    "/v3/users/{}/application_credentials/{id}",
                    credential["user_id"].as_str().unwrap_or(&user)
                );
                self.host.call("DELETE", &gone, self.token(caller), None).await;
            }
            return Cell { path, subject: None };
        }
        while let Some((before, rest)) = path.split_once('{') {
            let (what, after) = rest.split_once('}').unwrap();
            path = format!("{before}{}{after}", self.thing(what, row.kind, caller).await);
        }
        if matches!(verb, "HEAD" | "DELETE") && is_holding(&path) {
            let reply = self.host.call("PUT", &path, Some(&self.people.maker), None).await;
            assert!(matches!(reply.status, 201 | 204), "{path}: {}", reply.body);
        }
        Cell { path, subject: None }
    }

    async fn body(&self, verb: &str, template: &str, row: &Row) -> Option<Value> {
        let name = self.name();
        let domain = if row.kind == "abroad" { &self.abroad } else { "default" };
        let description = json!({"description": "New"});
        Some(match (verb, template.trim_start_matches("/v3/").split('/').next().unwrap(), template) {
            ("GET" | "HEAD" | "DELETE" | "PUT", ..) => return None,
            ("POST", _, path) if path.ends_with("/application_credentials") => {
                json!({"application_credential": {"name": name}})
            }
            ("POST", "users", path) if path.ends_with("/password") => {
                json!({"user": {"original_password": PASSWORD, "password": PASSWORD}})
            }
            ("POST", "users", _) => json!({"user": {"name": name, "domain_id": domain}}),
            ("POST", "projects", _) => json!({"project": {"name": name, "domain_id": domain}}),
            ("POST", "domains", _) => json!({"domain": {"name": name, "enabled": false}}),
            ("POST", "roles", _) => json!({"role": {"name": name}}),
            ("POST", "regions", _) => json!({"region": {"description": name}}),
            ("POST", "services", _) => json!({"service": {"type": name}}),
            ("POST", "endpoints", _) => {
                let service = self.made("service", json!({"type": name})).await;
                json!({"endpoint": {"service_id": service, "interface": "public", "url": "http://images.example"}})
            }
            ("POST", "registered_limits", _) => {
                let service = self.made("service", json!({"type": name})).await;
                json!({"registered_limits": [{"service_id": service, "resource_name": "x", "default_limit": 1}]})
            }
            ("POST", "limits", _) => json!({"limits": [self.limit_body(row.kind).await]}),
            ("PATCH", "registered_limits", _) => json!({"registered_limit": {"default_limit": 7}}),
            ("PATCH", "limits", _) => json!({"limit": {"resource_limit": 7}}),
            ("PATCH", "services", _) => json!({"service": {"name": "new"}}),
            ("PATCH", "endpoints", _) => json!({"endpoint": {"url": "http://new.example"}}),
            ("PATCH", collection, _) => json!({collection.trim_end_matches('s'): description}),
            _ => panic!("the table has an unknown call: {verb} {template}"),
        })
    }

    async fn check(&self, row: &Row) -> Vec<String> {
        let (verb, template) = row.call.split_once(char::is_whitespace).unwrap();
        let mut wrong = Vec::new();
        let mut untouched: Option<(Cell, Option<Value>)> = None;
        for (&caller, expected) in CALLERS.iter().zip(row.statuses) {
            let (cell, body) = match untouched.take() {
                Some(kept) => kept,
                None => (self.cell(row, caller).await, self.body(verb, template.trim(), row).await),
            };
            let (subject, body_ref) = (cell.subject.as_deref(), body.as_ref());
            let before = if expected >= 400 { Some(self.look(&cell).await) } else { None };
            let reply = self.host.about(verb, &cell.path, self.token(caller), subject, body_ref).await;
            if reply.status != expected {
                wrong.push(format!("{row} {caller}: {} instead of {expected}: {}", reply.status, reply.body));
            }
            if let Some(before) = before
                && reply.status >= 400
                && self.look(&cell).await != before
            {
                wrong.push(format!("{row} {caller}: refused with {}, but something changed", reply.status));
            }
            if reply.status >= 400 || verb == "GET" {
                untouched = (row.kind != "self").then_some((cell, body));
            }
        }
        wrong
    }

    /// All that an administrator sees of what the call names.
    async fn look(&self, cell: &Cell) -> (u16, Value) {
        let read =
            if cell.path.contains("/roles/") && cell.path.matches('/').count() > 4 { "HEAD" } else { "GET" };
        let maker = Some(self.people.maker.as_str());
        let reply = self.host.about(read, &cell.path, maker, cell.subject.as_deref(), None).await;
        (reply.status, reply.body)
    }
}

/// A role that somebody holds, or that another role implies: it is there or not, and has no document.
fn is_holding(path: &str) -> bool {
    path.contains("/implies/") || path.contains("/users/") && path.contains("/roles/")
}

/// Callers whose token is for a project.
const PROJECT_SCOPED: [&str; 4] = ["reader", "member", "admin", "other"];

pub async fn every_cell(host: &Host<'_>) -> Vec<String> {
    let people = People::make(host).await;
    let abroad = json!({"name": format!("abroad-{}", people.run)});
    let abroad = host.made(&people.maker, "domain", abroad).await;
    let world = World { host, people, abroad };
    let mut wrong = Vec::new();
    for row in rows(TABLE) {
        wrong.extend(world.check(&row).await);
    }
    wrong
}
