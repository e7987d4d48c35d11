//! What of definitions is told in the language of the visitor.

use std::collections::BTreeMap;

use leptos::prelude::Get;
use vitrine_metadef::Languages;
use vitrine_wire::metadef::Document;

use crate::i18n::presentation;
use crate::preferences::Lang;
use crate::ui::{Text, text};

/// The language among those that there are texts in which a visitor of this one reads.
fn read_in<'a>(lang: Lang, languages: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    let tags: Vec<&str> = languages.map(String::as_str).collect();
    Languages(vec![lang.code().to_owned()]).choose(&tags)
}

/// The document with its texts in the visitor's language, as far as they are translated.
#[must_use]
pub fn spoken(document: &Document, lang: Lang) -> Document {
    let document = document.clone();
    match read_in(lang, document.translations.keys()).map(str::to_owned) {
        Some(language) => document.in_language(&language),
        None => document,
    }
}

/// The title in the visitor's language, of those by language and the namespace's own; else the name.
pub fn told(own: Option<&str>, titles: &BTreeMap<String, String>, name: &str) -> Text {
    let own = own.filter(|own| !own.trim().is_empty()).unwrap_or(name).to_owned();
    let (titles, presentation) = (titles.clone(), presentation());
    text(move || {
        let found = read_in(presentation.lang.get(), titles.keys()).and_then(|it| titles.get(it));
        found.unwrap_or(&own).clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_gets_the_nearest_language() {
        for (lang, languages, expected) in [
            (Lang::ZhCn, vec!["de", "zh-CN"], Some("zh-CN")),
            (Lang::ZhCn, vec!["zh-Hans", "zh-CN"], Some("zh-CN")),
            (Lang::ZhCn, vec!["zh-TW", "zh"], Some("zh")),
            (Lang::ZhCn, vec!["zh-Hant-HK", "en"], None),
            (Lang::En, vec!["zh-CN", "de"], None),
            (Lang::En, vec!["en-GB"], Some("en-GB")),
        ] {
            let languages: Vec<String> = languages.into_iter().map(str::to_owned).collect();
            assert_eq!(read_in(lang, languages.iter()), expected, "{languages:?}");
        }
    }
}
