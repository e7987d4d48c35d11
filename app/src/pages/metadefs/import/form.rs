//! Where documents come from, and what is to become of namespaces that are there already.

use leptos::html;
use leptos::prelude::*;
use vitrine_wire::metadef::ImportMode;

use super::State;
use crate::browser;
use crate::i18n::{dynamic, t};
use crate::ui::field::Field;
use crate::ui::icon::Icon;
use crate::ui::text;

/// Modes in the order in which they are offered.
pub(super) const MODES: [ImportMode; 4] =
    [ImportMode::PreferNew, ImportMode::Merge, ImportMode::Overwrite, ImportMode::Skip];

#[component]
pub(super) fn SourceCard() -> AnyView {
    view! {
        <section class="card" aria-labelledby="h-files">
            <div class="card__head"><h2 id="h-files">{t!("transfer-files")}</h2><p>{t!("transfer-files-hint")}</p></div>
            <div class="card__body stack"><Files/></div>
        </section>
        <section class="card" aria-labelledby="h-elsewhere">
            <div class="card__head"><h2 id="h-elsewhere">{t!("transfer-elsewhere")}</h2></div>
            <div class="card__body stack">
                <Field id="text" label=text(t!("transfer-paste")) help=Signal::derive(t!("transfer-paste-hint"))>
                    <textarea class="textarea input--mono" id="text" name="text" rows="6" spellcheck="false" aria-describedby="text-help"></textarea>
                </Field>
                <Field id="url" label=text(t!("transfer-url")) help=Signal::derive(t!("transfer-url-hint"))>
                    <input class="input input--mono" id="url" name="url" type="text" inputmode="url" maxlength="2000" autocomplete="off" spellcheck="false" aria-describedby="url-help"/>
                </Field>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Files() -> AnyView {
    let (files, folder) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let is_over = RwSignal::new(false);
    let chosen = RwSignal::new(Vec::<String>::new());
    let choose = move |_| {
        let names = [files, folder].into_iter().flat_map(browser::chosen_names);
        chosen.set(names.collect());
    };
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        browser::take_dropped(files, &event);
        chosen.set(browser::chosen_names(files));
    };
    let hover = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let whole_folder = leptos::attr::custom::custom_attribute("webkitdirectory", "");
    let said = move || {
        let names = chosen.get();
        (!names.is_empty()).then(|| view! { <Chosen names/> })
    };
    view! {
        <div class="drop" data-over=move || is_over.get().then_some("") on:dragover=hover on:dragleave=move |_| is_over.set(false) on:drop=drop>
            <Icon name="upload"/>
            <p><label for="files">{t!("transfer-choose")}</label>" "{t!("transfer-drop")}</p>
            <p class="small muted">{t!("transfer-accepts")}</p>
            <input type="file" id="files" name="files" multiple accept=".json,.zip,application/json,application/zip" node_ref=files on:change=choose/>
        </div>
        <div class="field">
            <label class="field__label" for="folder">{t!("transfer-folder")}</label>
            <input type="file" class="transfer-folder" id="folder" name="folder" on:change=choose node_ref=folder multiple=true {..whole_folder}/>
        </div>
        <div role="status">{said}</div>
    }
    .into_any()
}

/// The names of what was chosen: some, and how many more.
#[component]
fn Chosen(names: Vec<String>) -> AnyView {
    const SHOWN: usize = 6;
    let count = names.len();
    let more = count.saturating_sub(SHOWN);
    let names = names.into_iter().take(SHOWN).map(|name| view! { <li class="tag mono">{name}</li> });
    view! {
        <p class="small">{t!("transfer-chosen", count = count)}</p>
        <ul class="row row--tight transfer-files">
            {names.collect_view()}
            {(more > 0).then(|| view! { <li class="small muted">{t!("transfer-more", count = more)}</li> })}
        </ul>
    }
    .into_any()
}

#[component]
pub(super) fn ModeCard(state: State) -> AnyView {
    let modes = MODES.map(|mode| {
        let name = dynamic(format!("transfer-mode-{mode}"), Vec::new());
        let hint = dynamic(format!("transfer-mode-{mode}-hint"), Vec::new());
        let choose = move |_| {
            state.mode.set(mode);
            if state.report.with_untracked(|it| it.as_ref().is_some_and(|it| it.dry_run)) {
                state.plan();
            }
        };
        view! {
            <label class="check">
                <input type="radio" name="mode" value=mode.as_str() checked=mode == ImportMode::PreferNew on:change=choose/>
                <span>{name}<small>{hint}</small></span>
            </label>
        }
    });
    view! {
        <section class="card" aria-labelledby="h-mode">
            <div class="card__head"><h2 id="h-mode">{t!("transfer-how")}</h2></div>
            <div class="card__body stack">
                <fieldset class="stack stack--tight transfer-choices">
                    <legend class="small muted">{t!("transfer-how-hint")}</legend>
                    {modes.collect_view()}
                </fieldset>
                <label class="check" hidden=state.is_live>
                    <input type="checkbox" name="dry_run" value="true" checked/>
                    <span>{t!("transfer-dry-run")}<small>{t!("transfer-dry-run-hint")}</small></span>
                </label>
            </div>
        </section>
    }
    .into_any()
}
