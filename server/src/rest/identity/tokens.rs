//! `/v3/auth/…`: tokens, and what they open.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use serde_json::{Value, json};
use vitrine_domain::Error;
use vitrine_domain::error::{Fault, Misfit, Missing, NoSuch};
use vitrine_domain::identity::{AuthMethod, Secret, TokenScope};

use super::bearer::Bearer;
use super::body::require_json;
use super::catalog::document::entries;
use super::{MOUNT, document, request};
use crate::middleware::{ClientAddress, RequestId, Tried};
use crate::rest::error::ApiError;
use crate::rest::extract::{Pairs, limited};
use crate::rest::json;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// Bytes of a login.
const MAX_BODY: usize = 64 << 10;
/// Says that the asker heeds access rules.
const RULES_VERSION: HeaderName = HeaderName::from_static("openstack-identity-access-rules");
const SUBJECT: HeaderName = HeaderName::from_static("x-subject-token");

type TokenAnswer = (StatusCode, [(HeaderName, String); 1], Json<Value>);

/// The catalog for a token; nothing for one without a scope, or where it is not wanted.
async fn catalog(
    state: &AppState,
    base: &BaseUrl,
    query: &[(String, String)],
    scope: &TokenScope,
) -> Result<Option<Value>, Error> {
    let is_unwanted = query.iter().any(|(key, _)| key == "nocatalog");
    if is_unwanted || *scope == TokenScope::Unscoped {
        return Ok(None);
    }
    let project = match scope {
        TokenScope::Project(project) => Some(project.id.as_str()),
        TokenScope::Unscoped | TokenScope::Domain(_) | TokenScope::System => None,
    };
    let offers = state.services.catalog.offers().await?;
    Ok(Some(entries(&offers, &base.0, project)))
}

fn subject(headers: &HeaderMap) -> Result<Secret, Error> {
    let header = headers.get(SUBJECT).and_then(|value| value.to_str().ok());
    header.map(Secret::new).ok_or(Error::NotFound(Missing::Identity(NoSuch::NamedToken)))
}

/// Issue a token for a password or another token.
#[utoipa::path(post, path = "/identity/v3/auth/tokens", tag = "identity", security(()),
    params(("nocatalog" = Option<String>, Query, description = "Present: leave the catalog out")),
    request_body(content = Value, description = "`{\"auth\": {\"identity\": …, \"scope\": …}}` as in the Identity API"),
    responses(
        (status = 201, description = "The token's document; the token itself is in `X-Subject-Token`", body = Value,
            headers(("X-Subject-Token" = String, description = "The token"))),
        (status = 400, description = "A part is missing"),
        (status = 401, description = "Not proven, or no role there"),
        (status = 404, description = "The token to exchange is not valid"),
        (status = 413, description = "The body is too large"),
        (status = 429, description = "Too many failed logins, or too many tokens; `Retry-After` tells when"),
        (status = 503, description = "Too many logins at once"),
    ))]
pub async fn issue(
    State(state): State<AppState>,
    base: BaseUrl,
    Pairs(query): Pairs,
    request: Request,
) -> Result<TokenAnswer, ApiError> {
    require_json(request.headers())?;
    let from = request.extensions().get::<ClientAddress>().map(|client| client.0);
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let tried = request.extensions().get::<Tried>().cloned().unwrap_or_default();
    let body = limited(request, MAX_BODY).await?;
    if body.is_empty() {
        return Err(Error::invalid(
            "auth",
            Fault::Identity(Misfit::Absent { place: "request body".to_owned() }),
        )
        .into());
    }
    let wanted = request::parse(&json::parse(&body)?)?;
    if let Some(account) = wanted.methods.iter().find_map(AuthMethod::account) {
        tried.note(account);
    }
    let issued = state.services.identity.authenticate(from, &wanted).await?;
    state.services.identity.note_login(&issued, from, &request_id).await;
    let document = document::token(&issued.info, catalog(&state, &base, &query, &issued.info.scope).await?);
    Ok((StatusCode::CREATED, [(SUBJECT, issued.token.reveal().to_owned())], Json(document)))
}

/// Show what a token is worth.
#[utoipa::path(get, path = "/identity/v3/auth/tokens", tag = "identity",
    params(("X-Subject-Token" = String, Header, description = "The token to look at"),
        ("allow_expired" = Option<String>, Query, description = "1 or true: tell of an expired token too"),
        ("nocatalog" = Option<String>, Query, description = "Present: leave the catalog out")),
    responses(
        (status = 200, description = "The token's document", body = Value),
        (status = 401, description = "No valid token of the caller's own"),
        (status = 403, description = "Somebody else's token, and the caller may not look"),
        (status = 404, description = "The subject token is not valid"),
    ))]
