//! Pages about metadata definitions as a browser without script reads them, and their forms.

use serde_json::{Value, json};

use super::visitor::Visitor;
use crate::support::{Client, TestApp};

fn namespace(name: &str, title: &str, protected: bool) -> Value {
    json!({
        "namespace": name, "display_name": title, "visibility": "public", "protected": protected,
        "description": "How guests see processors",
        "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "hw_"}],
        "properties": {
            "policy": {"type": "string", "title": "Pinning policy", "enum": ["shared", "dedicated"], "default": "shared"},
            "threads": {"type": "integer", "title": "Threads", "minimum": 1, "maximum": 8},
        },
        "objects": [{"name": "topology", "properties": {"sockets": {"type": "integer", "title": "Sockets"}}, "required": ["sockets"]}],
        "tags": [{"name": "tuned"}],
    })
}

async fn add(admin: &Client, body: &Value) {
    admin.post("/v2/metadefs/namespaces").json(body).await.expect(201);
}

const NAME: &str = "OS::Test/CPU 策";
const PAGE: &str = "/dashboard/metadefs/OS%3A%3ATest%2FCPU%20%E7%AD%96";

async fn with_namespace() -> TestApp {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    add(&admin, &namespace(NAME, "CPU pinning", false)).await;
    add(&admin, &namespace("Other", "Another", true)).await;
    admin.create(json!({"name": "pinned", "hw_policy": "dedicated", "lone_key": "1"})).await;
    app
}

#[tokio::test]
async fn every_part_of_a_namespace_reads_without_script() {
    let app = with_namespace().await;
    let admin = Visitor::sign_in(&app, "admin").await;
    let edit = format!("{PAGE}/edit");
    admin.reads(PAGE, &["CPU pinning", "How guests see processors", &edit, &format!("{PAGE}/delete")]).await;
    let properties = format!("{PAGE}?tab=properties&prop=threads");
    let page =
        admin.reads(&properties, &["Pinning policy", "dedicated", "hw_policy", "id=\"prop-threads\""]).await;
    let marked = page.split("id=\"prop-threads\"").nth(1).unwrap();
    assert!(marked.split('>').next().unwrap().contains("aria-current=\"true\""));
    admin.reads(&format!("{PAGE}?tab=objects"), &["topology", "Sockets", "Required"]).await;
    admin.reads(&format!("{PAGE}?tab=tags"), &["tuned"]).await;
    admin.reads(&format!("{PAGE}?tab=associations"), &["OS::Glance::Image", "hw_"]).await;
    admin.reads(&format!("{PAGE}?tab=preview"), &["hw_policy", "hw_sockets"]).await;
    admin.reads(&format!("{PAGE}?tab=usage"), &["hw_policy", "key=hw_policy"]).await;
    admin.reads(&format!("{PAGE}?tab=json"), &["resource_type_associations"]).await;
    admin.reads(&format!("{PAGE}?tab=history"), &["Version 1"]).await;
}

