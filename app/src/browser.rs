//! What only a browser can do: dialogs, the clipboard, uploads with progress. On the server, nothing.

#[cfg(feature = "hydrate")]
mod live;
#[cfg(feature = "hydrate")]
pub use live::*;

#[cfg(not(feature = "hydrate"))]
mod still;
#[cfg(not(feature = "hydrate"))]
pub use still::*;

/// How an upload went.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser ends an upload"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadEnd {
    Stored,
    Refused(vitrine_wire::Problem),
    Cancelled,
}
