//! Rows of the audit: as they went in, in order, found by index, forgotten.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use vitrine_domain::audit::{Action, AuditLog, AuditQuery, Event, Outcome, Who};
use vitrine_domain::error::Error;

use super::build::at;
use crate::support::database::{TestDatabase, test_database};

fn event(seconds: i64) -> Event {
    Event {
        id: 0,
        at: at(seconds),
        request_id: "req-1".to_owned(),
        who: Who {
            user_id: Some("u".to_owned()),
            user_name: None,
            project_id: Some("p".to_owned()),
            address: Some("2001:db8::7".parse().unwrap()),
        },
        action: Action::ImageCreate,
        target_kind: "image".to_owned(),
        target_id: format!("image-{seconds}"),
        outcome: Outcome::Denied,
        code: Some("error-policy".to_owned()),
        fields: "name tags".to_owned(),
        count: 3,
    }
}

async fn list(test: &TestDatabase, query: &AuditQuery) -> Vec<Event> {
    test.db.audit().list(query, 100).await.unwrap()
}

#[tokio::test]
async fn events_come_back_as_they_went() {
    let test = test_database().await;
    let bare = Event { who: Who::default(), code: None, ..event(2) };
    test.db.audit().append(&[event(1), bare.clone()]).await.unwrap();
    let mut events = list(&test, &AuditQuery::default()).await;
    assert!(events.iter().all(|event| event.id > 0));
    events.iter_mut().for_each(|event| event.id = 0);
    assert_eq!(events, [bare, event(1)]);
}

#[tokio::test]
async fn a_page_begins_behind_its_marker_also_among_equals() {
    let test = test_database().await;
    let rows: Vec<Event> = [5, 5, 5, 9, 1, 5].map(event).into();
    test.db.audit().append(&rows).await.unwrap();
    let all: Vec<i64> = list(&test, &AuditQuery::default()).await.iter().map(|event| event.id).collect();
    let mut walked = Vec::new();
    let mut query = AuditQuery::default();
    while let [first, ..] = &test.db.audit().list(&query, 1).await.unwrap()[..] {
        walked.push(first.id);
        query.marker = Some(first.id);
    }
    assert_eq!((walked.len(), walked), (6, all));
    query.marker = Some(1 << 40);
    let error = test.db.audit().list(&query, 1).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { field, .. } if field == "marker"));
}

#[tokio::test]
async fn pages_are_found_by_index() {
    let test = test_database().await;
    if test.raw.get_database_backend() != DbBackend::Sqlite {
        return;
    }
    let (db, statements) = test.watched().await;
    let with = |change: fn(&mut AuditQuery)| {
        let mut query = AuditQuery::default();
        change(&mut query);
        query
    };
    for (query, index) in [
        (with(|_| {}), "audit_by_time"),
        (with(|query| query.user_id = Some("u".to_owned())), "audit_by_user"),
        (with(|query| query.project_id = Some("p".to_owned())), "audit_by_project"),
        (with(|query| query.target = Some("t".to_owned())), "audit_by_target"),
        (with(|query| query.action = Some(Action::Login)), "audit_by_action"),
        (with(|query| query.outcome = Some(Outcome::Denied)), "audit_by_outcome"),
    ] {
        db.audit().list(&query, 10).await.unwrap();
        let Statement { sql, values, db_backend } = statements.lock().unwrap().pop().unwrap();
        let explain = Statement { sql: format!("EXPLAIN QUERY PLAN {sql}"), values, db_backend };
        let rows = test.raw.query_all_raw(explain).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        let plan = plan.join("; ");
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{index}: {plan}");
    }
}

#[tokio::test]
async fn age_and_number_bound_what_is_kept() {
    let test = test_database().await;
    let log = test.db.audit();
    let rows: Vec<Event> = (1..=9).map(event).collect();
    log.append(&rows).await.unwrap();
    assert_eq!(log.prune(None, None).await.unwrap(), 0);
    assert_eq!(log.prune(Some(at(4)), None).await.unwrap(), 3);
    assert_eq!(log.prune(None, Some(6)).await.unwrap(), 0);
    assert_eq!(log.prune(None, Some(2)).await.unwrap(), 4);
    let left: Vec<_> = list(&test, &AuditQuery::default()).await.iter().map(|event| event.at).collect();
    assert_eq!(left, [at(9), at(8)]);
}
