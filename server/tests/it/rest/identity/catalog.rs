//! `/v3/services`, `/v3/endpoints`, `/v3/regions`, and what tokens say of them.

use serde_json::{Value, json};

use super::TOKENS;
use crate::support::app::{PASSWORD, login};
use crate::support::client::BASE;
use crate::support::{Client, TestApp};

const V3: &str = "/identity/v3";

async fn made(admin: &Client, plural: &str, one: &str, attributes: Value) -> Value {
    let call = admin.post(&format!("{V3}/{plural}")).json(&json!({one: attributes}));
    call.await.expect(201).json()[one].clone()
}

/// A login with a role on the system.
async fn on_the_system(app: &TestApp, user: &str, role: &str) -> Client {
    let member = app.person(user, "garden", "reader").await;
    app.sql(&format!(
        "INSERT INTO assignments (user_id, target, role_id) SELECT users.id, 'system', roles.id
         FROM users, roles WHERE users.name = '{user}' AND roles.name = '{role}'"
    ))
    .await;
    scoped(app, &member, user, json!({"system": {"all": true}})).await
}

async fn scoped(app: &TestApp, client: &Client, user: &str, scope: Value) -> Client {
    let mut body = login(user, PASSWORD, "garden");
    body["auth"]["scope"] = scope;
    client.with_token(app.anonymous().post(TOKENS).json(&body).await.expect(201).header("x-subject-token"))
}

/// The addresses in the catalog of a client's own token, by type of service.
async fn addresses(client: &Client) -> Vec<(String, Vec<String>)> {
    let answer = client.get(TOKENS).header("x-subject-token", client.token()).await.expect(200).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entry = |service: &Value| {
        let endpoints = service["endpoints"].as_array().unwrap();
        (text(&service["type"]), endpoints.iter().map(|endpoint| text(&endpoint["url"])).collect())
    };
    answer["token"]["catalog"].as_array().unwrap().iter().map(entry).collect()
}

async fn of_kind(client: &Client, kind: &str) -> Option<Vec<String>> {
    addresses(client).await.into_iter().find(|(found, _)| found == kind).map(|(_, urls)| urls)
}

#[tokio::test]
async fn what_this_server_does_is_listed_from_the_start() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let answer = admin.get(&format!("{V3}/services?type=image")).await.expect(200).json();
    let services = answer["services"].as_array().unwrap();
    assert_eq!(services.len(), 1);
    let id = services[0]["id"].as_str().unwrap();
    let expected = json!({"id": id, "name": "glance", "type": "image", "enabled": true,
        "links": {"self": format!("{BASE}{V3}/services/{id}")}});
    assert_eq!(services[0], expected);
    let links = json!({"next": null, "previous": null, "self": format!("{BASE}{V3}/services?type=image")});
    assert_eq!(answer["links"], links);
    assert_eq!(answer.get("truncated"), None);
    let path = format!("{V3}/endpoints?service_id={id}&interface=public");
    let endpoints = admin.get(&path).await.expect(200).json()["endpoints"].clone();
    assert_eq!(endpoints.as_array().unwrap().len(), 1);
    let endpoint = endpoints[0]["id"].as_str().unwrap();
    let expected = json!({"id": endpoint, "interface": "public", "region": "RegionOne",
        "region_id": "RegionOne", "service_id": id, "url": BASE, "enabled": true,
        "links": {"self": format!("{BASE}{V3}/endpoints/{endpoint}")}});
    assert_eq!(endpoints[0], expected);
    let elsewhere = admin.get(&path).header("host", "other.test").await.expect(200).json();
    assert_eq!(elsewhere["endpoints"][0]["url"], "http://other.test");
    let region = admin.get(&format!("{V3}/regions/RegionOne")).await.expect(200).json();
    let expected = json!({"id": "RegionOne", "description": "", "parent_region_id": null,
        "links": {"self": format!("{BASE}{V3}/regions/RegionOne")}});
    assert_eq!(region["region"], expected);
}

#[tokio::test]
async fn a_restart_adds_nothing_twice_and_keeps_what_was_changed() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let service = admin.get(&format!("{V3}/services?type=image")).await.json()["services"][0].clone();
    let path = format!("{V3}/endpoints?interface=admin&service_id={}", service["id"].as_str().unwrap());
    let endpoint = admin.get(&path).await.json()["endpoints"][0]["id"].as_str().unwrap().to_owned();
    let own = format!("{V3}/endpoints/{endpoint}");
    let change = json!({"endpoint": {"url": "https://images.example"}});
    let changed = admin.call("PATCH", &own).json(&change).await.expect(200).json();
    assert_eq!(changed["endpoint"]["url"], "https://images.example");
    let renamed = format!("{V3}/services/{}", service["id"].as_str().unwrap());
    admin.call("PATCH", &renamed).json(&json!({"service": {"name": "pictures"}})).await.expect(200);
    let app = app.rebuild().await;
    let admin = app.admin().await;
    assert_eq!(admin.get(&own).await.json()["endpoint"]["url"], "https://images.example");
    assert_eq!(admin.get(&renamed).await.json()["service"]["name"], "pictures");
    let urls = of_kind(&admin, "image").await.unwrap();
    assert_eq!(urls.iter().filter(|url| *url == "https://images.example").count(), 1);
    let counts = [("services", 2), ("endpoints", 6), ("regions", 1)];
    for (table, rows) in counts {
        assert_eq!(app.rows(table).await, rows, "{table}");
    }
}

