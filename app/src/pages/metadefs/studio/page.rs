//! The page of the workspace.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use vitrine_metadef::author::{Edit, Place, Selection, Severity, Workspace};
use vitrine_wire::metadef::Opened;

use super::address;
use super::drafts::{Begun, DraftName, Keeping, begin, has_work, keep_draft};
use super::facts::{Facts, WhereUsed};
use super::findings::{Findings, Problems};
use super::form::Form;
use super::json::JsonPane;
use super::renames::RenamedKeys;
use super::save::{SaveDialog, Saving};
use super::state::Studio;
use super::tree::Contents;
use super::try_it::TryIt;
use crate::browser;
use crate::i18n::t;
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::metadefs::studio::open_studio;
use crate::ui::icon::Icon;
use crate::ui::text;

/// A namespace that is there.
#[component]
pub fn EditPage() -> AnyView {
    let params = use_params_map();
    let name = Memo::new(move |_| params.read().get("ns").unwrap_or_default());
    let data = Resource::new_blocking(move || name.get(), |name| open_studio(Some(name), None));
    let title = text(move || t!("studio-edit-title", name = name.get())());
    view! {
        <Title text=title/>
        {loaded(title, data, move |opened| view! { <Live opened from=None/> }.into_any())}
    }
    .into_any()
}

/// A namespace that is not there yet, from nothing or as a copy.
#[component]
pub fn CreatePage() -> AnyView {
    let query = use_query_map();
    let from = Memo::new(move |_| query.read().get("from").filter(|from| !from.is_empty()));
    let data = Resource::new_blocking(move || from.get(), |from| open_studio(None, from));
    let title = text(t!("studio-create-title"));
    view! {
        <Title text=title/>
        {loaded(title, data, move |opened| view! { <Live opened from=from.get_untracked()/> }.into_any())}
    }
    .into_any()
}

/// The workspace lives in the browser: drafts are there. Until it has come, there is a way to what reads
/// without script.
#[component]
fn Live(opened: Opened, from: Option<String>) -> AnyView {
    let is_live = RwSignal::new(false);
    Effect::new(move |_| is_live.set(true));
    let name = opened.document.namespace.clone();
    let (opened, from) = (StoredValue::new(opened), StoredValue::new(from));
    let waiting = {
        let name = name.clone();
        move || {
            view! {
                <PageHead title=text(t!("studio-title-waiting"))/>
                <p class="muted scripted" role="status">{t!("studio-loading")}</p>
                <PlainWay namespace=name.clone()/>
            }
        }
    };
    view! {
        {move || if is_live.get() {
            view! { <Workbench opened=opened.get_value() from=from.get_value()/> }.into_any()
        } else {
            view! { {waiting()} }.into_any()
        }}
    }
    .into_any()
}

/// What goes without script: a form of one property, and reading.
#[component]
fn PlainWay(namespace: String) -> AnyView {
    if namespace.is_empty() {
        let href = routes::metadefs::namespaces();
        return view! { <p><a href=href>{t!("studio-without-script")}</a></p> }.into_any();
    }
    let query = use_query_map();
    let selected = query.with_untracked(|query| query.get("sel")).map(|wanted| address::read(&wanted));
    let (object, name) = match selected {
        Some(Selection::Property { at: Place::Object(of), name }) => (Some(of), Some(name)),
        Some(Selection::Property { name, .. }) => (None, Some(name)),
        Some(Selection::Object(of)) => (Some(of), None),
        _ => (None, None),
    };
    let form = routes::metadefs::plain_property(&namespace, object.as_deref(), name.as_deref());
    let said = name.map_or_else(|| text(t!("plain-add")), |name| text(t!("plain-edit", name = name)));
    let read = routes::metadefs::namespace(&namespace);
    view! {
        <p>{t!("studio-without-script")}</p>
        <ul><li><a href=form>{said}</a></li><li><a href=read>{t!("plain-read")}</a></li></ul>
    }
    .into_any()
}

