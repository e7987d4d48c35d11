//! The metadata of an image: the editor as a page. Until the script is there, a plain form.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use vitrine_metadef::sheet::{Catalog, Clash, Difference, Sheet};
use vitrine_wire::image::{READ_ONLY_ATTRIBUTES, RESERVED_ATTRIBUTES, WRITABLE_ATTRIBUTES};
use vitrine_wire::metadata::{ImageMetadata, MetadataChange, MetadataOutcome};
use vitrine_wire::metadef::{Document, IMAGE_TYPE};

use super::metadata_plain::PlainForm;
use crate::browser;
use crate::i18n::{presentation, t};
use crate::layout::{Path, Toasts};
use crate::pages::metadefs::texts::spoken;
use crate::pages::{FormError, loaded};
use crate::preferences::Lang;
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::metadata::{load_metadata, save_metadata};
use crate::sheet::SheetEditor;
use crate::ui::icon::Icon;
use crate::ui::status::Tone;
use crate::ui::text;

/// What images have beside metadata.
const RESERVED: &[&[&str]] = &[WRITABLE_ATTRIBUTES, READ_ONLY_ATTRIBUTES, RESERVED_ATTRIBUTES];

#[component]
pub fn MetadataPage() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let data = Resource::new_blocking(move || id.get(), load_metadata);
    let title = text(t!("sheet-edit"));
    loaded(title, data, |found| view! { <Page found/> }.into_any())
}

/// A sheet of an image's properties, with the definitions in the reader's language.
pub fn sheet_of(
    documents: Vec<Document>,
    properties: std::collections::BTreeMap<String, String>,
) -> RwSignal<Sheet> {
    let presentation = presentation();
    let documents = StoredValue::new(documents);
    let catalog = move |lang: Lang| {
        let told: Vec<_> = documents.with_value(|all| all.iter().map(|it| spoken(it, lang)).collect());
        Catalog::of(&told, IMAGE_TYPE, None)
    };
    let first = catalog(presentation.lang.get_untracked());
    let sheet = RwSignal::new(Sheet::open(first, properties).reserving(RESERVED));
    Effect::new(move |before: Option<()>| {
        let lang = presentation.lang.get();
        if before.is_some() {
            sheet.update(|sheet| sheet.set_catalog(catalog(lang)));
        }
    });
    sheet
}

#[component]
fn Page(found: ImageMetadata) -> AnyView {
    let ImageMetadata { id, name, properties, documents, can_modify } = found;
    let name = name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone());
    let is_live = RwSignal::new(false);
    Effect::new(move |_| is_live.set(true));
    let stored = properties.clone();
    let keys: Vec<String> =
        Catalog::of(&documents, IMAGE_TYPE, None).leaves().iter().map(|leaf| leaf.key.clone()).collect();
    let sheet = sheet_of(documents, properties);
    let crumb = name.clone();
    let steps =
        vec![(routes::images(), text(t!("images-title"))), (routes::image(&id), text(move || crumb.clone()))];
    let shown = name.clone();
    let is_left = RwSignal::new(false);
    view! {
        <Title text=t!("sheet-title", name = name.clone())/>
        <Path steps current=text(t!("card-properties"))/>
        <div class="page-head"><div class="page-head__title"><h1>{t!("sheet-title", name = shown)}</h1></div></div>
        {(!can_modify).then(|| view! { <div class="banner mb" data-s="info"><Icon name="info"/><p>{t!("sheet-not-yours")}</p></div> })}
        <h2 class="sr-only">{t!("sheet-editor")}</h2>
        {move || if is_live.get() {
            view! {
                {move || (is_left.get() && sheet.with(Sheet::is_changed)).then(|| view! { <div class="banner mb" data-s="info" role="status"><Icon name="clock"/><p>{t!("sheet-left")}</p></div> })}
                <div class="card"><SheetEditor sheet is_read_only=!can_modify/></div>
                {can_modify.then(|| view! { <SaveBar sheet is_left id=id.clone()/> })}
            }.into_any()
        } else {
            view! { <PlainForm id=id.clone() stored=stored.clone() keys=keys.clone() can_modify/> }.into_any()
        }}
    }
    .into_any()
}

/// How saving stands.
#[derive(Clone, Copy)]
struct Saving {
    sheet: RwSignal<Sheet>,
    problem: RwSignal<Option<vitrine_wire::Problem>>,
    /// What others saved meanwhile and was changed here, too; nothing where nobody did.
    overtaken: RwSignal<Option<Vec<Clash>>>,
    is_busy: RwSignal<bool>,
}

impl Saving {
    fn change(self, id: &str) -> MetadataChange {
        self.sheet.with_untracked(|sheet| {
            let difference = sheet.difference();
            let expected =
                difference.keys().map(|key| (key.to_owned(), sheet.stored().get(key).cloned())).collect();
            MetadataChange { id: id.to_owned(), expected, set: difference.set, removed: difference.removed }
        })
    }

