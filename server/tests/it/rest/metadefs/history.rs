//! The history of a namespace, and who may read it.

use serde_json::{Value, json};

use super::documents::{document, nodes, ours, put, sorted};
use super::{NAMESPACES, disk, with_disk};

#[tokio::test]
async fn history_tells_who_changed_what_and_leads_back() {
    let (app, admin) = with_disk().await;
    let (first, _) = document(&admin).await;
    let at = |rest: &str| format!("{NAMESPACES}/OS::Test::Disk{rest}");
    admin
        .post(&at("/properties"))
        .json(&json!({"name": "p", "title": "P", "type": "string"}))
        .await
        .expect(201);
    admin
        .put(&at("/properties/p"))
        .json(&json!({"name": "q", "title": "P", "type": "string"}))
        .await
        .expect(200);
    admin.delete(&at("/tags/fast")).await.expect(204);
    admin.post(&at("/tags")).json(&json!({"tags": [{"name": "only"}]})).await.expect(201);
    admin.delete(&at("/objects")).await.expect(204);
    admin.delete(&at("/resource_types/OS::Nova::Aggregate")).await.expect(204);
    let update = json!({"namespace": "OS::Test::Disk", "visibility": "public", "owner": first["owner"]});
    admin.put(&at("")).json(&update).await.expect(200);
    let history = admin.get(&ours("/versions?limit=3")).await.expect(200).json();
    let versions = history["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 3);
    assert_eq!(versions[0]["user_name"], "admin");
    assert!(versions[0]["request_id"].as_str().unwrap().starts_with("req-"));
    assert_eq!(nodes(&versions[1]["changes"]), ["-association:OS::Nova::Aggregate"]);
    let mut all = Vec::new();
    let mut next = Some(ours("/versions?limit=3"));
    while let Some(path) = next {
        let page = admin.get(&path).await.expect(200).json();
        all.extend(page["versions"].as_array().unwrap().iter().map(|it| it["version"].as_i64().unwrap()));
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(all, [8, 7, 6, 5, 4, 3, 2, 1]);
    let first = sorted(first);
    assert_eq!(sorted(admin.get(&ours("/versions/1")).await.expect(200).json()), first);
    let third = admin.get(&ours("/versions/3")).await.expect(200).json();
    assert!(third["properties"].get("q").is_some() && third["properties"].get("p").is_none());
    for unknown in ["0", "9", "-1"] {
        admin.get(&ours(&format!("/versions/{unknown}"))).await.expect(404);
    }
    let revert = |version: Value| {
        admin.post(&ours("/revert")).header("if-match", "*").json(&json!({"version": version}))
    };
    revert(json!(99)).await.expect(404);
    revert(json!("one")).await.expect(400);
    admin.post(&ours("/revert")).json(&json!({"version": 1})).await.expect(428);
    revert(json!(1)).await.expect(200);
    assert_eq!(sorted(document(&admin).await.0), first);
    assert_eq!(admin.get(&ours("/versions?limit=1")).await.json()["versions"][0]["version"], 9);
    // The way back is a change like any other.
    revert(json!(3)).await.expect(200);
    assert_eq!(document(&admin).await.0["properties"], third["properties"]);
    drop(app);
}

#[tokio::test]
async fn two_versions_are_compared() {
    let (_app, admin) = with_disk().await;
    let tag = format!("{NAMESPACES}/OS::Test::Disk/tags");
    admin.post(&format!("{tag}/a")).await.expect(201);
    admin.delete(&format!("{tag}/fast")).await.expect(204);
    admin.delete(&format!("{tag}/a")).await.expect(204);
    let diff = |query: &'static str| admin.get(&ours(query));
    let told = diff("/versions/3/diff").await.expect(200).json();
    assert_eq!((&told["from"], &told["to"]), (&json!(2), &json!(3)));
    assert_eq!(nodes(&told["changes"]), ["-tag:fast"]);
    assert_eq!(nodes(&diff("/versions/4/diff?from=1").await.expect(200).json()["changes"]), ["-tag:fast"]);
    assert_eq!(nodes(&diff("/versions/1/diff?from=4").await.expect(200).json()["changes"]), ["+tag:fast"]);
    assert_eq!(diff("/versions/1/diff").await.expect(200).json()["changes"], json!([]));
    for (query, status) in
        [("/versions/9/diff", 404), ("/versions/1/diff?from=9", 404), ("/versions/1/diff?from=x", 400)]
    {
        diff(query).await.expect(status);
    }
    for query in ["limit=0", "limit=-5", "limit=x", "before=x", "colour=red"] {
        admin.get(&ours(&format!("/versions?{query}"))).await.expect(400);
    }
}

#[tokio::test]
async fn the_past_is_for_those_who_own_a_namespace_or_may_change_it() {
    let (app, admin) = with_disk().await;
    let mut body = disk();
    body["visibility"] = json!("private");
    body["description"] = json!("a secret");
    put(&admin, &body, "*").await.expect(200);
    put(&admin, &disk(), "*").await.expect(200);
    let colleague = app.person("bea", "admin", "reader").await;
    let stranger = app.person("cem", "garden", "member").await;
    for path in ["/versions", "/versions/2", "/versions/3/diff"] {
        assert!(colleague.get(&ours(path)).await.expect(200).text().contains("a secret"), "{path}");
        let refused = stranger.get(&ours(path)).await.expect(403);
        assert!(!refused.text().contains("a secret"), "{path}");
    }
    stranger.get(&ours("/document")).await.expect(200);
}

#[tokio::test]
async fn a_page_of_history_ends_before_it_is_too_large() {
    let (_app, admin) = with_disk().await;
    let mut body = disk();
    for round in 0..4 {
        let text = format!("{round}{}", "x".repeat(400_000));
        body["objects"] = json!([{"name": "Large", "description": text}]);
        put(&admin, &body, "*").await.expect(200);
    }
    let page = admin.get(&ours("/versions")).await.expect(200).json();
    let versions = |page: &Value| -> Vec<i64> {
        page["versions"].as_array().unwrap().iter().map(|it| it["version"].as_i64().unwrap()).collect()
    };
    assert_eq!(versions(&page), [5]);
    let next = admin.get(page["next"].as_str().unwrap()).await.expect(200).json();
    assert_eq!(versions(&next), [4]);
    assert_eq!(
        sorted(admin.get(&ours("/versions/1")).await.expect(200).json())["objects"][1]["name"],
        "Speed"
    );
}

#[tokio::test]
async fn how_strictly_a_namespace_is_applied_is_part_of_it() {
    let (_app, admin) = with_disk().await;
    assert!(document(&admin).await.0.get("enforcement").is_none());
    admin.put(&ours("/enforcement")).json(&json!({"enforcement": "warn"})).await.expect(200);
    let (strict, _) = document(&admin).await;
    assert_eq!(strict["enforcement"], "warn");
    let latest = admin.get(&ours("/versions?limit=1")).await.expect(200).json();
    assert_eq!(nodes(&latest["versions"][0]["changes"]), ["+attribute:enforcement"]);
    // What does not say changes nothing about it: neither documents nor the Image API.
    put(&admin, &disk(), "*").await.expect(200);
    let update = json!({"namespace": "OS::Test::Disk", "visibility": "public"});
    admin.put(&format!("{NAMESPACES}/OS::Test::Disk")).json(&update).await.expect(200);
    assert_eq!(document(&admin).await.0["enforcement"], "warn");
    let mut off = disk();
    off["enforcement"] = json!("off");
    put(&admin, &off, "*").await.expect(200);
    assert!(document(&admin).await.0.get("enforcement").is_none());
    put(&admin, &strict, "*").await.expect(200);
    assert_eq!(admin.get(&ours("/enforcement")).await.expect(200).json()["enforcement"], "warn");
    admin.post(&ours("/revert")).header("if-match", "*").json(&json!({"version": 1})).await.expect(200);
    assert_eq!(admin.get(&ours("/enforcement")).await.expect(200).json()["enforcement"], "off");
    off["enforcement"] = json!("hard");
    put(&admin, &off, "*").await.expect(400);
}
