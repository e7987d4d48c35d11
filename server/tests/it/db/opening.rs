//! Connecting and migrating.

use vitrine::db::{Database, DatabaseSettings};
use vitrine_domain::Error;
use vitrine_domain::error::Dependency;
use vitrine_domain::image::ImageRepo;

use super::build::{id, image};
use crate::support::database::{empty_database, test_database};

#[tokio::test]
async fn an_empty_database_is_migrated_once() {
    let test = empty_database().await;
    assert!(!test.db.pending_migrations().await.unwrap().is_empty());
    test.db.migrate().await.unwrap();
    assert!(test.db.pending_migrations().await.unwrap().is_empty());
    test.db.migrate().await.unwrap();
    test.db.check().await.unwrap();
    assert_eq!(test.number("SELECT COUNT(*) FROM roles").await, 5);
}

#[tokio::test]
async fn servers_that_start_together_migrate_one_after_the_other() {
    let test = empty_database().await;
    let other = Database::connect(&DatabaseSettings::new(test.url.as_str())).await.unwrap();
    let (first, second) = tokio::join!(test.db.migrate(), other.migrate());
    first.unwrap();
    second.unwrap();
    assert_eq!(test.number("SELECT COUNT(*) FROM domains").await, 1);
}

#[tokio::test]
async fn a_database_in_memory_lasts_as_long_as_its_pool() {
    let db = Database::connect(&DatabaseSettings::new("sqlite::memory:")).await.unwrap();
    db.migrate().await.unwrap();
    db.images().insert(&image(1)).await.unwrap();
    assert!(db.images().find(&id(1), None).await.unwrap().is_some());
}

#[tokio::test]
async fn a_database_that_is_not_there_is_unavailable() {
    let settings = DatabaseSettings::new("postgres://nobody@127.0.0.1:1/nothing");
    let settings = DatabaseSettings { acquire_timeout: std::time::Duration::from_millis(300), ..settings };
    let error = Database::connect(&settings).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { what: Dependency::Database, .. }), "{error:?}");
}

#[tokio::test]
async fn a_closed_database_is_unavailable() {
    let test = test_database().await;
    let repo = test.db.images();
    test.db.close().await.unwrap();
    let error = repo.insert(&image(1)).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { what: Dependency::Database, .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_at_once_wait_for_each_other() {
    let test = test_database().await;
    let other = Database::connect(&DatabaseSettings::new(test.url.as_str())).await.unwrap();
    let writers = (0..100).map(|number| {
        let repo = if number % 2 == 0 { test.db.images() } else { other.images() };
        tokio::spawn(async move { repo.insert(&image(number)).await })
    });
    let writers: Vec<_> = writers.collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    assert_eq!(test.number("SELECT COUNT(*) FROM images").await, 100);
}
