//! The plan for what was brought, and what became of it.

use leptos::prelude::*;
use vitrine_wire::metadef::{ImportMode, ImportVerdict, TransferReport, TransferRow, Unreadable};

use super::State;
use super::form::MODES;
use crate::i18n::{dynamic, problem_text, t};
use crate::pages::metadefs::diff::ChangeDiff;
use crate::routes::metadefs as routes;
use crate::ui::feedback::Banner;
use crate::ui::icon::Icon;
use crate::ui::status::{Pill, Tone};
use crate::ui::text;

#[component]
pub(super) fn Report(report: TransferReport, state: State) -> AnyView {
    let is_plan = report.dry_run;
    let title = if is_plan { text(t!("transfer-plan")) } else { text(t!("transfer-done")) };
    let unreadable = report.unreadable.clone().into_iter().map(|it| view! { <Fault it/> }).collect_view();
    let position = |(position, row): (usize, TransferRow)| view! { <Row row position is_plan state/> };
    let rows = report.rows.clone().into_iter().enumerate().map(position).collect_view();
    view! {
        <section class="card" aria-labelledby="report">
            <div class="card__head">
                <h2 id="report" tabindex="-1">{title}</h2>
                <p><Counts report=report.clone()/></p>
            </div>
            <div class="card__body stack">
                <Summary report=report.clone()/>
                <ol class="plan">{unreadable}{rows}</ol>
            </div>
            <Actions report state/>
        </section>
    }
    .into_any()
}

/// How many there are of each verdict.
#[component]
fn Counts(report: TransferReport) -> AnyView {
    let counts = ImportVerdict::ALL.iter().filter_map(|&verdict| {
        let own = report.rows.iter().filter(|row| row.verdict == verdict).count();
        let count = if verdict == ImportVerdict::Invalid { own + report.unreadable.len() } else { own };
        let said =
            dynamic(format!("transfer-count-{verdict}"), vec![("count".to_owned(), count.to_string())]);
        (count > 0).then(|| view! { <span class="tag">{said}</span>" " })
    });
    counts.collect_view().into_any()
}

#[component]
fn Summary(report: TransferReport) -> AnyView {
    if report.dry_run {
        return ().into_any();
    }
    let (written, refused, time) = (report.written(), report.refused(), report.milliseconds.to_string());
    let tone = if refused > 0 { Tone::Warn } else { Tone::Ok };
    view! { <Banner tone>{t!("transfer-report", written = written, refused = refused, time = time)}</Banner> }
        .into_any()
}

/// What goes on from here.
#[component]
fn Actions(report: TransferReport, state: State) -> AnyView {
    if !report.dry_run {
        return view! {
            <div class="card__foot">
                <a class="btn btn--primary" href=routes::namespaces()><Icon name="metadefs"/>{t!("transfer-to-list")}</a>
            </div>
        }
        .into_any();
    }
    let count = report.to_write();
    // Without script there are no documents here any more: the form below brings them again.
    view! {
        <div class="card__foot">
            {if count == 0 {
                view! { <p class="small muted">{t!("transfer-nothing-to-do")}</p> }.into_any()
            } else {
                view! {
                    <button type="button" class="btn btn--primary" hidden=move || !state.is_live.get() disabled=state.is_busy on:click=move |_| state.apply()>
                        <Icon name="check"/>{t!("transfer-apply", count = count)}
                    </button>
                    <p class="small muted" hidden=state.is_live>{t!("transfer-apply-plain")}</p>
                }.into_any()
            }}
            <button type="button" class="btn btn--ghost" hidden=move || !state.is_live.get() on:click=move |_| state.forget()>{t!("transfer-forget")}</button>
        </div>
    }
    .into_any()
}

/// Something that no document could be read from.
#[component]
fn Fault(it: Unreadable) -> AnyView {
    let Unreadable { source, problem, line, column, excerpt } = it;
    let reason = problem_text(&problem);
    let place = match (line, column) {
        (Some(line), Some(column)) => Some(text(t!("transfer-line-column", line = line, column = column))),
        (Some(line), None) => Some(text(t!("transfer-line", line = line))),
        _ => None,
    };
    view! {
        <li data-s="bad">
            <Icon name="error"/>
            <b class="trunc"><Source source/></b>
            <Pill tone=Tone::Bad icon="error" text=text(t!("transfer-verdict-invalid"))/>
            <p class="why">{reason}{place.map(|place| view! { " "{place} })}</p>
            {excerpt.filter(|it| !it.trim().is_empty()).map(|it| view! { <p class="call">{it}</p> })}
        </li>
    }
    .into_any()
}

/// Where a document was found; a word for what was pasted.
#[component]
fn Source(source: String) -> AnyView {
    if source.is_empty() { t!("transfer-pasted").into_any() } else { source.into_any() }
}

