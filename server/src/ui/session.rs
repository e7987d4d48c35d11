//! The browser's session: a cookie with an opaque id, and a row that says who it is.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};
use vitrine_domain::{Caller, Error, ProjectId, Result, UserId};

use super::sign_in;
use crate::config::Settings;
use crate::state::AppState;

const KEY: &str = "signed-in";
/// Seconds between two notes that a session is in use.
const TOUCH_AFTER: i64 = 60;

/// What a session remembers. No token of ours: the caller is made from the rows of the moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SignedIn {
    user: String,
    epoch: i64,
    project: String,
    /// Unix seconds.
    since: i64,
    seen: i64,
}

/// Reads and writes the cookie. No row is made before somebody signs in.
pub fn layer<S: SessionStore + Clone>(store: S, settings: &Settings) -> SessionManagerLayer<S> {
    let is_secure = settings.http.public_endpoint.as_deref().is_some_and(|url| url.starts_with("https://"));
    // The prefix makes browsers refuse the cookie from anywhere but this host over TLS.
    let name = if is_secure { "__Host-vitrine" } else { "vitrine" };
    let idle = Duration::try_from(settings.dashboard.session_idle()).unwrap_or(Duration::minutes(30));
    SessionManagerLayer::new(store)
        .with_name(name)
        .with_path("/")
        .with_secure(is_secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(idle))
}

/// Makes the session this user's, under a new id.
pub async fn begin(session: &Session, user: &UserId, epoch: i64, project: &ProjectId) -> Result<()> {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let signed_in =
        SignedIn { user: user.0.clone(), epoch, project: project.0.clone(), since: now, seen: now };
    session.cycle_id().await.map_err(Error::internal)?;
    session.insert(KEY, signed_in).await.map_err(Error::internal)
}

/// Moves the session to another project, under a new id.
pub async fn enter(session: &Session, project: &ProjectId) -> Result<()> {
    let Some(signed_in) = session.get::<SignedIn>(KEY).await.map_err(Error::internal)? else {
        return Err(Error::Unauthenticated);
    };
    session.cycle_id().await.map_err(Error::internal)?;
    let moved = SignedIn { project: project.0.clone(), ..signed_in };
    session.insert(KEY, moved).await.map_err(Error::internal)
}

/// Goes on after the user's other sessions ended, under a new id.
pub async fn go_on(session: &Session, epoch: i64) -> Result<()> {
    let Some(signed_in) = session.get::<SignedIn>(KEY).await.map_err(Error::internal)? else {
        return Err(Error::Unauthenticated);
    };
    session.cycle_id().await.map_err(Error::internal)?;
    session.insert(KEY, SignedIn { epoch, ..signed_in }).await.map_err(Error::internal)
}

/// Ends the session and forgets its row.
pub async fn end(session: &Session) -> Result<()> {
    session.flush().await.map_err(Error::internal)
}

/// Who the session belongs to, if it still counts.
pub async fn caller(session: &Session, state: &AppState) -> Result<Option<Caller>> {
    let Some(mut signed_in) = session.get::<SignedIn>(KEY).await.map_err(Error::internal)? else {
        return Ok(None);
    };
    let now = OffsetDateTime::now_utc().unix_timestamp();
    if now - signed_in.since > state.session_life.as_secs().try_into().unwrap_or(i64::MAX) {
        end(session).await?;
        return Ok(None);
    }
    if now - signed_in.seen > TOUCH_AFTER {
        signed_in.seen = now;
        session.insert(KEY, signed_in.clone()).await.map_err(Error::internal)?;
    }
    let (user, project) = (UserId(signed_in.user), ProjectId(signed_in.project));
    match sign_in::session_caller(state, session, &user, signed_in.epoch, &project).await {
        Ok(caller) => Ok(Some(caller)),
        Err(Error::Unauthenticated) => {
            end(session).await?;
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
