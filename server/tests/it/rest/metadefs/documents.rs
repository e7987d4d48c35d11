//! Namespaces as whole documents: read, replaced, brought in, translated, and their history.

use serde_json::{Value, json};

use super::{NAMESPACES, disk, with_disk};
use crate::support::{Answer, Client, TestApp};

const OURS: &str = "/vitrine/v1/metadefs/namespaces";
const IMPORT: &str = "/vitrine/v1/metadefs/import";

pub fn ours(rest: &str) -> String {
    format!("{OURS}/OS::Test::Disk{rest}")
}

fn tag(answer: &Answer) -> String {
    answer.header("etag").to_owned()
}

/// The document of a namespace, and its entity tag.
pub async fn document(client: &Client) -> (Value, String) {
    let answer = client.get(&ours("/document")).await.expect(200);
    let tag = tag(&answer);
    (answer.json(), tag)
}

pub async fn put(client: &Client, document: &Value, tag: &str) -> Answer {
    client.put(&ours("/document")).header("if-match", tag).json(document).await
}

pub fn nodes(changes: &Value) -> Vec<String> {
    let node = |it: &Value| {
        let mark = match (it.get("before"), it.get("after")) {
            (None, _) => "+",
            (_, None) => "-",
            _ => "~",
        };
        format!("{mark}{}:{}", it["kind"].as_str().unwrap(), it["name"].as_str().unwrap())
    };
    changes.as_array().unwrap().iter().map(node).collect()
}

/// The document with its lists in the order of names: what was gone comes back at the end.
pub fn sorted(mut document: Value) -> Value {
    for list in document.as_object_mut().unwrap().values_mut().filter_map(Value::as_array_mut) {
        list.sort_by_key(|item| item["name"].to_string());
    }
    document
}

