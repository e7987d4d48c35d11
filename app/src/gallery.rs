//! Every component on a page of its own, for who works on them. Rendered by the server, without script;
//! names of components and sample data are not translated.

mod samples;

use leptos::prelude::*;

use crate::i18n::Presentation;
use crate::preferences::Preferences;
use crate::routes;
use crate::shell::document;
use crate::ui::icon::IconSprite;

/// Renders a sample page.
type Sample = fn() -> AnyView;

/// The components, each with what it shows.
const PAGES: &[(&str, Sample)] = &[
    ("banners", samples::banners),
    ("breadcrumbs", samples::breadcrumbs),
    ("buttons", samples::buttons),
    ("dialogs", samples::dialogs),
    ("empty", samples::empty),
    ("errors", samples::errors),
    ("fields", samples::fields),
    ("loading", samples::loading),
    ("menus", samples::menus),
    ("status", samples::status),
    ("tables", samples::tables),
    ("toasts", samples::toasts),
];

/// A page of the gallery, or its contents; nothing for a name that there is none of.
pub fn page(name: Option<&str>) -> Option<impl IntoView> {
    provide_context(Presentation::new(use_context::<Preferences>().unwrap_or_default()));
    provide_context(IconSprite(crate::browser::icons_url()));
    leptos_meta::provide_meta_context();
    let (title, body) = match name {
        None => ("gallery", contents()),
        Some(name) => {
            let (title, sample) = PAGES.iter().find(|(known, _)| *known == name)?;
            (*title, sample())
        }
    };
    let framed = view! {
        <leptos_meta::Title text=title/>
        <main class="main" id="main"><div class="page-head"><h1>{title}</h1></div><div class="stack">{body}</div></main>
    };
    Some(document(framed.into_any(), false))
}

fn contents() -> AnyView {
    let links = PAGES.iter().map(|(name, _)| view! { <li><a href=routes::gallery(name)>{*name}</a></li> });
    view! { <ul class="docs__contents">{links.collect_view()}</ul> }.into_any()
}
