//! Bringing namespaces in: what is brought, the plan for it, and what became of it.
//!
//! With script, the form is read into documents first (`import_read`), which stay on the page; plan and
//! outcome are the same call, dry or not. Without, one form does it all and comes back with the report.

mod form;
mod report;

use std::collections::BTreeMap;

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::Problem;
use vitrine_wire::form::Outcome;
use vitrine_wire::metadef::{Gathered, ImportMode, TransferReport, TransferRequest};

use self::form::{ModeCard, SourceCard};
use self::report::Report;
use crate::browser;
use crate::i18n::t;
use crate::layout::{PageHead, Path};
use crate::pages::{FormError, loaded};
use crate::routes::metadefs as routes;
use crate::rpc::UiError;
use crate::rpc::metadefs::transfer::{load_import, run_import};
use crate::ui::form::{Answered, FormOutcome};
use crate::ui::icon::Icon;
use crate::ui::text;

/// What the page knows besides what its fields hold.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// The documents that were read from the form.
    gathered: RwSignal<Gathered>,
    pub mode: RwSignal<ImportMode>,
    /// What is to be done otherwise, by namespace.
    pub otherwise: RwSignal<BTreeMap<String, ImportMode>>,
    pub report: RwSignal<Option<TransferReport>>,
    pub problem: RwSignal<Option<Problem>>,
    pub is_busy: RwSignal<bool>,
    /// The script is in charge.
    pub is_live: RwSignal<bool>,
}

impl State {
    fn new() -> Self {
        let answered = match use_context::<FormOutcome>().and_then(FormOutcome::get) {
            Some(Outcome::Imported(report)) => Some(*report),
            _ => None,
        };
        let state = Self {
            gathered: RwSignal::new(Gathered::default()),
            mode: RwSignal::new(ImportMode::PreferNew),
            otherwise: RwSignal::new(BTreeMap::new()),
            report: RwSignal::new(answered),
            problem: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            is_live: RwSignal::new(false),
        };
        Effect::new(move |_| state.is_live.set(true));
        state
    }

    /// Reads the form and plans for what it brings.
    fn read(self, form: NodeRef<html::Form>) {
        self.begin();
        self.otherwise.update(BTreeMap::clear);
        leptos::task::spawn_local(async move {
            match browser::post_form_data::<Gathered>(form, &routes::import_read()).await {
                Ok(gathered) if gathered.documents.is_empty() && gathered.unreadable.is_empty() => {
                    self.fail(nothing());
                }
                Ok(gathered) => {
                    // Another plan, which is gone to.
                    self.report.set(None);
                    self.gathered.set(gathered);
                    self.run(true).await;
                }
                Err(problem) => self.fail(problem),
            }
        });
    }

    /// Plans again, after something was chosen otherwise.
    pub fn plan(self) {
        if self.gathered.with_untracked(|it| it.documents.is_empty()) {
            return;
        }
        self.begin();
        leptos::task::spawn_local(async move { self.run(true).await });
    }

    /// Does what the plan says.
    pub fn apply(self) {
        self.begin();
        leptos::task::spawn_local(async move { self.run(false).await });
    }

    fn begin(self) {
        self.problem.set(None);
        self.is_busy.set(true);
    }

    fn fail(self, problem: Problem) {
        self.is_busy.set(false);
        self.problem.set(Some(problem));
        browser::focus("refused");
    }

    async fn run(self, dry_run: bool) {
        let Gathered { documents, unreadable } = self.gathered.get_untracked();
        let (mode, otherwise) = (self.mode.get_untracked(), self.otherwise.get_untracked());
        let was_planned = self.report.with_untracked(|it| it.as_ref().is_some_and(|it| it.dry_run));
        match run_import(TransferRequest { documents, mode, otherwise, dry_run }).await {
            Ok(report) => {
                self.is_busy.set(false);
                self.report.set(Some(TransferReport { unreadable, ..report }));
                // A plan that is only drawn anew leaves the focus at what was chosen.
                if !(dry_run && was_planned) {
                    browser::focus("report");
                }
            }
            Err(UiError(problem)) => self.fail(problem),
        }
    }

    /// Starts over.
    pub fn forget(self) {
        self.gathered.set(Gathered::default());
        self.otherwise.update(BTreeMap::clear);
        self.report.set(None);
    }
}

fn nothing() -> Problem {
    let code = "transfer-problem-empty".to_owned();
    Problem { status: 400, code, args: BTreeMap::new(), field: None, request_id: None }
}

#[component]
pub fn ImportPage() -> AnyView {
    let may = Resource::new_blocking(|| (), |()| load_import());
    view! {
        <Title text=t!("transfer-import-title")/>
        {loaded(text(t!("transfer-import-title")), may, |()| view! { <Page/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Page() -> AnyView {
    let state = State::new();
    let form = NodeRef::<html::Form>::new();
    let refused = Answered::of("import").other_problem(&[]);
    state.problem.set(refused);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !state.is_busy.get_untracked() {
            state.read(form);
        }
    };
    let problem = move || {
        state.problem.get().map(|problem| {
            view! { <div class="mb" id="refused" tabindex="-1"><FormError problem title=text(t!("transfer-refused"))/></div> }
        })
    };
    view! {
        <Path steps=vec![(routes::namespaces(), text(t!("nav-metadefs")))] current=text(t!("transfer-import-crumb"))/>
        <PageHead title=text(t!("transfer-import-title"))>
            <a class="btn" href=routes::export()><Icon name="download"/>{t!("transfer-export-title")}</a>
        </PageHead>
        {problem}
        <div class="stack">
            <p class="sr-only" role="status">{move || state.is_busy.get().then(t!("transfer-working"))}</p>
            {move || state.report.get().map(|report| view! { <Report report state/> })}
            <form class="cols" method="post" enctype="multipart/form-data" action=routes::import() node_ref=form on:submit=submit>
                <div class="stack"><SourceCard/></div>
                <aside class="stack sticky" aria-label=t!("transfer-how")>
                    <ModeCard state/>
                    <button type="submit" class="btn btn--primary btn--block" disabled=state.is_busy>
                        <Icon name="eye"/>{t!("transfer-submit")}
                    </button>
                </aside>
            </form>
        </div>
    }
    .into_any()
}