#[component]
fn Workbench(opened: Opened, from: Option<String>) -> AnyView {
    let query = use_query_map();
    let draft = DraftName::new(&opened, from.as_deref());
    let Begun { mut work, renames, was_left } = begin(&opened, &draft);
    if let Some(wanted) = query.with_untracked(|query| query.get("sel")) {
        work.select(address::read(&wanted));
    }
    let is_overtaken = was_left && work.base().is_some() && work.revision() != opened.revision.as_deref();
    let studio = Studio::new(opened, work, renames);
    let findings = Findings::of(studio);
    let facts = Facts::of(studio);
    provide_context(facts);
    provide_context(findings);
    let draft = RwSignal::new(draft);
    let keeping = RwSignal::new(Keeping::Nothing);
    keep_draft(studio, draft, keeping);
    let saving = Saving::new(studio, findings, draft);
    let has_unkept = move || keeping.get_untracked() == Keeping::Refused;
    browser::warn_on_leave(has_unkept);
    shortcuts(studio, saving);
    let is_left = RwSignal::new(was_left);
    // What is saved or undone is left no more.
    Effect::new(move |_| {
        if keeping.get() == Keeping::Nothing {
            is_left.set(false);
        }
    });
    view! {
        <div class="studio">
            <Bar studio saving keeping/>
            <PaneSwitch findings/>
            <Contents studio findings/>
            <div class="studio__middle">
                <RenamedKeys renamed=saving.renamed/>
                {move || is_left.get().then(|| view! { <LeftNote studio is_overtaken is_left/> })}
                <Form studio/>
            </div>
            <LivePane studio facts findings/>
            <Problems studio findings/>
            <p class="sr-only" role="status">{move || studio.said()}</p>
        </div>
        <SaveDialog saving/>
    }
    .into_any()
}

/// Keys that hold everywhere on the page.
fn shortcuts(studio: Studio, saving: Saving) {
    let listen = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        if !browser::has_command_key(&event) || event.alt_key() || browser::is_open(saving.node) {
            return;
        }
        match event.key().to_lowercase().as_str() {
            "s" => saving.review(),
            "z" if event.shift_key() => studio.redo(),
            "z" => studio.undo(),
            "y" => studio.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listen.remove());
}

/// Goes back to what is saved, or to what a new namespace began with; that can be undone.
fn discard(studio: Studio) {
    studio.turn(|work| {
        while work.fault().is_some() {
            work.undo();
        }
        let first = work.base().cloned().unwrap_or_else(|| studio.opened(|opened| opened.document.clone()));
        // The whole is replaced, which nothing refuses now.
        let _ = work.edit(vec![Edit::Whole(Box::new(first))]);
    });
    studio.say("studio-discarded");
}

/// The head: where one is, what is not saved, and what can be done about it.
#[component]
fn Bar(studio: Studio, saving: Saving, keeping: RwSignal<Keeping>) -> AnyView {
    let name = studio.of(|document, _| {
        document
            .display_name
            .clone()
            .filter(|it| !it.trim().is_empty())
            .unwrap_or_else(|| document.namespace.clone())
    });
    let heading =
        move || Some(name.get()).filter(|name| !name.is_empty()).unwrap_or_else(|| t!("studio-unnamed")());
    let count = Memo::new(move |_| {
        studio.read_settled(|work| if work.base().is_some() { work.plan().len() } else { 0 })
    });
    let has_something =
        Memo::new(move |_| studio.read_settled(|work| studio.opened(|opened| has_work(work, opened))));
    let is_new = move || studio.read(|work| work.base().is_none());
    let kept = move || match keeping.get() {
        Keeping::Nothing => String::new(),
        Keeping::Kept => t!("studio-draft-kept")(),
        Keeping::Refused => t!("studio-draft-refused")(),
    };
    let discard = move |_| discard(studio);
    view! {
        <div class="studio__bar">
            <nav class="crumbs" aria-label=t!("crumbs-label")><ol><li><a href=routes::metadefs::namespaces()>{t!("nav-metadefs")}</a></li></ol></nav>
            <span class="muted" aria-hidden="true">"/"</span>
            <h1 class="trunc">{heading}</h1>
            {move || if is_new() {
                Some(view! { <span class="pill" data-s="accent"><span class="dot" aria-hidden="true"></span>{t!("studio-not-saved-yet")}</span> }.into_any())
            } else {
                (count.get() > 0).then(|| view! { <span class="pill" data-s="accent"><span class="dot" aria-hidden="true"></span>{t!("studio-unsaved", count = count.get())}</span> }.into_any())
            }}
            <span class="muted small only-wide">{kept}</span>
            <div class="row push row--tight">
                <button type="button" class="btn btn--icon btn--ghost" aria-label=t!("studio-undo") aria-keyshortcuts="Control+Z" prop:disabled=move || !studio.read(Workspace::can_undo) on:click=move |_| studio.undo()><Icon name="undo"/></button>
                <button type="button" class="btn btn--icon btn--ghost" aria-label=t!("studio-redo") aria-keyshortcuts="Control+Shift+Z" prop:disabled=move || !studio.read(Workspace::can_redo) on:click=move |_| studio.redo()><Icon name="redo"/></button>
                <button type="button" class="btn only-wide" prop:disabled=move || !has_something.get() on:click=discard>{t!("studio-discard")}</button>
                <button type="button" class="btn btn--primary" aria-keyshortcuts="Control+S" prop:disabled=move || studio.is_frozen() on:click=move |_| saving.review()>{t!("studio-review")}</button>
            </div>
        </div>
    }
    .into_any()
}

