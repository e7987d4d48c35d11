//! Types of resources and associations.

use serde_json::json;

use super::{NAMESPACES, at, timeless, with_disk};

#[tokio::test]
async fn an_association_comes_and_goes_and_its_type_stays() {
    let (app, admin) = with_disk().await;
    let body = json!({"name": "OS::Nova::Flavor", "prefix": "hw:"});
    let made = admin.post(&at("/resource_types")).json(&body).await.expect(201);
    assert_eq!(made.header("location"), "");
    assert!(made.json()["created_at"].is_string() && made.json()["updated_at"].is_string());
    assert_eq!(timeless(made.json()), body);
    let again = admin.post(&at("/resource_types")).json(&body).await;
    again.refused(
        409,
        "The metadata definition resource-type association of resource-type=OS::Nova::Flavor to namespace=OS::Test::Disk already exists.",
        "again",
    );
    let list = admin.get(&at("/resource_types")).await.expect(200).json();
    assert_eq!(list["resource_type_associations"].as_array().unwrap().len(), 4);
    assert_eq!(list["resource_type_associations"][3], made.json());
    admin.delete(&at("/resource_types/OS::Nova::Flavor")).await.expect(204);
    let gone = admin.delete(&at("/resource_types/OS::Nova::Flavor")).await;
    gone.refused(404, "Failed to find resource type OS::Nova::Flavor to delete", "again");
    assert_eq!(app.rows("metadef_resource_types").await, 4);
    let all = admin.get("/v2/metadefs/resource_types").await.expect(200).json();
    assert_eq!(all["resource_types"][3]["name"], "OS::Nova::Flavor");
}

#[tokio::test]
async fn one_type_serves_many_namespaces() {
    let (app, admin) = with_disk().await;
    admin.post(NAMESPACES).json(&json!({"namespace": "o"})).await.expect(201);
    let path = format!("{NAMESPACES}/o/resource_types");
    admin.post(&path).json(&json!({"name": "OS::Glance::Image"})).await.expect(201);
    assert_eq!(app.rows("metadef_resource_types").await, 3);
    admin.delete(&at("")).await.expect(204);
    let list = admin.get(&path).await.expect(200).json();
    assert_eq!(timeless(list), json!({"resource_type_associations": [{"name": "OS::Glance::Image"}]}));
}

#[tokio::test]
async fn mistakes_are_told() {
    let (_app, admin) = with_disk().await;
    for (body, fragment) in [
        (json!({}), "schema 'resource_type_association': 'name' is a required property"),
        (json!({"name": ""}), "empty"),
        (json!({"name": "x".repeat(81)}), "longer than 80"),
        (json!({"name": "X", "prefix": "x".repeat(81)}), "longer than 80"),
        (json!({"name": "X", "properties_target": "x".repeat(81)}), "longer than 80"),
        (json!({"name": "X", "prefix": 1}), "string"),
        (json!({"name": "X", "colour": 1}), "'colour' was unexpected"),
    ] {
        admin.post(&at("/resource_types")).json(&body).await.refused(400, fragment, &body.to_string());
    }
    for path in ["/v2/metadefs/resource_types".to_owned(), at("/resource_types")] {
        admin.get(&path).body("x").await.refused(400, "A body is not expected", &path);
    }
    for verb in ["GET", "POST"] {
        let call = admin.call(verb, &format!("{NAMESPACES}/no/resource_types"));
        let call = if verb == "POST" { call.json(&json!({"name": "X"})) } else { call };
        call.await.refused(404, "Namespace no not found", verb);
    }
}
