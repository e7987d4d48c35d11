//! What happened, for administrators.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::i18n::t;
use crate::layout::PageHead;
use crate::ui::text;

#[component]
pub fn AuditPage() -> AnyView {
    view! { <Title text=t!("audit-title")/><PageHead title=text(t!("audit-title"))/> }.into_any()
}