#[tokio::test]
async fn the_catalog_is_listed_searched_and_compared() {
    let app = with_namespace().await;
    let admin = Visitor::sign_in(&app, "admin").await;
    admin
        .reads("/dashboard/metadefs", &["CPU pinning", "Another", "1–2 of 2", "aria-sort=\"ascending\""])
        .await;
    for (query, has_cpu, has_other) in [
        ("q=pinning", true, false),
        ("q=PROCESSORS", true, true),
        ("protected=true", false, true),
        ("protected=false", true, false),
        ("visibility=private", false, false),
        ("resource_type=OS%3A%3AGlance%3A%3AImage&sort=properties&direction=desc", true, true),
        ("resource_type=OS%3A%3ANova%3A%3AFlavor", false, false),
        ("page=9", false, false),
    ] {
        let page = admin.page(&format!("/dashboard/metadefs?{query}")).await;
        assert_eq!(
            (page.contains("CPU pinning"), page.contains(">Another<")),
            (has_cpu, has_other),
            "{query}"
        );
    }
    let found = admin.page("/dashboard/metadefs/search?q=pinning").await;
    assert!(found.contains("<mark>Pinning</mark> policy"), "{found}");
    assert!(found.contains("prop=policy#prop-policy"), "{found}");
    admin.reads("/dashboard/metadefs/search", &["Search the catalog"]).await;
    admin.reads("/dashboard/metadefs/search?q=nothinglikethis", &["Nothing found"]).await;
    admin.reads("/dashboard/metadefs/resource-types", &["OS::Glance::Image", "hw_", "scope=\"col\""]).await;
    admin.reads("/dashboard/metadefs/usage", &["lone_key"]).await;
    let sorted = admin.page("/dashboard/metadefs?sort=updated_at&direction=desc").await;
    assert!(sorted.find(">Another<").unwrap() < sorted.find("CPU pinning").unwrap(), "{sorted}");
    admin.reads("/dashboard/metadefs/usage?key=lone_key", &["No definition is of this key."]).await;
    admin
        .reads(
            "/dashboard/metadefs/usage?key=hw_policy",
            &["pinned", "dedicated", "prop=policy", "Pinning policy"],
        )
        .await;
    admin.reads("/dashboard/metadefs/usage?key=hw_policy&value=shared", &["No image has it"]).await;
}

