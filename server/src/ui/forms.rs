//! Plain forms: they work without script, and answer with a page to go to.

use std::net::IpAddr;

use axum::Form;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::{Extensions, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;
use vitrine_app::preferences::{LANG_COOKIE, Lang, THEME_COOKIE, Theme};
use vitrine_app::routes;
use vitrine_domain::audit::{Action, Entry};
use vitrine_domain::error::Missing;
use vitrine_domain::identity::{DomainRef, Secret, UserRef};
use vitrine_domain::{Ctx, Error, ProjectId};
use vitrine_wire::session::LoginFailure;

use super::sign_in::Typed;
use super::visitor::{SignedIn, Visitor};
use super::{pages, session, sign_in};
use crate::identity::Authority;
use crate::middleware::{Tried, client_address};
use crate::rest::error::{ApiError, log, retry_after, status};
use crate::state::AppState;

/// Seconds that a choice of language or theme is remembered.
const YEAR: u32 = 31_536_000;

#[derive(Deserialize)]
pub struct Login {
    user: String,
    password: String,
    #[serde(default)]
    domain: String,
    #[serde(default)]
    project: String,
    #[serde(default)]
    next: String,
}

/// Signs in, or shows the form again with the name that was typed.
pub async fn login(
    State(state): State<AppState>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    extensions: Extensions,
    Form(form): Form<Login>,
) -> Response {
    let from = Origin { address: client_address(&extensions), request_id: &visitor.request_id };
    if let Some(tried) = extensions.get::<Tried>() {
        tried.note(form.user.trim());
    }
    let outcome = begin(&state, &session, &from, &form).await;
    match outcome {
        Ok(()) => Redirect::to(&safe_next(&form.next)).into_response(),
        Err(error) => again(&state, visitor, form, &error).await,
    }
}

/// Where a login comes from.
struct Origin<'a> {
    address: Option<IpAddr>,
    request_id: &'a str,
}

/// Begins a session for who knows the password, wherever it is known.
async fn begin(state: &AppState, session: &Session, from: &Origin<'_>, form: &Login) -> Result<(), Error> {
    let named = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let name = form.user.trim();
    let domain = named(&form.domain).unwrap_or_else(|| "Default".to_owned());
    let project = named(&form.project);
    let password = Secret::new(form.password.clone());
    match &*state.authority {
        Authority::Embedded(_) => {
            let user = UserRef::Name { name: name.to_owned(), domain: DomainRef::Name(domain) };
            let identity = &state.services.identity;
            let user = identity.check_password(from.address, &user, &password).await?;
            let project = identity.home_project(&user, project.as_deref()).await?;
            session::begin(session, state, &user.id, user.epoch, &project.id).await?;
            identity.note_user(&user, from.address, from.request_id).await;
            Ok(())
        }
        Authority::Keystone(keystone) => {
            let typed =
                Typed { user: name, domain: &domain, password: &password, project: project.as_deref() };
            let user = UserRef::Name { name: name.to_owned(), domain: DomainRef::Name(domain.clone()) };
            let proof = sign_in::at_keystone(state, keystone, session, typed);
            state.services.identity.throttled(&user, from.address, proof).await
        }
        Authority::Proxy(_) | Authority::Open(_) => Err(Error::Unauthenticated),
    }
}

