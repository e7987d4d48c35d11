//! The metadata editor: what can be chosen on one side, what is set on the other.

mod available;
mod controls;
mod rows;

use leptos::prelude::*;
use vitrine_metadef::sheet::Sheet;

pub use self::available::Opened;

use self::available::Available;
use self::rows::Rows;
use crate::i18n::t;

/// The editor of a sheet.
#[component]
pub fn SheetEditor(sheet: RwSignal<Sheet>, #[prop(default = "sheet")] id: &'static str) -> AnyView {
    view! {
        <div class="meta" role="group" aria-label=t!("sheet-editor")>
            <Available sheet id/>
            <Rows sheet id/>
        </div>
    }
    .into_any()
}
