//! Metadata of an image that is yet to be: the editor as a part of the create form.

use std::collections::BTreeMap;

use leptos::prelude::*;
use vitrine_metadef::sheet::Sheet;

use super::create_form::FormState;
use super::metadata::sheet_of;
use crate::i18n::t;
use crate::pages::FormError;
use crate::rpc::metadata::load_offered;
use crate::sheet::SheetEditor;
use crate::ui::icon::Icon;

/// What was entered, once somebody opened the editor.
#[derive(Clone, Copy)]
pub struct Entered(RwSignal<Option<RwSignal<Sheet>>>);

impl Entered {
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    pub fn texts(self) -> BTreeMap<String, String> {
        self.0.get_untracked().map(|sheet| sheet.with_untracked(Sheet::texts)).unwrap_or_default()
    }

    pub fn is_valid(self) -> bool {
        self.0.get_untracked().is_none_or(|sheet| sheet.with_untracked(Sheet::is_valid))
    }
}

/// Opens the editor when it is asked for: most images are made without. Without script there is none here;
/// metadata is added to the image then.
#[component]
pub fn MetadataCard(state: FormState) -> AnyView {
    let entered = state.metadata;
    let is_asked = RwSignal::new(false);
    let documents = LocalResource::new(move || {
        let is_asked = is_asked.get();
        async move { if is_asked { Some(load_offered().await) } else { None } }
    });
    let open = move |_| is_asked.set(true);
    let editor = move || match documents.get().flatten() {
        Some(Ok(documents)) => {
            let sheet = sheet_of(documents, BTreeMap::new());
            entered.0.set(Some(sheet));
            view! { <SheetEditor sheet id="metadata"/> }.into_any()
        }
        Some(Err(error)) => view! { <div class="card__body"><FormError problem=error.0/></div> }.into_any(),
        None => ().into_any(),
    };
    let errors = move || {
        let wrong = |field: &str| field.starts_with("metadata");
        let codes: Vec<_> = state.errors.get().into_iter().filter(|(field, _)| wrong(field)).collect();
        codes.into_iter().map(|(_, code)| view! { <p class="field__error"><Icon name="error"/>{crate::i18n::dynamic(code.to_owned(), Vec::new())}</p> }).collect_view()
    };
    view! {
        <section class="card" aria-labelledby="h-metadata" id="metadata" tabindex="-1" hidden=move || !state.is_live.get()>
            <div class="card__head"><h2 id="h-metadata">{t!("sheet-create")}</h2><p>{t!("sheet-create-hint")}</p></div>
            {errors}
            {move || if is_asked.get() {
                view! { <div>{editor}</div> }.into_any()
            } else {
                view! { <div class="card__body"><button type="button" class="btn" on:click=open><Icon name="plus"/>{t!("sheet-create-load")}</button></div> }.into_any()
            }}
        </section>
    }
    .into_any()
}
