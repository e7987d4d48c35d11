//! Copying what is long and must be exact.

use leptos::prelude::*;

use crate::browser;
use crate::i18n::t;
use crate::layout::Toasts;
use crate::ui::Text;
use crate::ui::icon::Icon;
use crate::ui::status::Tone;

/// Puts a text into the clipboard.
#[component]
pub fn CopyButton(value: String, #[prop(into)] label: Text) -> AnyView {
    let toasts = use_context::<Toasts>();
    let said = t!("toast-copied");
    let copy = move |_| {
        browser::copy(&value);
        if let Some(toasts) = toasts {
            toasts.show(Tone::Ok, said, String::new);
        }
    };
    view! {
        <button type="button" class="btn btn--icon btn--ghost btn--sm" aria-label=label on:click=copy><Icon name="copy"/></button>
    }
    .into_any()
}
