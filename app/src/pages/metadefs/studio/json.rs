//! The document as JSON, beside the form: what is typed here shows there at once, and the other way round.

use std::collections::BTreeMap;

use leptos::prelude::*;
use vitrine_metadef::author::json::{Cause, Fault, path};
use vitrine_metadef::author::lines::Lines;
use vitrine_metadef::author::{Problem, Selection, Severity, Workspace};
use vitrine_wire::metadef::Malformed;

use super::findings::Findings;
use super::state::Studio;
use crate::browser;
use crate::i18n::{dynamic, t};
use crate::ui::icon::Icon;

const AREA: &str = "json-text";
const GUTTER: &str = "json-lines";

/// What is wrong with JSON, in words.
fn fault_text(fault: &Fault) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    let mut args = vec![("path".to_owned(), fault.path.clone())];
    let code = match &fault.cause {
        Cause::Syntax(said) | Cause::Shape(said) => {
            args.push(("said".to_owned(), said.clone()));
            fault.cause.code().to_owned()
        }
        Cause::Definition(problem) => format!("definition-{}", malformed(problem, &mut args)),
        Cause::Twice | Cause::Unknown => fault.cause.code().to_owned(),
    };
    dynamic(format!("studio-json-{code}"), args)
}

fn malformed(problem: &Malformed, args: &mut Vec<(String, String)>) -> &'static str {
    let mut say = |name: &str, value: String| args.push((name.to_owned(), value));
    match problem {
        Malformed::NotObject(_) => "object",
        Malformed::Missing => "missing",
        Malformed::Unknown => "unknown",
        Malformed::Type { expected, .. } => {
            say("expected", (*expected).to_owned());
            "type"
        }
        Malformed::NotCount(_) => "count",
        Malformed::NotType(value) => {
            say("value", value.to_string());
            "kind"
        }
        Malformed::Repeated(name) => {
            say("value", name.clone());
            "repeated"
        }
        Malformed::NotScalar(_) => "scalar",
    }
}

/// What is to be seen beside a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Chosen,
    Hint,
    Warning,
    Error,
}

impl Mark {
    const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Hint => Self::Hint,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Hint => "info",
            Self::Warning => "warn",
            Self::Error => "bad",
        }
    }
}

/// The marks of a document's own JSON, by line, and the line of what is selected.
fn marks(work: &Workspace, problems: &[Problem]) -> (BTreeMap<usize, Mark>, usize) {
    let (document, lines) = (work.document(), Lines::of(&work.json()));
    let line = |at: &Selection, member: Option<&str>| lines.line(&path(document, at, member));
    let chosen = line(work.selection(), None);
    let mut marks = BTreeMap::new();
    if *work.selection() != Selection::Namespace {
        marks.insert(chosen, Mark::Chosen);
    }
    // The worst come first, and are to be seen.
    for problem in problems.iter().rev().filter(|problem| problem.severity != Severity::Hint) {
        marks.insert(line(&problem.at, problem.member.as_deref()), Mark::of(problem.severity));
    }
    (marks, chosen)
}

#[component]
pub fn JsonPane(studio: Studio, findings: Findings) -> AnyView {
    let text = RwSignal::new(studio.peek(|work| work.json()));
    let has_focus = StoredValue::new(false);
    // Other changes show here once there is a pause; what is typed here is not typed over.
    Effect::new(move |seen: Option<u64>| {
        let told = studio.told().get_untracked();
        let json = studio.read_settled(|work| work.json());
        let is_own = seen == Some(told) && has_focus.get_value();
        if !is_own && text.with_untracked(|text| *text != json) {
            text.set(json);
            // Another text may scroll by itself, which tells nobody.
            request_animation_frame(|| browser::scroll_alike(GUTTER, AREA));
        }
        told
    });
    let type_in = move |typed: String| {
        text.set(typed.clone());
        studio.type_json(&typed);
    };
    let leave = move |_| {
        has_focus.set_value(false);
        studio.seal();
        studio.settle();
        if studio.peek(|work| work.fault().is_none()) {
            text.set(studio.peek(|work| work.json()));
            request_animation_frame(|| browser::scroll_alike(GUTTER, AREA));
        }
    };
    let fault = Memo::new(move |_| studio.read(|work| work.fault().cloned()));
    let count = Memo::new(move |_| text.with(|text| text.split('\n').count()));
    // What is typed has its lines for itself.
    let marked = Memo::new(move |_| {
        findings.problems().with(|problems| studio.read_settled(|work| marks(work, problems)))
    });
    let shown = Memo::new(move |_| match fault.get() {
        Some(fault) => BTreeMap::from([(fault.line, Mark::Error)]),
        None => marked.with(|(marks, _)| marks.clone()),
    });
    Effect::new(move |before: Option<Selection>| {
        let selection = studio.selection().get();
        let is_other =
            before.as_ref().map_or(selection != Selection::Namespace, |before| *before != selection);
        if is_other && !has_focus.get_value() {
            studio.settle();
            browser::show_line(AREA, marked.with_untracked(|(_, chosen)| *chosen));
        }
        selection
    });
    view! {
        <div class="jsonpane">
            <div class="jsonpane__text">
                <div class="jsonpane__lines" id=GUTTER aria-hidden="true">{move || shown.with(|marks| gutter(count.get(), marks))}</div>
                <label class="sr-only" for=AREA>{t!("studio-json-label")}</label>
                <textarea id=AREA class="jsonpane__area" wrap="off" spellcheck="false" autocomplete="off" prop:value=text
                    aria-invalid=move || fault.get().map(|_| "true") aria-describedby=move || fault.get().map(|_| "json-fault")
                    on:focus=move |_| has_focus.set_value(true) on:blur=leave
                    on:scroll=move |_| browser::scroll_alike(GUTTER, AREA)
                    on:input:target=move |event| type_in(event.target().value())></textarea>
            </div>
            <div role="status">{move || fault.get().map(|fault| view! { <FaultNote fault/> })}</div>
        </div>
    }
    .into_any()
}

/// The numbers of the lines, some of them marked.
fn gutter(count: usize, marks: &BTreeMap<usize, Mark>) -> AnyView {
    let numbers = |from: usize, to: usize| (from..=to).map(|line| format!("{line}\n")).collect::<String>();
    let mut next = 1;
    let parts = marks.iter().filter(|(line, _)| **line <= count).map(|(&line, mark)| {
        let before = numbers(next, line.saturating_sub(1));
        next = line + 1;
        view! { {before}<b data-s=mark.word()>{format!("{line}\n")}</b> }.into_any()
    });
    let parts: Vec<AnyView> = parts.collect();
    view! { {parts}{numbers(next, count)} }.into_any()
}

/// What is wrong, and the way to its line.
#[component]
fn FaultNote(fault: Fault) -> AnyView {
    let line = fault.line;
    let column = fault.column;
    let at = move || match column {
        Some(column) => t!("studio-json-at-column", line = line, column = column)(),
        None => t!("studio-json-at", line = line)(),
    };
    view! {
        <p class="jsonpane__note" id="json-fault">
            <Icon name="error"/>
            <button type="button" class="btn btn--sm btn--ghost" on:click=move |_| browser::go_to_line(AREA, line)>{at}</button>
            <span>{fault_text(&fault)}</span>
        </p>
    }
    .into_any()
}