#[tokio::test]
async fn a_service_lives_from_creation_to_deletion() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let attributes = json!({"type": "volume", "name": "cinder", "description": "Disks", "id": "mine"});
    let service = made(&admin, "services", "service", attributes).await;
    let id = service["id"].as_str().unwrap();
    assert_ne!(id, "mine");
    assert_eq!((&service["description"], &service["enabled"]), (&json!("Disks"), &json!(true)));
    let own = format!("{V3}/services/{id}");
    assert_eq!(admin.get(&own).await.expect(200).json()["service"], service);
    assert_eq!(admin.get(&format!("{own}/")).await.expect(200).json()["service"], service);
    let head = admin.call("HEAD", &own).await.expect(200);
    assert!(head.body.is_empty() && head.header("content-length").parse::<usize>().unwrap() > 0);
    made(&admin, "services", "service", json!({"type": "volume", "name": "cinder"})).await;
    let named = admin.get(&format!("{V3}/services?name=cinder")).await.expect(200).json();
    assert_eq!(named["services"].as_array().unwrap().len(), 2, "names may repeat");
    let change = json!({"service": {"enabled": false, "description": null}});
    let changed = admin.call("PATCH", &own).json(&change).await.expect(200).json()["service"].clone();
    assert_eq!((changed.get("description"), &changed["enabled"]), (None, &json!(false)));
    assert_eq!(changed["name"], "cinder");
    let endpoint = json!({"service_id": id, "interface": "public", "url": "http://disks"});
    let endpoint = made(&admin, "endpoints", "endpoint", endpoint).await;
    assert_eq!((&endpoint["region"], &endpoint["region_id"]), (&Value::Null, &Value::Null));
    assert!(admin.delete(&own).await.expect(204).body.is_empty());
    admin.get(&own).await.refused(404, &format!("Could not find service: {id}."), "gone");
    admin.delete(&own).await.expect(404);
    admin.call("PATCH", &own).json(&change).await.expect(404);
    admin.get(&format!("{V3}/endpoints/{}", endpoint["id"].as_str().unwrap())).await.expect(404);
}

#[tokio::test]
async fn inputs_that_make_no_sense_are_refused() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let service = made(&admin, "services", "service", json!({"type": "x"})).await;
    assert_eq!(service["name"], "");
    let endpoint = |change: Value| {
        let mut body = json!({"service_id": service["id"], "interface": "public", "url": "http://h"});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        json!({"endpoint": body})
    };
    let before = app.rows("endpoints").await;
    for (path, body, fragment) in [
        ("services", json!({}), "'service' is a required property"),
        (
            "services",
            json!({"service": {"name": "n"}}),
            "Invalid input for field/attribute service. Value: {'name': 'n'}. 'type' is a required property",
        ),
        ("services", json!({"service": {"type": "x", "name": null}}), "field/attribute name. Value: null"),
        ("services", json!({"service": {"type": 7}}), "Invalid input for field/attribute type. Value: 7"),
        ("services", json!({"service": {"type": " "}}), "Expecting to find type"),
        ("services", json!({"service": {"type": "x".repeat(256)}}), "field/attribute type"),
        ("services", json!({"service": {"type": "x", "enabled": "yes"}}), "field/attribute enabled"),
        ("services", json!({"service": {"type": "x", "name": "a\u{0}b"}}), "control"),
        (
            "endpoints",
            endpoint(json!({"service_id": "zz"})),
            "Expecting to find endpoint service_id in service table.",
        ),
        (
            "endpoints",
            endpoint(json!({"region_id": "zz"})),
            "Expecting to find endpoint region_id in region table.",
        ),
        ("endpoints", endpoint(json!({"interface": "private"})), "field/attribute interface"),
        ("endpoints", endpoint(json!({"url": "h/path"})), "field/attribute url"),
        ("endpoints", endpoint(json!({"url": "/"})), "field/attribute url"),
        ("endpoints", endpoint(json!({"url": "http://h/%(admin_token)s"})), "field/attribute url"),
        ("endpoints", endpoint(json!({"url": "http://h/$(user_id)s"})), "field/attribute url"),
        ("endpoints", endpoint(json!({"url": null})), "field/attribute url"),
        ("regions", json!({"region": {"id": "a\u{0}"}}), "control"),
        ("regions", json!({"region": []}), "'region' is a required property"),
    ] {
        let answer = admin.post(&format!("{V3}/{path}")).json(&body).await;
        answer.refused(400, fragment, &body.to_string());
    }
    let wordy = admin.post(&format!("{V3}/services")).body("x").header("content-type", "text/plain").await;
    wordy.refused(400, "application/json", "another type");
    admin.post(&format!("{V3}/services")).await.expect(400);
    assert_eq!(app.rows("endpoints").await, before);
    for query in ["limit=abc", "limit=0", "limit=-1"] {
        admin.get(&format!("{V3}/services?{query}")).await.refused(400, "limit", query);
    }
    let listed = admin.get(&format!("{V3}/services?name=%00&unknown=1")).await;
    assert_eq!(listed.status, 400);
    admin.get(&format!("{V3}/services/a%00b")).await.expect(404);
}

