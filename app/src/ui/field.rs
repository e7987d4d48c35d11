//! Fields of forms: label, control, help and error, tied together for everybody.

use leptos::prelude::*;

use super::Text;
use super::icon::Icon;

/// A labelled control. The control is the child; it takes `id` and [`described_by`].
#[component]
pub fn Field(
    id: &'static str,
    #[prop(into)] label: Text,
    /// A word beside the label, such as "required".
    #[prop(optional, into)]
    note: MaybeProp<String>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional)] is_wide: bool,
    children: Children,
) -> AnyView {
    let class = if is_wide { "field span" } else { "field" };
    view! {
        <div class=class>
            <label class="field__label" for=id>{label}{move || note.get().map(|note| view! { " "<em>{note}</em> })}</label>
            {children()}
            {move || help.get().map(|help| view! { <p class="field__help" id=format!("{id}-help")>{help}</p> })}
            {move || error.get().map(|error| view! {
                <p class="field__error" id=format!("{id}-error")><Icon name="error"/>{error}</p>
            })}
        </div>
    }.into_any()
}

/// Value of `aria-describedby` for a field that may have an error.
pub fn described_by(id: &'static str, has_error: bool, has_help: bool) -> Option<String> {
    match (has_error, has_help) {
        (true, _) => Some(format!("{id}-error")),
        (false, true) => Some(format!("{id}-help")),
        (false, false) => None,
    }
}
