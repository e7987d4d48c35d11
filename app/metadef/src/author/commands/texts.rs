//! Titles and descriptions in other languages.

use vitrine_wire::metadef::{Document, TranslatedTexts, Translation};

use crate::author::edit::Edit;
use crate::author::selection::Place;

/// What has texts that can be translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Described {
    /// The namespace: its display name counts as the title.
    Namespace,
    /// An object, which has a description only.
    Object(String),
    Property {
        at: Place,
        name: String,
    },
}

/// Says something in a language. Texts that are empty go back to the first language.
#[must_use]
pub fn translate(document: &Document, language: &str, what: &Described, said: TranslatedTexts) -> Vec<Edit> {
    let said = TranslatedTexts { title: filled(said.title), description: filled(said.description) };
    let mut translation = document.translations.get(language).cloned().unwrap_or_default();
    match what {
        Described::Namespace => {
            (translation.display_name, translation.description) = (said.title, said.description);
        }
        Described::Object(name) => {
            let object = translation.objects.entry(name.clone()).or_default();
            object.description = said.description;
        }
        Described::Property { at, name } => put(&mut translation, at, name, said),
    }
    tidy(&mut translation);
    let to = (!translation.is_empty()).then_some(translation);
    if document.translations.get(language) == to.as_ref() {
        return Vec::new();
    }
    vec![Edit::Translation { language: language.to_owned(), to }]
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// The edits that rewrite each language that a change touches.
pub(super) fn rewritten(document: &Document, change: impl Fn(&mut Translation)) -> Vec<Edit> {
    let edit = |(language, before): (&String, &Translation)| {
        let mut after = before.clone();
        change(&mut after);
        if after == *before {
            return None;
        }
        tidy(&mut after);
        let to = (!after.is_empty()).then_some(after);
        Some(Edit::Translation { language: language.clone(), to })
    };
    document.translations.iter().filter_map(edit).collect()
}

/// Drops entries that say nothing.
fn tidy(translation: &mut Translation) {
    let is_said = |said: &TranslatedTexts| *said != TranslatedTexts::default();
    translation.properties.retain(|_, said| is_said(said));
    for object in translation.objects.values_mut() {
        object.properties.retain(|_, said| is_said(said));
    }
    translation.objects.retain(|_, object| object.description.is_some() || !object.properties.is_empty());
}

pub(super) fn said<'a>(translation: &'a Translation, at: &Place, name: &str) -> Option<&'a TranslatedTexts> {
    match at {
        Place::Namespace => translation.properties.get(name),
        Place::Object(of) => translation.objects.get(of)?.properties.get(name),
    }
}

pub(super) fn take(translation: &mut Translation, at: &Place, name: &str) -> Option<TranslatedTexts> {
    match at {
        Place::Namespace => translation.properties.remove(name),
        Place::Object(of) => translation.objects.get_mut(of)?.properties.remove(name),
    }
}

pub(super) fn put(translation: &mut Translation, at: &Place, name: &str, said: TranslatedTexts) {
    let properties = match at {
        Place::Namespace => &mut translation.properties,
        Place::Object(of) => &mut translation.objects.entry(of.clone()).or_default().properties,
    };
    properties.insert(name.to_owned(), said);
}