#[tokio::test]
async fn lists_come_in_parts() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for name in ["a", "b", "c", "d", "e"] {
        made(&admin, "regions", "region", json!({"id": name, "parent_region_id": "RegionOne"})).await;
    }
    let mut path = format!("{V3}/regions?parent_region_id=RegionOne&limit=2");
    let mut found = Vec::new();
    loop {
        let answer = admin.get(&path).await.expect(200).json();
        assert_eq!(answer["links"]["self"], format!("{BASE}{path}"));
        let rows = answer["regions"].as_array().unwrap();
        found.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        let Some(next) = answer["links"]["next"].as_str() else {
            assert_eq!(answer.get("truncated"), None);
            break;
        };
        assert_eq!((rows.len(), &answer["truncated"]), (2, &json!(true)));
        path = next.strip_prefix(BASE).unwrap().to_owned();
    }
    assert_eq!(found, ["a", "b", "c", "d", "e"]);
    for plural in ["services", "endpoints", "regions"] {
        admin.get(&format!("{V3}/{plural}?marker=zz")).await.refused(404, "Could not find", plural);
    }
}

#[tokio::test]
async fn regions_are_made_by_name_and_kept_while_in_use() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let post = |region: Value| admin.post(&format!("{V3}/regions")).json(&json!({"region": region}));
    let free = made(&admin, "regions", "region", json!({})).await;
    assert_eq!((free["id"].as_str().unwrap().len(), &free["description"]), (32, &json!("")));
    made(&admin, "regions", "region", json!({"id": "Süd", "description": "South"})).await;
    let twice = "Conflict occurred attempting to store region - Duplicate ID, Süd..";
    post(json!({"id": "Süd"})).await.refused(409, twice, "twice");
    post(json!({"parent_region_id": "zz"})).await.refused(404, "Could not find region: zz.", "no parent");
    made(&admin, "regions", "region", json!({"id": "below", "parent_region_id": "Süd"})).await;
    let own = format!("{V3}/regions/S%C3%BCd");
    let change = |parent: &str| json!({"region": {"parent_region_id": parent}});
    admin.call("PATCH", &own).json(&change("below")).await.expect(400);
    admin.call("PATCH", &own).json(&change("Süd")).await.expect(400);
    admin.call("PATCH", &format!("{V3}/regions/zz")).json(&change("Süd")).await.expect(404);
    let service = made(&admin, "services", "service", json!({"type": "x"})).await;
    let endpoint = json!({"service_id": service["id"], "interface": "admin", "url": "http://h",
        "region_id": "below"});
    let endpoint = made(&admin, "endpoints", "endpoint", endpoint).await;
    admin.delete(&own).await.refused(403, "Unable to delete region", "in use below");
    admin.get(&own).await.expect(200);
    admin.delete(&format!("{V3}/regions/RegionOne")).await.expect(403);
    admin.delete(&format!("{V3}/endpoints/{}", endpoint["id"].as_str().unwrap())).await.expect(204);
    admin.delete(&own).await.expect(204);
    admin.get(&format!("{V3}/regions/below")).await.expect(404);
    admin.delete(&own).await.expect(404);
    let by_name = json!({"service_id": service["id"], "interface": "admin", "url": "http://h",
        "region": "fresh"});
    let endpoint = made(&admin, "endpoints", "endpoint", by_name).await;
    assert_eq!(endpoint["region_id"], "fresh");
    admin.get(&format!("{V3}/regions/fresh")).await.expect(200);
}

