//! What is wrong with the document: the pane of problems, and words for each.

use leptos::prelude::*;
use vitrine_metadef::author::{Problem, Rule, Selection, Severity, barred, problems};

use super::rows::Row;
use super::state::Studio;
use crate::browser;
use crate::i18n::{dynamic, t};
use crate::ui::icon::Icon;

/// The problems of the document, found whenever it has not changed for a moment.
#[derive(Clone, Copy)]
pub struct Findings(Memo<Vec<Problem>>);

impl Findings {
    #[must_use]
    pub fn of(studio: Studio) -> Self {
        Self(Memo::new(move |_| {
            studio.read_settled(|work| {
                let taken = work.base().map(|base| barred(base, &work.plan())).unwrap_or_default();
                taken.into_iter().chain(problems(work.document())).collect()
            })
        }))
    }

    pub fn problems(self) -> Memo<Vec<Problem>> {
        self.0
    }

    pub fn count(self, severity: Severity) -> usize {
        self.0.with(|all| all.iter().filter(|it| it.severity == severity).count())
    }
}

/// The worst that there is to say against a member of what is selected; nothing outside of the workspace.
pub fn told_of(studio: Studio, member: &'static str) -> Signal<Option<String>> {
    let findings = use_context::<Findings>();
    Signal::derive(move || {
        let selected = studio.selection().get();
        let own = |it: &&Problem| {
            it.severity != Severity::Hint && it.at == selected && it.member.as_deref() == Some(member)
        };
        let problem = findings?.problems().with(|all| all.iter().find(own).cloned())?;
        let (id, args) = message(&problem);
        Some(studio.words(&id, args))
    })
}

/// What a thing is called.
#[must_use]
pub fn title(selection: &Selection) -> String {
    use vitrine_metadef::author::Place;
    match selection {
        Selection::Namespace => String::new(),
        Selection::Property { at: Place::Object(of), name } => format!("{of} › {name}"),
        Selection::Property { name, .. }
        | Selection::Object(name)
        | Selection::Tag(name)
        | Selection::Association(name)
        | Selection::Translation(name) => name.clone(),
    }
}

/// The message that tells a problem, with its arguments.
fn message(problem: &Problem) -> (String, Vec<(String, String)>) {
    let member = problem.member.clone().unwrap_or_default();
    let mut args = vec![("member".to_owned(), member)];
    match &problem.rule {
        Rule::TooLong { limit } => args.push(("limit".to_owned(), limit.to_string())),
        Rule::Required { name } | Rule::Untold { name } | Rule::Protected { name } => {
            args.push(("name".to_owned(), name.clone()))
        }
        _ => {}
    }
    (format!("studio-problem-{}", problem.rule.code()), args)
}

const fn look(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("bad", "error"),
        Severity::Warning => ("warn", "warning"),
        Severity::Hint => ("info", "info"),
    }
}

#[component]
pub fn Problems(studio: Studio, findings: Findings) -> AnyView {
    let count = move |severity| findings.count(severity);
    let total = move || findings.problems().with(Vec::len);
    let state = move || match (count(Severity::Error), total()) {
        _ if studio.is_frozen() => t!("studio-json-broken")(),
        (0, 0) => t!("studio-no-problems")(),
        (0, _) => t!("studio-problems-allow")(),
        _ => t!("studio-problems-forbid")(),
    };
    view! {
        <details class="studio__foot">
            <summary>
                {move || if total() == 0 { view! { <Icon name="check"/> }.into_any() } else { view! { <Icon name="warning"/> }.into_any() }}
                {t!("studio-problems")}
                {move || (count(Severity::Error) > 0).then(|| view! {
                    <span class="count count--bad">{count(Severity::Error)}<span class="sr-only">" "{t!("studio-errors")}</span></span>
                })}
                {move || (count(Severity::Warning) > 0).then(|| view! {
                    <span class="count count--warn">{count(Severity::Warning)}<span class="sr-only">" "{t!("studio-warnings")}</span></span>
                })}
                {move || (count(Severity::Hint) > 0).then(|| view! {
                    <span class="count">{count(Severity::Hint)}<span class="sr-only">" "{t!("studio-hints")}</span></span>
                })}
                <span class="muted push" role="status">{state}</span>
            </summary>
            <ul class="problems">
                {move || findings.problems().get().into_iter().map(|problem| view! { <Entry studio problem/> }).collect_view()}
            </ul>
        </details>
    }
    .into_any()
}

/// Where a member can be mended, the best place first: lists have a field for what is new, and what has no
/// control stands under the heading.
fn targets(member: Option<&str>) -> Vec<String> {
    let field = match member {
        Some("namespace") => "f-name".to_owned(),
        member => format!("f-{}", member.unwrap_or_default().replace('.', "-")),
    };
    vec![field.clone(), format!("{field}-new"), "sel-h".to_owned()]
}

#[component]
fn Entry(studio: Studio, problem: Problem) -> AnyView {
    let (tone, icon) = look(problem.severity);
    let (id, args) = message(&problem);
    let said = dynamic(id, args);
    let at = problem.at.clone();
    let place = title(&problem.at);
    let targets = targets(problem.member.as_deref());
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        studio.select(at.clone());
        browser::focus_on_one_of(targets.clone());
    };
    let href = format!("#{}", Row::Node(problem.at).id());
    view! {
        <li><a href=href rel="external" data-s=tone on:click=go><Icon name=icon/><span class="trunc">{said}</span><span class="mono">{place}</span></a></li>
    }
    .into_any()
}
