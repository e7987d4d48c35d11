//! What would become of the images, the run, and what became of them.

use leptos::prelude::*;
use vitrine_wire::Problem;
use vitrine_wire::metadef::{
    Correction, CorrectionFate, CorrectionKind, CorrectionPlan, CorrectionRow, WrongQuery,
};

use super::{Against, Hidden};
use crate::i18n::{dynamic, problem_text, t};
use crate::pages::FormError;
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::metadefs::correct::run_correction;
use crate::ui::feedback::{Banner, Empty};
use crate::ui::icon::Icon;
use crate::ui::status::{Status, Tone};
use crate::ui::text;

/// A run over all images, some at a time.
#[derive(Clone, Copy)]
struct Run {
    correction: StoredValue<Correction>,
    /// What became of those that it came by; nothing before it starts.
    rows: RwSignal<Option<Vec<CorrectionRow>>>,
    is_busy: RwSignal<bool>,
    is_stopped: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

impl Run {
    fn start(self) {
        self.rows.set(Some(Vec::new()));
        self.problem.set(None);
        self.is_stopped.set(false);
        self.is_busy.set(true);
        leptos::task::spawn_local(async move {
            let mut marker = None;
            loop {
                match run_correction(self.correction.get_value(), marker).await {
                    Ok(step) => {
                        self.rows.update(|rows| rows.get_or_insert_default().extend(step.rows));
                        marker = step.next;
                    }
                    Err(UiError(problem)) => {
                        self.problem.set(Some(problem));
                        break;
                    }
                }
                if marker.is_none() || self.is_stopped.get_untracked() {
                    break;
                }
            }
            self.is_busy.set(false);
        });
    }

    fn done(self) -> usize {
        let is_done = |row: &&CorrectionRow| row.fate == CorrectionFate::Done;
        self.rows.with(|rows| rows.iter().flatten().filter(is_done).count())
    }

