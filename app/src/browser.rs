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
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "nothing is uploaded from the server's half")
)]
pub enum UploadEnd {
    Stored,
    Refused(vitrine_wire::Problem),
    Cancelled,
}
