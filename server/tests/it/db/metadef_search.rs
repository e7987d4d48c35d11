//! The index of the catalog: what a search costs, and that it mends itself whoever asks.

use std::future::IntoFuture as _;

use serde_json::json;
use vitrine_domain::ProjectId;
use vitrine_domain::metadef::SearchQuery;
use vitrine_domain::metadef::ports::{MetadefRepo, Viewer};
use vitrine_domain::metadef::search::{MetadefIndex, Scope};
use vitrine_wire::metadef::{MetadefVisibility, SearchKind};

use crate::support::TestApp;
use crate::support::database::{TestDatabase, test_database};

/// A namespace with a tag.
async fn namespace(test: &TestDatabase, name: &str, tag: &str) {
    for sql in [
        format!(
            "INSERT INTO metadef_namespaces (name, visibility, protected, owner, created_at, updated_at, version)
             VALUES ('{name}', 'public', false, 'us', 0, 0, 1)"
        ),
        format!(
            "INSERT INTO metadef_tags (namespace_id, name, created_at, updated_at)
             SELECT id, '{tag}', 0, 0 FROM metadef_namespaces WHERE name = '{name}'"
        ),
    ] {
        test.execute(&sql).await;
    }
}

fn question(text: &str) -> SearchQuery {
    SearchQuery::parse(&[("q".to_owned(), text.to_owned())]).unwrap()
}

#[tokio::test]
async fn many_may_index_the_same_namespaces_at_once() {
    let test = test_database().await;
    let (other, _) = test.watched().await;
    for n in 0..8 {
        namespace(&test, &format!("n{n}"), "zebra").await;
    }
    for round in 0..4 {
        let stale = test.db.metadefs().stale().await.unwrap();
        assert_eq!(stale.len(), 8, "{round}");
        let (one, two) = (test.db.metadefs(), other.metadefs());
        let calls = stale.iter().flat_map(|(id, _)| [one.renew(*id), two.renew(*id)]);
        for outcome in futures::future::join_all(calls).await {
            outcome.unwrap();
        }
        assert_eq!(test.number("SELECT COUNT(*) FROM metadef_search").await, 16, "{round}");
        assert_eq!(test.db.metadefs().stale().await.unwrap(), []);
        test.execute("UPDATE metadef_namespaces SET version = version + 1").await;
    }
}

