//! Controls for single values. Each shows what the text means and changes it.

use leptos::prelude::*;
use vitrine_metadef::sheet::{Control, Sheet};

use super::list::List;
use super::rows::{Cell, words};
use crate::i18n::t;

/// Which control is shown: it stays while only the value changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Line(&'static str),
    Area,
    Choice,
    Boolean,
    List,
}

fn shape(control: &Control) -> Shape {
    match control {
        Control::Text(_) => Shape::Line("text"),
        Control::Integer(_) => Shape::Line("numeric"),
        Control::Number(_) => Shape::Line("decimal"),
        Control::Raw(_) => Shape::Area,
        Control::Choice(_) => Shape::Choice,
        Control::Boolean(_) => Shape::Boolean,
        Control::List(_) => Shape::List,
    }
}

#[component]
pub fn RowControl(cell: Cell, field: String) -> AnyView {
    let shape = Memo::new(move |_| cell.get(|row| shape(&row.control)));
    view! {
        {move || {
            let field = field.clone();
            match shape.get() {
                Some(Shape::Line(mode)) => view! { <Line cell field mode/> }.into_any(),
                Some(Shape::Area) => view! { <Area cell field/> }.into_any(),
                Some(Shape::Choice) => view! { <Choice cell field/> }.into_any(),
                Some(Shape::Boolean) => view! { <YesNo cell field/> }.into_any(),
                Some(Shape::List) => view! { <List cell field/> }.into_any(),
                None => ().into_any(),
            }
        }}
    }
    .into_any()
}

/// What stands in the control.
fn value(cell: Cell) -> String {
    let value = cell.get(|row| match &row.control {
        Control::Text(text)
        | Control::Choice(text)
        | Control::Integer(text)
        | Control::Number(text)
        | Control::Raw(text) => text.clone(),
        Control::Boolean(_) | Control::List(_) => String::new(),
    });
    value.unwrap_or_default()
}

pub fn is_wrong(cell: Cell) -> Option<&'static str> {
    cell.get(|row| row.verdict.is_error()).unwrap_or_default().then_some("true")
}

#[component]
fn Line(cell: Cell, field: String, mode: &'static str) -> AnyView {
    let (said, own) = (format!("{field}-said"), field.clone());
    view! {
        <span class="value row row--tight row--nowrap">
            <Operator cell field=own/>
            <input class="input" id=field inputmode=mode autocomplete="off" spellcheck="false"
                prop:value=move || value(cell) readonly=move || cell.is_read_only()
                aria-invalid=move || is_wrong(cell) aria-describedby=said
                on:input:target=move |event| cell.change(|sheet, key| sheet.set_value(key, &event.target().value()))/>
        </span>
    }
    .into_any()
}

/// JSON, and what is not understood. It is taken as a whole, when it is left.
#[component]
fn Area(cell: Cell, field: String) -> AnyView {
    let said = format!("{field}-said");
    view! {
        <textarea class="textarea input--mono value" id=field rows="2" spellcheck="false"
            prop:value=move || value(cell) readonly=move || cell.is_read_only()
            aria-invalid=move || is_wrong(cell) aria-describedby=said
            on:change:target=move |event| cell.change(|sheet, key| sheet.set_text(key, &event.target().value()))></textarea>
    }
    .into_any()
}

#[component]
fn YesNo(cell: Cell, field: String) -> AnyView {
    let now = move || match cell.get(|row| row.control.clone()) {
        Some(Control::Boolean(now)) => now,
        _ => None,
    };
    let option = |value: bool, own: Option<String>| {
        let name = format!("{field}-value");
        view! {
            <label>
                <input type="radio" name=name id=own prop:checked=move || now() == Some(value) disabled=move || cell.is_read_only()
                    on:change=move |_| cell.change(|sheet, key| sheet.set_boolean(key, value))/>
                {value.to_string()}
            </label>
        }
    };
    let (yes, no) = (option(true, Some(field.clone())), option(false, None));
    let (label, said) = (format!("{field}-label"), format!("{field}-said"));
    view! {
        <span class="value row row--tight row--nowrap">
            <Operator cell field/>
            <span class="segment segment--sm" role="radiogroup" aria-labelledby=label aria-describedby=said aria-invalid=move || is_wrong(cell)>{yes}{no}</span>
        </span>
    }
    .into_any()
}

#[component]
fn Choice(cell: Cell, field: String) -> AnyView {
    let (none, unlisted) = (words("sheet-choose"), words("sheet-unlisted"));
    let choices = Memo::new(move |_| {
        let offered = cell.get(|row| row.leaf.as_ref().map(|leaf| leaf.options().to_vec())).flatten();
        let (offered, now) = (offered.unwrap_or_default(), value(cell));
        let mut all: Vec<(String, String)> = Vec::new();
        // What is stored stays a choice, listed or not; so does nothing until something is chosen.
        if !offered.contains(&now) {
            let name = if now.is_empty() { none() } else { format!("{now} ({})", unlisted()) };
            all.push((now, name));
        }
        all.extend(offered.into_iter().map(|word| (word.clone(), word)));
        all
    });
    let option = move |(word, name): (String, String)| {
        let own = word.clone();
        view! { <option value=word prop:selected=move || value(cell) == own>{name}</option> }
    };
    let (said, own) = (format!("{field}-said"), field.clone());
    view! {
        <span class="value row row--tight row--nowrap">
            <Operator cell field=own/>
            <select class="select" id=field disabled=move || cell.is_read_only() aria-invalid=move || is_wrong(cell) aria-describedby=said
                on:change:target=move |event| cell.change(|sheet, key| sheet.set_value(key, &event.target().value()))>
                {move || choices.get().into_iter().map(option).collect_view()}
            </select>
        </span>
    }
    .into_any()
}

/// The operator before the value, where there is a choice.
#[component]
pub fn Operator(cell: Cell, field: String) -> AnyView {
    let state =
        Memo::new(move |_| cell.get(|row| (row.operators.clone(), row.operator.clone())).unwrap_or_default());
    let none = words("sheet-no-operator");
    let name = cell.key.get_value();
    let id = format!("{field}-operator");
    let choose = move |word: String| {
        let operator = Some(word).filter(|word| !word.is_empty());
        cell.change(|sheet: &mut Sheet, key| sheet.choose_operator(key, operator.as_deref()));
    };
    let offered = move || {
        let (operators, now) = state.get();
        let now = now.unwrap_or_default();
        let all =
            std::iter::once((String::new(), none())).chain(operators.into_iter().map(|it| (it.clone(), it)));
        let option = |(word, name): (String, String)| {
            let is_chosen = word == now;
            view! { <option value=word selected=is_chosen prop:selected=is_chosen>{name}</option> }
        };
        all.map(option).collect_view()
    };
    let has_any = Memo::new(move |_| state.with(|(operators, _)| !operators.is_empty()));
    view! {
        {move || has_any.get().then(|| {
            let (id, name) = (id.clone(), name.clone());
            view! {
                <select class="select select--sm meta__operator" id=id aria-label=t!("sheet-operator", name = name) disabled=move || cell.is_read_only()
                    on:change:target=move |event| choose(event.target().value())>{offered}</select>
            }
        })}
    }
    .into_any()
}
