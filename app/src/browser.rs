//! What only a browser can do: dialogs, the clipboard, uploads with progress. On the server, nothing.

#[cfg(feature = "hydrate")]
mod live;
#[cfg(feature = "hydrate")]
pub use live::*;
#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
pub use page::*;

#[cfg(not(feature = "hydrate"))]
mod still;
#[cfg(not(feature = "hydrate"))]
pub use still::*;
#[cfg(not(feature = "hydrate"))]
mod no_page;
#[cfg(not(feature = "hydrate"))]
pub use no_page::*;

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
