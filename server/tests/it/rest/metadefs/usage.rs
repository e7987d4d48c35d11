//! Definitions before images: where they are used, what does not fit, and one schema of them all.

use serde_json::{Value, json};

use super::{NAMESPACES, at, disk, with_disk};
use crate::support::{Answer, Client, TestApp};

const BASE: &str = "/vitrine/v1/metadefs";

fn of_disk(rest: &str) -> String {
    format!("{BASE}/namespaces/OS::Test::Disk{rest}")
}

/// An image with these properties; its id.
async fn image(client: &Client, name: &str, visibility: &str, properties: Value) -> String {
    let mut body = json!({"name": name, "visibility": visibility});
    body.as_object_mut().unwrap().extend(properties.as_object().unwrap().clone());
    client.create(body).await["id"].as_str().unwrap().to_owned()
}

/// All rows of a list, by its links.
async fn pages(client: &Client, path: &str, rows: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let page = client.get(&path).await.expect(200).json();
        all.extend(page[rows].as_array().unwrap().clone());
        next = page["next"].as_str().map(str::to_owned);
    }
    all
}

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

fn sorted(mut ids: Vec<&str>) -> Vec<&str> {
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn properties_are_validated() {
    let (app, _admin) = with_disk().await;
    let body = json!({"resource_type": "OS::Glance::Image", "properties": {
        "hw_disk_bus": "scsi", "hw_boot_menu": "YES", "hw_iops": "0", "hw_burst": "x", "disk_bus": "scsi",
        "os_glance_importing": "x",
    }});
    let found = app.reader().await.post(&format!("{BASE}/validate")).json(&body).await.expect(200).json();
    assert_eq!(
        found,
        json!({"findings": [
            {"property": "disk_bus", "severity": "unknown", "rule": "undefined", "params": {}},
            {"property": "hw_burst", "severity": "invalid", "namespace": "OS::Test::Disk", "object": "Speed",
             "rule": "type", "params": {"expected": "number"}},
            {"property": "hw_iops", "severity": "invalid", "namespace": "OS::Test::Disk", "object": "Speed",
             "rule": "range", "params": {"minimum": "1"}},
        ]})
    );
    let aggregate = json!({"resource_type": "OS::Nova::Aggregate", "properties": {"iops": 0}});
    let found = app.reader().await.post(&format!("{BASE}/validate")).json(&aggregate).await.json();
    assert_eq!(found["findings"][0]["rule"], "range");
}

#[tokio::test]
async fn requests_are_checked() {
    let (app, _admin) = with_disk().await;
    let member = app.member().await;
    for (path, code) in [
        ("/usage", 400),
        ("/usage?key=a&key=b", 400),
        ("/usage?key=a&limit=0", 400),
        ("/orphans?sort=x", 400),
        ("/report?severity=bad", 400),
        ("/report?namespace=none", 404),
        ("/json-schema", 400),
        ("/json-schema?resource_type=a&namespace=none", 404),
        ("/namespaces/none/usage", 404),
        ("/namespaces/none/enforcement", 404),
        ("/namespaces/OS::Test::Disk/usage?property=none", 404),
        ("/namespaces/OS::Test::Disk/usage?x=y", 400),
    ] {
        member.get(&format!("{BASE}{path}")).await.expect(code);
    }
    for body in [json!([]), json!({}), json!({"properties": 1}), json!({"properties": {}, "x": 1})] {
        member.post(&format!("{BASE}/validate")).json(&body).await.expect(400);
    }
    for body in [json!({}), json!({"enforcement": "on"}), json!({"enforcement": "off", "x": 1})] {
        app.admin().await.put(&of_disk("/enforcement")).json(&body).await.expect(400);
    }
}

/// Every read, with a status that all who may get.
const READS: &[&str] = &[
    "/usage?key=hw_disk_bus",
    "/orphans",
    "/report",
    "/json-schema?resource_type=OS::Glance::Image",
    "/namespaces/OS::Test::Disk/usage",
    "/namespaces/OS::Test::Disk/enforcement",
];

#[tokio::test]
async fn readers_read_and_nobody_else() {
    let (app, _admin) = with_disk().await;
    for path in READS {
        app.anonymous().get(&format!("{BASE}{path}")).await.expect(401);
        for client in [app.reader().await, app.member().await, app.other_project().await] {
            client.get(&format!("{BASE}{path}")).await.expect(200);
        }
    }
    app.anonymous().post(&format!("{BASE}/validate")).json(&json!({"properties": {}})).await.expect(401);
    let closed = TestApp::with(|settings| {
        let file = settings.data_dir.join("policy.yaml");
        std::fs::write(&file, "get_metadef_namespace: '!'\nget_metadef_namespaces: '!'\n").unwrap();
        settings.policy.file = Some(file);
    })
    .await;
    let reader = closed.reader().await;
    for path in READS {
        reader.get(&format!("{BASE}{path}")).await.expect(404);
    }
    reader.post(&format!("{BASE}/validate")).json(&json!({"properties": {}})).await.expect(404);
}

#[tokio::test]
async fn hidden_namespaces_define_nothing() {
    let app = TestApp::new().await;
    let (admin, member, other) = (app.admin().await, app.member().await, app.other_project().await);
    let mut body = disk();
    body["visibility"] = json!("private");
    body["owner"] = json!(member.project);
    admin.post(NAMESPACES).json(&body).await.expect(201);
    let request = json!({"properties": {"hw_disk_bus": "x"}});
    let severity = async |client: &Client| {
        let answer: Answer = client.post(&format!("{BASE}/validate")).json(&request).await.expect(200);
        answer.json()["findings"][0]["severity"].as_str().unwrap().to_owned()
    };
    assert_eq!(severity(&member).await, "invalid");
    assert_eq!(severity(&other).await, "unknown");
    for path in ["/usage", "/enforcement"] {
        let hidden = other.get(&of_disk(path)).await.expect(404).visible("OS::Test::Disk");
        let missing = other.get(&of_disk(path).replace("Test", "None")).await.visible("OS::None::Disk");
        assert_eq!(hidden, missing);
    }
    let setting = json!({"enforcement": "enforce"});
    other.put(&of_disk("/enforcement")).json(&setting).await.expect(404);
    let schema = other.get(&format!("{BASE}/json-schema?resource_type=OS::Glance::Image")).await.json();
    assert_eq!(schema["properties"], json!({}));
    // Its keys are orphans for who does not see it.
    image(&other, "a", "private", json!({"hw_disk_bus": "scsi"})).await;
    assert_eq!(pages(&other, &format!("{BASE}/orphans"), "orphans").await.len(), 1);
}

#[tokio::test]
async fn use_is_counted_of_what_the_caller_may_see() {
    let (app, admin) = with_disk().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let mine = image(&member, "a", "private", json!({"hw_disk_bus": "scsi", "hw_iops": "7"})).await;
    let public = image(&admin, "b", "public", json!({"hw_disk_bus": "virtio"})).await;
    let theirs = image(&other, "c", "private", json!({"hw_disk_bus": "virtio"})).await;
    let shared = image(&other, "d", "shared", json!({"hw_disk_bus": "virtio"})).await;
    app.share(&shared, &member.project, "pending").await;
    let gone = image(&member, "e", "private", json!({"hw_disk_bus": "scsi"})).await;
    member.delete(&format!("/v2/images/{gone}")).await.expect(204);

    let usage = member.get(&of_disk("/usage")).await.expect(200).json();
    let of = |key: &str| {
        let all = usage["properties"].as_array().unwrap();
        all.iter().find(|it| it["property"] == key).unwrap().clone()
    };
    assert_eq!(usage["properties"].as_array().unwrap().len(), 4);
    let bus = of("hw_disk_bus");
    assert_eq!((&bus["images"], &bus["distinct_values"]), (&json!(3), &json!(2)));
    assert_eq!(
        bus["values"],
        json!([
            {"value": "virtio", "cut": false, "images": 2},
            {"value": "scsi", "cut": false, "images": 1},
        ])
    );
    let seen = sorted(vec![&mine, &public, &shared]);
    assert_eq!(bus["samples"], json!(seen));
    assert_eq!(of("hw_iops")["images"], 1);
    assert_eq!(
        of("hw_burst"),
        json!({"property": "hw_burst", "images": 0, "distinct_values": 0, "values": [], "samples": []})
    );
    let one = member.get(&of_disk("/usage?property=hw_disk_bus")).await.expect(200).json();
    assert_eq!(one["properties"], json!([bus]));

    let rows = pages(&member, &format!("{BASE}/usage?key=hw_disk_bus&limit=1"), "images").await;
    assert_eq!(ids(&rows), seen);
    let rows = pages(&member, &format!("{BASE}/usage?key=hw_disk_bus&value=scsi"), "images").await;
    assert_eq!(rows, [json!({"id": mine, "name": "a", "value": "scsi"})]);
    let rows = pages(&admin, &format!("{BASE}/usage?key=hw_disk_bus&value=virtio"), "images").await;
    assert_eq!(ids(&rows), sorted(vec![&public, &theirs, &shared]));
}

#[tokio::test]
async fn long_and_many_values_are_told_in_part() {
    let (app, _admin) = with_disk().await;
    let member = app.member().await;
    for number in 0..60 {
        image(&member, "a", "private", json!({"hw_iops": number.to_string()})).await;
    }
    image(&member, "b", "private", json!({"hw_burst": "中".repeat(300)})).await;
    image(&member, "c", "private", json!({"hw_burst": "中".repeat(255)})).await;
    let usage = member.get(&of_disk("/usage?property=hw_iops")).await.json()["properties"][0].clone();
    assert_eq!((&usage["images"], &usage["distinct_values"]), (&json!(60), &json!(60)));
    assert_eq!(usage["values"].as_array().unwrap().len(), 50);
    assert_eq!(usage["samples"].as_array().unwrap().len(), 5);
    let usage = member.get(&of_disk("/usage?property=hw_burst")).await.json()["properties"][0].clone();
    let values: Vec<_> =
        usage["values"].as_array().unwrap().iter().map(|it| (&it["value"], &it["cut"])).collect();
    let shown = json!("中".repeat(255));
    assert_eq!(values, [(&shown, &json!(false)), (&shown, &json!(true))]);
}

#[tokio::test]
async fn orphans_are_what_nobody_defines() {
    let (app, _admin) = with_disk().await;
    let member = app.member().await;
    image(
        &member,
        "a",
        "private",
        json!({"hw_disk_bus": "scsi", "zeta": "1", "alpha": "1", "disk_bus": "x"}),
    )
    .await;
    image(&member, "b", "private", json!({"zeta": "2", "hw_iops": "1"})).await;
    image(&app.other_project().await, "c", "private", json!({"theirs": "2"})).await;
    let rows = pages(&member, &format!("{BASE}/orphans?limit=2"), "orphans").await;
    assert_eq!(
        rows,
        [
            json!({"property": "alpha", "images": 1}),
            json!({"property": "disk_bus", "images": 1}),
            json!({"property": "zeta", "images": 2}),
        ]
    );
}

#[tokio::test]
async fn the_report_lists_images_that_do_not_fit() {
    let (app, admin) = with_disk().await;
    let member = app.member().await;
    image(&member, "fine", "private", json!({"hw_disk_bus": "scsi"})).await;
    image(&member, "bare", "private", json!({})).await;
    let wrong = image(&member, "wrong", "private", json!({"hw_disk_bus": "ide", "hw_boot_menu": "2"})).await;
    let odd = image(&member, "odd", "private", json!({"odd": "x", "hw_iops": "0"})).await;
    let theirs = image(&app.other_project().await, "theirs", "private", json!({"odd": "x"})).await;

    let rows = pages(&member, &format!("{BASE}/report"), "images").await;
    assert_eq!(ids(&rows), sorted(vec![&wrong, &odd]));
    let of_wrong = rows.iter().find(|row| row["id"] == wrong.as_str()).unwrap();
    let told: Vec<_> = of_wrong["findings"].as_array().unwrap().iter().map(|it| it["rule"].clone()).collect();
    assert_eq!(told, ["type", "enum"]);
    assert_eq!(of_wrong["name"], "wrong");
    assert_eq!(pages(&member, &format!("{BASE}/report?limit=1"), "images").await, rows);
    let rows = pages(&member, &format!("{BASE}/report?severity=unknown"), "images").await;
    assert_eq!(ids(&rows), [odd.as_str()]);
    assert_eq!(rows[0]["findings"].as_array().unwrap().len(), 1);
    let rows = pages(&member, &format!("{BASE}/report?namespace=OS::Test::Disk"), "images").await;
    assert_eq!(ids(&rows), sorted(vec![&wrong, &odd]));
    let rows = pages(&admin, &format!("{BASE}/report"), "images").await;
    assert_eq!(ids(&rows), sorted(vec![&wrong, &odd, &theirs]));
}

#[tokio::test]
async fn protected_properties_are_not_told_of() {
    let app = TestApp::with(|settings| {
        let path = settings.data_dir.join("protection.conf");
        let rules = "[^(hw_disk_bus|secret)$]\ncreate = @\nread = admin\nupdate = @\ndelete = @\n\
                     [.*]\ncreate = @\nread = @\nupdate = @\ndelete = @\n";
        std::fs::write(&path, rules).unwrap();
        settings.images.property_protection_file = Some(path);
    })
    .await;
    let (admin, member) = (app.admin().await, app.member().await);
    admin.post(NAMESPACES).json(&disk()).await.expect(201);
    image(&admin, "a", "public", json!({"hw_disk_bus": "ide", "secret": "x", "told": "y"})).await;

    let count = |answer: Answer| answer.json()["properties"][0]["images"].clone();
    let bus = of_disk("/usage?property=hw_disk_bus");
    assert_eq!(count(admin.get(&bus).await), 1);
    assert_eq!(count(member.get(&bus).await), 0);
    for (path, rows) in [
        ("/usage?key=hw_disk_bus", "images"),
        ("/usage?key=secret&value=x", "images"),
        ("/report?severity=invalid", "images"),
    ] {
        assert_eq!(pages(&admin, &format!("{BASE}{path}"), rows).await.len(), 1, "{path}");
        assert_eq!(pages(&member, &format!("{BASE}{path}"), rows).await.len(), 0, "{path}");
    }
    let orphans = pages(&member, &format!("{BASE}/orphans?limit=1"), "orphans").await;
    assert_eq!(orphans, [json!({"property": "told", "images": 1})]);
}

#[tokio::test]
async fn stricter_rules_for_images_hold_here_too() {
    let app = TestApp::with(|settings| {
        let file = settings.data_dir.join("policy.yaml");
        let rule = "get_image: \"role:admin or (role:reader and rule:project_or_visible and not 'x':%(os_type)s)\"\n";
        std::fs::write(&file, rule).unwrap();
        settings.policy.file = Some(file);
    })
    .await;
    let (admin, member) = (app.admin().await, app.member().await);
    admin.post(NAMESPACES).json(&disk()).await.expect(201);
    image(&admin, "hidden", "public", json!({"os_type": "x", "hw_disk_bus": "ide"})).await;
    let seen = image(&admin, "seen", "public", json!({"os_type": "y", "hw_disk_bus": "ide"})).await;
    for path in ["/usage?key=hw_disk_bus", "/report"] {
        let rows = pages(&member, &format!("{BASE}{path}"), "images").await;
        assert_eq!(ids(&rows), [seen.as_str()]);
    }
    for path in [of_disk("/usage"), format!("{BASE}/orphans")] {
        member.get(&path).await.refused(403, "get_image", &path);
        admin.get(&path).await.expect(200);
    }
}

#[tokio::test]
async fn who_may_not_list_images_learns_nothing_of_them() {
    let app = TestApp::with(|settings| {
        let file = settings.data_dir.join("policy.yaml");
        std::fs::write(&file, "get_images: 'role:admin'\n").unwrap();
        settings.policy.file = Some(file);
    })
    .await;
    app.admin().await.post(NAMESPACES).json(&disk()).await.expect(201);
    let member = app.member().await;
    for path in ["/usage?key=a", "/report", "/orphans", "/namespaces/OS::Test::Disk/usage"] {
        member.get(&format!("{BASE}{path}")).await.refused(403, "get_images", path);
    }
    member.post(&format!("{BASE}/validate")).json(&json!({"properties": {}})).await.expect(200);
}

#[tokio::test]
async fn one_schema_tells_of_all_definitions() {
    let (app, admin) = with_disk().await;
    let other = json!({
        "namespace": "OS::Test::Other",
        "visibility": "public",
        "resource_type_associations": [{"name": "OS::Glance::Image"}],
        "properties": {"hw_disk_bus": {"type": "string", "title": "Other", "maxLength": 9}},
    });
    admin.post(NAMESPACES).json(&other).await.expect(201);
    let reader = app.reader().await;
    let answer = reader.get(&format!("{BASE}/json-schema?resource_type=OS::Glance::Image")).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/schema+json");
    let schema = answer.json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let names: Vec<_> = schema["properties"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["hw_boot_menu", "hw_burst", "hw_disk_bus", "hw_iops"]);
    let bus = schema["properties"]["hw_disk_bus"]["anyOf"].as_array().unwrap();
    assert_eq!(bus[1]["x-vitrine-namespace"], "OS::Test::Other");
    assert_eq!(bus[0]["enum"], json!(["scsi", "virtio"]));
    let path = format!("{BASE}/json-schema?resource_type=OS::Nova::Aggregate&namespace=OS::Test::Disk");
    let schema = reader.get(&path).await.expect(200).json();
    assert_eq!(schema["properties"]["iops"]["x-vitrine-object"], "Speed");
    assert_eq!(admin.get(&at("")).await.json()["properties"].as_object().unwrap().len(), 2);
}
