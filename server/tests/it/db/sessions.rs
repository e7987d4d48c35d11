//! The dashboard's session store.

use serde_json::json;
use time::{Duration, OffsetDateTime};
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::ExpiredDeletion;
use vitrine_wire::Timestamp;

use crate::support::database::test_database;

fn record(life: Duration) -> Record {
    // Whole microseconds, as the table holds them.
    let expiry = Timestamp((OffsetDateTime::now_utc() + life).to_offset(time::UtcOffset::UTC));
    Record {
        id: Id::default(),
        data: [("user".to_owned(), json!({"id": "u", "epoch": 1}))].into(),
        expiry_date: Timestamp::from_unix_micros(expiry.unix_micros()).0,
    }
}

#[tokio::test]
async fn a_session_is_created_changed_and_ended() {
    let test = test_database().await;
    let store = test.db.sessions();
    let mut session = record(Duration::hours(1));
    store.create(&mut session).await.unwrap();
    assert_eq!(store.load(&session.id).await.unwrap(), Some(session.clone()));
    session.data.insert("csrf".to_owned(), json!("x"));
    store.save(&session).await.unwrap();
    assert_eq!(store.load(&session.id).await.unwrap(), Some(session.clone()));
    store.delete(&session.id).await.unwrap();
    assert_eq!(store.load(&session.id).await.unwrap(), None);
}

#[tokio::test]
async fn a_save_does_not_bring_an_ended_session_back() {
    let test = test_database().await;
    let store = test.db.sessions();
    let mut session = record(Duration::hours(1));
    store.create(&mut session).await.unwrap();
    store.delete(&session.id).await.unwrap();
    store.save(&session).await.unwrap();
    assert_eq!(store.load(&session.id).await.unwrap(), None);
}

#[tokio::test]
async fn an_id_that_is_taken_is_replaced() {
    let test = test_database().await;
    let store = test.db.sessions();
    let mut first = record(Duration::hours(1));
    store.create(&mut first).await.unwrap();
    let mut second = Record { id: first.id, ..record(Duration::hours(2)) };
    store.create(&mut second).await.unwrap();
    assert_ne!(first.id, second.id);
    assert_eq!(store.load(&first.id).await.unwrap(), Some(first));
    assert_eq!(store.load(&second.id).await.unwrap(), Some(second));
}

#[tokio::test]
async fn sessions_that_expired_are_nothing_and_go() {
    let test = test_database().await;
    let store = test.db.sessions();
    let (mut old, mut new) = (record(Duration::seconds(-1)), record(Duration::hours(1)));
    store.create(&mut old).await.unwrap();
    store.create(&mut new).await.unwrap();
    assert_eq!(store.load(&old.id).await.unwrap(), None);
    assert_eq!(test.number("SELECT COUNT(*) FROM sessions").await, 2);
    store.delete_expired().await.unwrap();
    assert_eq!(test.number("SELECT COUNT(*) FROM sessions").await, 1);
    assert!(store.load(&new.id).await.unwrap().is_some());
}

#[tokio::test]
async fn the_database_holds_no_session_id() {
    let test = test_database().await;
    let mut session = record(Duration::hours(1));
    test.db.sessions().create(&mut session).await.unwrap();
    let holding = |text: &str| {
        format!("SELECT COUNT(*) FROM sessions WHERE id_digest LIKE '%{text}%' OR data LIKE '%{text}%'")
    };
    assert_eq!(test.number(&holding(&session.id.to_string())).await, 0);
    assert_eq!(test.number(&holding(&session.id.0.to_string())).await, 0);
    assert_eq!(test.number("SELECT COUNT(*) FROM sessions WHERE length(id_digest) = 64").await, 1);
}