#[tokio::test]
async fn a_document_is_the_namespace_with_all_it_holds() {
    let (_app, admin) = with_disk().await;
    let (found, _) = document(&admin).await;
    let mut expected = disk();
    expected["protected"] = json!(false);
    expected["owner"] = found["owner"].clone();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_replacement_touches_only_what_differs() {
    let (_app, admin) = with_disk().await;
    let before = admin.get(&format!("{NAMESPACES}/OS::Test::Disk")).await.json();
    let (mut wanted, tag) = document(&admin).await;
    wanted["description"] = json!("new");
    wanted["properties"].as_object_mut().unwrap().remove("boot_menu");
    wanted["properties"]["disk_bus"]["default"] = json!("scsi");
    wanted["properties"]["cache"] = json!({"type": "string", "title": "Cache", "default": 1});
    wanted["tags"] = json!([{"name": "fast"}, {"name": "slow"}]);
    wanted["resource_type_associations"][0]["prefix"] = json!("img_");
    wanted["translations"] = json!({"zh-CN": {"properties": {"cache": {"title": "缓存"}}}});
    let answer = put(&admin, &wanted, &tag).await.expect(200);
    let new_tag = self::tag(&answer);
    assert_ne!(new_tag, tag);
    let applied = answer.json();
    assert_eq!(
        nodes(&applied["changes"]),
        [
            "~attribute:description",
            "~association:OS::Glance::Image",
            "-property:boot_menu",
            "+property:cache",
            "~property:disk_bus",
            "-tag:Fast",
            "+tag:slow",
            "+translation:zh-CN",
        ]
    );
    assert_eq!(applied["warnings"], json!([{"path": "properties.cache.default", "rule": "type"}]));
    let (found, tag_now) = document(&admin).await;
    assert_eq!((&found, tag_now), (&wanted, new_tag));
    // What stayed the same kept its moments, and the plain API knows no translations.
    let after = admin.get(&format!("{NAMESPACES}/OS::Test::Disk")).await.json();
    assert_eq!(after["objects"], before["objects"]);
    assert_eq!(after["created_at"], before["created_at"]);
    assert!(after.get("translations").is_none());
}

#[tokio::test]
async fn a_replacement_says_what_it_knows() {
    let (_app, admin) = with_disk().await;
    let (mut wanted, tag) = document(&admin).await;
    wanted["description"] = json!("mine");
    admin.put(&ours("/document")).json(&wanted).await.expect(428);
    put(&admin, &wanted, "\"1-99\"").await.expect(412);
    admin.put(&ours("/document")).header("if-none-match", "*").json(&wanted).await.expect(412);
    put(&admin, &wanted, &tag).await.expect(200);
    // Somebody who knows the state before cannot overwrite it.
    wanted["description"] = json!("theirs");
    put(&admin, &wanted, &tag).await.expect(412);
    assert_eq!(document(&admin).await.0["description"], "mine");
    put(&admin, &wanted, "*").await.expect(200);
    assert_eq!(document(&admin).await.0["description"], "theirs");
}

#[tokio::test]
async fn a_document_makes_and_renames_a_namespace() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let body = json!({"namespace": "A", "tags": [{"name": "t"}], "properties": {"p": {"type": "string"}}});
    let at = |name: &str| format!("{OURS}/{name}/document");
    admin.put(&at("B")).header("if-none-match", "*").json(&body).await.expect(400);
    admin.put(&at("A")).header("if-match", "*").json(&body).await.expect(404);
    admin.put(&at("A")).header("if-none-match", "*").json(&body).await.expect(201);
    let mut renamed = admin.get(&at("A")).await.json();
    assert_eq!(renamed["visibility"], "private");
    renamed["namespace"] = json!("B");
    admin.put(&at("A")).header("if-match", "*").json(&renamed).await.expect(200);
    admin.get(&at("A")).await.expect(404);
    assert_eq!(admin.get(&at("B")).await.json()["tags"], json!([{"name": "t"}]));
    admin.put(&at("C")).header("if-none-match", "*").json(&json!({"namespace": "C"})).await.expect(201);
    renamed["namespace"] = json!("C");
    admin.put(&at("B")).header("if-match", "*").json(&renamed).await.expect(409);
    admin.get(&at("B")).await.expect(200);
}

#[tokio::test]
async fn a_protected_namespace_gives_nothing_away() {
    let (_app, admin) = with_disk().await;
    let (mut wanted, _) = document(&admin).await;
    wanted["protected"] = json!(true);
    put(&admin, &wanted, "*").await.expect(200);
    wanted["tags"] = json!([]);
    put(&admin, &wanted, "*").await.expect(403);
    wanted["tags"] = json!([{"name": "fast"}, {"name": "Fast"}, {"name": "more"}]);
    put(&admin, &wanted, "*").await.expect(200);
    // To give up the protection is a step of its own, said or left out.
    wanted["tags"] = json!([]);
    wanted["protected"] = json!(false);
    put(&admin, &wanted, "*").await.expect(403);
    wanted.as_object_mut().unwrap().remove("protected");
    put(&admin, &wanted, "*").await.expect(403);
    let import = json!({"mode": "overwrite", "documents": [wanted]});
    let report = admin.post(IMPORT).json(&import).await.expect(200).json();
    assert_eq!(report["namespaces"][0]["verdict"], "protected");
    wanted["tags"] = document(&admin).await.0["tags"].take();
    put(&admin, &wanted, "*").await.expect(200);
    wanted["tags"] = json!([]);
    put(&admin, &wanted, "*").await.expect(200);
}

