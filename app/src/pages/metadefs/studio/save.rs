//! Saving: what changes, whether the server agrees, and what to do when somebody saved first.

use leptos::html;
use leptos::prelude::*;
use vitrine_metadef::author::{Selection, Severity, compared, json};
use vitrine_wire::Problem;
use vitrine_wire::metadef::{Change, Document, Save, Saved, Warning};

use super::conflicts::Conflicts;
use super::drafts::{DraftName, forget};
use super::findings::Findings;
use super::renames::{Renamed, renamed_keys};
use super::state::Studio;
use crate::browser;
use crate::i18n::{dynamic, t};
use crate::layout::Toasts;
use crate::pages::FormError;
use crate::pages::metadefs::diff::{ChangeDiff, became, line, node_kind};
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::metadefs::correct::load_basis;
use crate::rpc::metadefs::load_document;
use crate::rpc::metadefs::studio::save_document;
use crate::ui::icon::Icon;
use crate::ui::status::Tone;

/// Renamed keys whose images are counted before they are saved.
const MAX_COUNTED: usize = 10;

/// How far saving has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// The server is asked whether it would save.
    Asking,
    /// It would; this is odd about the document.
    Agreed(Vec<Warning>),
    Refused(Problem),
    /// There is another namespace of this name.
    Taken,
    Saving,
    /// Somebody saved first: their document and its state.
    Overtaken(Box<Document>, String),
}

/// What the dialog holds.
#[derive(Clone, Copy)]
pub struct Saving {
    pub studio: Studio,
    pub findings: Findings,
    pub node: NodeRef<html::Dialog>,
    pub stage: RwSignal<Stage>,
    pub draft: RwSignal<DraftName>,
    /// Keys that images may still carry under their old names, after saving.
    pub renamed: RwSignal<Vec<Renamed>>,
    toasts: Toasts,
}

impl Saving {
    #[must_use]
    pub fn new(studio: Studio, findings: Findings, draft: RwSignal<DraftName>) -> Self {
        Self {
            studio,
            findings,
            node: NodeRef::new(),
            stage: RwSignal::new(Stage::Asking),
            draft,
            renamed: RwSignal::new(Vec::new()),
            toasts: use_context().unwrap_or_else(Toasts::new),
        }
    }

    /// Shows what would be saved, and asks the server what it thinks of it.
    pub fn review(self) {
        browser::enter_typed();
        self.studio.settle();
        if self.studio.peek(|work| work.fault().is_some()) {
            self.studio.say("studio-frozen");
            return;
        }
        browser::open_dialog(self.node);
        self.ask();
    }

    fn request(self, is_dry_run: bool) -> Option<Save> {
        self.studio.peek(|work| {
            let document = serde_json::to_value(work.document()).ok()?;
            let namespace = work.base().map_or(&work.document().namespace, |base| &base.namespace).clone();
            Some(Save { namespace, revision: work.revision().map(str::to_owned), document, is_dry_run })
        })
    }

    pub fn ask(self) {
        let Some(request) = self.request(true) else { return };
        self.stage.set(Stage::Asking);
        leptos::task::spawn_local(async move {
            match save_document(request).await {
                Ok(saved) => self.stage.set(Stage::Agreed(saved.warnings)),
                Err(error) => self.fail(error).await,
            }
        });
    }

    fn save(self) {
        let Some(request) = self.request(false) else { return };
        self.stage.set(Stage::Saving);
        leptos::task::spawn_local(async move {
            let sent = self.studio.peek(|work| work.document().clone());
            match save_document(request).await {
                Ok(saved) => self.done(sent, saved),
                Err(error) => self.fail(error).await,
            }
        });
    }

    async fn fail(self, UiError(problem): UiError) {
        if problem.status != 412 {
            self.stage.set(Stage::Refused(problem));
            return;
        }
        let Some(name) = self.studio.peek(|work| work.base().map(|base| base.namespace.clone())) else {
            self.stage.set(Stage::Taken);
            return;
        };
        match load_document(name).await {
            Ok(theirs) => self.stage.set(Stage::Overtaken(Box::new(theirs.document), theirs.revision)),
            Err(UiError(problem)) => self.stage.set(Stage::Refused(problem)),
        }
    }

