//! What every handler can reach. Complete when built, cheap to clone.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use vitrine_domain::Services;
use vitrine_domain::clock::Clock;
use vitrine_domain::policy::Policy;

use crate::db::{Database, SessionRows};
pub use crate::db::{OWNER, SessionLimits};
use crate::identity::Authority;
use crate::rest::Written;

/// Long-lived things, shared by all requests.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The rules; what both skins call.
    pub services: Arc<Services>,
    /// For decisions that no service makes, such as who may see the health of parts.
    #[from_ref(skip)]
    pub policy: Arc<Policy>,
    /// Who vouches for callers.
    pub authority: Arc<Authority>,
    /// For health checks only; rows are the services' business.
    pub database: Database,
    pub public_endpoint: PublicEndpoint,
    /// The region that files for clients name.
    #[from_ref(skip)]
    pub region: Arc<str>,
    /// Answers that may be given again.
    #[from_ref(skip)]
    pub written: Written,
    /// Silence after which an upload is given up.
    #[from_ref(skip)]
    pub upload_idle: Duration,
    /// Browser sessions; for ending all those of a user, too.
    #[from_ref(skip)]
    pub sessions: SessionRows,
    #[from_ref(skip)]
    pub clock: Arc<dyn Clock>,
}

/// The configured address of the service, if there is one.
#[derive(Clone, Debug)]
pub struct PublicEndpoint(pub Option<Arc<str>>);
