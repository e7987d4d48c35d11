//! What lists cost: how many statements, and whether the database finds a page without sorting.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use vitrine_domain::image::ports::Viewer;
use vitrine_domain::image::query::{ImageFilter, Page};
use vitrine_domain::image::{Image, ImageRepo};
use vitrine_wire::SortDirection;
use vitrine_wire::vocab::ImageSortKey;

use super::build::{US, admin, by_id, id, image, insert, member_of, sorted_by};
use crate::support::database::{TestDatabase, test_database};

const ROWS: u32 = 3_000;

#[tokio::test]
async fn a_list_is_one_statement_whatever_the_page_holds() {
    let test = test_database().await;
    let (db, statements) = test.watched().await;
    for (from, to) in [(0, 0), (1, 1), (2, 40)] {
        for number in from..to {
            let tags = (0..number).map(|n| format!("tag{n}")).collect();
            let properties = (0..number).map(|n| (format!("name{n}"), "value".to_owned())).collect();
            insert(&test, &[Image { tags, properties, ..image(number) }]).await;
        }
        statements.lock().unwrap().clear();
        db.images().list(&admin(), &ImageFilter::default(), &by_id(100)).await.unwrap();
        assert_eq!(statements.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn finding_and_counting_are_one_statement_each() {
    let test = test_database().await;
    insert(&test, &[image(1)]).await;
    let (db, statements) = test.watched().await;
    db.images().find(&id(1), Some(&US.into())).await.unwrap().unwrap();
    db.images().count(&admin(), &ImageFilter::default(), 10).await.unwrap();
    assert_eq!(statements.lock().unwrap().len(), 2);
}

/// Many images, most of one status, so that an index on the status alone is of no help.
async fn a_large_catalog() -> TestDatabase {
    let test = test_database().await;
    let numbers = format!(
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {ROWS})"
    );
    let id = match test.raw.get_database_backend() {
        DbBackend::Sqlite => "printf('%08x-0000-4000-8000-000000000000', n)",
        _ => "lpad(to_hex(n), 8, '0') || '-0000-4000-8000-000000000000'",
    };
    test.execute(&format!("{numbers} INSERT INTO image_ids SELECT {id} FROM numbers")).await;
    test.execute(&format!(
        "{numbers} INSERT INTO images (id, name, status, visibility, protected, hidden, owner, min_disk,
            min_ram, size, created_at, updated_at, deleted, version)
        SELECT {id}, 'name ' || (n % 100), 'active', 'private', false, false, '{US}', 0,
            0, n % 1000, n, n % 500, false, 1 FROM numbers"
    ))
    .await;
    test.execute("ANALYZE").await;
    test
}

async fn plan(test: &TestDatabase, statement: Statement) -> String {
    let prefix = match statement.db_backend {
        DbBackend::Sqlite => "EXPLAIN QUERY PLAN",
        _ => "EXPLAIN",
    };
    let sql = format!("{prefix} {}", statement.sql);
    let rows = test.raw.query_all_raw(Statement { sql, ..statement.clone() }).await.unwrap();
    let column = if statement.db_backend == DbBackend::Sqlite { "detail" } else { "QUERY PLAN" };
    let lines = rows.iter().map(|row| row.try_get::<String>("", column).unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The plan for a page in the middle of the catalog.
async fn plan_of_list(test: &TestDatabase, viewer: &Viewer, page: &Page) -> String {
    let (db, statements) = test.watched().await;
    let filter = ImageFilter { hidden: Some(false), ..ImageFilter::default() };
    db.images().list(viewer, &filter, page).await.unwrap();
    let statement = statements.lock().unwrap().pop().unwrap();
    plan(test, statement).await
}

/// Asserts that the rows of a page are read in order from an index, from the place where it begins.
fn assert_seeks(plan: &str, begins_in_the_middle: bool, told: &str) {
    let is_postgres = plan.contains("cost=");
    let mut lines = plan.lines().filter(|line| line.contains("images"));
    let reads = lines.next().unwrap_or_default();
    let uses_index = if is_postgres { "Index Scan" } else { "USING INDEX" };
    assert!(reads.contains(uses_index), "{told}");
    assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "{told}");
    if begins_in_the_middle {
        let seeks = if is_postgres { plan.contains("Index Cond: ") } else { reads.starts_with("SEARCH") };
        assert!(seeks, "{told}");
    }
}

#[tokio::test]
async fn every_sort_key_finds_its_page_in_an_index() {
    let test = a_large_catalog().await;
    let middle = test.db.images().find(&id(ROWS / 2), None).await.unwrap().unwrap().image;
    for viewer in [admin(), member_of(US)] {
        for &key in ImageSortKey::ALL {
            for &direction in SortDirection::ALL {
                for after in [None, Some(middle.clone())] {
                    let is_middle = after.is_some();
                    let page = Page { sort: sorted_by(key, direction), after, backwards: false, limit: 20 };
                    let plan = plan_of_list(&test, &viewer, &page).await;
                    assert_seeks(&plan, is_middle, &format!("{key} {direction}, {viewer:?}\n{plan}"));
                }
            }
        }
    }
}
