//! How people come into the dashboard, by who vouches for callers: with a password that we check or that
//! Keystone checks, through a front proxy, or without being asked.
//!
//! Sessions themselves are `session.rs`' business. A Keystone's tokens lie in the session's row, sealed.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::Extensions;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;
use vitrine_app::backend::SessionSource;
use vitrine_app::routes;
use vitrine_domain::identity::Secret;
use vitrine_domain::{Caller, Ctx, Error, ProjectId, Result, Scope, UserId};
use vitrine_wire::session::{Entrance, Named, SessionAbilities, SessionEnds, SessionInfo};

use super::session;
use crate::identity::Authority;
use crate::identity::authority::{Asked, FrontSays};
use crate::identity::keystone::{Keystone, SessionTokens};
use crate::rest::error::ApiError;
use crate::state::AppState;

/// Where the sealed tokens are in a session.
const TOKENS: &str = "keystone";
/// Sessions of Keystone's users have no epoch: their token says whether they still count.
const NO_EPOCH: i64 = 0;

/// What somebody typed.
pub struct Typed<'a> {
    pub user: &'a str,
    pub domain: &'a str,
    pub password: &'a Secret,
    pub project: Option<&'a str>,
}

/// Who looks, and when that ends where it is by a session.
pub struct Found {
    pub caller: Caller,
    pub ends: Option<SessionEnds>,
}

