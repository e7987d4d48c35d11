//! `/identity/v3`: logging in, exchanging, validating and revoking tokens.

mod bootstrap;
mod catalog;
mod credentials;
mod discovery;
mod exchange;
mod limits;
mod lists;
mod login;
mod people;
mod personas;
mod service_token;
mod takeover;
mod throttle;
mod validate;

use serde_json::{Value, json};

use crate::support::{Answer, Call, Client, TestApp};

const TOKENS: &str = "/identity/v3/auth/tokens";
/// What everybody is told who could not prove who they are.
const DENIED: &str = "{\"error\":{\"code\":401,\"message\":\"The request you have made requires authentication.\",\"title\":\"Unauthorized\"}}\n";

/// The body of a token exchange.
fn exchange(token: &str, scope: Value) -> Value {
    json!({"auth": {"identity": {"methods": ["token"], "token": {"id": token}}, "scope": scope}})
}

async fn exchanged(client: &Client) -> Answer {
    let scope = json!({"project": {"id": client.project}});
    client.post(TOKENS).json(&exchange(client.token(), scope)).await.expect(201)
}

/// `verb` on the token `subject`, asked for by `client`.
fn about(client: &Client, verb: &str, subject: &str) -> Call {
    client.call(verb, TOKENS).header("x-subject-token", subject)
}

async fn is_alive(app: &TestApp, token: &str) -> bool {
    app.anonymous().with_token(token).get("/v2/images").await.status == 200
}
