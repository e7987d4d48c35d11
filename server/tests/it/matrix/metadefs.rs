//! The catalog of metadata definitions: every call by every kind of caller on every kind of namespace.
//!
//! A call that may change something has a namespace of its own in each cell, and a refusal must leave it as it was.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::host::{Host, People};
use super::table::{CALLERS, Row, rows};
use crate::support::{Answer, Client, TestApp};

pub const TABLE: &str = include_str!("metadefs.txt");

struct World<'a> {
    app: &'a TestApp,
    people: People,
    /// Those that are only read, by kind.
    namespaces: HashMap<&'static str, String>,
}

impl World<'_> {
    async fn namespace(&self, kind: &str) -> String {
        let (owner, visibility) = match kind {
            "own" => ("garden", "private"),
            "public" => ("meadow", "public"),
            "foreign" => ("meadow", "private"),
            other => panic!("the table has an unknown kind: {other}"),
        };
        let name = format!("Matrix::{}", uuid::Uuid::new_v4().simple());
        let body = json!({
            "namespace": name, "visibility": visibility, "owner": self.people.projects[owner],
            "objects": [{"name": "Shape", "properties": {}}],
            "properties": {"colour": {"title": "Colour", "type": "string"}},
            "tags": [{"name": "old"}],
            "resource_type_associations": [{"name": "OS::Glance::Image"}],
        });
        self.admin().post("/v2/metadefs/namespaces").json(&body).await.expect(201);
        name
    }

    fn admin(&self) -> Client {
        self.people.client(self.app, "admin")
    }

    async fn check(&self, row: &Row) -> Vec<String> {
        let mut wrong = Vec::new();
        for (caller, expected) in CALLERS.iter().zip(row.statuses) {
            let namespace = match row.kind {
                "-" => String::new(),
                kind if row.call.starts_with("GET ") => self.namespaces[kind].clone(),
                kind => self.namespace(kind).await,
            };
            let before = self.look(&namespace).await;
            let answer = request(&self.people.client(self.app, caller), row.call, &namespace).await;
            let got = answer.status.as_u16();
            if got != expected {
                wrong.push(format!("{row} {caller}: {got} instead of {expected}: {}", answer.text()));
            }
            let writes = *caller == "admin" && !row.call.starts_with("GET ");
            if !writes && self.look(&namespace).await != before {
                wrong.push(format!("{row} {caller}: {got}, but the catalog changed"));
            }
        }
        wrong
    }

    /// All that an administrator sees of a namespace, or how many there are.
    async fn look(&self, namespace: &str) -> Value {
        if namespace.is_empty() {
            let list = self.admin().get("/v2/metadefs/namespaces?limit=1000").await.expect(200).json();
            return list["namespaces"].as_array().unwrap().len().into();
        }
        let ours = format!("/vitrine/v1/metadefs/namespaces/{namespace}");
        let document = self.admin().get(&format!("{ours}/document")).await.expect(200).json();
        let enforcement = self.admin().get(&format!("{ours}/enforcement")).await.expect(200).json();
        json!([document, enforcement])
    }
}

async fn request(client: &Client, call: &str, namespace: &str) -> Answer {
    let (verb, template) = call.split_once(char::is_whitespace).unwrap();
    let new = format!("Matrix::{}", uuid::Uuid::new_v4().simple());
    let path = template.trim().replace("{ns}", namespace).replace("{new}", &new);
    let kind = path.rsplit('/').next().unwrap_or_default();
    let call = client.call(verb, &path);
    let whole = |name: &str| json!({"namespace": name, "display_name": "New"});
    let body = match (verb, kind) {
        ("GET" | "DELETE", _) => return call.await,
        ("POST", "namespaces") => whole(&new),
        ("PUT", "document") if namespace.is_empty() => {
            return call.header("if-none-match", "*").json(&whole(&new)).await;
        }
        ("PUT", "document") => return call.header("if-match", "*").json(&whole(namespace)).await,
        ("POST", "revert") => return call.header("if-match", "*").json(&json!({"version": 1})).await,
        ("PUT", "enforcement") => json!({"enforcement": "warn"}),
        ("POST", "import") => json!({"documents": [whole(&new)]}),
        ("POST", "validate") => {
            json!({"resource_type": "OS::Glance::Image", "properties": {"colour": "red"}})
        }
        ("POST", "objects") | ("PUT", "Shape") => {
            json!({"name": if verb == "PUT" { "Shape" } else { "New" }, "description": "New"})
        }
        ("POST", "properties") => json!({"name": "new", "title": "New", "type": "string"}),
        ("PUT", "colour") => json!({"name": "colour", "title": "New", "type": "string"}),
        ("POST", "resource_types") => json!({"name": "OS::Nova::Server"}),
        ("POST", "tags") => json!({"tags": [{"name": "new"}]}),
        ("POST", "new") => return call.await,
        ("PUT", "old") => json!({"name": "older"}),
        ("PUT", _) => whole(namespace),
        _ => panic!("the table has an unknown call: {verb} {template}"),
    };
    call.json(&body).await
}

pub async fn every_cell(app: &TestApp, host: &Host<'_>) -> Vec<String> {
    let mut world = World { app, people: People::make(host).await, namespaces: HashMap::new() };
    for kind in ["own", "public", "foreign"] {
        let name = world.namespace(kind).await;
        world.namespaces.insert(kind, name);
    }
    let mut wrong = Vec::new();
    for row in rows(TABLE) {
        wrong.extend(world.check(&row).await);
    }
    wrong
}
