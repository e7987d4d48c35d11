//! The catalog's pages and what they ask, as a browser sends it.

use serde_json::{Value, json};

use super::visitor::Visitor;
use crate::support::{Answer, TestApp};

impl Visitor<'_> {
    async fn save(&self, name: &str, revision: Option<&str>, document: &Value, is_dry_run: bool) -> Answer {
        let save =
            json!({"namespace": name, "revision": revision, "document": document, "is_dry_run": is_dry_run});
        self.ask("metadefs/save", &json!({"save": save})).await
    }
}

fn document(name: &str) -> Value {
    json!({
        "namespace": name, "visibility": "private", "protected": false,
        "properties": {"p": {"type": "string", "title": "P"}},
        "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "x_"}],
        "tags": [{"name": "t"}],
    })
}

#[tokio::test]
async fn a_document_is_saved_once_for_the_state_that_was_opened() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let opened =
        admin.ask("metadefs/open", &json!({"namespace": null, "from": null})).await.expect(200).json();
    assert_eq!(opened["revision"], Value::Null);

    let planned = admin.save("N", None, &document("N"), true).await.expect(200).json();
    assert!(planned["changes"].as_u64().unwrap() > 3);
    assert_eq!(app.rows("metadef_namespaces").await, 0, "a dry run writes nothing");

    let saved = admin.save("N", None, &document("N"), false).await.expect(200).json();
    let first = saved["revision"].as_str().unwrap().to_owned();
    admin.save("N", None, &document("N"), false).await.expect(412);

    let mut changed = document("N");
    changed["description"] = "Second".into();
    let second = admin.save("N", Some(&first), &changed, false).await.expect(200).json();
    assert_ne!(second["revision"], first.as_str());
    changed["description"] = "Third".into();
    admin.save("N", Some(&first), &changed, false).await.expect(412);
    let table = admin.ask("metadefs/table", &json!({"query": plain_query()})).await.expect(200).json();
    assert_eq!(table["rows"][0]["description"], "Second");
    assert_eq!((&table["rows"][0]["properties"], &table["rows"][0]["tags"]), (&json!(1), &json!(1)));
}

fn plain_query() -> Value {
    json!({
        "text": null, "resource_type": null, "visibility": null, "protected": null,
        "sort": "title", "direction": "asc", "page": 1,
    })
}

#[tokio::test]
async fn a_large_namespace_is_saved_and_one_that_is_too_large_refused() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let mut large = document("N");
    for n in 0..800 {
        let description = "d".repeat(200);
        large["properties"][format!("p{n}")] =
            json!({"type": "string", "title": "P", "description": description});
    }
    assert!(large.to_string().len() > 128 << 10);
    admin.save("N", None, &large, false).await.expect(200);
    large["description"] = "x".repeat(9 << 20).into();
    assert_eq!(admin.save("M", None, &large, false).await.status.as_u16(), 413);
    assert_eq!(app.rows("metadef_namespaces").await, 1);
}

#[tokio::test]
async fn who_may_not_author_can_neither_open_nor_save_nor_delete() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let mut public = document("N");
    public["visibility"] = "public".into();
    let saved = admin.save("N", None, &public, false).await.expect(200).json();
    let revision = saved["revision"].as_str().unwrap().to_owned();

    let mia = Visitor::member(&app).await;
    mia.ask("metadefs/open", &json!({"namespace": "N", "from": null})).await.expect(403);
    mia.ask("metadefs/open", &json!({"namespace": null, "from": null})).await.expect(403);
    public["description"] = "taken over".into();
    mia.save("N", Some(&revision), &public, false).await.expect(403);
    mia.save("M", None, &document("M"), false).await.expect(403);
    let refused = mia.post("/dashboard/metadefs/N/delete", &[]).await.expect(303);
    assert!(refused.header("location").contains("notice=error-"), "{}", refused.header("location"));
    mia.get("/dashboard/metadefs/N").await.expect(200);
    mia.get("/dashboard/metadefs/N/edit").await.expect(403);
    assert_eq!(app.rows("metadef_namespaces").await, 1);
    let kept = app.admin().await.get("/v2/metadefs/namespaces/N").await.expect(200).json();
    assert_eq!(kept.get("description"), None);
}