    fn done(self, sent: Document, saved: Saved) {
        let studio = self.studio;
        let renamed =
            studio.peek(|work| work.base().map(|base| renamed_keys(base, &sent, &studio.renames())));
        forget(&self.draft.get_untracked());
        let name = sent.namespace.clone();
        // Where somebody has saved since, the next time tells of it: the state is still the one before.
        let before = studio.peek(|work| work.revision().map(str::to_owned));
        let (base, revision) = match saved.document {
            Some(document) => (document, saved.revision),
            None => (sent.clone(), before.or(Some(String::new()))),
        };
        studio.turn(|work| {
            // What is stored may say the same otherwise; what was typed on since stays.
            if *work.document() == sent && base != sent {
                let _ = work.edit(vec![vitrine_metadef::author::Edit::Whole(Box::new(base.clone()))]);
            }
            work.saved(base, revision);
        });
        studio.forget_renames();
        self.draft.update(|draft| *draft = DraftName::saved(&studio.opened(|it| it.author.clone()), &name));
        let selection = studio.peek(|work| super::address::write(work.selection()));
        browser::replace_address(&routes::metadefs::edit_at(&name, &selection));
        browser::close_dialog(self.node);
        self.renamed.set(renamed.unwrap_or_default());
        self.toasts.show(Tone::Ok, move || studio.words("studio-saved", Vec::new()), move || name.clone());
    }

    /// Leads to the field of the namespace's name.
    fn rename(self) {
        browser::close_dialog(self.node);
        self.studio.select(Selection::Namespace);
        browser::focus_on("f-name".to_owned());
    }

    /// Goes on as with a namespace that is not there yet.
    fn start_anew(self) {
        self.studio.turn(|work| {
            *work = vitrine_metadef::author::Workspace::create(work.document().clone());
        });
        self.ask();
    }
}

#[component]
pub fn SaveDialog(saving: Saving) -> AnyView {
    let studio = saving.studio;
    let is_overtaken = Memo::new(move |_| saving.stage.with(|stage| matches!(stage, Stage::Overtaken(..))));
    let name = move || {
        studio.read_settled(|work| {
            work.document().display_name.clone().unwrap_or_else(|| work.document().namespace.clone())
        })
    };
    view! {
        <dialog class="dialog dialog--wide" node_ref=saving.node aria-labelledby="save-h">
            <div class="dialog__head">
                <div>
                    <h2 id="save-h">{move || t!("studio-save-title", name = name())()}</h2>
                    <p>{t!("studio-save-detail")}</p>
                </div>
                <button type="button" class="btn btn--ghost btn--icon" aria-label=t!("dialog-close") on:click=move |_| browser::close_dialog(saving.node)><Icon name="x"/></button>
            </div>
            <div class="dialog__body">
                {move || if is_overtaken.get() { view! { <Conflicts saving/> }.into_any() } else { view! { <Review saving/> }.into_any() }}
            </div>
            {move || (!is_overtaken.get()).then(|| view! { <Foot saving/> })}
        </dialog>
    }
    .into_any()
}

#[component]
fn Review(saving: Saving) -> AnyView {
    let studio = saving.studio;
    let as_text = RwSignal::new(false);
    let plan = Memo::new(move |_| studio.read_settled(vitrine_metadef::author::Workspace::plan));
    let diff = move || {
        if as_text.get() {
            let lines = studio.read_settled(|work| {
                let before = work.base().map(json::text).unwrap_or_default();
                compared(&before, &json::text(work.document()))
            });
            view! { <ol>{lines.into_iter().map(line).collect_view()}</ol> }.into_any()
        } else {
            plan.get().into_iter().map(|change| view! { <ChangeDiff change/> }).collect_view().into_any()
        }
    };
    let pressed = move |text: bool| (as_text.get() == text).to_string();
    view! {
        <div class="plan-grid">
            <section aria-labelledby="save-diff-h">
                <div class="row">
                    <h3 id="save-diff-h">{t!("studio-what-changes")}</h3>
                    <div class="segment segment--sm push" role="group" aria-label=t!("studio-diff-view")>
                        <button type="button" aria-pressed=move || pressed(false) on:click=move |_| as_text.set(false)>{t!("studio-diff-items")}</button>
                        <button type="button" aria-pressed=move || pressed(true) on:click=move |_| as_text.set(true)>{t!("studio-diff-json")}</button>
                    </div>
                </div>
                {move || if plan.with(Vec::is_empty) {
                    view! { <p class="muted">{t!("studio-nothing-changes")}</p> }.into_any()
                } else {
                    view! { <div class="diff" role="group" aria-labelledby="save-diff-h" tabindex="0">{diff}</div> }.into_any()
                }}
            </section>
            <section aria-labelledby="save-plan-h">
                <div class="row row--nowrap"><h3 id="save-plan-h" class="nowrap">{t!("studio-plan")}</h3><span class="pill push"><Icon name="lock"/>{t!("studio-one-transaction")}</span></div>
                <RenamesAhead studio/>
                <ol class="plan">{move || plan.get().into_iter().enumerate().map(|(at, change)| view! { <Step at change/> }).collect_view()}</ol>
                <div class="mt" aria-live="polite">{move || saving.stage.get().shown(saving)}</div>
            </section>
        </div>
    }
    .into_any()
}

