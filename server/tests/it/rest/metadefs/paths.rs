//! Verbs that a path does not take, and spellings of paths.

use super::{NAMESPACES, at, with_disk};

#[tokio::test]
async fn other_verbs_are_refused_with_those_that_there_are() {
    let (_app, admin) = with_disk().await;
    for (path, allow) in [
        (NAMESPACES.to_owned(), "GET, POST"),
        (at(""), "GET, PUT, DELETE"),
        (at("/objects"), "GET, POST, DELETE"),
        (at("/objects/Speed"), "GET, PUT, DELETE"),
        (at("/properties"), "GET, POST, DELETE"),
        (at("/properties/disk_bus"), "GET, PUT, DELETE"),
        (at("/tags"), "GET, POST, DELETE"),
        (at("/tags/fast"), "GET, POST, PUT, DELETE"),
        ("/v2/metadefs/resource_types".to_owned(), "GET"),
        (at("/resource_types"), "GET, POST"),
        (at("/resource_types/X"), "DELETE"),
        ("/v2/schemas/metadefs/namespace".to_owned(), "GET"),
    ] {
        for verb in ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"] {
            if allow.split(", ").any(|known| known == verb) {
                continue;
            }
            let answer = admin.call(verb, &path).await;
            assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, allow), "{verb} {path}");
        }
    }
}

#[tokio::test]
async fn calls_that_take_no_body_refuse_one() {
    let (_app, admin) = with_disk().await;
    for (verb, path) in [
        ("GET", at("")),
        ("DELETE", at("")),
        ("GET", at("/tags/fast")),
        ("POST", at("/tags/new")),
        ("DELETE", at("/tags/fast")),
        ("GET", at("/objects/Speed")),
        ("DELETE", at("/objects/Speed")),
        ("GET", at("/properties")),
        ("GET", at("/resource_types")),
        ("DELETE", at("/resource_types/OS::Glance::Image")),
        ("GET", "/v2/metadefs/resource_types".to_owned()),
    ] {
        let answer = admin.call(verb, &path).json(&serde_json::json!({})).await;
        assert_eq!(answer.status.as_u16(), 400, "{verb} {path}: {}", answer.text());
    }
    admin.get(&at("/tags/fast")).await.expect(200);
}

#[tokio::test]
async fn a_removal_whose_name_is_missing_removes_nothing() {
    let (app, admin) = with_disk().await;
    for kind in ["objects", "properties", "tags", "resource_types"] {
        admin.delete(&at(&format!("/{kind}/"))).await.expect(404);
        admin.delete(&at(&format!("/{kind}/")).replace("/v2/", "/v2.9/")).await.expect(404);
    }
    for (table, count) in [("objects", 2), ("properties", 2), ("tags", 2), ("associations", 3)] {
        assert_eq!(app.rows(&format!("metadef_{table}")).await, count, "{table}");
    }
}

#[tokio::test]
async fn minors_of_the_version_lead_to_the_same_place() {
    let (_app, admin) = with_disk().await;
    for path in [
        "/v2.9/metadefs/namespaces",
        "/v2.9/metadefs/namespaces/",
        "/v2.17/metadefs/namespaces/OS::Test::Disk/",
    ] {
        admin.get(path).await.expect(200);
    }
    for path in ["/v2/metadefs", "/v2/metadefs/", "/v2/metadefs/nothing", "/v2/metadefs/namespaces//"] {
        admin.get(path).await.expect(404);
    }
}
