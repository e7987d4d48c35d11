//! Primitives of the design: they know no route, no server function and no page.

pub mod dialog;
pub mod feedback;
pub mod field;
pub mod form;
pub mod icon;
pub mod menu;
pub mod status;

/// Text that follows the language.
pub type Text = leptos::prelude::Signal<String>;

/// Makes a [`Text`] of a closure.
pub fn text(get: impl Fn() -> String + Send + Sync + 'static) -> Text {
    leptos::prelude::Signal::derive(get)
}
