//! Vitrine's dashboard.
//!
//! One crate, two halves: with `ssr` the server renders pages and runs server functions, with `hydrate`
//! the browser takes them over. What only one half has is confined to the modules below that say so.

// Views are types; pages nest deeper than the compiler expects by default.
#![recursion_limit = "512"]

pub mod preferences;
pub mod routes;
pub mod rpc;

mod browser;
mod format;
pub mod i18n;
mod layout;
mod pages;
mod root;
mod sheet;
mod ui;
mod uploads;

#[cfg(feature = "ssr")]
pub mod backend;
#[cfg(feature = "ssr")]
pub mod gallery;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub use shell::shell;

/// The browser's entry: takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(root::App);
    browser::mark_hydrated();
}