    fn seen(self) -> usize {
        self.rows.with(|rows| rows.as_ref().map_or(0, Vec::len))
    }
}

#[component]
pub fn Plan(
    correction: Correction,
    plan: CorrectionPlan,
    /// How many images carry it, where that is known.
    images: Option<u64>,
    is_done: RwSignal<bool>,
    is_further: bool,
) -> AnyView {
    let CorrectionPlan { step, findings } = plan;
    if step.rows.is_empty() && step.next.is_none() {
        let detail =
            if is_further { text(t!("correct-none-further")) } else { text(t!("correct-none-detail")) };
        return view! { <Empty title=text(t!("correct-none")) detail>""</Empty> }.into_any();
    }
    let run = Run {
        correction: StoredValue::new(correction.clone()),
        rows: RwSignal::new(None),
        is_busy: RwSignal::new(false),
        is_stopped: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    let ready = step.rows.iter().any(|row| row.fate == CorrectionFate::Ready) || step.next.is_some();
    let next = step.next.map(|marker| routes::metadefs::correct_as(&correction, Some(&marker)));
    let (rows, of, for_form) = (step.rows, correction.clone(), correction.clone());
    let is_over = move || run.rows.with(Option::is_some);
    let heading = move || if is_over() { t!("correct-results")() } else { t!("correct-plan-head")() };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !run.is_busy.get_untracked() {
            is_done.set(true);
            run.start();
        }
    };
    view! {
        <section class="card" aria-labelledby="plan-h">
            <div class="card__head"><h2 id="plan-h" tabindex="-1">{heading}</h2></div>
            <Against findings/>
            <div role="status"><Progress run images/></div>
            {move || run.problem.get().map(|problem| view! { <div class="pad"><FormError problem/></div> })}
            {move || {
                let shown = run.rows.get().unwrap_or_else(|| rows.clone());
                view! { <Rows correction=of.clone() rows=shown/> }
            }}
            {move || (!is_over()).then(|| next.clone().map(|href| view! { <p class="pad"><a class="btn btn--sm" href=href>{t!("correct-next")}</a></p> }))}
            <form class="card__foot" method="post" action=routes::metadefs::correct_form() on:submit=submit hidden=move || is_over() && !run.is_busy.get()>
                <Hidden correction=for_form/>
                {if ready {
                    view! {
                        <button type="submit" class="btn btn--primary" disabled=run.is_busy><Icon name="check"/>{t!("correct-run")}</button>
                        {move || run.is_busy.get().then(|| view! { <button type="button" class="btn" on:click=move |_| run.is_stopped.set(true)>{t!("correct-stop")}</button> })}
                        <p class="small muted">{t!("correct-run-hint")}</p>
                    }.into_any()
                } else {
                    view! { <p class="small muted">{t!("correct-nothing-ready")}</p> }.into_any()
                }}
            </form>
        </section>
    }
    .into_any()
}

/// How far a run has come, and what came of it.
#[component]
fn Progress(run: Run, images: Option<u64>) -> AnyView {
    let going = move || {
        let bar = images.map(|total| view! { <progress max=total.to_string() prop:value=move || run.seen().to_string() aria-label=t!("correct-progress")></progress> });
        view! { <div class="pad"><p class="small muted"><Icon name="spinner"/>{move || t!("correct-running", count = run.seen())()}</p>{bar}</div> }
    };
    let over = move || {
        let (done, seen) = (run.done(), run.seen());
        let tone = if done == seen { Tone::Ok } else { Tone::Warn };
        let back = routes::metadefs::report(&WrongQuery::default());
        view! {
            <div class="pad stack">
                <Banner tone>{t!("correct-report", done = done, left = seen - done)}</Banner>
                <p><a class="btn btn--sm" href=back>{t!("correct-back")}</a></p>
            </div>
        }
    };
    view! {
        {move || match (run.is_busy.get(), run.rows.with(Option::is_some)) {
            (true, _) => going().into_any(),
            (false, true) => over().into_any(),
            (false, false) => ().into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Rows(correction: Correction, rows: Vec<CorrectionRow>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows.into_iter().map(|row| view! { <Row correction=correction.clone() row/> });
    let rows = rows.collect_view();
    view! {
        <div class="table-wrap">
            <table class="table table--plain">
                <caption class="sr-only">{t!("nav-images")}</caption>
                <thead><tr>
                    <th scope="col">{t!("defs-image")}</th>
                    <th scope="col">{t!("correct-before")}</th>
                    <th scope="col">{t!("correct-after")}</th>
                    <th scope="col">{t!("correct-fate")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(correction: Correction, row: CorrectionRow) -> AnyView {
    let Correction { key, kind, to, .. } = correction;
    let CorrectionRow { id, name, value, fate, problem } = row;
    let (tone, icon) = match fate {
        CorrectionFate::Ready => (Tone::Info, "edit"),
        CorrectionFate::Done => (Tone::Ok, "ok"),
        CorrectionFate::Clash | CorrectionFate::Overtaken => (Tone::Warn, "warning"),
        CorrectionFate::Refused => (Tone::Bad, "error"),
    };
    let before = format!("{key} = {value}");
    let changes = matches!(fate, CorrectionFate::Ready | CorrectionFate::Done);
    let after = match kind {
        _ if !changes => before.clone(),
        CorrectionKind::Value => format!("{key} = {to}"),
        CorrectionKind::Rename => format!("{to} = {value}"),
        CorrectionKind::Remove => "—".to_owned(),
    };
    let said = text(dynamic(format!("correct-fate-{fate}"), Vec::new()));
    let why = problem.map(|problem| {
        let said = problem_text(&problem);
        view! { <p class="small muted">{said}</p> }
    });
    view! {
        <tr>
            <th scope="row"><a href=routes::image(&id)>{name.unwrap_or_else(|| id.clone())}</a></th>
            <td class="mono c-wrap">{before}</td>
            <td class="mono c-wrap">{after}</td>
            <td class="c-wrap"><Status tone icon text=said/>{why}</td>
        </tr>
    }
    .into_any()
}
