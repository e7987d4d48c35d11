//! Namespaces that images must heed.

use serde_json::{Value, json};
use vitrine_domain::Ctx;
use vitrine_domain::audit::{Action, AuditQuery};

use super::{NAMESPACES, at, disk, with_disk};
use crate::support::{Client, TestApp};

const ENFORCEMENT: &str = "/vitrine/v1/metadefs/namespaces/OS::Test::Disk/enforcement";

async fn set(client: &Client, word: &str) {
    let setting = json!({"enforcement": word});
    let answer = client.put(ENFORCEMENT).json(&setting).await.expect(200).json();
    assert_eq!(answer, setting);
}

fn add(name: &str, value: &str) -> Value {
    json!([{"op": "add", "path": format!("/{name}"), "value": value}])
}

#[tokio::test]
async fn the_setting_is_shown_and_changed_by_who_may_change_the_namespace() {
    let (app, admin) = with_disk().await;
    let member = app.member().await;
    assert_eq!(member.get(ENFORCEMENT).await.expect(200).json(), json!({"enforcement": "off"}));
    let tag = admin.get(&at("")).await.header("etag").to_owned();
    let setting = json!({"enforcement": "warn"});
    member.put(ENFORCEMENT).json(&setting).await.refused(403, "modify_metadef_namespace", "member");
    app.anonymous().put(ENFORCEMENT).json(&setting).await.expect(401);
    set(&admin, "warn").await;
    assert_eq!(member.get(ENFORCEMENT).await.json(), json!({"enforcement": "warn"}));
    assert_ne!(admin.get(&at("")).await.header("etag"), tag);
    let events = audited(&app, Action::MetadefEnforcement).await;
    assert_eq!(events, vec![("OS::Test::Disk".to_owned(), "enforcement".to_owned()); 2]);
    // Other changes leave it alone.
    admin
        .put(&at(""))
        .json(&json!({"namespace": "OS::Test::Disk", "visibility": "public"}))
        .await
        .expect(200);
    assert_eq!(member.get(ENFORCEMENT).await.json(), json!({"enforcement": "warn"}));
}

/// What was done to and with which fields.
async fn audited(app: &TestApp, action: Action) -> Vec<(String, String)> {
    let audit = &app.app().state.services.audit;
    audit.settle().await;
    let query = AuditQuery { action: Some(action), ..AuditQuery::default() };
    let events = audit.list(&Ctx::internal("test"), &query).await.unwrap().events;
    events.into_iter().map(|event| (event.target_id, event.fields)).collect()
}

#[tokio::test]
async fn values_that_a_namespace_forbids_are_refused() {
    let (app, admin) = with_disk().await;
    set(&admin, "enforce").await;
    let member = app.member().await;
    let told = "The value 'ide' of property 'hw_disk_bus' is not one of scsi, virtio \
                (rule enum of namespace OS::Test::Disk).";
    member.post("/v2/images").json(&json!({"hw_disk_bus": "ide"})).await.refused(400, told, "create");
    assert_eq!(app.rows("images").await, 0);
    let image = member.create(json!({"hw_disk_bus": "scsi", "hw_boot_menu": "yes", "other": "x"})).await;
    let id = image["id"].as_str().unwrap();
    member.patch(id, add("hw_disk_bus", "ide")).await.refused(400, told, "update");
    member.patch(id, add("hw_iops", "0")).await.refused(400, "rule range", "an object's property");
    member.patch(id, add("hw_iops", "many")).await.refused(400, "not of the type integer", "type");
    let chinese = member.patch(id, add("hw_disk_bus", "ide")).header("accept-language", "zh").await;
    chinese.refused(400, "命名空间 OS::Test::Disk 的 enum 规则", "Chinese");
    member.patch(id, add("hw_iops", "3")).await.expect(200);
    // Names without the prefix are none of this namespace's.
    member.patch(id, add("disk_bus", "ide")).await.expect(200);
    assert_eq!(member.show(id).await["hw_disk_bus"], "scsi");
}

#[tokio::test]
async fn what_an_image_has_already_stands_in_nobodys_way() {
    let (app, admin) = with_disk().await;
    let member = app.member().await;
    let image = member.create(json!({"hw_disk_bus": "ide", "hw_iops": "0"})).await;
    let id = image["id"].as_str().unwrap();
    set(&admin, "enforce").await;
    member.patch(id, json!([{"op": "replace", "path": "/name", "value": "new"}])).await.expect(200);
    member.patch(id, add("hw_disk_bus", "ide")).await.expect(200);
    member.patch(id, add("hw_disk_bus", "usb")).await.expect(400);
    member.patch(id, json!([{"op": "remove", "path": "/hw_iops"}])).await.expect(200);
    member.patch(id, add("hw_iops", "0")).await.expect(400);
    set(&admin, "off").await;
    member.patch(id, add("hw_iops", "0")).await.expect(200);
}

#[tokio::test]
async fn a_warning_is_for_the_audit() {
    let (app, admin) = with_disk().await;
    set(&admin, "warn").await;
    let member = app.member().await;
    let image = member.create(json!({"hw_disk_bus": "ide", "hw_iops": "1"})).await;
    let id = image["id"].as_str().unwrap();
    member.patch(id, add("hw_iops", "0")).await.expect(200);
    member.patch(id, add("other", "0")).await.expect(200);
    let of = |field: &str| (id.to_owned(), field.to_owned());
    assert_eq!(audited(&app, Action::ImageValueWarning).await, [of("hw_iops"), of("hw_disk_bus")]);
}

#[tokio::test]
async fn only_public_namespaces_and_the_owners_own_count() {
    let app = TestApp::new().await;
    let (admin, member, other) = (app.admin().await, app.member().await, app.other_project().await);
    let mut body = disk();
    body["visibility"] = json!("private");
    body["owner"] = json!(member.project);
    admin.post(NAMESPACES).json(&body).await.expect(201);
    set(&admin, "enforce").await;
    let wrong = json!({"hw_disk_bus": "ide"});
    member.post("/v2/images").json(&wrong).await.expect(400);
    other.post("/v2/images").json(&wrong).await.expect(201);
    let theirs = json!({"hw_disk_bus": "ide", "owner": other.project});
    admin.post("/v2/images").json(&theirs).await.expect(201);
    admin.delete(&at("/resource_types/OS::Glance::Image")).await.expect(204);
    member.post("/v2/images").json(&wrong).await.expect(201);
}
