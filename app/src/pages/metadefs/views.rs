//! What the views of the catalog have in common: the tabs above them.

use leptos::prelude::*;
use vitrine_wire::metadef::WrongQuery;

use crate::i18n::t;
use crate::routes;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum View {
    Namespaces,
    Search,
    Types,
    Usage,
    Report,
}

#[component]
pub fn ViewTabs(current: View) -> AnyView {
    let mark = move |view: View| (view == current).then_some("page");
    view! {
        <nav class="tabs" aria-label=t!("defs-views")>
            <a href=routes::metadefs::namespaces() aria-current=mark(View::Namespaces)>{t!("defs-namespaces")}</a>
            <a href=routes::metadefs::search() aria-current=mark(View::Search)>{t!("defs-search")}</a>
            <a href=routes::metadefs::resource_types() aria-current=mark(View::Types)>{t!("defs-types")}</a>
            <a href=routes::metadefs::orphans(None) aria-current=mark(View::Usage)>{t!("defs-usage")}</a>
            <a href=routes::metadefs::report(&WrongQuery::default()) aria-current=mark(View::Report)>{t!("report-title")}</a>
        </nav>
    }
    .into_any()
}

/// What a type of resource is called in short: `Image` of `OS::Glance::Image`.
#[must_use]
pub fn short_type(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}
