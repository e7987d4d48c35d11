//! Every component on a page of its own, for who works on them. Rendered by the server, without script;
//! its texts are samples and are not translated.

use leptos::prelude::*;

use crate::i18n::Presentation;
use crate::preferences::Preferences;
use crate::shell::document;
use crate::ui::icon::IconSprite;

/// The components, each with what it shows.
const PAGES: &[(&str, fn() -> AnyView)] = &[];

/// A page of the gallery, or its contents; nothing for a name that there is none of.
pub fn page(name: Option<&str>) -> Option<impl IntoView> {
    let body = match name {
        None => contents(),
        Some(name) => (PAGES.iter().find(|(known, _)| *known == name)?.1)(),
    };
    provide_context(Presentation::new(use_context::<Preferences>().unwrap_or_default()));
    provide_context(IconSprite(crate::browser::icons_url()));
    Some(document(body, false))
}

fn contents() -> AnyView {
    ().into_any()
}
