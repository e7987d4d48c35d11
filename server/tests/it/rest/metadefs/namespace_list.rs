//! The list of namespaces: order, filters, pages, links.

use serde_json::{Value, json};

use super::NAMESPACES;
use crate::support::{Answer, Client, TestApp};

/// Namespaces a, b and c, in this order; a and c are public, b has a type of its own.
async fn three() -> (TestApp, Client) {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for (name, visibility, types) in [
        ("a", "public", json!([{"name": "X"}])),
        ("b", "private", json!([{"name": "Y"}, {"name": "X"}])),
        ("c", "public", json!([])),
    ] {
        let body = json!({"namespace": name, "visibility": visibility, "resource_type_associations": types,
            "display_name": format!("{name}!"), "properties": {"p": {"type": "string", "title": "t"}}});
        admin.post(NAMESPACES).json(&body).await.expect(201);
    }
    (app, admin)
}

fn names(answer: &Answer) -> Vec<String> {
    let list = answer.json();
    let name = |row: &Value| row["namespace"].as_str().unwrap().to_owned();
    list["namespaces"].as_array().unwrap().iter().map(name).collect()
}

#[tokio::test]
async fn rows_show_resource_types_and_nothing_else_that_a_namespace_holds() {
    let (_app, admin) = three().await;
    let list = admin.get(NAMESPACES).await.expect(200).json();
    assert_eq!(
        (&list["first"], &list["schema"]),
        (&json!(NAMESPACES), &json!("/v2/schemas/metadefs/namespaces"))
    );
    assert!(list.get("next").is_none());
    let row = &list["namespaces"][1];
    assert_eq!(row["resource_type_associations"][0]["name"], "Y");
    assert!(row["resource_type_associations"][0]["created_at"].is_string());
    assert!(row.get("properties").is_none());
    assert!(list["namespaces"][0].get("resource_type_associations").is_none());
}

#[tokio::test]
async fn every_sort_key_orders_and_pages() {
    let (_app, admin) = three().await;
    assert_eq!(names(&admin.get(NAMESPACES).await), ["c", "b", "a"], "the newest first");
    for key in [
        "namespace",
        "created_at",
        "updated_at",
        "id",
        "owner",
        "visibility",
        "display_name",
        "description",
        "protected",
    ] {
        for direction in ["asc", "desc"] {
            let query = format!("{NAMESPACES}?sort_key={key}&sort_dir={direction}");
            let whole = names(&admin.get(&query).await.expect(200));
            if key != "visibility" {
                let expected = if direction == "asc" { ["a", "b", "c"] } else { ["c", "b", "a"] };
                assert_eq!(whole, expected, "{query}");
            }
            let mut walked = Vec::new();
            let mut next = Some(format!("{query}&limit=1"));
            while let Some(path) = next {
                let page = admin.get(&path).await.expect(200);
                walked.extend(names(&page));
                next = page.json()["next"].as_str().map(str::to_owned);
            }
            assert_eq!(walked, whole, "{query}");
        }
    }
}

#[tokio::test]
async fn links_repeat_what_was_asked() {
    let (_app, admin) = three().await;
    let page = admin.get(&format!("{NAMESPACES}?limit=2&colour=red&sort_dir=asc")).await.expect(200).json();
    assert_eq!(page["first"], "/v2/metadefs/namespaces?limit=2&colour=red&sort_dir=asc");
    assert_eq!(page["next"], "/v2/metadefs/namespaces?limit=2&colour=red&sort_dir=asc&marker=b");
    let last = admin.get(page["next"].as_str().unwrap()).await.expect(200);
    assert_eq!((names(&last), last.json().get("next")), (vec!["c".to_owned()], None));
    assert_eq!(last.json()["first"], page["first"]);
    let none = admin.get(&format!("{NAMESPACES}?limit=0")).await.expect(200);
    assert_eq!((names(&none).len(), none.json().get("next")), (0, None));
    let body = admin.get(NAMESPACES).body("x").await.expect(200);
    assert_eq!(names(&body).len(), 3, "a body is passed over");
}

#[tokio::test]
async fn filters_choose() {
    let (_app, admin) = three().await;
    for (query, expected) in [
        ("resource_types=X", vec!["b", "a"]),
        ("resource_types=Y", vec!["b"]),
        ("resource_types=Y,X", vec!["b", "a"]),
        ("resource_types=nothing", vec![]),
        ("resource_types='%20OR%201=1--", vec![]),
        ("visibility=public", vec!["c", "a"]),
        ("visibility=private", vec!["b"]),
        ("visibility=public&resource_types=X", vec!["a"]),
        ("limit=5000", vec!["c", "b", "a"]),
    ] {
        assert_eq!(
            names(&admin.get(&format!("{NAMESPACES}?{query}")).await.expect(200)),
            expected,
            "{query}"
        );
    }
}

#[tokio::test]
async fn mistakes_are_told() {
    let (_app, admin) = three().await;
    for (query, status, fragment) in [
        ("limit=a", 400, "limit param must be an integer"),
        ("limit=-1", 400, "limit param must be positive"),
        ("sort_key=colour", 400, "Invalid sort key: colour"),
        ("sort_dir=up", 400, "Invalid sort direction: up"),
        ("visibility=shared", 400, "Invalid visibility value: shared"),
        ("marker=nowhere", 404, "Metadata definition namespace=nowhere was not found."),
    ] {
        admin.get(&format!("{NAMESPACES}?{query}")).await.refused(status, fragment, query);
    }
}

#[tokio::test]
async fn everybody_sees_what_is_public_and_their_own() {
    let (app, admin) = three().await;
    let (reader, other) = (app.reader().await, app.other_project().await);
    for (name, visibility, owner) in [("d", "private", &reader.project), ("e", "private", &other.project)] {
        let body = json!({"namespace": name, "visibility": visibility, "owner": owner});
        admin.post(NAMESPACES).json(&body).await.expect(201);
    }
    assert_eq!(names(&admin.get(NAMESPACES).await), ["e", "d", "c", "b", "a"]);
    for (client, all, private) in [(&reader, vec!["d", "c", "a"], "d"), (&other, vec!["e", "c", "a"], "e")] {
        assert_eq!(names(&client.get(NAMESPACES).await.expect(200)), all);
        let list = client.get(&format!("{NAMESPACES}?visibility=private")).await.expect(200);
        assert_eq!(names(&list), [private]);
        let list = client.get(&format!("{NAMESPACES}?resource_types=Y")).await.expect(200);
        assert_eq!(names(&list).len(), 0, "a hidden namespace does not show by its type");
        let hidden = client.get(&format!("{NAMESPACES}?marker=b")).await;
        let missing = client.get(&format!("{NAMESPACES}?marker=nowhere")).await;
        assert_eq!(hidden.visible("b"), missing.visible("nowhere"));
    }
}
