//! The browser's session: a cookie with an opaque id, and a row that says who it is.

use serde::{Deserialize, Serialize};
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};
use vitrine_domain::{Caller, Error, ProjectId, Result, UserId};

use vitrine_wire::session::SessionEnds;

use super::cookie::SESSION;
use super::sign_in;
use crate::state::{AppState, OWNER, SessionLimits};

/// Seconds between two notes that a session is in use, at most.
const TOUCH_AFTER: i64 = 60;
/// Seconds before the end at which people are warned, at most.
const WARN_BEFORE: i64 = 300;

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

/// Reads and writes the cookie. No row is made before somebody signs in. Browsers forget the cookie when
/// they close; the row ends by itself ([`AppState::sessions`]). What TLS adds is `cookie.rs`'s.
pub fn layer<S: SessionStore + Clone>(store: S) -> SessionManagerLayer<S> {
    SessionManagerLayer::new(store)
        .with_name(SESSION)
        .with_path("/")
        .with_secure(false)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnSessionEnd)
}

/// Makes the session this user's, under a new id.
pub async fn begin(
    session: &Session,
    state: &AppState,
    user: &UserId,
    epoch: i64,
    project: &ProjectId,
) -> Result<()> {
    let now = seconds_now(state);
    let signed_in =
        SignedIn { user: user.0.clone(), epoch, project: project.0.clone(), since: now, seen: now };
    session.cycle_id().await.map_err(Error::internal)?;
    session.insert(OWNER, signed_in).await.map_err(Error::internal)
}

/// Moves the session to another project, under a new id.
pub async fn enter(session: &Session, project: &ProjectId) -> Result<()> {
    let Some(signed_in) = session.get::<SignedIn>(OWNER).await.map_err(Error::internal)? else {
        return Err(Error::Unauthenticated);
    };
    session.cycle_id().await.map_err(Error::internal)?;
    let moved = SignedIn { project: project.0.clone(), ..signed_in };
    session.insert(OWNER, moved).await.map_err(Error::internal)
}

/// Goes on after the user's other sessions ended, under a new id.
pub async fn go_on(session: &Session, epoch: i64) -> Result<()> {
    let Some(signed_in) = session.get::<SignedIn>(OWNER).await.map_err(Error::internal)? else {
        return Err(Error::Unauthenticated);
    };
    session.cycle_id().await.map_err(Error::internal)?;
    session.insert(OWNER, SignedIn { epoch, ..signed_in }).await.map_err(Error::internal)
}

/// Ends the session and forgets its row.
pub async fn end(session: &Session) -> Result<()> {
    session.flush().await.map_err(Error::internal)
}

/// Who the session belongs to and when it ends, if it still counts. With `is_use` the request counts as
/// use of it.
pub async fn caller(
    session: &Session,
    state: &AppState,
    is_use: bool,
) -> Result<Option<(Caller, SessionEnds)>> {
    let Some(mut signed_in) = session.get::<SignedIn>(OWNER).await.map_err(Error::internal)? else {
        return Ok(None);
    };
    let (limits, now) = (state.sessions.limits(), seconds_now(state));
    let touch_after = TOUCH_AFTER.min(seconds(limits.idle) / 4);
    if is_use && now - signed_in.seen >= touch_after {
        signed_in.seen = now;
        session.insert(OWNER, signed_in.clone()).await.map_err(Error::internal)?;
    }
    let ends = ends(&signed_in, limits, now);
    let (user, project) = (UserId(signed_in.user), ProjectId(signed_in.project));
    match sign_in::session_caller(state, session, &user, signed_in.epoch, &project).await {
        Ok(caller) => Ok(Some((caller, ends))),
        Err(Error::Unauthenticated) => {
            end(session).await?;
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn ends(signed_in: &SignedIn, limits: SessionLimits, now: i64) -> SessionEnds {
    let left = |begin: i64, life| u64::try_from(begin + seconds(life) - now).unwrap_or_default();
    let warning = WARN_BEFORE.min(seconds(limits.idle) / 2);
    SessionEnds {
        idle_seconds: left(signed_in.seen, limits.idle),
        life_seconds: left(signed_in.since, limits.life),
        warning_seconds: u64::try_from(warning).unwrap_or_default(),
    }
}

fn seconds_now(state: &AppState) -> i64 {
    state.clock.now().unix_micros().div_euclid(1_000_000)
}

fn seconds(time: std::time::Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX / 4)
}
