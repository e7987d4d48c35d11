//! `/v2/schemas`: what clients read before they write.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn each_document_has_its_schema() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for name in ["image", "images", "member", "members"] {
        let schema = member.get(&format!("/v2/schemas/{name}")).await.expect(200).json();
        assert_eq!(schema["name"], name);
        assert!(schema["properties"].is_object(), "{name}");
    }
    member.get("/v2/schemas/nothing").await.expect(404);
    app.anonymous().get("/v2/schemas/image").await.expect(401);
    assert_eq!(member.post("/v2/schemas/image").await.expect(405).header("allow"), "GET");
}

#[tokio::test]
async fn the_schema_has_every_attribute_that_an_image_has() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    member.upload(&id, "0123456789").await.expect(204);
    let schema = member.get("/v2/schemas/image").await.expect(200).json();
    let known = schema["properties"].as_object().unwrap();
    for (name, value) in member.show(&id).await.as_object().unwrap() {
        let kind = match value {
            serde_json::Value::Null => "null",
            serde_json::Value::Bool(_) => "boolean",
            serde_json::Value::Number(_) => "integer",
            serde_json::Value::String(_) => "string",
            serde_json::Value::Array(_) => "array",
            serde_json::Value::Object(_) => "object",
        };
        let told = &known.get(name).unwrap_or_else(|| panic!("{name} is not told of"))["type"];
        assert!(
            told == kind || told.as_array().is_some_and(|all| all.contains(&json!(kind))),
            "{name}: {told}"
        );
    }
    assert_eq!(known["status"]["readOnly"], json!(true));
    assert_eq!(known["disk_format"]["enum"][0], json!(null));
    // Clients give a switch of their own to what is no attribute of every image.
    assert_eq!(known["architecture"]["is_base"], json!(false));
    assert_eq!(schema["additionalProperties"], json!({"type": "string"}));
}

#[tokio::test]
async fn the_formats_are_those_of_the_site() {
    let app = TestApp::with(|settings| settings.images.disk_formats = vec!["luks".into()]).await;
    let schema = app.member().await.get("/v2/schemas/images").await.expect(200).json();
    assert_eq!(
        schema["properties"]["images"]["items"]["properties"]["disk_format"]["enum"],
        json!([null, "luks"])
    );
}

#[tokio::test]
async fn a_site_with_one_store_tells_of_none() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for path in ["/v2/info/stores", "/v2/info/stores/detail"] {
        member.get(path).await.refused(404, "Multi backend is not supported at this site.", path);
    }
    let import = member.get("/v2/info/import").await.expect(200).json();
    assert_eq!(import["import-methods"]["value"], json!([]));
}
