//! What is kept: nothing that forges lines, no secrets, and never too much.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::json;
use vitrine_domain::audit::Action;

use super::{HERE, events};
use crate::support::TestApp;
use crate::support::app::login;

/// The log of this test's thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let format = tracing_subscriber::fmt().with_ansi(false).with_max_level(tracing::Level::TRACE);
        tracing::subscriber::set_default(format.with_writer(move || log.clone()).finish())
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn nobody_forges_a_line() {
    let app = TestApp::new().await;
    let member = app.member().await;
    // What it took to make the member is noted too.
    app.sql("DELETE FROM audit_events").await;
    let log = Log::default();
    let guard = log.listen();
    let forged = "%0A2026-11-22T00:00:00Z%20audit%1B%5B31m%E2%80%AE";
    let agent = member.delete(&format!("/v2/images/{forged}")).header("user-agent", "a\tb forged");
    agent.await.expect(404);
    member.put(&format!("/v2/images/{forged}/tags/{forged}")).await.expect(404);
    let names = json!({"a\nforged": "v", "b\u{1b}[31m": "v", "\u{202e}c": 1});
    member.post("/v2/images").json(&names).await.expect(400);
    let events = events(&app).await;
    drop(guard);
    assert_eq!(events.len(), 3);
    for event in &events {
        for text in [&event.target_id, &event.fields, &event.request_id] {
            assert!(!text.contains(|c: char| c.is_control() || c == '\u{202e}'), "{text:?}");
        }
        assert!(event.target_id.len() <= 64, "{}", event.target_id);
    }
    let text = log.text();
    assert_eq!(text.lines().filter(|line| line.contains(" audit: ")).count(), 3, "{text}");
    let starts = text.lines().filter(|line| line.starts_with("2026-11-22T00:00:00Z"));
    assert_eq!(starts.count(), 0, "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[tokio::test]
async fn no_row_and_no_line_holds_a_secret() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let log = Log::default();
    let guard = log.listen();
    let (token, password) = ("canary-token-5fd1c7", "canary-password-77ab02");
    let stranger = app.anonymous().with_token(token);
    stranger.get("/v2/images").await.expect(401);
    stranger.post("/v2/images").json(&json!({})).await.expect(401);
    stranger.get("/identity/v3/auth/projects").await.expect(401);
    app.anonymous()
        .post("/identity/v3/auth/tokens")
        .json(&login("mia", password, "garden"))
        .await
        .expect(401);
    app.anonymous()
        .post("/dashboard/login")
        .form(&[("user", "mia"), ("password", password)])
        .header("origin", crate::support::client::BASE)
        .await
        .expect(401);
    let subject = member.get("/identity/v3/auth/tokens").header("x-subject-token", token);
    subject.await.expect(404);
    member.create(json!({"name": "canary-value-1", "shape": "canary-value-2"})).await;
    let rows = format!("{:?}", events(&app).await);
    drop(guard);
    // Statements of the database's driver are not the audit's.
    let text: String = log.text().lines().filter(|line| line.contains(" audit: ")).collect();
    assert!(text.contains("image.create") && rows.contains("ImageCreate"));
    for secret in [token, password, member.token(), "canary-value"] {
        assert!(!rows.contains(secret), "{secret}: {rows}");
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[tokio::test]
async fn a_flood_of_bad_tokens_fills_no_disk() {
    let app = TestApp::new().await;
    let garbage = "g".repeat(4 << 10);
    for number in 0..10_000 {
        let stranger = app.anonymous().with_token(&format!("{garbage}{number}"));
        stranger.get("/v2/images").peer(HERE).await.expect(401);
    }
    let events = events(&app).await;
    assert_eq!(events.iter().map(|event| event.count).sum::<u64>(), 10_000);
    // A minute has twenty rows and a sum, and this takes a few minutes at the most.
    assert!(events.len() <= 200, "{}", events.len());
    assert!(events.iter().any(|event| event.action == Action::More && event.count > 100));
    let bytes: usize = events.iter().map(|event| format!("{event:?}").len()).sum();
    assert!(bytes < 200_000, "{bytes}");
}

#[tokio::test]
async fn old_events_and_too_many_are_forgotten() {
    let app = TestApp::with(|settings| {
        settings.audit.retention_days = 30;
        settings.audit.max_rows = 5;
    })
    .await;
    let member = app.member().await;
    let audit = &app.app().state.services.audit;
    app.sql("DELETE FROM audit_events").await;
    for _ in 0..4 {
        member.ready_image().await;
    }
    app.sql(
        "UPDATE audit_events SET at = at - CAST(31 AS bigint) * 86400 * 1000000 WHERE id IN
        (SELECT MIN(id) FROM audit_events)",
    )
    .await;
    assert_eq!(audit.prune().await.unwrap(), 1);
    assert_eq!(app.rows("audit_events").await, 3);
    for _ in 0..4 {
        member.ready_image().await;
    }
    let newest = events(&app).await.pop().unwrap();
    assert_eq!(audit.prune().await.unwrap(), 2);
    let left = events(&app).await;
    assert_eq!((left.len(), left.last()), (5, Some(&newest)));
}
