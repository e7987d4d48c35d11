//! The import form: read for the page that plans with script, or carried out for the page without.

use axum::Json;
use axum::body::Body;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use vitrine_app::rpc::metadefs::transfer::carry_out;
use vitrine_domain::{Ctx, Error};
use vitrine_wire::form::{Outcome, Refused};
use vitrine_wire::metadef::TransferRequest;

use super::gather::{self, Sent};
use crate::rest::error::{ApiError, log, status};
use crate::state::AppState;
use crate::ui::pages;
use crate::ui::visitor::SignedIn;

/// The form's name.
const FORM: &str = "import";

/// What a form brings, as documents. Problems come as codes: the page has the words.
pub async fn read(State(state): State<AppState>, SignedIn(ctx): SignedIn, request: Request) -> Response {
    match received(&state, &ctx, request).await {
        Ok(sent) => Json(sent.gathered).into_response(),
        Err(error) => {
            log(&error);
            let status = status(&error);
            (status, Json(error.to_problem(status.as_u16(), &ctx.request_id))).into_response()
        }
    }
}

/// Brings in what the form holds, or only tells what would happen; the page again, with the report.
pub async fn bring(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    request: Request,
) -> Result<Response, ApiError> {
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let outcome = match received(&state, &ctx, request).await {
        Ok(sent) => carried_out(&state, &ctx, sent).await,
        Err(error) => Err(error),
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) if status(&error).is_server_error() => return Err(error.into()),
        Err(error) => {
            log(&error);
            let problem = error.to_problem(status(&error).as_u16(), &ctx.request_id);
            Outcome::Refused(Refused { form: FORM.to_owned(), problem, typed: Default::default() })
        }
    };
    Ok(page(&state, parts, outcome).await)
}

/// The form, from who may bring anything in at all.
async fn received(state: &AppState, ctx: &Ctx, request: Request) -> Result<Sent, Error> {
    state.services.metadefs.require_import(ctx)?;
    let form = Multipart::from_request(request, state).await.map_err(|_| Error::UploadInterrupted)?;
    gather::sent(state, ctx, form).await
}

async fn carried_out(state: &AppState, ctx: &Ctx, sent: Sent) -> Result<Outcome, Error> {
    let Sent { gathered, mode, is_dry_run } = sent;
    if gathered.documents.is_empty() && gathered.unreadable.is_empty() {
        let problem = gather::problem("transfer-problem-empty", &[]);
        return Ok(Outcome::Refused(Refused { form: FORM.to_owned(), problem, typed: Default::default() }));
    }
    let request = TransferRequest {
        documents: gathered.documents,
        mode,
        otherwise: Default::default(),
        dry_run: is_dry_run,
    };
    let report = carry_out(&state.services, ctx, request, gathered.unreadable).await?;
    Ok(Outcome::Imported(Box::new(report)))
}

async fn page(state: &AppState, mut parts: Parts, outcome: Outcome) -> Response {
    let refused = match &outcome {
        Outcome::Refused(refused) => axum::http::StatusCode::from_u16(refused.problem.status).ok(),
        _ => None,
    };
    parts.method = Method::GET;
    let request = Request::from_parts(parts, Body::empty());
    let mut response = pages::render_answer(state, request, outcome).await;
    if let Some(status) = refused.filter(|_| response.status().is_success()) {
        *response.status_mut() = status;
    }
    response
}
