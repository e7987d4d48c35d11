//! Tags of a namespace.

use serde_json::{Value, json};

use super::{NAMESPACES, at, with_disk};
use crate::support::Answer;

fn names(answer: &Answer) -> Vec<String> {
    let list = answer.json();
    let name = |tag: &Value| {
        assert_eq!(tag.as_object().unwrap().len(), 1, "the name alone");
        tag["name"].as_str().unwrap().to_owned()
    };
    list["tags"].as_array().unwrap().iter().map(name).collect()
}

fn tags(names: &[&str]) -> Value {
    json!({"tags": names.iter().map(|name| json!({"name": name})).collect::<Vec<_>>()})
}

#[tokio::test]
async fn one_tag_comes_changes_and_goes() {
    let (_app, admin) = with_disk().await;
    let made = admin.post(&at("/tags/very%20fast")).await.expect(201).json();
    let keys: Vec<&String> = made.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["created_at", "name", "updated_at"]);
    assert_eq!(made["name"], "very fast");
    assert_eq!(admin.get(&at("/tags/very%20fast")).await.expect(200).json(), made);
    let renamed =
        admin.put(&at("/tags/very%20fast")).json(&json!({"name": "quick"})).await.expect(200).json();
    assert_eq!((&renamed["name"], &renamed["created_at"]), (&json!("quick"), &made["created_at"]));
    admin.get(&at("/tags/very%20fast")).await.refused(404, "Could not find metadata tag very fast", "old");
    admin.delete(&at("/tags/quick")).await.expect(204);
    admin.delete(&at("/tags/quick")).await.refused(404, "Could not find metadata tag quick", "again");
}

#[tokio::test]
async fn cases_differ() {
    let (_app, admin) = with_disk().await;
    admin.post(&at("/tags/FAST")).await.expect(201);
    let again = admin.post(&at("/tags/fast")).await;
    again.refused(409, "A metadata tag with name=fast already exists in namespace=OS::Test::Disk.", "again");
    let taken = admin.put(&at("/tags/fast")).json(&json!({"name": "Fast"})).await;
    taken.refused(409, "A metadata tag with name=Fast already exists", "rename");
    admin.put(&at("/tags/fast")).json(&json!({"name": "fast"})).await.expect(200);
}

#[tokio::test]
async fn many_tags_take_the_place_of_all() {
    let (_app, admin) = with_disk().await;
    let put = |names: &[&str]| admin.post(&at("/tags")).json(&tags(names));
    assert_eq!(put(&["a", "b"]).await.expect(201).json(), tags(&["a", "b"]), "those that were sent");
    assert_eq!(names(&admin.get(&at("/tags")).await.expect(200)), ["b", "a"]);
    put(&["c", "c"]).await.refused(409, "metadata tag with name=c", "twice");
    assert_eq!(put(&[]).await.expect(201).json(), json!({"tags": []}));
    assert_eq!(names(&admin.get(&at("/tags")).await), ["b", "a"], "no tags change nothing");
}

#[tokio::test]
async fn many_tags_are_added_where_the_header_says_so() {
    let (_app, admin) = with_disk().await;
    admin.post(&at("/tags")).json(&tags(&["start"])).await.expect(201);
    let mut expected = vec!["start".to_owned()];
    for (index, yes) in ["true", "1", "T", "On", "Y", "YES"].iter().enumerate() {
        let name = format!("t{index}");
        let call = admin.post(&at("/tags")).json(&tags(&[&name])).header("x-openstack-append", yes);
        assert_eq!(call.await.expect(201).json(), tags(&[&name]), "{yes}");
        expected.insert(0, name);
        assert_eq!(names(&admin.get(&at("/tags")).await), expected, "{yes}");
    }
    let call = admin.post(&at("/tags")).json(&tags(&["new", "t0"])).header("x-openstack-append", "true");
    call.await.refused(409, "metadata tag with name=t0", "taken");
    assert_eq!(names(&admin.get(&at("/tags")).await), expected, "nothing was added");
    let call = admin.post(&at("/tags")).json(&tags(&["last"])).header("x-openstack-append", "no");
    call.await.expect(201);
    assert_eq!(names(&admin.get(&at("/tags")).await), ["last"]);
}