    /// Takes what the server says; tells whether all is saved.
    fn take(self, outcome: Result<MetadataOutcome, UiError>, sent: &MetadataChange) -> bool {
        self.is_busy.set(false);
        self.problem.set(None);
        match outcome {
            Ok(MetadataOutcome::Saved(now)) => {
                self.overtaken.set(None);
                // What was entered while the server worked stays.
                let texts = |sheet: &Sheet| sheet.texts();
                let is_same = self.sheet.with_untracked(|sheet| {
                    let now = texts(sheet);
                    sent.set.iter().all(|(key, text)| now.get(key) == Some(text))
                });
                self.sheet.update(|sheet| {
                    sheet.rebase(now);
                    if is_same && !sheet.is_changed() {
                        sheet.reset();
                    }
                });
                true
            }
            Ok(MetadataOutcome::Overtaken(now)) => {
                self.overtaken.set(self.sheet.try_update(|sheet| sheet.rebase(now)));
                false
            }
            Err(UiError(found)) => {
                self.problem.set(Some(found));
                false
            }
        }
    }
}

/// What changes, and saving it.
#[component]
fn SaveBar(
    sheet: RwSignal<Sheet>,
    /// Are there changes that an earlier visit left?
    is_left: RwSignal<bool>,
    id: String,
) -> AnyView {
    let toasts = use_context::<Toasts>();
    let presentation = presentation();
    let saving = Saving {
        sheet,
        problem: RwSignal::new(None),
        overtaken: RwSignal::new(None),
        is_busy: RwSignal::new(false),
    };
    let Saving { problem, overtaken, is_busy, .. } = saving;
    let count = Memo::new(move |_| sheet.with(|sheet| sheet.difference().len()));
    let is_touched = Memo::new(move |_| sheet.with(Sheet::is_touched));
    let is_refused = Memo::new(move |_| sheet.with(|sheet| !sheet.is_valid()));
    browser::warn_on_leave(move || count.get_untracked() > 0);
    let draft = format!("vitrine.metadata.{id}");
    if let Some(left) =
        browser::kept_in_tab(&draft).and_then(|text| serde_json::from_str::<Difference>(&text).ok())
    {
        sheet.update(|sheet| sheet.take_up(&left));
        is_left.set(sheet.with_untracked(Sheet::is_changed));
    }
    Effect::new(move |_| {
        let difference = sheet.with(Sheet::difference);
        let text = (!difference.is_empty()).then(|| serde_json::to_string(&difference).ok()).flatten();
        browser::keep_in_tab(&draft, text.as_deref());
    });
    let discard = move |_| {
        is_left.set(false);
        sheet.update(Sheet::reset);
        overtaken.set(None);
    };
    let save = move |_| {
        let change = saving.change(&id);
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = save_metadata(change.clone()).await;
            if saving.take(outcome, &change)
                && let Some(toasts) = toasts
            {
                toasts.show(Tone::Ok, move || presentation.texts().get("sheet-saved"), String::new);
            }
        });
    };
    view! {
        <div aria-live="polite">{move || overtaken.get().map(|clashes| view! { <Overtaken sheet clashes/> })}</div>
        {move || problem.get().map(|problem| view! { <div class="mt"><FormError problem/></div> })}
        <div class="savebar" role="region" aria-label=t!("sheet-unsaved")>
            <span class="dot" aria-hidden="true"></span>
            <b role="status">{move || { let count = count.get(); t!("sheet-changes", count = count)() }}</b>
            {move || is_refused.get().then(|| view! { <span class="field__error"><Icon name="error"/>{t!("sheet-refused")}</span> })}
            <span class="push"></span>
            <button type="button" class="btn" prop:disabled=move || !is_touched.get() on:click=discard>{t!("sheet-discard")}</button>
            <button type="button" class="btn btn--primary" prop:disabled=move || count.get() == 0 || is_refused.get() || is_busy.get() on:click=save>{t!("sheet-save")}</button>
        </div>
    }
    .into_any()
}

/// What somebody else saved first: each key that both changed, with the way to take theirs.
#[component]
fn Overtaken(sheet: RwSignal<Sheet>, clashes: Vec<Clash>) -> AnyView {
    let presentation = presentation();
    let rows = clashes.into_iter().map(|Clash { key, mine, theirs }| {
        let nothing = move || presentation.texts().get("sheet-gone");
        let said = {
            let key = key.clone();
            move || {
                let value = |text: &Option<String>| text.clone().unwrap_or_else(nothing);
                t!("sheet-clash", key = key.clone(), mine = value(&mine), theirs = value(&theirs))()
            }
        };
        let own = key.clone();
        let is_mine = Memo::new(move |_| sheet.with(|sheet| sheet.difference().keys().any(|it| it == own)));
        let (name, taken) = (key.clone(), StoredValue::new(key));
        let take = move |_| sheet.update(|sheet| taken.with_value(|key| sheet.restore(key)));
        view! {
            <li class="row row--tight">
                <span>{said}</span>
                <button type="button" class="btn btn--sm" prop:disabled=move || !is_mine.get() on:click=take>{t!("sheet-take", key = name)}</button>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="banner mt" data-s="warn"><Icon name="users"/><div><p>{t!("sheet-overtaken")}</p><ul class="stack stack--tight">{rows}</ul></div></div>
    }
    .into_any()
}