/// Who looks, if anybody may. With `is_use` the request counts as use of the session.
pub async fn caller(
    session: &Session,
    state: &AppState,
    request: &Parts,
    is_use: bool,
) -> Result<Option<Found>> {
    let is_by_session = match &*state.authority {
        Authority::Embedded(_) | Authority::Keystone(_) => true,
        Authority::Proxy(_) | Authority::Open(_) => false,
    };
    if is_by_session {
        let found = session::caller(session, state, is_use).await?;
        return Ok(found.map(|(caller, ends)| Found { caller, ends: Some(ends) }));
    }
    let asked = Asked {
        method: request.method.as_str(),
        path: request.uri.path(),
        headers: &request.headers,
        front: request.extensions.get::<FrontSays>(),
    };
    match state.authority.caller(&state.services.identity, &asked).await {
        // The pages are about a project's images.
        Ok(caller) => {
            let has_project = caller.project().is_some();
            Ok(has_project.then_some(Found { caller, ends: None }))
        }
        Err(Error::Unauthenticated) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What to answer where there is no login page: the way in, or that it is elsewhere.
pub fn instead(state: &AppState, request: &Request, is_signed_in: bool) -> Option<Response> {
    match &*state.authority {
        Authority::Embedded(_) | Authority::Keystone(_) => None,
        Authority::Proxy(_) | Authority::Open(_) if is_signed_in => {
            let is_login = request.uri().path() == "/dashboard/login";
            is_login.then(|| Redirect::to(&routes::images()).into_response())
        }
        Authority::Proxy(_) | Authority::Open(_) => Some(ApiError::BehindProxy.into_response()),
    }
}

/// Signs in at Keystone and begins a session.
pub async fn at_keystone(
    state: &AppState,
    keystone: &Keystone,
    session: &Session,
    typed: Typed<'_>,
) -> Result<()> {
    let signing_in = keystone.sign_in(typed.user, typed.domain, typed.password, typed.project);
    let signed_in = Box::pin(signing_in).await?;
    let (user, project) = (UserId(signed_in.user), ProjectId(signed_in.project));
    session::begin(session, state, &user, NO_EPOCH, &project).await?;
    keep(session, keystone, &user, &signed_in.tokens).await
}

/// Who the session's user is now, with which roles.
pub async fn session_caller(
    state: &AppState,
    session: &Session,
    user: &UserId,
    epoch: i64,
    project: &ProjectId,
) -> Result<Caller> {
    match &*state.authority {
        Authority::Keystone(keystone) => {
            let tokens = tokens(session, keystone, user).await?;
            Ok(Box::pin(keystone.session_caller(&tokens)).await?)
        }
        // A session of another mode is worth nothing in this one.
        Authority::Embedded(_) if epoch == NO_EPOCH => Err(Error::Unauthenticated),
        Authority::Embedded(_) => state.services.identity.session_caller(user, epoch, project).await,
        Authority::Proxy(_) | Authority::Open(_) => Err(Error::Unauthenticated),
    }
}

/// The projects that who looks may enter.
pub async fn projects(state: &AppState, session: &Session, ctx: &Ctx) -> Result<Vec<Named>> {
    match &*state.authority {
        Authority::Embedded(_) => {
            let projects = state.services.identity.own_projects(ctx).await?;
            Ok(projects.into_iter().map(|project| Named { id: project.id.0, name: project.name }).collect())
        }
        Authority::Keystone(keystone) => {
            let tokens = tokens(session, keystone, &ctx.caller.user_id).await?;
            let projects = keystone.projects(&tokens.login).await?;
            let named = |project: &crate::identity::keystone::Project| Named {
                id: project.id.clone(),
                name: project.name.clone(),
            };
            Ok(projects.iter().map(named).collect())
        }
        Authority::Proxy(_) | Authority::Open(_) => Ok(current(ctx).into_iter().collect()),
    }
}

/// Goes on in another project.
pub async fn enter(state: &AppState, session: &Session, ctx: &Ctx, project: &ProjectId) -> Result<()> {
    match &*state.authority {
        Authority::Keystone(keystone) => {
            let user = &ctx.caller.user_id;
            let tokens = tokens(session, keystone, user).await?;
            let token = keystone.enter(&tokens.login, project.as_str()).await?;
            session::enter(session, project).await?;
            keep(session, keystone, user, &SessionTokens { project: token, ..tokens }).await
        }
        Authority::Embedded(_) => session::enter(session, project).await,
        Authority::Proxy(_) | Authority::Open(_) => Ok(()),
    }
}

/// Ends the tokens behind a session that is about to end.
pub async fn sign_out(state: &AppState, session: &Session, ctx: Option<&Ctx>) {
    if let (Authority::Keystone(keystone), Some(ctx)) = (&*state.authority, ctx)
        && let Ok(tokens) = tokens(session, keystone, &ctx.caller.user_id).await
    {
        keystone.sign_out(&tokens).await;
    }
}

/// What the frame of the pages asks for.
pub fn source(state: &AppState, extensions: &Extensions, ctx: Option<Ctx>) -> SessionSource {
    let (state, session) = (state.clone(), extensions.get::<Session>().cloned());
    SessionSource(Arc::new(move || {
        let (state, session, ctx) = (state.clone(), session.clone(), ctx.clone());
        Box::pin(async move {
            let (Some(session), Some(ctx)) = (session, ctx) else { return Ok(None) };
            info(&state, &session, &ctx).await.map(Some)
        })
    }))
}

async fn info(state: &AppState, session: &Session, ctx: &Ctx) -> Result<SessionInfo> {
    let entrance = match &*state.authority {
        Authority::Embedded(_) => return state.services.identity.session_info(ctx).await,
        Authority::Keystone(_) => Entrance::Login,
        Authority::Proxy(_) => Entrance::Proxy,
        Authority::Open(_) => Entrance::Open,
    };
    Ok(SessionInfo {
        user: Named { id: ctx.caller.user_id.0.clone(), name: ctx.caller.user_name.clone() },
        project: current(ctx).ok_or(Error::Unauthenticated)?,
        projects: projects(state, session, ctx).await?,
        roles: ctx.caller.roles.clone(),
        entrance,
        ends: None,
        // Users are kept elsewhere.
        can: SessionAbilities::default(),
    })
}

fn current(ctx: &Ctx) -> Option<Named> {
    match &ctx.caller.scope {
        Scope::Project { id, name, .. } => Some(Named { id: id.0.clone(), name: name.clone() }),
        Scope::Unscoped | Scope::Domain { .. } | Scope::System | Scope::Internal => None,
    }
}

async fn keep(session: &Session, keystone: &Keystone, user: &UserId, tokens: &SessionTokens) -> Result<()> {
    let sealed = keystone.seal(user.as_str(), tokens)?;
    session.insert(TOKENS, sealed).await.map_err(Error::internal)
}

async fn tokens(session: &Session, keystone: &Keystone, user: &UserId) -> Result<SessionTokens> {
    let sealed: Option<String> = session.get(TOKENS).await.map_err(Error::internal)?;
    Ok(keystone.unseal(user.as_str(), &sealed.ok_or(Error::Unauthenticated)?)?)
}