#[tokio::test]
async fn a_list_is_sorted_and_paged() {
    let (_app, admin) = with_disk().await;
    admin.post(&at("/tags")).json(&tags(&["b", "c", "a"])).await.expect(201);
    for (query, expected) in [
        ("", vec!["a", "c", "b"]),
        ("sort_dir=asc", vec!["b", "c", "a"]),
        ("sort_key=name", vec!["c", "b", "a"]),
        ("sort_key=name&sort_dir=asc", vec!["a", "b", "c"]),
        ("sort_key=updated_at", vec!["a", "c", "b"]),
        ("sort_key=id&sort_dir=asc", vec!["b", "c", "a"]),
        ("limit=2", vec!["a", "c"]),
        ("limit=2&marker=a", vec!["c", "b"]),
        ("marker=b", vec![]),
        ("sort_key=name&sort_dir=asc&marker=a&limit=1", vec!["b"]),
        ("sort_key=id&marker=c", vec!["b"]),
        ("limit=0", vec![]),
        ("visibility=shared&colour=red", vec!["a", "c", "b"]),
    ] {
        assert_eq!(names(&admin.get(&at(&format!("/tags?{query}"))).await.expect(200)), expected, "{query}");
    }
    for (query, status, fragment) in [
        ("limit=x", 400, "integer"),
        ("limit=-1", 400, "positive"),
        ("sort_key=owner", 400, "Invalid sort key: owner"),
        ("sort_dir=up", 400, "Invalid sort direction: up"),
        ("visibility=x", 400, "Invalid visibility value: x"),
        ("marker=none", 404, "Could not find metadata tag none"),
    ] {
        admin.get(&at(&format!("/tags?{query}"))).await.refused(status, fragment, query);
    }
}

#[tokio::test]
async fn mistakes_are_told() {
    let (app, admin) = with_disk().await;
    admin.post(&at("/tags/new")).body("{}").await.refused(400, "A body is not expected", "body");
    admin.post(&at(&format!("/tags/{}", "x".repeat(81)))).await.refused(400, "longer than 80", "long");
    admin.post(&at("/tags/a%00b")).await.expect(400);
    admin.post(&at("/tags/a%2Fb")).await.expect(404);
    for (body, fragment) in [
        (json!({}), "schema 'tags': 'tags' is a required property"),
        (json!([]), "Unexpected body type"),
        (json!({"tags": ["a"]}), "object"),
        (json!({"tags": [{}]}), "required"),
        (json!({"tags": [{"name": "a", "x": 1}]}), "unexpected"),
        (json!({"tags": [{"name": "x".repeat(81)}]}), "longer than 80"),
        (json!({"tags": [{"name": "a"}], "x": 1}), "unexpected"),
    ] {
        admin.post(&at("/tags")).json(&body).await.refused(400, fragment, &body.to_string());
    }
    for (body, status, fragment) in [
        (json!({}), 400, "schema 'tag': 'name' is a required property"),
        (json!({"name": "a", "x": 1}), 400, "unexpected"),
        (json!({"name": "a", "created_at": "x"}), 403, "Attribute 'created_at' is read-only."),
    ] {
        admin.put(&at("/tags/fast")).json(&body).await.refused(status, fragment, &body.to_string());
    }
    let missing = admin.put(&at("/tags/none")).json(&json!({"name": "a"})).await;
    missing.refused(404, "Could not find metadata tag none", "put");
    admin.post(&format!("{NAMESPACES}/no/tags/x")).await.refused(404, "Namespace no not found", "add");
    assert_eq!(app.rows("metadef_tags").await, 2);
}
