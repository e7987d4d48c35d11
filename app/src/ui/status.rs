//! What state a thing is in: always an icon and words, colour last.

use leptos::prelude::*;
use vitrine_wire::{ImageStatus, Visibility};

use super::Text;
use super::icon::Icon;
use crate::i18n::dynamic;

/// How a state is to be taken; the design's `data-s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Ok,
    Wait,
    Warn,
    Bad,
    Info,
    Off,
    None,
}

impl Tone {
    #[must_use]
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Ok => Some("ok"),
            Self::Wait => Some("wait"),
            Self::Warn => Some("warn"),
            Self::Bad => Some("bad"),
            Self::Info => Some("info"),
            Self::Off => Some("off"),
            Self::None => None,
        }
    }
}

/// A state in a table or a list.
#[component]
pub fn Status(tone: Tone, icon: &'static str, #[prop(into)] text: Text) -> AnyView {
    view! { <span class="status" data-s=tone.word()><Icon name=icon/><span>{text}</span></span> }.into_any()
}

/// A state in the head of a page or a card.
#[component]
pub fn Pill(tone: Tone, icon: &'static str, #[prop(into)] text: Text) -> AnyView {
    view! { <span class="pill" data-s=tone.word()><Icon name=icon/>{text}</span> }.into_any()
}

/// Tone and icon of an image's status.
#[must_use]
pub const fn image_status(status: ImageStatus) -> (Tone, &'static str) {
    match status {
        ImageStatus::Active => (Tone::Ok, "ok"),
        ImageStatus::Queued => (Tone::None, "queued"),
        ImageStatus::Saving | ImageStatus::Uploading => (Tone::Wait, "upload"),
        ImageStatus::Importing => (Tone::Wait, "download"),
        ImageStatus::Deactivated => (Tone::Off, "ban"),
        ImageStatus::Killed => (Tone::Bad, "error"),
        ImageStatus::PendingDelete => (Tone::Warn, "clock"),
        ImageStatus::Deleted => (Tone::Off, "trash"),
    }
}

/// Words for a status.
pub fn status_text(status: ImageStatus) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    dynamic(format!("image-status-{}", status.as_str().replace('_', "-")), Vec::new())
}

/// Icon of a visibility.
#[must_use]
pub const fn visibility_icon(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "globe",
        Visibility::Private => "lock",
        Visibility::Shared => "share",
        Visibility::Community => "users",
    }
}

/// Words for a visibility.
pub fn visibility_text(visibility: Visibility) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    dynamic(format!("image-visibility-{visibility}"), Vec::new())
}

/// Two letters and a colour that stay with a name.
#[component]
pub fn Tile(name: String, #[prop(optional)] is_large: bool) -> AnyView {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).take(2).collect();
    let mut letters = letters.chars();
    let letters: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    let sum = name.bytes().take_while(|byte| byte.is_ascii_alphabetic()).map(usize::from).sum::<usize>();
    let colour = ["tile--a", "tile--b", "tile--c", "tile--d", "tile--e"][sum % 5];
    let size = if is_large { " tile--lg" } else { "" };
    view! { <span class=format!("tile {colour}{size}") aria-hidden="true">{letters}</span> }.into_any()
}
