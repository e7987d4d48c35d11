//! The metadata of an image: the editor as a page.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use vitrine_metadef::sheet::{Catalog, Sheet};
use vitrine_wire::metadata::{ImageMetadata, MetadataChange, MetadataOutcome};

use crate::browser;
use crate::i18n::{presentation, t};
use crate::layout::{Path, Toasts};
use crate::pages::{FormError, loaded};
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::metadata::{load_metadata, save_metadata};
use crate::sheet::{Opened, SheetEditor};
use crate::ui::icon::Icon;
use crate::ui::status::Tone;
use crate::ui::text;

const IMAGE: &str = "OS::Glance::Image";

#[component]
pub fn MetadataPage() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let data = Resource::new_blocking(move || id.get(), load_metadata);
    let title = text(t!("sheet-edit"));
    loaded(title, data, |found| view! { <Page found/> }.into_any())
}

/// The definitions with their texts in the reader's language.
pub fn catalog_of(documents: &[vitrine_wire::metadef::Document], language: &str) -> Catalog {
    let told: Vec<_> = documents.iter().map(|it| it.clone().in_language(language)).collect();
    Catalog::of(&told, IMAGE, None)
}

#[component]
fn Page(found: ImageMetadata) -> AnyView {
    let ImageMetadata { id, name, properties, documents, can_modify } = found;
    let name = name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone());
    let presentation = presentation();
    provide_context(Opened::new());
    let documents = StoredValue::new(documents);
    let catalog = move |language: &str| documents.with_value(|all| catalog_of(all, language));
    let sheet = RwSignal::new(Sheet::open(catalog(presentation.lang.get_untracked().code()), properties));
    Effect::new(move |before: Option<()>| {
        let lang = presentation.lang.get();
        if before.is_some() {
            sheet.update(|sheet| sheet.set_catalog(catalog(lang.code())));
        }
    });
    let steps = vec![
        (routes::images(), text(t!("images-title"))),
        (
            routes::image(&id),
            text({
                let name = name.clone();
                move || name.clone()
            }),
        ),
    ];
    let shown = name.clone();
    view! {
        <Title text=t!("sheet-title", name = name.clone())/>
        <Path steps current=text(t!("card-properties"))/>
        <div class="page-head"><div class="page-head__title"><h1>{t!("sheet-title", name = shown)}</h1></div></div>
        {(!can_modify).then(|| view! { <div class="banner mb" data-s="info"><Icon name="info"/><p>{t!("sheet-not-yours")}</p></div> })}
        <h2 class="sr-only">{t!("sheet-editor")}</h2>
        <div class="card"><SheetEditor sheet/></div>
        {can_modify.then(|| view! { <SaveBar sheet id/> })}
    }
    .into_any()
}

/// What changes, and saving it.
#[component]
fn SaveBar(sheet: RwSignal<Sheet>, id: String) -> AnyView {
    let toasts = use_context::<Toasts>();
    let presentation = presentation();
    let problem = RwSignal::new(None);
    let is_overtaken = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let count = Memo::new(move |_| sheet.with(|sheet| sheet.difference().len()));
    let is_refused = Memo::new(move |_| sheet.with(Sheet::is_refused));
    browser::warn_on_leave(move || count.get_untracked() > 0);
    let discard = move |_| {
        sheet.update(|sheet| *sheet = Sheet::open(sheet.catalog().clone(), sheet.stored().clone()));
        is_overtaken.set(false);
    };
    let save = move |_| {
        let (difference, expected) = sheet.with_untracked(|sheet| {
            let difference = sheet.difference();
            let keys = difference.set.keys().chain(&difference.removed);
            let expected = keys.map(|key| (key.clone(), sheet.stored().get(key).cloned())).collect();
            (difference, expected)
        });
        let change =
            MetadataChange { id: id.clone(), expected, set: difference.set, removed: difference.removed };
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = save_metadata(change).await;
            is_busy.set(false);
            problem.set(None);
            match outcome {
                Ok(MetadataOutcome::Saved(now)) => {
                    is_overtaken.set(false);
                    sheet.update(|sheet| *sheet = Sheet::open(sheet.catalog().clone(), now));
                    if let Some(toasts) = toasts {
                        toasts.show(Tone::Ok, move || presentation.texts().get("sheet-saved"), String::new);
                    }
                }
                Ok(MetadataOutcome::Overtaken(now)) => {
                    is_overtaken.set(true);
                    sheet.update(|sheet| sheet.rebase(now));
                }
                Err(UiError(found)) => problem.set(Some(found)),
            }
        });
    };
    view! {
        <div aria-live="polite">{move || is_overtaken.get().then(|| view! { <div class="banner mt" data-s="warn"><Icon name="users"/><p>{t!("sheet-overtaken")}</p></div> })}</div>
        {move || problem.get().map(|problem| view! { <div class="mt"><FormError problem/></div> })}
        <div class="savebar" role="region" aria-label=t!("sheet-unsaved")>
            <span class="dot" aria-hidden="true"></span>
            <b role="status">{move || { let count = count.get(); t!("sheet-changes", count = count)() }}</b>
            {move || is_refused.get().then(|| view! { <span class="field__error"><Icon name="error"/>{t!("sheet-refused")}</span> })}
            <span class="push"></span>
            <button type="button" class="btn" prop:disabled=move || count.get() == 0 on:click=discard>{t!("sheet-discard")}</button>
            <button type="button" class="btn btn--primary" prop:disabled=move || count.get() == 0 || is_refused.get() || is_busy.get() on:click=save>{t!("sheet-save")}</button>
        </div>
    }
    .into_any()
}