#[tokio::test]
async fn a_search_is_one_statement_whatever_it_finds() {
    let test = test_database().await;
    let viewer = Viewer { project: None, sees_all: false };
    for n in 0..5 {
        namespace(&test, &format!("n{n}"), "zebra").await;
    }
    let (db, statements) = test.watched().await;
    let rows = db.metadefs();
    for (id, _) in rows.stale().await.unwrap() {
        rows.renew(id).await.unwrap();
    }
    let holders = rows.holders(&viewer).await.unwrap();
    assert_eq!(holders.len(), 1);
    assert_eq!(holders[0].owner, ProjectId::from("us"));
    assert_eq!(holders[0].visibility, MetadefVisibility::Public);
    let scope = |kinds: &[SearchKind]| [Scope { holder: holders[0].clone(), kinds: kinds.to_vec() }];
    for (q, kinds, total) in [
        ("zebra", SearchKind::ALL, 5),
        ("zebra", &[SearchKind::Namespace], 0),
        ("n", SearchKind::ALL, 5),
        ("nothing", SearchKind::ALL, 0),
    ] {
        statements.lock().unwrap().clear();
        let found = rows.search(&question(q), &scope(kinds)).await.unwrap();
        assert_eq!((found.total, found.hits.len() as u64), (total, total), "{q}");
        assert_eq!(statements.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_goes_with_its_namespace_leaves_no_words_behind() {
    let test = test_database().await;
    let rows = test.db.metadefs();
    namespace(&test, "n", "zebra").await;
    let found = rows.find("n").await.unwrap().unwrap();
    rows.renew(found.id).await.unwrap();
    test.execute("DELETE FROM metadef_namespaces").await;
    assert_eq!(test.number("SELECT COUNT(*) FROM metadef_search").await, 0);
    rows.renew(found.id).await.unwrap();
    // Row ids are not used twice, and words of rows that went are not found by chance.
    namespace(&test, "m", "horse").await;
    let found = rows.find("m").await.unwrap().unwrap();
    rows.renew(found.id).await.unwrap();
    let holders = rows.holders(&Viewer { project: None, sees_all: true }).await.unwrap();
    let scopes: Vec<Scope> =
        holders.into_iter().map(|holder| Scope { holder, kinds: SearchKind::ALL.to_vec() }).collect();
    assert_eq!(rows.search(&question("zebra"), &scopes).await.unwrap().total, 0);
    assert_eq!(rows.search(&question("horse"), &scopes).await.unwrap().total, 1);
}

#[tokio::test]
async fn searching_while_others_write_is_never_refused() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    admin.post("/v2/metadefs/namespaces").json(&json!({"namespace": "n"})).await.expect(201);
    let calls = (0..24).map(|n| {
        let search = admin.get("/vitrine/v1/metadefs/search?q=tag");
        let write = admin.post(&format!("/v2/metadefs/namespaces/n/tags/tag{n}"));
        if n % 2 == 0 { search.into_future() } else { write.into_future() }
    });
    for answer in futures::future::join_all(calls).await {
        assert!(answer.status.is_success(), "{}", answer.text());
    }
    let answer = admin.get("/vitrine/v1/metadefs/search?q=tag").await.expect(200).json();
    assert_eq!(answer["total"], 12);
}

#[tokio::test]
async fn the_longest_names_are_indexed() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let name = "x".repeat(255);
    let object = json!({"name": "o", "properties": {&name: {"type": "string", "title": "zebra"}}});
    let body = json!({"namespace": "n", "objects": [object]});
    admin.post("/v2/metadefs/namespaces").json(&body).await.expect(201);
    let answer = admin.get("/vitrine/v1/metadefs/search?q=zebra").await.expect(200).json();
    assert_eq!((&answer["total"], &answer["hits"][0]["name"]), (&json!(1), &json!(name)));
}

#[tokio::test]
async fn what_cannot_be_indexed_is_tried_again_when_it_changes() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    admin.post("/v2/metadefs/namespaces").json(&json!({"namespace": "zebra"})).await.expect(201);
    app.sql("INSERT INTO metadef_properties (namespace_id, name, definition) SELECT id, 'p', '?' FROM metadef_namespaces")
        .await;
    let total =
        async || admin.get("/vitrine/v1/metadefs/search?q=zebra").await.expect(200).json()["total"].clone();
    assert_eq!(total().await, 0);
    app.sql("DELETE FROM metadef_properties").await;
    assert_eq!(total().await, 0, "not tried again");
    app.sql("UPDATE metadef_namespaces SET version = version + 1").await;
    assert_eq!(total().await, 1);
}

#[tokio::test]
async fn a_hit_tells_so_many_keys_and_no_more() {
    let app = TestApp::with(|settings| settings.metadefs.association_quota = 60).await;
    let admin = app.admin().await;
    let associations: Vec<_> =
        (0..60).map(|n| json!({"name": format!("T{n:02}"), "prefix": format!("zebra{n:02}:")})).collect();
    let body = json!({"namespace": "n", "resource_type_associations": associations,
        "properties": {"p": {"type": "string", "title": "t"}}});
    admin.post("/v2/metadefs/namespaces").json(&body).await.expect(201);
    let search = async |query: &str| {
        admin.get(&format!("/vitrine/v1/metadefs/search?{query}")).await.expect(200).json()
    };
    let hit = search("q=zebra").await["hits"][0].clone();
    let count = |member: &str| hit[member].as_array().unwrap().len();
    assert_eq!((count("resource_types"), count("matches")), (20, 20));
    assert_eq!(search("q=zebra07:p").await["total"], 1);
    let hit = search("q=zebra&resource_type=T59").await["hits"][0].clone();
    assert_eq!(hit["resource_types"][0]["key"], "zebra59:p", "what is asked for comes first");
}
