//! Who may do what: administrators write; who reads sees what is public and what is the project's own.

use serde_json::{Value, json};

use super::{NAMESPACES, at, disk, with_disk};
use crate::support::{Call, Client, TestApp};

/// Every read of the namespace, by the path below it.
const READS: &[&str] = &[
    "",
    "/objects",
    "/objects/Speed",
    "/properties",
    "/properties/disk_bus",
    "/properties/hw_disk_bus?resource_type=OS::Glance::Image",
    "/tags",
    "/tags/fast",
    "/resource_types",
];

/// Every write to the namespace, with its rule.
fn writes(client: &Client) -> Vec<(&'static str, Call)> {
    let put = |path: &str, body: Value| client.put(&at(path)).json(&body);
    let post = |path: &str, body: Value| client.post(&at(path)).json(&body);
    let property = json!({"name": "disk_bus", "type": "string", "title": "t"});
    vec![
        ("modify_metadef_namespace", put("", json!({"namespace": "OS::Test::Disk"}))),
        ("delete_metadef_namespace", client.delete(&at(""))),
        ("add_metadef_object", post("/objects", json!({"name": "o"}))),
        ("delete_metadef_namespace", client.delete(&at("/objects"))),
        ("modify_metadef_object", put("/objects/Speed", json!({"name": "Speed"}))),
        ("delete_metadef_object", client.delete(&at("/objects/Speed"))),
        ("add_metadef_property", post("/properties", property.clone())),
        ("delete_metadef_namespace", client.delete(&at("/properties"))),
        ("modify_metadef_property", put("/properties/disk_bus", property)),
        ("remove_metadef_property", client.delete(&at("/properties/disk_bus"))),
        ("add_metadef_tags", post("/tags", json!({"tags": [{"name": "x"}]}))),
        ("delete_metadef_namespace", client.delete(&at("/tags"))),
        ("add_metadef_tag", client.post(&at("/tags/x"))),
        ("modify_metadef_tag", put("/tags/fast", json!({"name": "x"}))),
        ("delete_metadef_tag", client.delete(&at("/tags/fast"))),
        ("add_metadef_resource_type_association", post("/resource_types", json!({"name": "X"}))),
        (
            "remove_metadef_resource_type_association",
            client.delete(&at("/resource_types/OS::Nova::Aggregate")),
        ),
    ]
}

#[tokio::test]
async fn nobody_is_let_in_without_a_token() {
    let (app, _admin) = with_disk().await;
    for path in READS {
        app.anonymous().get(&at(path)).await.expect(401);
    }
    app.anonymous().get(NAMESPACES).await.expect(401);
    app.anonymous().get("/v2/metadefs/resource_types").await.expect(401);
    app.anonymous().get("/v2/schemas/metadefs/namespace").await.expect(401);
}

#[tokio::test]
async fn what_is_public_is_read_by_all_and_written_by_administrators() {
    let (app, admin) = with_disk().await;
    let before = admin.get(&at("")).await.expect(200).json();
    for client in [app.member().await, app.reader().await, app.other_project().await] {
        for path in READS {
            client.get(&at(path)).await.expect(200);
        }
        client.get("/v2/metadefs/resource_types").await.expect(200);
        for (rule, call) in writes(&client) {
            let fragment = format!("You are not authorized to complete {rule} action.");
            call.await.refused(403, &fragment, rule);
        }
        let add = client.post(NAMESPACES).json(&json!({"namespace": "mine"})).await;
        add.refused(403, "You are not authorized to complete add_metadef_namespace action.", "add");
    }
    assert_eq!(admin.get(&at("")).await.json(), before);
}

#[tokio::test]
async fn what_is_private_is_the_projects_own() {
    let app = TestApp::new().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let mut body = disk();
    body["visibility"] = json!("private");
    body["owner"] = json!(member.project);
    admin.post(NAMESPACES).json(&body).await.expect(201);
    for client in [&admin, &member, &app.reader().await] {
        for path in READS {
            client.get(&at(path)).await.expect(200);
        }
    }
    for (rule, call) in writes(&member) {
        call.await.refused(403, rule, rule);
    }
    let other = app.other_project().await;
    for path in READS {
        let hidden = other.get(&at(path)).await.expect(404).visible("OS::Test::Disk");
        let missing = other.get(&at(path).replace("Test", "None")).await.visible("OS::None::Disk");
        assert_eq!(hidden, missing, "{path}");
    }
    for (rule, call) in writes(&other) {
        call.await.refused(404, "not found", rule);
    }
    assert_eq!(app.rows("metadef_objects").await, 2);
}

#[tokio::test]
async fn who_has_no_role_to_read_with_finds_nothing() {
    let (app, admin) = with_disk().await;
    admin.post("/identity/v3/roles").json(&json!({"role": {"name": "guest"}})).await;
    let override_of_reads = TestApp::with(|settings| {
        let file = settings.data_dir.join("policy.yaml");
        std::fs::write(&file, "get_metadef_namespace: '!'\nget_metadef_namespaces: '!'\n").unwrap();
        settings.policy.file = Some(file);
    })
    .await;
    let reader = override_of_reads.reader().await;
    reader.get(NAMESPACES).await.refused(404, "The resource could not be found.", "list");
    reader.post(NAMESPACES).json(&disk()).await.refused(404, "The resource could not be found.", "add");
    drop(app);
}

#[tokio::test]
async fn an_operator_may_let_members_write_their_own() {
    let app = TestApp::with(|settings| {
        let file = settings.data_dir.join("policy.yaml");
        let own = "role:admin or (role:member and project_id:%(project_id)s)";
        std::fs::write(&file, format!("metadef_admin: \"{own}\"\n")).unwrap();
        settings.policy.file = Some(file);
    })
    .await;
    let (member, other) = (app.member().await, app.other_project().await);
    member.post(NAMESPACES).json(&disk()).await.expect(201);
    member.post(&at("/tags/x")).await.expect(201);
    app.reader().await.post(&at("/tags/y")).await.refused(403, "add_metadef_tag", "reader");
    other.post(&at("/tags/y")).await.refused(403, "add_metadef_tag", "another project");
    let given = json!({"namespace": "gift", "owner": other.project});
    member.post(NAMESPACES).json(&given).await.refused(403, "non admin", "for another project");
    let given = json!({"namespace": "OS::Test::Disk", "owner": other.project});
    member.put(&at("")).json(&given).await.refused(403, "non admin", "to another project");
    member.delete(&at("")).await.expect(204);
}
