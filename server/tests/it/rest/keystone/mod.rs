//! Callers that somebody else's Keystone vouches for. Most of it against a Keystone that the tests make
//! up; `real.rs` against a real one.

mod access_rules;
mod cache;
mod dashboard;
mod outage;
mod own_token;
mod real;
mod service_token;
mod tls;
mod validation;

use crate::support::fake_keystone::FakeKeystone;
use crate::support::{Answer, TestApp};

/// Vitrine with a Keystone of the test's own.
async fn app(keystone: &FakeKeystone) -> TestApp {
    TestApp::with(|settings| keystone.configure(settings)).await
}

/// Lists the images with a token.
async fn list(app: &TestApp, token: &str) -> Answer {
    app.anonymous().with_token(token).get("/v2/images").await
}

/// Is it the answer of a Keystone that does not answer?
#[track_caller]
fn is_unavailable(answer: &Answer, case: &str) {
    answer.refused(503, "The Keystone service is temporarily unavailable.", case);
    assert_eq!(answer.header("retry-after"), "10", "{case}");
    assert_eq!(answer.header("www-authenticate"), "", "{case}");
}
