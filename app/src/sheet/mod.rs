//! The metadata editor: what can be added on one side, what is set on the other.

mod available;
mod controls;
mod list;
mod rows;
mod said;
mod tree;

use leptos::prelude::*;
use vitrine_metadef::sheet::Sheet;

use self::available::Available;
use self::rows::Rows;
pub use self::said::rule_words;
use crate::i18n::t;

/// The editor of a sheet. What it changes, it changes in the sheet: whoever holds that saves it.
#[component]
pub fn SheetEditor(
    sheet: RwSignal<Sheet>,
    /// What ids in the page begin with.
    #[prop(default = "sheet")]
    id: &'static str,
    #[prop(optional)] is_read_only: bool,
) -> AnyView {
    view! {
        <div class="meta" role="group" aria-label=t!("sheet-editor")>
            {(!is_read_only).then(|| view! { <Available sheet id/> })}
            <Rows sheet id is_read_only/>
        </div>
    }
    .into_any()
}
