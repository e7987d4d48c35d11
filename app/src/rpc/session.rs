//! Who is signed in.

use leptos::prelude::*;
use vitrine_wire::session::SessionInfo;

use super::UiError;

/// The session behind the cookie; nothing when there is none.
#[server(prefix = "/dashboard/rpc", endpoint = "session/info")]
pub async fn load_session() -> Result<Option<SessionInfo>, UiError> {
    use crate::backend;
    let Some((services, ctx)) = backend::visitor() else { return Ok(None) };
    services.identity.session_info(&ctx).await.map(Some).map_err(|error| backend::refuse(&error))
}