const fn look(verdict: ImportVerdict) -> (Tone, &'static str, &'static str) {
    match verdict {
        ImportVerdict::New => (Tone::Ok, "plus", "ok"),
        ImportVerdict::Same => (Tone::Off, "check", "skip"),
        ImportVerdict::Differs => (Tone::Info, "diff", "run"),
        ImportVerdict::Skipped => (Tone::Off, "minus", "skip"),
        ImportVerdict::Protected => (Tone::Warn, "shield", "bad"),
        ImportVerdict::Invalid => (Tone::Bad, "error", "bad"),
    }
}

#[component]
fn Row(row: TransferRow, position: usize, is_plan: bool, state: State) -> AnyView {
    let (tone, icon, step) = look(row.verdict);
    let step = if row.problem.is_some() { "bad" } else { step };
    let verdict = if row.applied {
        dynamic("transfer-verdict-written".to_owned(), Vec::new())
    } else {
        dynamic(format!("transfer-verdict-{}", row.verdict), Vec::new())
    };
    let name = row.namespace.clone().unwrap_or_default();
    let title = row.display_name.clone().filter(|it| !it.is_empty()).unwrap_or_else(|| name.clone());
    let is_there = row.applied || matches!(row.verdict, ImportVerdict::Same | ImportVerdict::Skipped);
    let heading = match is_there {
        true => view! { <a href=routes::namespace(&name)>{title}</a> }.into_any(),
        false => title.into_any(),
    };
    let can_choose = is_plan
        && !name.is_empty()
        && !matches!(row.verdict, ImportVerdict::New | ImportVerdict::Same | ImportVerdict::Invalid);
    let source = row.source.clone();
    view! {
        <li data-s=step>
            <Icon name=icon/>
            <span class="transfer-name"><b>{heading}</b><span class="mono muted small trunc">{name.clone()}</span></span>
            <span class="row row--tight">
                {can_choose.then(|| view! { <ModeSelect name=name.clone() mode=row.mode position state/> })}
                <Pill tone icon text=text(verdict)/>
            </span>
            <p class="call"><Source source/></p>
            <Details row/>
        </li>
    }
    .into_any()
}

/// What is wrong with a document, what changes, what is odd.
#[component]
fn Details(row: TransferRow) -> AnyView {
    let reason = row.problem.as_ref().map(|problem| {
        let field = problem.field.clone();
        let said = problem_text(problem);
        // Some messages name it themselves.
        let field = field.filter(|field| !said().contains(field.as_str()));
        view! { <p class="why">{field.map(|field| view! { <b class="mono">{field}</b>" " })}{said}</p> }
    });
    let barred = (row.verdict == ImportVerdict::Protected && row.problem.is_none())
        .then(|| view! { <p class="why">{t!("transfer-protected-hint")}</p> });
    let is_new = row.verdict == ImportVerdict::New;
    let count = row.change_count;
    let parts = (is_new && row.problem.is_none())
        .then(|| view! { <p class="call">{t!("transfer-parts", count = count)}</p> });
    let changes = (!row.changes.is_empty()).then(|| {
        let is_open = row.changes.len() <= 3 && row.verdict != ImportVerdict::Skipped;
        view! {
            <details class="transfer-more" open=is_open>
                <summary>{t!("transfer-changes", count = count)}</summary>
                <div class="diff" role="group" tabindex="0" aria-label=t!("transfer-diff")>
                    {row.changes.iter().cloned().map(|change| view! { <ChangeDiff change/> }).collect_view()}
                </div>
            </details>
        }
    });
    let warnings = (!row.warnings.is_empty()).then(|| {
        let count = row.warnings.len();
        let odd = row.warnings.iter().map(|it| {
            view! { <li class="small"><span class="mono">{it.path.clone()}</span>" "{dynamic(format!("studio-rule-{}", it.rule), Vec::new())}</li> }
        });
        view! {
            <details class="transfer-more">
                <summary>{t!("transfer-odd", count = count)}</summary>
                <ul>{odd.collect_view()}</ul>
            </details>
        }
    });
    view! { {reason}{barred}{parts}{changes}{warnings} }.into_any()
}

/// What is to become of one namespace. Choosing plans again.
#[component]
fn ModeSelect(name: String, mode: ImportMode, position: usize, state: State) -> AnyView {
    let id = format!("mode-{position}");
    let label = t!("transfer-mode-of", name = name.clone());
    let offered = MODES.map(|one| {
        let said = dynamic(format!("transfer-mode-{one}"), Vec::new());
        view! { <option value=one.as_str() selected=one == mode>{said}</option> }
    });
    let choose = move |event: leptos::ev::Event| {
        if let Some(chosen) = ImportMode::parse(&event_target_value(&event)) {
            let name = name.clone();
            state.otherwise.update(|all| {
                all.insert(name, chosen);
            });
            state.plan();
        }
    };
    view! {
        <span hidden=move || !state.is_live.get()>
            <label class="sr-only" for=id.clone()>{label}</label>
            <select class="select select--sm" id=id on:change=choose>{offered.collect_view()}</select>
        </span>
    }
    .into_any()
}
