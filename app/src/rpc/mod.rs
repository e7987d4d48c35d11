//! What the browser half asks the server: one server function per service call, no rule of its own.

pub mod accounts;
pub mod audit;
pub mod images;
pub mod metadata;
pub mod metadefs;
pub mod session;

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use vitrine_wire::Problem;

/// An error of a server function: a code with arguments, told in words where it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UiError(pub Problem);

impl UiError {
    /// Is it that nobody is signed in?
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.0.status == 401
    }
}

impl std::fmt::Display for UiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for UiError {}

impl FromServerFnError for UiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self(Problem::unreachable())
    }
}