#[tokio::test]
async fn private_namespaces_show_nowhere_to_others() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    admin.save("Hidden", None, &document("Hidden"), false).await.expect(200);
    let mia = Visitor::member(&app).await;
    let table = mia.ask("metadefs/table", &json!({"query": plain_query()})).await.expect(200).json();
    assert_eq!((table["rows"].as_array().unwrap().len(), &table["total"]), (0, &json!(0)));
    assert_eq!(table["resource_types"], json!([]));
    mia.get("/dashboard/metadefs/Hidden").await.expect(404);
    mia.ask("metadefs/open", &json!({"namespace": null, "from": "Hidden"})).await.expect(403);
}

#[tokio::test]
async fn a_protected_namespace_is_not_deleted_and_one_without_protection_is() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let mut kept = document("Kept");
    kept["protected"] = true.into();
    admin.save("Kept", None, &kept, false).await.expect(200);
    admin.save("Gone", None, &document("Gone"), false).await.expect(200);
    let refused = admin.post("/dashboard/metadefs/Kept/delete", &[]).await.expect(303);
    assert!(refused.header("location").contains("error-metadef-protected"));
    let done = admin.post("/dashboard/metadefs/Gone/delete", &[]).await.expect(303);
    assert!(done.header("location").starts_with("/dashboard/metadefs?notice=namespace-deleted"));
    assert_eq!(app.rows("metadef_namespaces").await, 1);
}

#[tokio::test]
async fn a_return_is_for_the_state_that_the_page_showed() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let first = admin.save("N", None, &document("N"), false).await.expect(200).json();
    let first = first["revision"].as_str().unwrap().to_owned();
    let mut changed = document("N");
    changed["description"] = "Second".into();
    let second = admin.save("N", Some(&first), &changed, false).await.expect(200).json();
    let second = second["revision"].as_str().unwrap().to_owned();

    let stale =
        admin.post("/dashboard/metadefs/N/revert", &[("version", "1"), ("known", &first)]).await.expect(303);
    assert!(stale.header("location").contains("error-stale"));
    let done =
        admin.post("/dashboard/metadefs/N/revert", &[("version", "1"), ("known", &second)]).await.expect(303);
    assert!(done.header("location").contains("namespace-returned"));
    let now = app.admin().await.get("/v2/metadefs/namespaces/N").await.expect(200).json();
    assert_eq!(now.get("description"), None);
}

#[tokio::test]
async fn what_is_no_metadata_is_not_changed_as_such() {
    let app = TestApp::new().await;
    let api = app.admin().await;
    let admin = Visitor::admin(&app).await;
    let image = api.post("/v2/images").json(&json!({"name": "i", "a": "1"})).await.expect(201).json();
    let id = image["id"].as_str().unwrap();
    for key in ["name", "status", "os_glance_x", "location", " "] {
        let change = json!({"change": {"id": id, "expected": {}, "set": {key: "x"}, "removed": []}});
        let answer = admin.ask("metadata/save", &change).await;
        assert!(matches!(answer.status.as_u16(), 400 | 403), "{key}: {}", answer.status);
    }
    let shown = api.get(&format!("/v2/images/{id}")).await.expect(200).json();
    assert_eq!(shown, image);
}

#[tokio::test]
async fn metadata_is_changed_by_a_plain_form_which_comes_back_where_somebody_was_faster() {
    let app = TestApp::new().await;
    let api = app.admin().await;
    let admin = Visitor::admin(&app).await;
    let body = json!({"name": "i", "a": "1", "b": "x\ny", "c": "<or> p <or> q"});
    let image = api.post("/v2/images").json(&body).await.expect(201).json();
    let id = image["id"].as_str().unwrap();
    let page = format!("/dashboard/images/{id}/metadata");
    let shown = admin.get(&page).await.expect(200).text();
    for part in ["name=\"value:a\"", "name=\"was:b\"", "name=\"gone:c\"", "name=\"key:1\""] {
        assert!(shown.contains(part), "{part}");
    }
    let fields = [
        ("was:a", "\"1\""),
        ("value:a", "2"),
        ("was:b", "\"x\\ny\""),
        ("value:b", "x\r\ny"),
        ("was:c", "\"<or> p <or> q\""),
        ("value:c", "<or> p <or> q"),
        ("key:1", "new"),
        ("new:1", "n"),
    ];
    admin.post(&page, &fields).await.expect(303);
    let saved = api.get(&format!("/v2/images/{id}")).await.expect(200).json();
    assert_eq!((&saved["a"], &saved["b"], &saved["new"]), (&json!("2"), &json!("x\ny"), &json!("n")));
    assert_eq!(saved["c"], "<or> p <or> q");

    let again = admin.post(&page, &[("was:a", "\"1\""), ("value:a", "3")]).await.expect(409).text();
    assert!(again.contains("value=\"3\"") && again.contains("<code>2<"), "both are shown");
    admin.post(&page, &[("was:a", "\"2\""), ("gone:a", "on")]).await.expect(303);
    assert_eq!(api.get(&format!("/v2/images/{id}")).await.expect(200).json().get("a"), None);

    let mia = Visitor::member(&app).await;
    mia.post(&page, &[("key:1", "own"), ("new:1", "1")]).await.expect(404);
}

