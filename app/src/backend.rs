//! What the server hands to pages and server functions, through Leptos' context.

use std::pin::Pin;
use std::sync::Arc;

use leptos::context::use_context;
use vitrine_domain::error::Missing;
use vitrine_domain::{Ctx, DomainId, Error, Scope, Services};
use vitrine_wire::Problem;
use vitrine_wire::accounts::AccessInfo;
use vitrine_wire::session::{Named, SessionEnds, SessionInfo};

use crate::rpc::UiError;

/// Who looks, if somebody signed in.
#[derive(Clone, Debug)]
pub struct Visitor(pub Option<Ctx>);

/// The id under which the log tells about the request.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// The status that an error is answered with; the table is the API's.
#[derive(Clone, Copy)]
pub struct StatusTable(pub fn(&Error) -> u16);

/// Where clients log in, and the region that the catalog names.
#[derive(Clone, Debug, Default)]
pub struct ApiAddress {
    pub auth_url: String,
    pub region: String,
}

/// Are users, projects and roles kept here, and not in a Keystone?
#[derive(Clone, Copy, Debug)]
pub struct KeepsUsers(pub bool);

/// What becomes of asking for the session.
pub type SessionFuture = Pin<Box<dyn Future<Output = Result<Option<SessionInfo>, Error>> + Send>>;

/// Tells who looks and where they may go on, whoever vouches for them.
#[derive(Clone)]
pub struct SessionSource(pub Arc<dyn Fn() -> SessionFuture + Send + Sync>);

/// Addresses of the assets; each holds a digest of the content.
#[derive(Clone, Debug, Default)]
pub struct AssetUrls {
    pub js: String,
    pub wasm: String,
    pub css: String,
    pub icons: String,
    pub favicon: String,
    /// Fonts that every page needs.
    pub fonts: Vec<String>,
}

/// The services and the caller, if somebody is signed in.
#[must_use]
pub fn visitor() -> Option<(Arc<Services>, Ctx)> {
    let ctx = use_context::<Visitor>()?.0?;
    Some((use_context::<Arc<Services>>()?, ctx))
}

/// When the visitor's session ends.
#[must_use]
pub fn session_ends() -> Option<SessionEnds> {
    use_context::<Option<SessionEnds>>().flatten()
}

/// The services and the caller, for a server function; 401 for who is not signed in.
pub fn enter() -> Result<(Arc<Services>, Ctx), UiError> {
    visitor().ok_or_else(|| refuse(&Error::Unauthenticated))
}

/// [`enter`], for what there is only where users are kept here.
pub fn enter_identity() -> Result<(Arc<Services>, Ctx), UiError> {
    let entered = enter()?;
    if use_context::<KeepsUsers>().is_some_and(|keeps| keeps.0) {
        return Ok(entered);
    }
    let UiError(problem) = refuse(&Error::NotFound(Missing::Tag));
    Err(UiError(Problem { code: "users-elsewhere".to_owned(), ..problem }))
}

/// Turns an error into what the browser half receives, and sets the response's status.
pub fn refuse(error: &Error) -> UiError {
    answer(told(error))
}

/// An error among others: the answer as a whole is none.
pub fn told(error: &Error) -> Problem {
    let status = use_context::<StatusTable>().map_or(500, |table| (table.0)(error));
    let request_id = use_context::<RequestId>().map(|id| id.0).unwrap_or_default();
    error.to_problem(status, &request_id)
}

/// Sets the response's status to that of a problem.
pub fn answer(problem: Problem) -> UiError {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(code) = axum::http::StatusCode::from_u16(problem.status)
    {
        response.set_status(code);
    }
    UiError(problem)
}

/// How clients reach the API as this caller, in the project of the moment.
pub async fn access(services: &Services, ctx: &Ctx, address: ApiAddress) -> Result<AccessInfo, Error> {
    let Scope::Project { id, name, domain } = &ctx.caller.scope else {
        return Err(Error::Unauthenticated);
    };
    let user_domain = domain_named(services, ctx, &ctx.caller.user_domain).await?;
    let project_domain = domain_named(services, ctx, domain).await?;
    let named = |id: &str, name: &str| Named { id: id.to_owned(), name: name.to_owned() };
    Ok(AccessInfo {
        auth_url: address.auth_url,
        region: address.region,
        user: named(ctx.caller.user_id.as_str(), &ctx.caller.user_name),
        user_domain,
        project: named(id.as_str(), name),
        project_domain,
    })
}

/// The domain with its name, or with its id where that is all that is known here.
async fn domain_named(services: &Services, ctx: &Ctx, id: &DomainId) -> Result<Named, Error> {
    let name = match services.identity.get_domain(ctx, id).await {
        Ok(domain) => domain.name,
        Err(Error::NotFound(_) | Error::Forbidden(_)) => id.0.clone(),
        Err(error) => return Err(error),
    };
    Ok(Named { id: id.0.clone(), name })
}
