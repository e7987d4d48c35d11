//! Images: every call by every kind of caller on every kind of image.
//!
//! Each cell has an image of its own, and a refusal must leave it as it was.

use serde_json::{Value, json};

use super::host::{Host, People};
use super::table::{CALLERS, Row, rows};
use crate::support::client::PATCH_V21;
use crate::support::{Answer, Call, Client, TestApp};

pub const TABLE: &str = include_str!("images.txt");

const BYTES: &[u8] = b"0123456789";

struct World<'a> {
    app: &'a TestApp,
    people: People,
}

impl World<'_> {
    fn client(&self, caller: &str) -> Client {
        self.people.client(self.app, caller)
    }

    /// A fresh image of this kind, with data unless the call brings some.
    async fn image(&self, kind: &str, call: &str) -> String {
        let (owner, visibility) = match kind {
            "own" => ("garden", "private"),
            "foreign" => ("meadow", "private"),
            "lent" => ("garden", "shared"),
            other => ("meadow", other),
        };
        let admin = self.client("admin");
        let attributes = json!({
            "disk_format": "raw", "container_format": "bare", "tags": ["old"],
            "visibility": visibility, "owner": self.people.projects[owner],
        });
        let id = admin.create(attributes).await["id"].as_str().unwrap().to_owned();
        if call != "upload" {
            admin.upload(&id, BYTES).await.expect(204);
        }
        if let Some(with) = shared_with(kind) {
            self.app.share(&id, &self.people.projects[with], "accepted").await;
        }
        if call == "reactivate" {
            admin.post(&format!("/v2/images/{id}/actions/deactivate")).await.expect(204);
        }
        id
    }

    async fn check(&self, row: &Row) -> Vec<String> {
        let mut wrong = Vec::new();
        for (caller, expected) in CALLERS.iter().zip(row.statuses) {
            let id = if row.kind == "-" { String::new() } else { self.image(row.kind, row.call).await };
            let before = self.look(&id).await;
            let answer = request(&self.client(caller), row, &id, &self.people).await;
            let got = answer.status.as_u16();
            if got != expected {
                wrong.push(format!("{row} {caller}: {got} instead of {expected}: {}", answer.text()));
            }
            if got >= 400 && self.look(&id).await != before {
                wrong.push(format!("{row} {caller}: refused with {got}, but the image changed"));
            }
        }
        wrong
    }

    /// All that an administrator sees of an image.
    async fn look(&self, id: &str) -> Value {
        if id.is_empty() {
            let query = "/v2/images?visibility=all&limit=1000";
            return self.client("admin").get(query).await.expect(200).json()["images"]
                .as_array()
                .unwrap()
                .len()
                .into();
        }
        self.client("admin").show(id).await
    }
}

/// The project that an image of this kind is shared with.
fn shared_with(kind: &str) -> Option<&'static str> {
    match kind {
        "shared" => Some("garden"),
        "lent" => Some("harbor"),
        _ => None,
    }
}

async fn request(client: &Client, row: &Row, id: &str, people: &People) -> Answer {
    let member =
        format!("/v2/images/{id}/members/{}", people.projects[shared_with(row.kind).unwrap_or("garden")]);
    let image = format!("/v2/images/{id}");
    let patch = |operation: Value| {
        client.call("PATCH", &image).json(&json!([operation])).header("content-type", PATCH_V21)
    };
    let visibility = |word: &str| patch(json!({"op": "replace", "path": "/visibility", "value": word}));
    let create = |body: Value| client.post("/v2/images").json(&body);
    let call: Call = match row.call {
        "create" => create(json!({})),
        "create-for-meadow" => create(json!({"owner": people.projects["meadow"]})),
        "create-public" => create(json!({"visibility": "public"})),
        "create-community" => create(json!({"visibility": "community"})),
        "list" => client.get("/v2/images"),
        "show" => client.get(&image),
        "patch" => patch(json!({"op": "add", "path": "/x_colour", "value": "red"})),
        "tag" => client.put(&format!("{image}/tags/new")),
        "untag" => client.delete(&format!("{image}/tags/old")),
        "publicize" => visibility("public"),
        "communitize" => visibility("community"),
        "upload" => client.upload(id, BYTES),
        "download" => client.get(&format!("{image}/file")),
        "download-range" => client.get(&format!("{image}/file")).header("range", "bytes=2-3"),
        "delete" => client.delete(&image),
        "deactivate" | "reactivate" => client.post(&format!("{image}/actions/{}", row.call)),
        "members" => client.get(&format!("{image}/members")),
        "member" => client.get(&member),
        "share" => client.post(&format!("{image}/members")).json(&json!({"member": "somebody"})),
        "accept" => client.put(&member).json(&json!({"status": "accepted"})),
        "unshare" => client.delete(&member),
        other => panic!("the table has an unknown call: {other}"),
    };
    call.await
}

pub async fn every_cell(app: &TestApp, host: &Host<'_>) -> Vec<String> {
    let world = World { app, people: People::make(host).await };
    let mut wrong = Vec::new();
    for row in rows(TABLE) {
        wrong.extend(world.check(&row).await);
    }
    wrong
}
