//! Texts in another language, side by side with the first.

use leptos::prelude::*;
use vitrine_metadef::author::commands::{Described, translate};
use vitrine_metadef::author::{Edit, Place, Selection};
use vitrine_wire::metadef::{Document, TranslatedTexts, Translation};

use super::controls::NameControl;
use super::form::FormHead;
use super::state::Studio;
use crate::i18n::{dynamic, t};
use crate::ui::icon::Icon;
use crate::ui::text;

/// Characters of a language's name.
const MAX_LANGUAGE: usize = 35;

/// A text, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    what: Described,
    is_title: bool,
    name: String,
    first: String,
}

/// All texts of a document that can be translated.
fn entries(document: &Document) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut add = |what: &Described, name: &str, title: Option<&String>, description: Option<&String>| {
        for (is_title, first) in [(true, title), (false, description)] {
            if let Some(first) = first.filter(|text| !text.trim().is_empty()) {
                all.push(Entry { what: what.clone(), is_title, name: name.to_owned(), first: first.clone() });
            }
        }
    };
    let names = (document.display_name.as_ref(), document.description.as_ref());
    add(&Described::Namespace, &document.namespace, names.0, names.1);
    for (name, definition) in &document.properties {
        let common = definition.common();
        let what = Described::Property { at: Place::Namespace, name: name.clone() };
        add(&what, name, common.title.as_ref(), common.description.as_ref());
    }
    for object in &document.objects {
        add(&Described::Object(object.name.clone()), &object.name, None, object.description.as_ref());
        for (name, definition) in &object.properties {
            let common = definition.common();
            let what = Described::Property { at: Place::Object(object.name.clone()), name: name.clone() };
            add(
                &what,
                &format!("{} › {name}", object.name),
                common.title.as_ref(),
                common.description.as_ref(),
            );
        }
    }
    all
}

/// What a language says.
fn said(document: &Document, language: &str, what: &Described) -> TranslatedTexts {
    let Some(translation) = document.translations.get(language) else { return TranslatedTexts::default() };
    let texts = match what {
        Described::Namespace => {
            let Translation { display_name, description, .. } = translation.clone();
            Some(TranslatedTexts { title: display_name, description })
        }
        Described::Object(name) => translation
            .objects
            .get(name)
            .map(|object| TranslatedTexts { title: None, description: object.description.clone() }),
        Described::Property { at: Place::Namespace, name } => translation.properties.get(name).cloned(),
        Described::Property { at: Place::Object(of), name } => {
            translation.objects.get(of).and_then(|it| it.properties.get(name).cloned())
        }
    };
    texts.unwrap_or_default()
}

fn is_missing(document: &Document, language: &str, entry: &Entry) -> bool {
    let said = said(document, language, &entry.what);
    if entry.is_title { said.title.is_none() } else { said.description.is_none() }
}

fn language_of(selection: &Selection) -> String {
    match selection {
        Selection::Translation(language) => language.clone(),
        _ => String::new(),
    }
}

fn renamed(document: &Document, selection: &Selection, to: &str) -> Result<Vec<Edit>, super::Refusal> {
    let from = language_of(selection);
    if from == to {
        return Ok(Vec::new());
    }
    if to.trim().is_empty() {
        return Err(super::Refusal::Empty);
    }
    if to.chars().count() > MAX_LANGUAGE {
        return Err(super::Refusal::TooLong { limit: MAX_LANGUAGE });
    }
    if document.translations.contains_key(to) {
        return Err(super::Refusal::Taken { name: to.to_owned() });
    }
    let texts = document.translations.get(&from).cloned().unwrap_or_default();
    Ok(vec![
        Edit::Translation { language: from, to: None },
        Edit::Translation { language: to.to_owned(), to: Some(texts) },
    ])
}

