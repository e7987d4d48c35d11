//! Vitrine's dashboard.
//!
//! One crate, two halves: with `ssr` the server renders pages and runs server functions, with `hydrate`
//! the browser takes them over. What only one half has is confined to the modules below that say so.

pub mod preferences;
pub mod routes;
pub mod rpc;

#[cfg(feature = "ssr")]
pub mod backend;
#[cfg(feature = "ssr")]
mod stub {
    use leptos::prelude::*;
    pub fn shell() -> impl IntoView {
        view! { <html></html> }
    }
}
#[cfg(feature = "ssr")]
pub use stub::shell;
