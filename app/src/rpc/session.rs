//! Who is signed in.

use leptos::prelude::*;
use vitrine_wire::session::{SessionEnds, SessionInfo};

use super::UiError;

/// The session behind the cookie; nothing when there is none.
#[server(prefix = "/dashboard/rpc", endpoint = "session/info")]
pub async fn load_session() -> Result<Option<SessionInfo>, UiError> {
    use crate::backend;
    let Some(source) = use_context::<backend::SessionSource>() else { return Ok(None) };
    let info = (source.0)().await.map_err(|error| backend::refuse(&error))?;
    Ok(info.map(|info| SessionInfo { ends: backend::session_ends(), ..info }))
}

/// How long the session lasts if nobody does anything; nothing when it has ended. Asking is no use of it.
#[server(prefix = "/dashboard/rpc", endpoint = "session/left")]
pub async fn session_left() -> Result<Option<SessionEnds>, UiError> {
    Ok(crate::backend::session_ends())
}

/// Goes on with the session: this very request is use of it.
#[server(prefix = "/dashboard/rpc", endpoint = "session/keep")]
pub async fn keep_session() -> Result<Option<SessionEnds>, UiError> {
    Ok(crate::backend::session_ends())
}