#[tokio::test]
async fn tokens_name_what_is_enabled_with_their_project_filled_in() {
    let app = TestApp::new().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let system = scoped(&app, &admin, "admin", json!({"system": {"all": true}})).await;
    let service = made(&admin, "services", "service", json!({"type": "store"})).await;
    assert_eq!(of_kind(&member, "store").await.unwrap(), Vec::<String>::new(), "no endpoint yet");
    let endpoint = |url: &str| json!({"service_id": service["id"], "interface": "public", "url": url});
    let own = made(&admin, "endpoints", "endpoint", endpoint("http://s/%(tenant_id)s/$(project_id)s")).await;
    let expected = format!("http://s/{0}/{0}", member.project);
    assert_eq!(of_kind(&member, "store").await.unwrap(), std::slice::from_ref(&expected));
    let listed = member.get("/identity/v3/auth/catalog").await.expect(200);
    assert!(listed.text().contains(&expected), "{}", listed.text());
    assert_eq!(of_kind(&system, "store").await.unwrap(), Vec::<String>::new(), "no project to fill in");
    assert_eq!(of_kind(&system, "image").await.unwrap().len(), 3);
    made(&admin, "endpoints", "endpoint", endpoint("http://plain")).await;
    assert_eq!(of_kind(&system, "store").await.unwrap(), ["http://plain"]);
    let off = |one: &str| json!({one: {"enabled": false}});
    let path = format!("{V3}/endpoints/{}", own["id"].as_str().unwrap());
    admin.call("PATCH", &path).json(&off("endpoint")).await.expect(200);
    assert_eq!(of_kind(&member, "store").await.unwrap(), ["http://plain"]);
    let path = format!("{V3}/services/{}", service["id"].as_str().unwrap());
    admin.call("PATCH", &path).json(&off("service")).await.expect(200);
    assert_eq!(of_kind(&member, "store").await, None);
    system.get("/identity/v3/auth/catalog").await.expect(403);
}

#[tokio::test]
async fn administrators_write_and_readers_of_the_system_read() {
    let app = TestApp::new().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let auditor = on_the_system(&app, "vera", "reader").await;
    let service = app.person("nova", "services", "service").await;
    let admin_of_system = scoped(&app, &admin, "admin", json!({"system": {"all": true}})).await;
    let rows = [("services", "service"), ("endpoints", "endpoint")];
    for (client, status) in
        [(&admin, 200), (&admin_of_system, 200), (&auditor, 200), (&member, 403), (&service, 403)]
    {
        for (plural, one) in rows {
            let list = client.get(&format!("{V3}/{plural}")).await;
            assert_eq!(list.status, status, "{plural} {}", list.text());
            let unknown = client.get(&format!("{V3}/{plural}/zz")).await;
            let expected = if status == 200 { 404 } else { 403 };
            let message = if status == 200 {
                format!("Could not find {one}: zz.")
            } else {
                format!("You are not authorized to perform the requested action: identity:get_{one}.")
            };
            unknown.refused(expected, &message, plural);
        }
        client.get(&format!("{V3}/regions")).await.expect(200);
        client.get(&format!("{V3}/regions/zz")).await.expect(404);
    }
    let counts = (app.rows("services").await, app.rows("endpoints").await, app.rows("regions").await);
    for client in [&auditor, &member, &service] {
        for (plural, one) in [("services", "service"), ("endpoints", "endpoint"), ("regions", "region")] {
            let refused = |verb: &str| format!("identity:{verb}_{one}.");
            let create = client.post(&format!("{V3}/{plural}")).json(&json!({one: {"type": "x"}}));
            let answer = create.await;
            assert!(answer.status == 403 || answer.status == 400, "{}", answer.text());
            let path = format!("{V3}/{plural}/RegionOne");
            let patch = client.call("PATCH", &path).json(&json!({one: {}})).await;
            patch.refused(403, &refused("update"), plural);
            client.delete(&path).await.refused(403, &refused("delete"), plural);
        }
        let create = client.post(&format!("{V3}/services")).json(&json!({"service": {"type": "x"}}));
        create.await.refused(403, "identity:create_service.", "create");
        let create = client.post(&format!("{V3}/regions")).json(&json!({"region": {}}));
        create.await.refused(403, "identity:create_region.", "create");
    }
    let after = (app.rows("services").await, app.rows("endpoints").await, app.rows("regions").await);
    assert_eq!(after, counts);
    for plural in ["services", "endpoints", "regions"] {
        let path = format!("{V3}/{plural}");
        app.anonymous().get(&path).await.expect(401);
        app.anonymous().with_token("garbage").post(&path).json(&json!({})).await.expect(401);
        app.anonymous().call("OPTIONS", &path).await.expect(200);
        app.anonymous().put(&path).await.expect(405);
    }
}
