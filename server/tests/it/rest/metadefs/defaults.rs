//! Defaults as the original tells them, for clients that expect texts (`metadefs.text_defaults`).

use serde_json::{Value, json};

use super::{NAMESPACES, at, disk};
use crate::support::{Client, TestApp};

async fn with(has_texts: bool) -> (TestApp, Client) {
    let app = TestApp::with(|settings| settings.metadefs.text_defaults = has_texts).await;
    let admin = app.admin().await;
    let mut body = disk();
    body["properties"]["sizes"] =
        json!({"type": "array", "title": "Sizes", "items": {"type": "string"}, "default": ["a"]});
    admin.post(NAMESPACES).json(&body).await.expect(201);
    (app, admin)
}

/// What each way of reading says of defaults: the whole, one, a list, inside objects.
async fn told(admin: &Client) -> Vec<Value> {
    let get = async |rest: &str| admin.get(&at(rest)).await.expect(200).json();
    let whole = get("").await;
    let objects = get("/objects").await;
    vec![
        whole["properties"]["boot_menu"]["default"].clone(),
        whole["properties"]["sizes"].get("default").cloned().unwrap_or_default(),
        whole["objects"][0]["properties"]["burst"]["default"].clone(),
        get("/properties/boot_menu").await["default"].clone(),
        get("/properties").await["properties"]["disk_bus"]["default"].clone(),
        objects["objects"][0]["properties"]["iops"]["default"].clone(),
        get("/objects/Speed").await["properties"]["burst"]["default"].clone(),
    ]
}

#[tokio::test]
async fn defaults_have_the_type_of_their_property() {
    let (_app, admin) = with(false).await;
    let expected =
        [json!(true), json!(["a"]), json!(2.5), json!(true), json!("virtio"), json!(20), json!(2.5)];
    assert_eq!(told(&admin).await, expected);
}

#[tokio::test]
async fn defaults_are_texts_where_the_setting_says_so() {
    let (_app, admin) = with(true).await;
    let expected =
        [json!("True"), Value::Null, json!("2.5"), json!("True"), json!("virtio"), json!("20"), json!("2.5")];
    assert_eq!(told(&admin).await, expected);
    // What is edited as a whole stays as it is.
    let document =
        admin.get("/vitrine/v1/metadefs/namespaces/OS::Test::Disk/document").await.expect(200).json();
    assert_eq!(document["properties"]["boot_menu"]["default"], true);
}

#[tokio::test]
async fn an_answer_in_the_other_form_is_another_answer() {
    let (_app, plain) = with(false).await;
    let (_other, texts) = with(true).await;
    let tags = [&plain, &texts].map(|client| client.get(&at("")));
    let [plain, texts] = tags;
    assert_ne!(plain.await.header("etag"), texts.await.header("etag"));
}
