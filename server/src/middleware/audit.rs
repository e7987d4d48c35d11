//! Refusals that no service saw: bad tokens, foreign origins, doors that a role does not open.

use std::sync::{Arc, OnceLock};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use vitrine_domain::Ctx;
use vitrine_domain::audit::{Action, Audit, Who};

use super::{RequestId, client_address};
use crate::rest::error::ErrorCode;

/// Characters of a name that somebody typed.
const MAX_NAME: usize = 64;

/// Whom somebody said to be who could not prove it.
#[derive(Clone, Default)]
pub struct Tried(Arc<OnceLock<String>>);

impl Tried {
    /// Notes the name or id; what was noted first stays.
    pub fn note(&self, account: &str) {
        self.0.get_or_init(|| account.chars().take(MAX_NAME).collect());
    }
}

/// Notes a refusal, unless the service that refused did. What it was about is told by the route's
/// template, since a path can hold anything; a login by the account that was tried.
pub async fn watch(State(audit): State<Audit>, mut request: Request, next: Next) -> Response {
    let tried = Tried::default();
    request.extensions_mut().insert(tried.clone());
    let method = request.method().clone();
    let template = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let address = client_address(request.extensions());
    let response = next.run(request).await;
    let ctx = response.extensions().get::<Ctx>();
    if !is_refusal(response.status(), ctx) || ctx.is_some_and(|ctx| ctx.notes.is_refusal_recorded()) {
        return response;
    }
    let who = ctx.map_or_else(|| Who { address, ..Who::default() }, Who::from);
    let template = template.unwrap_or_default();
    let action = action(&method, &template);
    let status;
    let code = match response.extensions().get::<ErrorCode>() {
        Some(ErrorCode(code)) => code,
        None => {
            status = format!("status-{}", response.status().as_u16());
            status.as_str()
        }
    };
    let target = match tried.0.get() {
        Some(account) => ("user", account.clone()),
        None => ("route", format!("{method} {template}")),
    };
    audit.refused_request(who, &request_id, action, target, Some(code));
    response
}

fn is_refusal(status: StatusCode, ctx: Option<&Ctx>) -> bool {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::NOT_FOUND => ctx.is_some_and(|ctx| ctx.notes.has_hidden()),
        _ => false,
    }
}

fn action(method: &Method, template: &str) -> Action {
    let is_login = matches!(template, "/identity/v3/auth/tokens" | "/dashboard/login");
    if is_login && method == Method::POST { Action::Login } else { Action::Request }
}
