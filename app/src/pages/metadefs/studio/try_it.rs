//! The metadata editor, as the document would make it: nothing is stored.

use leptos::prelude::*;
use vitrine_metadef::sheet::{Catalog, Sheet};
use vitrine_wire::metadef::Document;

use super::state::Studio;
use crate::i18n::t;
use crate::sheet::SheetEditor;

/// What the document offers for a type of resource. Targets do not matter here.
fn catalog(document: &Document, resource_type: &str) -> Catalog {
    let target = document.resource_type_associations.iter().find(|it| it.name == resource_type);
    let target = target.and_then(|it| it.properties_target.clone());
    Catalog::of(std::slice::from_ref(document), resource_type, target.as_deref())
}

#[component]
pub fn TryIt(studio: Studio) -> AnyView {
    let types = Memo::new(move |_| {
        studio.read(|work| {
            work.document().resource_type_associations.iter().map(|it| it.name.clone()).collect::<Vec<_>>()
        })
    });
    let chosen = RwSignal::new(None::<String>);
    let current = Memo::new(move |_| {
        let types = types.get();
        chosen.get().filter(|name| types.contains(name)).or_else(|| types.first().cloned())
    });
    let sheet = RwSignal::new(Sheet::open(Catalog::default(), Default::default()));
    Effect::new(move |before: Option<Option<String>>| {
        let name = current.get();
        let catalog = name.as_ref().map(|name| studio.read_settled(|work| catalog(work.document(), name)));
        let catalog = catalog.unwrap_or_default();
        if before.is_some_and(|before| before != name) {
            sheet.set(Sheet::open(catalog, Default::default()));
        } else if sheet.with_untracked(|sheet| **sheet.catalog() != catalog) {
            sheet.update(|sheet| sheet.follow(catalog));
        }
        name
    });
    let option = move |name: String| {
        let own = name.clone();
        let is_chosen = move || current.get().as_ref() == Some(&own);
        view! { <option value=name.clone() prop:selected=is_chosen>{name.clone()}</option> }
    };
    let stored = Memo::new(move |_| {
        sheet.with(|sheet| {
            sheet.texts().into_iter().map(|(key, text)| format!("{key}={text}")).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="panebar">
            <h2 id="try-h">{t!("studio-try")}</h2>
            <label class="row row--tight row--nowrap push">
                <span class="muted">{t!("studio-try-as")}</span>
                <select class="select select--sm" on:change:target=move |event| chosen.set(Some(event.target().value()))>
                    {move || types.get().into_iter().map(option).collect_view()}
                </select>
            </label>
        </div>
        <div class="tryit" role="group" aria-labelledby="try-h">
            {move || if types.with(Vec::is_empty) {
                view! { <p class="muted small pad">{t!("studio-try-none")}</p> }.into_any()
            } else {
                view! { <SheetEditor sheet id="try"/> }.into_any()
            }}
            <div class="pad">
                <p class="muted small">{t!("studio-try-stored")}</p>
                {move || if stored.with(Vec::is_empty) {
                    view! { <p class="muted small">{t!("studio-try-nothing")}</p> }.into_any()
                } else {
                    view! { <div class="snippet"><pre>{stored.get().join("\n")}</pre></div> }.into_any()
                }}
            </div>
        </div>
    }
    .into_any()
}