#[tokio::test]
async fn a_plan_is_told_before_it_is_applied() {
    let (_app, admin) = with_disk().await;
    let (before, tag_before) = document(&admin).await;
    let mut wanted = before.clone();
    wanted["description"] = json!("other");
    let dry = ours("/document?dry_run=true");
    let plan = admin.put(&dry).header("if-match", "*").json(&wanted).await.expect(200);
    assert_eq!(nodes(&plan.json()["changes"]), ["~attribute:description"]);
    assert_eq!(tag(&plan), tag_before);
    assert_eq!(document(&admin).await, (before, tag_before.clone()));
    put(&admin, &wanted, &tag(&plan)).await.expect(200);
    put(&admin, &wanted, &tag(&plan)).await.expect(412);
    let new = json!({"namespace": "New"});
    let dry = format!("{OURS}/New/document?dry_run=true");
    let plan = admin.put(&dry).header("if-none-match", "*").json(&new).await.expect(200);
    assert_eq!(plan.header("etag"), "");
    admin.get(&format!("{NAMESPACES}/New")).await.expect(404);
    for query in ["dry_run=yes", "dryrun=true", "dry_run=true&dry_run=true"] {
        let path = ours(&format!("/document?{query}"));
        admin.put(&path).header("if-match", "*").json(&wanted).await.expect(400);
    }
}

#[tokio::test]
async fn a_document_that_is_known_is_not_sent_again() {
    let (_app, admin) = with_disk().await;
    let (_, known) = document(&admin).await;
    let answer = admin.get(&ours("/document")).header("if-none-match", &known).await.expect(304);
    assert_eq!((tag(&answer), answer.body.len()), (known.clone(), 0));
    admin.delete(&format!("{NAMESPACES}/OS::Test::Disk/tags/fast")).await.expect(204);
    admin.get(&ours("/document")).header("if-none-match", &known).await.expect(200);
}

#[tokio::test]
async fn each_document_of_an_import_leaves_a_row_in_the_audit() {
    let (app, admin) = with_disk().await;
    let member = app.member().await;
    let import =
        json!({"documents": [{"namespace": "New"}, {"namespace": "OS::Test::Disk"}, {"namespace": 7}]});
    member.post(IMPORT).header("x-openstack-request-id", "req-hers").json(&import).await.expect(200);
    admin.post(IMPORT).header("x-openstack-request-id", "req-mine").json(&import).await.expect(200);
    let dry = json!({"dry_run": true, "documents": [{"namespace": "Newer"}]});
    admin.post(IMPORT).header("x-openstack-request-id", "req-dry").json(&dry).await.expect(200);
    app.app().state.services.audit.settle().await;
    let audit = admin.get("/vitrine/v1/audit?limit=1000").await.expect(200).json();
    let of = |request: &str| -> Vec<String> {
        let rows = audit["events"].as_array().unwrap().iter().rev();
        let rows = rows.filter(|row| row["request_id"] == request);
        let mut told: Vec<String> = rows
            .map(|row| {
                let word = |member: &str| row[member].as_str().unwrap_or_default().to_owned();
                format!("{} {} {}", word("action"), word("target_id"), word("outcome"))
            })
            .collect();
        told.sort_unstable();
        told
    };
    assert_eq!(
        of("req-hers").iter().filter(|row| row.ends_with(" denied")).count(),
        1,
        "{:?}",
        of("req-hers")
    );
    assert!(
        of("req-mine").iter().any(|row| row == "metadef.namespace.create New success"),
        "{:?}",
        of("req-mine")
    );
    assert_eq!(of("req-dry"), [""; 0]);
}

#[tokio::test]
async fn a_bad_document_changes_nothing_and_is_told_where() {
    let (_app, admin) = with_disk().await;
    let (before, _) = document(&admin).await;
    for (member, value, field) in [
        ("properties", json!({"p": {"type": "colour"}}), "properties.p.type"),
        ("properties", json!({"p": {"type": "string", "pattern": "("}}), "properties.p.pattern"),
        ("tags", json!([{"name": ""}]), "tags.0.name"),
        ("objects", json!([{"name": "o", "properties": []}]), "objects.0.properties"),
        ("translations", json!({"zh CN": {}}), "translations"),
        ("translations", json!({"zh-CN": {"titel": "x"}}), "translations.zh-CN"),
        ("colour", json!("red"), "colour"),
    ] {
        let mut wanted = before.clone();
        wanted[member] = value;
        let told = put(&admin, &wanted, "*").await.expect(400).text();
        assert!(told.contains(field), "{field}: {told}");
    }
    let mut wanted = before.clone();
    wanted["tags"] = json!([{"name": "a"}, {"name": "a"}]);
    put(&admin, &wanted, "*").await.expect(409);
    assert_eq!(document(&admin).await.0, before);
}