/// Which pane narrow screens show.
#[component]
fn PaneSwitch(findings: Findings) -> AnyView {
    let errors = move || findings.count(Severity::Error);
    view! {
        <fieldset class="studio__switch">
            <legend class="sr-only">{t!("studio-pane")}</legend>
            <div class="segment">
                <label><input type="radio" name="pane" id="sw-tree"/>{t!("studio-contents")}</label>
                <label><input type="radio" name="pane" id="sw-form" checked=true/>{t!("studio-form")}</label>
                <label><input type="radio" name="pane" id="sw-live"/>{t!("studio-live")}</label>
                <label><input type="radio" name="pane" id="sw-prob"/>{t!("studio-problems")}{move || (errors() > 0).then(|| view! { <span class="count count--bad">{errors()}</span> })}</label>
            </div>
        </fieldset>
    }
    .into_any()
}

/// Says that this is what was left here, and not what is saved.
#[component]
fn LeftNote(studio: Studio, is_overtaken: bool, is_left: RwSignal<bool>) -> AnyView {
    let said = if is_overtaken { text(t!("studio-left-overtaken")) } else { text(t!("studio-left")) };
    let drop_it = move |_| {
        discard(studio);
        is_left.set(false);
    };
    view! {
        <div class="banner studio__note" data-s="info" role="status">
            <Icon name="clock"/>
            <div><p>{said}</p><p><button type="button" class="btn btn--sm" on:click=drop_it>{t!("studio-discard-draft")}</button></p></div>
            <button type="button" class="btn btn--icon btn--ghost btn--sm push" aria-label=t!("toast-dismiss") on:click=move |_| is_left.set(false)><Icon name="x"/></button>
        </div>
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pane {
    Json,
    Used,
}

/// JSON or where it is used, and below it the editor that people would get.
#[component]
fn LivePane(studio: Studio, facts: Facts, findings: Findings) -> AnyView {
    let pane = RwSignal::new(Pane::Json);
    let tab = move |it: Pane| view! { <TabButton pane it facts/> };
    view! {
        <section class="studio__live" aria-label=t!("studio-live")>
            <div class="panebar">
                <div class="tabs" role="group" aria-label=t!("studio-live")>{tab(Pane::Json)}{tab(Pane::Used)}</div>
                <div class="row push row--tight">
                    <button type="button" class="btn btn--icon btn--ghost btn--sm" aria-label=t!("studio-copy-json") on:click=move |_| browser::copy(&studio.peek(Workspace::json))><Icon name="copy"/></button>
                </div>
            </div>
            {move || match pane.get() {
                Pane::Json => view! { <JsonPane studio findings/> }.into_any(),
                Pane::Used => view! { <WhereUsed facts/> }.into_any(),
            }}
            <TryIt studio/>
        </section>
    }
    .into_any()
}

#[component]
fn TabButton(pane: RwSignal<Pane>, it: Pane, facts: Facts) -> AnyView {
    let name = match it {
        Pane::Json => text(t!("studio-json")),
        Pane::Used => text(t!("studio-used")),
    };
    let count = move || if it == Pane::Used { facts.images() } else { None };
    view! {
        <button type="button" aria-pressed=move || (pane.get() == it).to_string() aria-current=move || (pane.get() == it).then_some("true") on:click=move |_| pane.set(it)>
            {name}{move || count().map(|count| view! { <span class="count">{count}</span> })}
        </button>
    }
    .into_any()
}