/// Keys that images have now and would keep under their old names, with how many carry each.
#[component]
fn RenamesAhead(studio: Studio) -> AnyView {
    let renamed = Memo::new(move |_| {
        studio.read_settled(|work| {
            work.base().map(|base| renamed_keys(base, work.document(), &studio.renames())).unwrap_or_default()
        })
    });
    let counted = LocalResource::new(move || {
        let renamed = renamed.get();
        async move {
            let mut counted = Vec::new();
            for it in renamed.into_iter().take(MAX_COUNTED) {
                let basis = load_basis(it.from.clone(), None).await.ok();
                counted.push((it, basis.and_then(|basis| basis.images)));
            }
            counted
        }
    });
    let rows = move || {
        let rows = counted.get().unwrap_or_default().into_iter();
        let row = |(Renamed { from, to }, images): (Renamed, Option<u64>)| {
            let carried = images.map(|count| view! { " · "{t!("correct-image-count", count = count)} });
            view! { <li><code>{from}</code>" → "<code>{to}</code>{carried}</li> }
        };
        rows.map(row).collect_view()
    };
    let has_renames = move || !renamed.with(Vec::is_empty);
    view! {
        {move || has_renames().then(|| view! {
            <div class="banner mb" data-s="info"><Icon name="info"/><div><p>{t!("studio-renames-ahead")}</p><ul class="small">{rows}</ul></div></div>
        })}
    }
    .into_any()
}

impl Stage {
    fn shown(self, saving: Saving) -> AnyView {
        match self {
            Self::Asking => {
                view! { <p class="muted"><Icon name="spinner"/>{t!("studio-asking")}</p> }.into_any()
            }
            Self::Saving => {
                view! { <p class="muted"><Icon name="spinner"/>{t!("studio-saving")}</p> }.into_any()
            }
            Self::Agreed(warnings) if warnings.is_empty() => {
                view! { <div class="banner" data-s="ok"><Icon name="ok"/><p>{t!("studio-agreed")}</p></div> }
                    .into_any()
            }
            Self::Agreed(warnings) => {
                let rows = warnings.into_iter().map(|it| {
                    view! { <li><span class="mono">{it.path}</span>" "{dynamic(format!("studio-rule-{}", it.rule), Vec::new())}</li> }
                });
                view! {
                    <div class="banner" data-s="warn"><Icon name="warning"/><div><p>{t!("studio-agreed-odd")}</p><ul>{rows.collect_view()}</ul></div></div>
                }
                .into_any()
            }
            Self::Refused(problem) => {
                let is_gone = problem.status == 404;
                let field = problem.field.clone();
                view! {
                    <FormError problem/>
                    {field.map(|field| view! { <p class="mono small">{field}</p> })}
                    {is_gone.then(|| view! { <button type="button" class="btn mt" on:click=move |_| saving.start_anew()>{t!("studio-save-anew")}</button> })}
                }
                .into_any()
            }
            Self::Taken => view! {
                <div class="banner" data-s="bad"><Icon name="error"/><div>
                    <p>{t!("studio-taken")}</p>
                    <p><button type="button" class="btn btn--sm" on:click=move |_| saving.rename()>{t!("studio-choose-name")}</button></p>
                </div></div>
            }
            .into_any(),
            Self::Overtaken(..) => ().into_any(),
        }
    }
}

#[component]
fn Step(at: usize, change: Change) -> AnyView {
    let word = became(&change);
    let kind = node_kind(change.node.kind);
    view! {
        <li data-s="wait">
            <span class="step">{at + 1}</span>
            <span>{kind}" "<span class="mono">{change.node.name}</span></span>
            <span class="small muted">{word}</span>
        </li>
    }
    .into_any()
}

#[component]
fn Foot(saving: Saving) -> AnyView {
    let studio = saving.studio;
    let has_errors = move || saving.findings.count(Severity::Error) > 0;
    let is_ready = Memo::new(move |_| {
        let has_changes = studio.read_settled(|work| work.base().is_none() || work.is_changed());
        has_changes && !has_errors() && saving.stage.with(|stage| matches!(stage, Stage::Agreed(_)))
    });
    view! {
        <div class="dialog__foot">
            {move || has_errors().then(|| view! { <p class="field__error"><Icon name="error"/>{t!("studio-problems-forbid")}</p> })}
            <span class="grow"></span>
            <button type="button" class="btn" on:click=move |_| browser::close_dialog(saving.node)>{t!("form-cancel")}</button>
            <button type="button" class="btn btn--primary" id="save-now" prop:disabled=move || !is_ready.get() on:click=move |_| saving.save()><Icon name="check"/>{t!("studio-save")}</button>
        </div>
    }
    .into_any()
}