#[tokio::test]
async fn members_read_documents_and_write_none_strangers_see_none() {
    let (app, admin) = with_disk().await;
    let member = app.person("ann", "garden", "member").await;
    let (body, tag) = document(&member).await;
    let changed = {
        let mut body = body.clone();
        body["description"] = json!("hers");
        body
    };
    put(&member, &changed, &tag).await.expect(403);
    member.post(&ours("/revert")).header("if-match", "*").json(&json!({"version": 1})).await.expect(403);
    let made = json!({"documents": [{"namespace": "Hers"}]});
    let report = member.post(IMPORT).json(&made).await.expect(200).json();
    assert_eq!(report["namespaces"][0]["verdict"], "invalid");
    assert_eq!(report["namespaces"][0]["applied"], false);
    let (mut private, _) = document(&admin).await;
    private["visibility"] = json!("private");
    put(&admin, &private, "*").await.expect(200);
    for path in ["", "/document", "/versions", "/versions/1"] {
        member.get(&ours(path)).await.expect(404);
    }
    put(&member, &changed, "*").await.expect(404);
    member.post(&ours("/revert")).header("if-match", "*").json(&json!({"version": 1})).await.expect(404);
    // What is hidden cannot be told from what is not there.
    for name in ["OS::Test::Disk", "OS::Test::Nothing"] {
        let document = json!({"namespace": name});
        let body = json!({"mode": "overwrite", "documents": [document]});
        let report = member.post(IMPORT).json(&body).await.expect(200).json();
        assert_eq!(report["namespaces"][0]["error"]["code"], "error-policy", "{name}");
        let path = format!("{OURS}/{name}/document");
        member.put(&path).header("if-none-match", "*").json(&document).await.expect(403);
    }
}

#[tokio::test]
async fn an_import_plans_and_then_does_what_it_planned() {
    let (_app, admin) = with_disk().await;
    let mut differing = disk();
    differing["tags"] = json!([{"name": "new"}]);
    let body = |dry_run: bool| {
        json!({"mode": "merge", "dry_run": dry_run, "documents": [
            differing, {"namespace": "New", "tags": [{"name": "a"}]}, {"namespace": "Bad", "visibility": "green"}, 7,
        ]})
    };
    let verdicts = |report: &Value| -> Vec<(String, bool)> {
        let row =
            |row: &Value| (row["verdict"].as_str().unwrap().to_owned(), row["applied"].as_bool().unwrap());
        report["namespaces"].as_array().unwrap().iter().map(row).collect()
    };
    let rows = |applied: bool| {
        [("differs", applied), ("new", applied), ("invalid", false), ("invalid", false)]
            .map(|(verdict, applied)| (verdict.to_owned(), applied))
    };
    let plan = admin.post(IMPORT).json(&body(true)).await.expect(200).json();
    assert_eq!(verdicts(&plan), rows(false));
    assert_eq!(nodes(&plan["namespaces"][0]["changes"]), ["+tag:new"]);
    admin.get(&format!("{NAMESPACES}/New")).await.expect(404);
    let done = admin.post(IMPORT).json(&body(false)).await.expect(200).json();
    assert_eq!(verdicts(&done), rows(true));
    assert_eq!(done["namespaces"][0]["changes"], plan["namespaces"][0]["changes"]);
    assert_eq!(done["namespaces"][2]["error"]["field"], "visibility");
    let chinese = admin.post(IMPORT).header("accept-language", "zh-CN").json(&body(false)).await.json();
    let message = chinese["namespaces"][2]["error"]["message"].as_str().unwrap();
    assert!(message.contains("不"), "{message}");
    assert_eq!(document(&admin).await.0["tags"].as_array().unwrap().len(), 3);
    for bad in
        [json!({"mode": "all", "documents": []}), json!({"mode": "skip"}), json!({"documents": [], "x": 1})]
    {
        admin.post(IMPORT).json(&bad).await.expect(400);
    }
}