#[tokio::test]
async fn an_image_is_made_with_metadata_and_with_nothing_twice() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let draft = |description: &str, properties: Value| {
        json!({"draft": {
            "name": "i", "description": description, "disk_format": "", "container_format": "",
            "visibility": null, "protected": false, "os_hidden": false, "min_disk": 0, "min_ram": 0,
            "architecture": "", "tags": "", "properties": properties,
        }})
    };
    let made = admin.ask("images/create", &draft("d", json!({"hw_x": "<in> a,b"}))).await.expect(200).json();
    assert_eq!((&made["hw_x"], &made["description"]), (&json!("<in> a,b"), &json!("d")));
    let twice = admin.ask("images/create", &draft("d", json!({"description": "e"}))).await;
    assert_eq!(twice.expect(400).json()["field"], "description");
    admin.ask("images/create", &draft("", json!({"owner": "x"}))).await.expect(403);
}

#[tokio::test]
async fn metadata_is_changed_by_its_difference_and_only_from_what_was_seen() {
    let app = TestApp::new().await;
    let api = app.admin().await;
    let admin = Visitor::admin(&app).await;
    let image = api
        .post("/v2/images")
        .json(&json!({"name": "i", "a": "1", "b": "2", "c": "3"}))
        .await
        .expect(201)
        .json();
    let id = image["id"].as_str().unwrap();
    let change = |expected: Value, set: Value, removed: Value| json!({"change": {"id": id, "expected": expected, "set": set, "removed": removed}});
    let wanted =
        change(json!({"a": "1", "b": "2", "new/key": null}), json!({"a": "9", "new/key": "x"}), json!(["b"]));
    let saved = admin.ask("metadata/save", &wanted).await.expect(200).json();
    assert_eq!(saved["Saved"], json!({"a": "9", "c": "3", "new/key": "x"}));
    let late = admin
        .ask("metadata/save", &change(json!({"a": "1"}), json!({"a": "5"}), json!([])))
        .await
        .expect(200)
        .json();
    assert_eq!(late["Overtaken"]["a"], "9");
    let shown = api.get(&format!("/v2/images/{id}")).await.expect(200).json();
    assert_eq!((&shown["a"], &shown["c"], shown.get("b")), (&json!("9"), &json!("3"), None));

    // Others see a public image, and change nothing about it.
    let open = json!([{"op": "replace", "path": "/visibility", "value": "public"}]);
    api.patch(id, open).await.expect(200);
    let mia = Visitor::member(&app).await;
    mia.ask("metadata/save", &change(json!({"a": "9"}), json!({"a": "0"}), json!([]))).await.expect(403);
}

#[tokio::test]
async fn a_key_is_known_by_what_resources_call_it() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let client = app.admin().await;
    for (name, prefix, property) in [("One", "hw_", "bus"), ("Two", "", "hw_bus"), ("Three", "vol_", "bus")] {
        let body = json!({"namespace": name, "visibility": "public", "protected": false,
            "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": prefix}],
            "properties": {property: {"type": "string", "title": "Bus"}}});
        client.post("/v2/metadefs/namespaces").json(&body).await.expect(201);
    }
    client.create(json!({"name": "i", "hw_bus": "virtio"})).await;
    let asked = json!({"namespace": "One", "is_saved": true, "stored": [["OS::Glance::Image", "hw_bus"]]});
    let facts = admin.ask("metadefs/key", &asked).await.expect(200).json();
    assert_eq!((&facts["elsewhere"], &facts["usage"]["images"]), (&json!(["Two"]), &json!(1)));
    let asked = json!({"namespace": "Four", "is_saved": false, "stored": [["OS::Nova::Flavor", "hw_bus"]]});
    let facts = admin.ask("metadefs/key", &asked).await.expect(200).json();
    assert_eq!((&facts["elsewhere"], &facts["usage"]), (&json!([]), &Value::Null));
}