pub async fn validate(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Pairs(query): Pairs,
    headers: HeaderMap,
) -> Result<TokenAnswer, ApiError> {
    let subject = subject(&headers)?;
    let info = state.services.identity.inspect(&ctx, &subject, allows_expired(&query)).await?;
    let has_rules = info.credential.as_ref().is_some_and(|own| !own.access_rules.is_empty());
    if has_rules && headers.get(RULES_VERSION).is_none_or(|version| version != "1.0") {
        // Who asks would not heed the rules.
        return Err(Error::NotFound(Missing::Token).into());
    }
    let document = document::token(&info, catalog(&state, &base, &query, &info.scope).await?);
    Ok((StatusCode::OK, [(SUBJECT, subject.reveal().to_owned())], Json(document)))
}

/// Revoke a token, and those that came from it.
#[utoipa::path(delete, path = "/identity/v3/auth/tokens", tag = "identity",
    params(("X-Subject-Token" = String, Header, description = "The token to revoke")),
    responses(
        (status = 204, description = "Revoked"),
        (status = 401, description = "No valid token of the caller's own"),
        (status = 403, description = "Somebody else's token, and the caller may not revoke it"),
        (status = 404, description = "The subject token is not valid"),
    ))]
pub async fn revoke(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    headers: HeaderMap,
) -> Result<StatusCode, ApiError> {
    state.services.identity.revoke(&ctx, &subject(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The catalog that the caller's token opens.
#[utoipa::path(get, path = "/identity/v3/auth/catalog", tag = "identity", responses(
    (status = 200, description = "The catalog", body = Value),
    (status = 401, description = "No valid token"),
    (status = 403, description = "The token has no project"),
))]
pub async fn own_catalog(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
) -> Result<Json<Value>, ApiError> {
    let Some(project) = ctx.caller.project() else {
        return Err(ApiError::NoProject);
    };
    let entries = entries(&state.services.catalog.offers().await?, &base.0, Some(project.as_str()));
    Ok(Json(json!({"catalog": entries, "links": links(&base, "auth/catalog")})))
}

/// The projects that the caller's token can be exchanged for.
#[utoipa::path(get, path = "/identity/v3/auth/projects", tag = "identity", responses(
    (status = 200, description = "The projects", body = Value),
    (status = 401, description = "No valid token"),
))]
pub async fn projects(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
) -> Result<Json<Value>, ApiError> {
    let projects = state.services.identity.own_projects(&ctx).await?;
    let rows: Vec<Value> = projects.iter().map(|project| document::project(project, &base.0)).collect();
    Ok(Json(json!({"projects": rows, "links": links(&base, "auth/projects")})))
}

/// The domains that the caller's token can be exchanged for.
#[utoipa::path(get, path = "/identity/v3/auth/domains", tag = "identity", operation_id = "auth_domains", responses(
    (status = 200, description = "The domains", body = Value),
    (status = 401, description = "No valid token"),
))]
pub async fn domains(
    State(state): State<AppState>,
    base: BaseUrl,
    Bearer(ctx): Bearer,
) -> Result<Json<Value>, ApiError> {
    let domains = state.services.identity.own_domains(&ctx).await?;
    let rows: Vec<Value> = domains.iter().map(|domain| document::whole_domain(domain, &base.0)).collect();
    Ok(Json(json!({"domains": rows, "links": links(&base, "auth/domains")})))
}

/// Whether the caller's token can be exchanged for one for the system.
#[utoipa::path(get, path = "/identity/v3/auth/system", tag = "identity", operation_id = "auth_system", responses(
    (status = 200, description = "One row, or none", body = Value),
    (status = 401, description = "No valid token"),
))]
pub async fn system(
    State(state): State<AppState>,
    base: BaseUrl,
    Bearer(ctx): Bearer,
) -> Result<Json<Value>, ApiError> {
    let may_enter = state.services.identity.may_enter_system(&ctx).await?;
    let rows = if may_enter { json!([{"all": true}]) } else { json!([]) };
    let own = format!("{}{MOUNT}/v3/auth/system", base.0);
    Ok(Json(json!({"system": rows, "links": {"self": own}})))
}

fn allows_expired(query: &[(String, String)]) -> bool {
    let mut values = query.iter().filter(|(key, _)| key == "allow_expired").map(|(_, value)| value);
    values.any(|value| value == "1" || value.eq_ignore_ascii_case("true"))
}

fn links(base: &BaseUrl, path: &str) -> Value {
    json!({"next": null, "self": format!("{}{MOUNT}/v3/{path}", base.0), "previous": null})
}