#[tokio::test]
async fn texts_come_in_the_language_that_is_asked_for() {
    let (_app, admin) = with_disk().await;
    let (mut wanted, _) = document(&admin).await;
    wanted["translations"] = json!({"zh-CN": {
        "display_name": "磁盘",
        "properties": {"disk_bus": {"title": "总线"}, "gone": {"title": "不在"}},
        "objects": {"Speed": {"description": "速度", "properties": {"iops": {"title": "每秒操作数"}}}},
    }});
    put(&admin, &wanted, "*").await.expect(200);
    let in_language = |language: &'static str| admin.get(&ours("")).header("accept-language", language);
    let chinese = in_language("zh-CN,zh;q=0.9").await.expect(200);
    assert_eq!(chinese.header("content-language"), "zh-CN");
    assert!(chinese.header("vary").contains("Accept-Language"), "{}", chinese.header("vary"));
    let chinese_tag = tag(&chinese);
    let chinese = chinese.json();
    assert_eq!(chinese["display_name"], "磁盘");
    assert_eq!(chinese["description"], disk()["description"]);
    assert_eq!(chinese["properties"]["disk_bus"]["title"], "总线");
    assert_eq!(chinese["properties"]["boot_menu"]["title"], "Menu");
    assert!(chinese["properties"].get("gone").is_none());
    assert_eq!(chinese["objects"][0]["properties"]["iops"]["title"], "每秒操作数");
    assert!(chinese.get("translations").is_none());
    let english = in_language("en").await.expect(200);
    assert_ne!(tag(&english), chinese_tag);
    assert_eq!(english.header("content-language"), "");
    assert_eq!(english.json()["display_name"], "Disks");
    let same = in_language("zh-CN").header("if-none-match", &chinese_tag).await.expect(304);
    assert_eq!((same.header("content-language"), tag(&same)), ("zh-CN", chinese_tag.clone()));
    assert!(same.header("vary").contains("Accept-Language"), "{}", same.header("vary"));
    in_language("en").header("if-none-match", &chinese_tag).await.expect(200);
}

#[tokio::test]
async fn texts_come_in_any_language_that_there_is() {
    let (_app, admin) = with_disk().await;
    let (mut wanted, _) = document(&admin).await;
    wanted["translations"] = json!({
        "de": {"display_name": "Platten", "properties": {"disk_bus": {"title": "Bus der Platte"}}},
        "pt-BR": {"display_name": "Discos"},
    });
    put(&admin, &wanted, "*").await.expect(200);
    for (accepted, language, name) in [
        ("de-CH, pt;q=0.9", "de", "Platten"),
        ("de;q=0.2, pt;q=0.9", "pt-BR", "Discos"),
        ("ja, de;q=0.1", "de", "Platten"),
        ("de;q=0", "", "Disks"),
        ("en, de", "", "Disks"),
        ("ja", "", "Disks"),
    ] {
        let answer = admin.get(&ours("")).header("accept-language", accepted).await.expect(200);
        assert_eq!(answer.header("content-language"), language, "{accepted}");
        assert_eq!(answer.json()["display_name"], name, "{accepted}");
    }
    let search = admin.get("/vitrine/v1/metadefs/search?q=disk_bus").header("accept-language", "de").await;
    assert!(search.header("vary").contains("Accept-Language"), "{}", search.header("vary"));
    assert_eq!(search.json()["hits"][0]["title"], "Bus der Platte");
}
