//! The metadata editor, as the document would make it.

use leptos::prelude::*;

use super::state::Studio;

#[component]
pub fn TryIt(studio: Studio) -> AnyView {
    let _ = studio;
    ().into_any()
}
