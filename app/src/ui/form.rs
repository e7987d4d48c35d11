//! Plain forms that the server answers: what was typed and what was wrong with it come back with the page.

use leptos::prelude::*;
use vitrine_wire::form::{Outcome, Refused};

use super::Text;
use super::field::{Field, described_by};

/// What this page answers, if it answers a form. Gone when the visitor goes on.
#[derive(Clone, Copy)]
pub struct FormOutcome(RwSignal<Option<Outcome>>);

impl FormOutcome {
    /// As the server put it into the page; the browser's half reads it from there.
    #[must_use]
    pub fn of_page() -> Self {
        let shared = SharedValue::new(|| {
            #[cfg(feature = "ssr")]
            return use_context::<Option<Outcome>>().flatten();
            #[cfg(not(feature = "ssr"))]
            None
        });
        Self(RwSignal::new(shared.into_inner()))
    }

    pub fn forget(self) {
        self.0.set(None);
    }

    #[must_use]
    pub fn get(self) -> Option<Outcome> {
        self.0.get_untracked()
    }
}

/// A form of the page: empty, or as it was sent.
#[derive(Clone, Default)]
pub struct Answered(Option<Refused>);

impl Answered {
    /// The form of this name.
    #[must_use]
    pub fn of(form: &str) -> Self {
        match use_context::<FormOutcome>().and_then(FormOutcome::get) {
            Some(Outcome::Refused(refused)) if refused.form == form => Self(Some(refused)),
            _ => Self(None),
        }
    }

    /// What was typed; before that, what it starts with.
    #[must_use]
    pub fn value(&self, field: &str, start: &str) -> String {
        match &self.0 {
            Some(refused) => refused.typed.get(field).cloned().unwrap_or_default(),
            None => start.to_owned(),
        }
    }

    /// Was a box ticked? Boxes that are not are not sent.
    #[must_use]
    pub fn is_ticked(&self, field: &str, start: bool) -> bool {
        self.0.as_ref().map_or(start, |refused| refused.typed.contains_key(field))
    }

    /// What was wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&vitrine_wire::Problem> {
        self.0
            .as_ref()
            .map(|refused| &refused.problem)
            .filter(|problem| problem.field.as_deref() == Some(field))
    }

    /// What was wrong with none of these fields.
    #[must_use]
    pub fn other_problem(&self, fields: &[&str]) -> Option<vitrine_wire::Problem> {
        let problem = self.0.as_ref().map(|refused| refused.problem.clone())?;
        let at_field = problem.field.as_deref().is_some_and(|field| fields.contains(&field));
        (!at_field).then_some(problem)
    }
}

/// A line of text in such a form.
#[component]
pub fn TextField(
    form: Answered,
    id: &'static str,
    name: &'static str,
    #[prop(into)] label: Text,
    #[prop(optional)] start: String,
    /// `text`, `password`, `email` or `datetime-local`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] max: Option<u32>,
    #[prop(optional)] list: Option<&'static str>,
    #[prop(optional)] is_required: bool,
    #[prop(optional)] is_wide: bool,
    #[prop(optional, into)] help: MaybeProp<String>,
) -> AnyView {
    let error = form.error(name).map(crate::i18n::problem_text);
    let is_wrong = error.is_some();
    let note = is_required.then(|| crate::i18n::t!("field-required"));
    let value = (kind != "password").then(|| form.value(name, &start));
    let described = described_by(id, is_wrong, help.get_untracked().is_some());
    let error = Signal::derive(move || error.as_ref().map(|say| say()));
    let note = Signal::derive(move || note.as_ref().map(|say| say()));
    view! {
        <Field id label note error help is_wide>
            <input
                class="input" id=id name=name type=kind value=value autocomplete=autocomplete maxlength=max list=list
                required=is_required spellcheck="false" autofocus=is_wrong
                aria-invalid=is_wrong.then_some("true") aria-describedby=described
            />
        </Field>
    }
    .into_any()
}

/// Some lines of text.
#[component]
pub fn LinesField(
    form: Answered,
    id: &'static str,
    name: &'static str,
    #[prop(into)] label: Text,
    #[prop(optional)] start: String,
) -> AnyView {
    let error = form.error(name).map(crate::i18n::problem_text);
    let is_wrong = error.is_some();
    let value = form.value(name, &start);
    let error = Signal::derive(move || error.as_ref().map(|say| say()));
    let described = described_by(id, is_wrong, false);
    // Between these tags everything is text, also the marks that Leptos sets where there may be nothing.
    let lines = if value.trim().is_empty() {
        view! { <textarea class="textarea" id=id name=name rows="2" aria-invalid=is_wrong.then_some("true") aria-describedby=described></textarea> }.into_any()
    } else {
        let value = value.trim().to_owned();
        view! { <textarea class="textarea" id=id name=name rows="2" aria-invalid=is_wrong.then_some("true") aria-describedby=described>{value}</textarea> }.into_any()
    };
    view! { <Field id label error is_wide=true>{lines}</Field> }.into_any()
}

/// Something that is on or off.
#[component]
pub fn Switch(
    form: Answered,
    name: &'static str,
    #[prop(into)] label: Text,
    #[prop(optional)] start: bool,
    #[prop(optional)] described: Option<&'static str>,
) -> AnyView {
    let is_on = form.is_ticked(name, start);
    view! {
        <label class="switch">
            <input type="checkbox" role="switch" class="switch__input" name=name value="true" checked=is_on aria-describedby=described/>
            {label}
        </label>
    }
    .into_any()
}