async fn again(state: &AppState, visitor: Visitor, form: Login, error: &Error) -> Response {
    log(error);
    let code = if matches!(error, Error::Unauthenticated) { "login-failed" } else { error.code() };
    let args = error.args().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let failure = LoginFailure { code: code.to_owned(), args, user: form.user, domain: form.domain };
    let target = routes::login(Some(form.next.as_str()).filter(|next| !next.is_empty()));
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = target.parse().unwrap_or_else(|_| Uri::from_static("/dashboard/login"));
    request.extensions_mut().insert(visitor);
    let mut response = pages::render_login(state, request, failure).await;
    *response.status_mut() = status(error);
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Signs out. Copies of the cookie are worth nothing afterwards.
pub async fn logout(
    State(state): State<AppState>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
) -> Result<Redirect, ApiError> {
    sign_in::sign_out(&state, &session, visitor.ctx.as_ref()).await;
    let ended = session::end(&session).await;
    if let Some(ctx) = &visitor.ctx {
        let entry = Entry::new(Action::Logout, "user", ctx.caller.user_id.as_str());
        state.services.audit.record(ctx, entry, &ended).await;
    }
    ended?;
    Ok(Redirect::to(&routes::login(None)))
}

#[derive(Deserialize)]
pub struct EnterProject {
    project: String,
    #[serde(default)]
    next: String,
}

/// Goes on in another project, on the same page.
pub async fn enter_project(
    State(state): State<AppState>,
    session: Session,
    SignedIn(ctx): SignedIn,
    Form(form): Form<EnterProject>,
) -> Result<Redirect, ApiError> {
    let project = ProjectId(form.project);
    let outcome = enter(&state, &session, &ctx, &project).await;
    let entry = Entry::new(Action::ProjectEnter, "project", project.as_str());
    state.services.audit.record(&ctx, entry, &outcome).await;
    outcome?;
    Ok(Redirect::to(&safe_next(&form.next)))
}

async fn enter(state: &AppState, session: &Session, ctx: &Ctx, project: &ProjectId) -> Result<(), Error> {
    let projects = sign_in::projects(state, session, ctx).await?;
    if !projects.iter().any(|known| known.id == project.0) {
        return Err(Error::NotFound(Missing::Project(project.0.clone())));
    }
    sign_in::enter(state, session, ctx, project).await
}

#[derive(Deserialize)]
pub struct Choice {
    lang: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    next: String,
}

/// Remembers a language or a theme, and stays where the visitor was.
pub async fn preferences(Form(form): Form<Choice>) -> Response {
    let mut response = Redirect::to(&safe_next(&form.next)).into_response();
    let lang = form.lang.as_deref().and_then(Lang::parse).map(|lang| (LANG_COOKIE, lang.code()));
    let theme = form.theme.as_deref().and_then(Theme::parse).map(|theme| (THEME_COOKIE, theme.as_str()));
    for (name, value) in lang.into_iter().chain(theme) {
        let cookie = format!("{name}={value}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly");
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// Deletes an image and goes to the list, which says so; or shows the image with the reason.
pub async fn delete_image(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, ApiError> {
    let images = &state.services.images;
    let image = images.show(&ctx, &id.as_str().into()).await?;
    match images.delete(&ctx, &image.id).await {
        Ok(()) => Ok(Redirect::to(&routes::images_with_notice("image-deleted", image.name.as_deref()))),
        Err(error) if status(&error) == StatusCode::FORBIDDEN => {
            Ok(Redirect::to(&routes::image_with_notice(image.id.as_str(), error.code())))
        }
        Err(error) => Err(error.into()),
    }
}

/// A path of ours, or the first page: whatever else `next` may hold leads nowhere.
fn safe_next(next: &str) -> String {
    let is_path = next.starts_with("/dashboard") && next.len() <= 2_048;
    let is_plain =
        next.chars().all(|c| !c.is_control() && c != '\\') && !next.contains("/..") && !next.contains("//");
    let decoded = percent_encoding::percent_decode_str(next).decode_utf8_lossy();
    let stays_plain = !decoded.contains("/..") && !decoded.contains(['\\', '\r', '\n', '\t']);
    if is_path && is_plain && stays_plain { next.to_owned() } else { routes::images() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_never_leads_away() {
        let home = routes::images();
        for next in [
            "//evil",
            "/\\evil",
            "https:evil",
            "/%09/evil",
            "/dashboard/../..//evil",
            "javascript:alert(1)",
            "http://localhost@evil",
            "",
            "/v2/images",
            "/dashboard/%2e%2e/x",
            "/dashboard/x\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(safe_next(next), home, "{next}");
        }
        assert_eq!(safe_next(&format!("/dashboard/{}", "x".repeat(10_000))), home);
        let kept = "/dashboard/images?status=active&text=%E9%95%9C";
        assert_eq!(safe_next(kept), kept);
    }
}
