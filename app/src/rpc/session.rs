//! Who is signed in.

use leptos::prelude::*;
use vitrine_wire::session::SessionInfo;

use super::UiError;

/// The session behind the cookie; nothing when there is none.
#[server(prefix = "/dashboard/rpc", endpoint = "session/info")]
pub async fn load_session() -> Result<Option<SessionInfo>, UiError> {
    use crate::backend;
    let Some(source) = use_context::<backend::SessionSource>() else { return Ok(None) };
    (source.0)().await.map_err(|error| backend::refuse(&error))
}