#[component]
pub fn TranslationForm(studio: Studio) -> AnyView {
    let language = studio.of(|_, selection| language_of(selection));
    let only_missing = RwSignal::new(false);
    let all = studio.of(|document, _| entries(document));
    let missing = studio.of(|document, selection| {
        let language = language_of(selection);
        entries(document).iter().filter(|entry| is_missing(document, &language, entry)).count()
    });
    // While somebody types, what they type into stays.
    let wanted = Memo::new(move |_| {
        let all = all.get();
        if !only_missing.get() {
            return all;
        }
        let language = language.get();
        studio.peek(|work| {
            all.into_iter().filter(|entry| is_missing(work.document(), &language, entry)).collect()
        })
    });
    let rename = move |to: String| {
        let selection = studio.selection().get_untracked();
        let done =
            studio.rename(Selection::Translation(to.clone()), |document| renamed(document, &selection, &to));
        if let Err(refusal) = done {
            studio.refuse(&refusal);
        }
    };
    view! {
        <FormHead studio kind="language"/>
        <div class="form-grid mt">
            <NameControl id="f-name" label=text(t!("studio-language")) value=language check=super::form::checked(studio, renamed)
                on_entered=Callback::new(rename) limit=MAX_LANGUAGE list="known-languages" help=text(t!("studio-language-help"))/>
            <datalist id="known-languages">{["zh-CN", "zh-TW", "de", "fr", "es", "it", "ja", "ko", "pt-BR", "ru"].into_iter().map(|tag| view! { <option value=tag></option> }).collect_view()}</datalist>
        </div>
        <div class="section-head">
            <h3>{t!("studio-texts")}</h3>
            <p role="status">{move || { let (missing, all) = (missing.get(), all.with(Vec::len)); t!("studio-texts-missing", missing = missing, all = all)() }}</p>
            <label class="check push"><input type="checkbox" prop:checked=only_missing on:change:target=move |event| only_missing.set(event.target().checked())/>{t!("studio-texts-only-missing")}</label>
        </div>
        <div class="translate">
            <For each=move || wanted.get() key=|entry| (entry.name.clone(), entry.is_title, entry.first.clone()) let(entry)>
                <TextPair studio language entry/>
            </For>
        </div>
        {move || wanted.with(Vec::is_empty).then(|| view! { <p class="muted small"><Icon name="check"/>{t!("studio-texts-none")}</p> })}
    }
    .into_any()
}

/// A text and its translation.
#[component]
fn TextPair(studio: Studio, language: Memo<String>, entry: Entry) -> AnyView {
    let Entry { what, is_title, name, first } = entry;
    let kind = if is_title { "studio-title" } else { "studio-description" };
    let own = what.clone();
    let value = studio.of(move |document, selection| {
        let said = said(document, &language_of(selection), &own);
        (if is_title { said.title } else { said.description }).unwrap_or_default()
    });
    let slot = format!("{name}-{is_title}");
    let id = format!("f-text-{slot}");
    let field = id.clone();
    let put = move |typed: String| {
        let language = language.get_untracked();
        let what = what.clone();
        studio.type_at(&slot, move |document| {
            let mut texts = said(document, &language, &what);
            let text = Some(typed).filter(|text| !text.is_empty());
            if is_title {
                texts.title = text;
            } else {
                texts.description = text;
            }
            let edits = translate(document, &language, &what, texts);
            // A language that says nothing any more stays while it is worked on.
            Ok(edits.into_iter().map(kept).collect())
        });
    };
    let control = if is_title {
        view! { <input class="input" id=field lang=language prop:value=value on:input:target=move |event| put(event.target().value()) on:blur=move |_| studio.seal()/> }.into_any()
    } else {
        view! { <textarea class="textarea" id=field rows="2" lang=language prop:value=value on:input:target=move |event| put(event.target().value()) on:blur=move |_| studio.seal()></textarea> }.into_any()
    };
    view! {
        <div class="translate__row">
            <label for=id><span class="mono">{name}</span><span class="muted small">{dynamic(kind.to_owned(), Vec::new())}</span><span class="translate__first">{first}</span></label>
            {control}
        </div>
    }
    .into_any()
}

fn kept(edit: Edit) -> Edit {
    match edit {
        Edit::Translation { language, to: None } => {
            Edit::Translation { language, to: Some(Translation::default()) }
        }
        other => other,
    }
}