#[tokio::test]
async fn deleting_and_returning_work_by_plain_forms() {
    let app = with_namespace().await;
    let client = app.admin().await;
    let admin = Visitor::sign_in(&app, "admin").await;
    add(&client, &namespace("OS::Plain", "Plain", false)).await;
    let (path, place) = ("/v2/metadefs/namespaces/OS::Plain", "/dashboard/metadefs/OS%3A%3APlain");
    client.delete(&format!("{path}/properties/threads")).await.expect(204);
    admin.reads(&format!("{place}?tab=history"), &[&format!("{place}/return?version=1")]).await;
    let page = admin.reads(&format!("{place}/return?version=1"), &["Return to version 1?", "threads"]).await;
    admin.get(&format!("{place}/return?version=7")).await.expect(404);
    let revision =
        page.split("name=\"known\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let revert = format!("{place}/revert");
    let back = [("version", "1"), ("known", revision.as_str())];
    let answer = admin.post(&revert, &back).await.expect(303);
    assert!(answer.header("location").contains("notice=namespace-returned"));
    client.get(&format!("{path}/properties/threads")).await.expect(200);
    let stale = admin.post(&revert, &back).await.expect(303);
    assert!(stale.header("location").contains("notice=error-stale"));
    admin.reads(stale.header("location"), &["It was changed since you opened it."]).await;

    let refused = admin.post("/dashboard/metadefs/Other/delete", &[]).await.expect(303);
    assert_eq!(
        refused.header("location"),
        "/dashboard/metadefs/Other?notice=error-metadef-protected&name=Other"
    );
    admin.reads(refused.header("location"), &["Other is protected"]).await;
    admin.reads(&format!("{PAGE}/delete"), &["<form", "Values that images carry stay"]).await;
    let gone = admin.post(&format!("{PAGE}/delete"), &[]).await.expect(303);
    assert!(gone.header("location").starts_with("/dashboard/metadefs?notice=namespace-deleted"));
    admin.get(PAGE).await.expect(404);
}

#[tokio::test]
async fn a_reader_sees_everything_and_changes_nothing() {
    let app = with_namespace().await;
    app.ensure_user("rita", "garden", "reader").await;
    let reader = Visitor::sign_in(&app, "rita").await;
    let page = reader.reads(PAGE, &["CPU pinning"]).await;
    for hidden in ["/edit", "/delete", "/new?from=", "tab=history"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    let list = reader.reads("/dashboard/metadefs", &["CPU pinning"]).await;
    assert!(!list.contains("/metadefs/new") && !list.contains("/metadefs/import"));
    for tab in ["properties", "objects", "tags", "associations", "preview", "usage", "json"] {
        reader.page(&format!("{PAGE}?tab={tab}")).await;
    }
    reader.get(&format!("{PAGE}?tab=history")).await.expect(403);
    reader.get(&format!("{PAGE}/return?version=1")).await.expect(403);
    for path in ["search?q=policy", "resource-types", "usage", "usage?key=hw_policy"] {
        reader.page(&format!("/dashboard/metadefs/{path}")).await;
    }
    let refused = reader.post(&format!("{PAGE}/delete"), &[]).await.expect(303);
    assert!(refused.header("location").contains("notice=error-policy"));
    reader.get(PAGE).await.expect(200);
}

#[tokio::test]
async fn titles_follow_the_language_of_the_visitor() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let body = json!({"namespace": "N", "display_name": "Processors", "visibility": "public", "protected": false,
        "properties": {"p": {"type": "string", "title": "Policy"}, "q": {"type": "string", "title": "Quota"}},
        "resource_type_associations": [{"name": "OS::Glance::Image"}],
        "translations": {"zh-CN": {"display_name": "处理器", "properties": {"p": {"title": "策略"}}}}});
    let address = "/vitrine/v1/metadefs/namespaces/N/document";
    admin.put(address).header("if-none-match", "*").json(&body).await.expect(201);
    let visitor = Visitor::sign_in(&app, "admin").await;
    for path in [
        "/dashboard/metadefs",
        "/dashboard/metadefs/N",
        "/dashboard/metadefs/resource-types",
        "/dashboard/metadefs/N/delete",
    ] {
        let chinese = visitor.get(path).header("accept-language", "zh-CN").await.expect(200).text();
        assert!(chinese.contains("处理器"), "{path}");
        assert!(visitor.page(path).await.contains("Processors"), "{path}");
    }
    let path = "/dashboard/metadefs/N?tab=properties";
    let chinese = visitor.get(path).header("accept-language", "zh-CN").await.expect(200).text();
    assert!(chinese.contains("策略") && chinese.contains("Quota"));
    visitor.reads("/dashboard/metadefs?q=%E5%A4%84%E7%90%86", &["Processors"]).await;
}

#[tokio::test]
async fn bookmarks_of_horizon_lead_on() {
    let app = TestApp::new().await;
    for (old, new) in [
        ("/admin/metadata_defs/", "/dashboard/metadefs"),
        (
            "/admin/metadata_defs/OS::Compute::CPUPinning/detail",
            "/dashboard/metadefs/OS%3A%3ACompute%3A%3ACPUPinning",
        ),
        ("/ngdetails/OS::Glance::Image/some-id", "/dashboard/images/some-id"),
        ("/project/images/", "/dashboard/images"),
        ("/admin/images/some-id/", "/dashboard/images/some-id"),
    ] {
        let answer = app.anonymous().get(old).await.expect(308);
        assert_eq!(answer.header("location"), new, "{old}");
    }
}

#[tokio::test]
async fn a_namespace_with_the_name_of_a_page_is_reached() {
    let app = TestApp::new().await;
    let client = app.admin().await;
    let admin = Visitor::sign_in(&app, "admin").await;
    for name in ["new", "search", "import", "report"] {
        add(&client, &namespace(name, &format!("Called {name}"), false)).await;
    }
    admin
        .reads("/dashboard/metadefs?q=called", &["/dashboard/metadefs/%6Eew", "/dashboard/metadefs/%73earch"])
        .await;
    for address in ["%6Eew", "%73earch", "%69mport", "%72eport/delete"] {
        admin.reads(&format!("/dashboard/metadefs/{address}"), &["Called "]).await;
    }
    admin.post("/dashboard/metadefs/%72eport/delete", &[]).await.expect(303);
    client.get("/v2/metadefs/namespaces/report").await.expect(404);
}
