//! Controls that type into the document.

use leptos::prelude::*;

use super::state::Studio;
use crate::ui::Text;
use crate::ui::field::Field;
use crate::ui::icon::Icon;

/// A line or some lines of text. What is typed until the control is left is one step.
#[component]
pub fn TextControl(
    studio: Studio,
    id: &'static str,
    #[prop(into)] label: Text,
    #[prop(into)] value: Signal<String>,
    on_typed: Callback<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional, into)] note: MaybeProp<String>,
    #[prop(optional)] is_mono: bool,
    #[prop(optional)] is_wide: bool,
    #[prop(optional)] is_long: bool,
    #[prop(optional)] list: Option<&'static str>,
) -> AnyView {
    let described = move || {
        let error = error.get().map(|_| format!("{id}-error"));
        error.or_else(|| help.get().map(|_| format!("{id}-help")))
    };
    let invalid = move || error.get().map(|_| "true");
    let class = if is_mono { "input input--mono" } else { "input" };
    let control = if is_long {
        view! {
            <textarea class="textarea" id=id rows="2" prop:value=value aria-invalid=invalid aria-describedby=described
                on:input:target=move |event| on_typed.run(event.target().value()) on:blur=move |_| studio.seal()></textarea>
        }
        .into_any()
    } else {
        view! {
            <input class=class id=id prop:value=value list=list autocomplete="off" spellcheck="false" aria-invalid=invalid aria-describedby=described
                on:input:target=move |event| on_typed.run(event.target().value()) on:blur=move |_| studio.seal()/>
        }
        .into_any()
    };
    view! { <Field id label note help error is_wide>{control}</Field> }.into_any()
}

/// A line of text that is entered when it is left: a name.
#[component]
pub fn NameControl(
    id: &'static str,
    #[prop(into)] label: Text,
    #[prop(into)] value: Signal<String>,
    /// Tells what is wrong with a name while it is typed.
    check: Callback<String, Option<String>>,
    on_entered: Callback<String>,
    limit: usize,
    #[prop(optional, into)] help: MaybeProp<String>,
    #[prop(optional)] list: Option<&'static str>,
) -> AnyView {
    let typed = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| typed.get().unwrap_or_else(|| value.get()));
    Effect::new(move |_| {
        value.track();
        typed.set(None);
    });
    let error = Signal::derive(move || typed.get().and_then(|typed| check.run(typed)));
    let note = Signal::derive(move || Some(format!("{} / {limit}", shown.get().chars().count())));
    let enter = move || {
        if let Some(name) = typed.get_untracked()
            && name != value.get_untracked()
            && check.run(name.clone()).is_none()
        {
            on_entered.run(name);
            typed.set(None);
        }
    };
    view! {
        <Field id label note error help>
            <input class="input input--mono" id=id prop:value=shown autocomplete="off" spellcheck="false" list=list
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=move || error.get().map(|_| format!("{id}-error"))
                on:input:target=move |event| typed.set(Some(event.target().value()))
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); enter(); }
                on:change=move |_| enter()/>
        </Field>
    }
    .into_any()
}

/// Something that is on or off.
#[component]
pub fn SwitchControl(
    id: &'static str,
    #[prop(into)] label: Text,
    #[prop(into)] value: Signal<bool>,
    on_set: Callback<bool>,
) -> AnyView {
    view! {
        <label class="switch" for=id>
            <input type="checkbox" role="switch" class="switch__input" id=id prop:checked=value on:change:target=move |event| on_set.run(event.target().checked())/>
            {label}
        </label>
    }
    .into_any()
}

/// One of some values.
#[component]
pub fn ChoiceControl(
    id: &'static str,
    #[prop(into)] label: Text,
    #[prop(into)] value: Signal<String>,
    /// Values with what they are called.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    on_chosen: Callback<String>,
    #[prop(optional, into)] help: MaybeProp<String>,
) -> AnyView {
    let option = move |(word, name): (String, String)| {
        let own = word.clone();
        let is_chosen = move || value.get() == own;
        view! { <option value=word prop:selected=is_chosen>{name}</option> }
    };
    view! {
        <Field id label help>
            <select class="select" id=id on:change:target=move |event| on_chosen.run(event.target().value())>
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </Field>
    }
    .into_any()
}

/// What a control of a group is called, for its buttons.
#[component]
pub fn IconButton(
    icon: &'static str,
    #[prop(into)] label: Text,
    on_press: Callback<()>,
    #[prop(optional, into)] is_disabled: Signal<bool>,
) -> AnyView {
    view! {
        <button type="button" class="btn btn--icon btn--ghost btn--sm" aria-label=label prop:disabled=is_disabled on:click=move |_| on_press.run(())>
            <Icon name=icon/>
        </button>
    }
    .into_any()
}
