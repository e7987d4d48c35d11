//! The catalog of metadata definitions: what reads cost, and what a failed write leaves.

use std::future::IntoFuture as _;

use serde_json::json;
use vitrine_domain::metadef::ports::{MetadefRepo, Viewer};
use vitrine_domain::metadef::query::{NamespaceFilter, NamespacePage};
use vitrine_wire::SortDirection;
use vitrine_wire::metadef::NamespaceSortKey;

use crate::support::TestApp;
use crate::support::database::{TestDatabase, test_database};

/// A namespace with `count` of everything.
async fn namespace(test: &TestDatabase, name: &str, count: i64) -> i64 {
    test.execute(&format!(
        "INSERT INTO metadef_namespaces (name, visibility, protected, owner, created_at, updated_at, version)
         VALUES ('{name}', 'public', false, 'us', 0, 0, 1)"
    ))
    .await;
    let id = test.number(&format!("SELECT id FROM metadef_namespaces WHERE name = '{name}'")).await;
    for n in 0..count {
        for sql in [
            format!(
                "INSERT INTO metadef_objects (namespace_id, name, required, properties, created_at, updated_at) VALUES ({id}, 'o{n}', '[]', '{{}}', 0, 0)"
            ),
            format!(
                "INSERT INTO metadef_properties (namespace_id, name, definition) VALUES ({id}, 'p{n}', '{{\"type\":\"string\"}}')"
            ),
            format!(
                "INSERT INTO metadef_tags (namespace_id, name, created_at, updated_at) VALUES ({id}, 't{n}', 0, 0)"
            ),
            format!(
                "INSERT INTO metadef_resource_types (name, protected, created_at, updated_at) VALUES ('{name}{n}', false, 0, 0)"
            ),
            format!(
                "INSERT INTO metadef_associations (namespace_id, resource_type_id, created_at, updated_at) SELECT {id}, id, 0, 0 FROM metadef_resource_types WHERE name = '{name}{n}'"
            ),
        ] {
            test.execute(&sql).await;
        }
    }
    id
}

#[tokio::test]
async fn a_list_and_a_detail_are_one_statement_each_whatever_they_hold() {
    let test = test_database().await;
    let (db, statements) = test.watched().await;
    let viewer = Viewer { project: None, sees_all: true };
    let page = NamespacePage {
        sort: NamespaceSortKey::CreatedAt,
        direction: SortDirection::Descending,
        after: None,
        limit: 100,
    };
    for (name, count) in [("none", 0), ("some", 3), ("many", 30)] {
        let id = namespace(&test, name, count).await;
        let found = db.metadefs().find(name).await.unwrap().unwrap();
        assert_eq!(found.id.0, id);
        statements.lock().unwrap().clear();
        let (_, contents) = db.metadefs().detail(found.id).await.unwrap().unwrap();
        assert_eq!(statements.lock().unwrap().len(), 1);
        let counts = [
            contents.objects.len(),
            contents.properties.len(),
            contents.tags.len(),
            contents.associations.len(),
        ];
        assert_eq!(counts, [usize::try_from(count).unwrap(); 4]);
        statements.lock().unwrap().clear();
        db.metadefs().list(&viewer, &NamespaceFilter::default(), &page).await.unwrap();
        assert_eq!(statements.lock().unwrap().len(), 1);
        statements.lock().unwrap().clear();
        let offered = db.metadefs().details(&viewer, &format!("{name}0")).await.unwrap();
        assert_eq!(statements.lock().unwrap().len(), 1);
        let offered: Vec<_> =
            offered.iter().map(|(it, held)| (it.name.as_str(), held.properties.len())).collect();
        let expected = (count > 0).then_some((name, usize::try_from(count).unwrap()));
        assert_eq!(offered, expected.into_iter().collect::<Vec<_>>());
        statements.lock().unwrap().clear();
        let sizes = db.metadefs().sizes().await.unwrap();
        assert_eq!(statements.lock().unwrap().len(), 5);
        let held = sizes.get(&found.id).cloned().unwrap_or_default();
        assert_eq!([held.properties, held.objects, held.tags], [u64::try_from(count).unwrap(); 3]);
    }
}

#[tokio::test]
async fn ids_of_removed_namespaces_do_not_come_back() {
    let test = test_database().await;
    let first = namespace(&test, "n", 1).await;
    test.execute("DELETE FROM metadef_namespaces").await;
    assert_eq!(test.number("SELECT COUNT(*) FROM metadef_objects").await, 0, "what it held goes too");
    assert_ne!(namespace(&test, "n", 0).await, first);
}

#[tokio::test]
async fn of_many_that_add_the_same_namespace_one_succeeds() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let body = json!({"namespace": "n", "objects": [{"name": "o"}], "tags": [{"name": "t"}],
        "resource_type_associations": [{"name": "R"}]});
    let calls = (0..8).map(|_| admin.post("/v2/metadefs/namespaces").json(&body).into_future());
    let statuses: Vec<u16> =
        futures::future::join_all(calls).await.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 7, "{statuses:?}");
    for table in ["namespaces", "objects", "tags", "associations", "resource_types"] {
        assert_eq!(app.rows(&format!("metadef_{table}")).await, 1, "{table}");
    }
}
