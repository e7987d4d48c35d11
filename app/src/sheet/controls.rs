//! Controls for values. Each shows the text that is stored and makes another of it.

use leptos::prelude::*;
use vitrine_metadef::sheet::{Control, Entry, Form, Sheet};

use crate::browser;
use crate::i18n::{presentation, t};
use crate::ui::icon::Icon;

/// Which control is shown: it stays while only the value changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Line,
    Switch,
    Choice,
    Several,
}

fn shape(control: &Control) -> Shape {
    match control {
        Control::Text | Control::Number { .. } => Shape::Line,
        Control::Switch(_) => Shape::Switch,
        Control::Choice { .. } => Shape::Choice,
        Control::Several { .. } => Shape::Several,
    }
}

/// A row of the sheet, for its control.
#[derive(Clone, Copy)]
struct Cell {
    sheet: RwSignal<Sheet>,
    entry: Memo<Option<Entry>>,
    key: StoredValue<String>,
}

impl Cell {
    fn text(self) -> Option<String> {
        self.entry.with(|it| it.as_ref().and_then(|it| it.text.clone()))
    }

    fn control(self) -> Control {
        self.entry.with(|it| it.as_ref().map_or(Control::Text, |it| it.control.clone()))
    }

    fn enter(self, text: Option<String>) {
        self.sheet.update(|sheet| self.key.with_value(|key| sheet.enter(key, text)));
    }

    fn is_read_only(self) -> bool {
        self.entry.with(|it| it.as_ref().is_some_and(|it| it.is_read_only))
    }
}

#[component]
pub fn RowControl(sheet: RwSignal<Sheet>, entry: Memo<Option<Entry>>, key: String, id: String) -> AnyView {
    let cell = Cell { sheet, entry, key: StoredValue::new(key) };
    // A line stays a line while somebody types into it.
    let shape = Memo::new(move |_| entry.with(|it| it.as_ref().map_or(Shape::Line, |it| shape(&it.control))));
    view! {
        {move || {
            let id = id.clone();
            match shape.get() {
                Shape::Line => view! { <Line cell id/> }.into_any(),
                Shape::Switch => view! { <YesNo cell id/> }.into_any(),
                Shape::Choice => view! { <Choice cell id/> }.into_any(),
                Shape::Several => view! { <Several cell id/> }.into_any(),
            }
        }}
    }
    .into_any()
}

#[component]
fn Line(cell: Cell, id: String) -> AnyView {
    let value = move || cell.text().unwrap_or_default();
    let mode = move || match cell.control() {
        Control::Number { is_whole: true } => "numeric",
        Control::Number { is_whole: false } => "decimal",
        _ => "text",
    };
    let said = format!("{id}-said");
    // What is stored as an empty text stays one; what was never filled is nothing.
    let type_in = move |typed: String| {
        let is_nothing = typed.is_empty()
            && untrack(|| cell.entry.with(|it| it.as_ref().is_some_and(|it| it.text.is_none())));
        cell.enter(if is_nothing { None } else { Some(typed) });
    };
    view! {
        <input class="input" id=id inputmode=mode autocomplete="off" spellcheck="false" prop:value=value readonly=move || cell.is_read_only() aria-describedby=said
            on:input:target=move |event| type_in(event.target().value())/>
    }
    .into_any()
}

#[component]
fn YesNo(cell: Cell, id: String) -> AnyView {
    let now = move || match cell.control() {
        Control::Switch(now) => now,
        _ => None,
    };
    let name = id.clone();
    let option = |value: bool, word: &'static str, own: Option<String>| {
        view! {
            <label><input type="radio" name=name.clone() id=own prop:checked=move || now() == Some(value) disabled=move || cell.is_read_only() on:change=move |_| cell.enter(Some(word.to_owned()))/>{word}</label>
        }
    };
    let (yes, no) = (option(true, "true", Some(id)), option(false, "false", None));
    view! { <span class="segment segment--sm">{yes}{no}</span> }.into_any()
}

/// What is offered, with what is stored and is not.
fn options(cell: Cell, none: String, unlisted: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let Control::Choice { offered, is_listed, .. } = cell.control() else { return Vec::new() };
    let text = cell.text();
    let mut all = Vec::new();
    if text.is_none() {
        all.push((String::new(), none));
    }
    if let Some(text) = text.filter(|_| !is_listed) {
        all.push((text.clone(), unlisted(&text)));
    }
    all.extend(offered.into_iter().map(|word| (word.clone(), word)));
    all
}

#[component]
fn Choice(cell: Cell, id: String) -> AnyView {
    let presentation = presentation();
    let value = move || cell.text().unwrap_or_default();
    let all = Memo::new(move |_| {
        let texts = presentation.texts();
        options(cell, texts.get("sheet-choose"), |word| format!("{word} ({})", texts.get("sheet-unlisted")))
    });
    let option = move |(word, name): (String, String)| {
        let own = word.clone();
        view! { <option value=word prop:selected=move || value() == own>{name}</option> }
    };
    let choose = move |word: String| {
        // The empty choice is the place before one was made.
        let is_offered = !word.is_empty()
            || matches!(untrack(|| cell.control()), Control::Choice { offered, .. } if offered.contains(&word));
        if is_offered {
            cell.enter(Some(word));
        }
    };
    let said = format!("{id}-said");
    view! {
        <span class="value row row--tight row--nowrap">
            <Operator cell id=id.clone()/>
            <select class="select" id=id aria-describedby=said disabled=move || cell.is_read_only() on:change:target=move |event| choose(event.target().value())>
                {move || all.get().into_iter().map(option).collect_view()}
            </select>
        </span>
    }
    .into_any()
}

/// The operator before the values, where there is a choice.
#[component]
fn Operator(cell: Cell, id: String) -> AnyView {
    let state = Memo::new(move |_| match cell.control() {
        Control::Choice { operators, .. } => (operators, None, false),
        Control::Several { operators, form, is_list, .. } => (operators, form.operator, is_list),
        _ => (Vec::new(), None, false),
    });
    let presentation = presentation();
    let choose = move |word: String| {
        let operator = Some(word).filter(|word| !word.is_empty());
        let form = match untrack(|| cell.control()) {
            Control::Several { form, is_list, .. } => form.with_operator(operator.clone(), is_list),
            _ => {
                let items = untrack(|| cell.text()).into_iter().collect();
                let plain = Form { operator: None, items, style: vitrine_metadef::sheet::Style::Comma };
                plain.with_operator(operator.clone(), false)
            }
        };
        // Without an operator there is one value where there is no list.
        let (is_list, items) = (state.get_untracked().2, form.items.len());
        if is_list || operator.is_some() || items <= 1 {
            cell.enter(form.text());
        }
    };
    let offered = move || {
        let (operators, now, _) = state.get();
        let mut all = vec![(String::new(), presentation.texts().get("sheet-no-operator"))];
        all.extend(operators.iter().map(|word| (word.clone(), word.clone())));
        if let Some(now) = now.clone().filter(|now| !operators.contains(now)) {
            all.push((now.clone(), now));
        }
        let now = now.unwrap_or_default();
        let option = |(word, name): (String, String)| {
            let is_chosen = word == now;
            view! { <option value=word selected=is_chosen prop:selected=is_chosen>{name}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    view! {
        {move || (!state.get().0.is_empty()).then(|| view! {
            <select class="select select--sm meta__operator" id=format!("{id}-operator") aria-label=t!("sheet-operator") on:change:target=move |event| choose(event.target().value())>{offered}</select>
        })}
    }
    .into_any()
}

#[component]
fn Several(cell: Cell, id: String) -> AnyView {
    let state = Memo::new(move |_| match cell.control() {
        Control::Several { form, offered, is_list, .. } => Some((form, offered, is_list)),
        _ => None,
    });
    let change = move |change: &dyn Fn(&mut Vec<String>)| {
        if let Some((mut form, ..)) = state.get_untracked() {
            change(&mut form.items);
            cell.enter(form.text());
        }
    };
    let item = move |(at, word): (usize, String)| {
        let name = word.clone();
        view! {
            <span class="tag tag--code">{word}
                <button type="button" aria-label=t!("sheet-remove", name = name) on:click=move |_| change(&|items| { if at < items.len() { items.remove(at); } })><Icon name="x" class="icon--sm"/></button>
            </span>
        }
    };
    let items = move || {
        state
            .get()
            .map(|(form, ..)| form.items)
            .unwrap_or_default()
            .into_iter()
            .enumerate()
            .map(item)
            .collect_view()
    };
    let rest = Memo::new(move |_| {
        state
            .get()
            .map(|(form, offered, _)| {
                offered.into_iter().filter(|word| !form.items.contains(word)).collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let has_offer =
        Memo::new(move |_| state.with(|it| it.as_ref().is_some_and(|(_, offered, _)| !offered.is_empty())));
    let is_full = Memo::new(move |_| {
        state.with(|it| {
            it.as_ref().is_some_and(|(form, _, is_list)| !form.holds_many(*is_list) && !form.items.is_empty())
        })
    });
    let typed = RwSignal::new(String::new());
    let field = StoredValue::new(id.clone());
    let add = move |word: String| {
        // A comma would make two of it.
        let words: Vec<String> =
            word.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
        change(&|items| {
            for word in &words {
                if !items.contains(word) {
                    items.push(word.clone());
                }
            }
        });
        typed.set(String::new());
        browser::focus_on(field.get_value());
    };
    let key = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" | "," => {
            event.prevent_default();
            add(typed.get_untracked());
        }
        "Backspace" if typed.with_untracked(String::is_empty) => change(&|items| {
            items.pop();
        }),
        _ => {}
    };
    let said = StoredValue::new(format!("{id}-said"));
    let own = id.clone();
    let entry = move || {
        if is_full.get() {
            return ().into_any();
        }
        if has_offer.get() {
            let option = |word: String| view! { <option value=word.clone()>{word.clone()}</option> };
            return view! {
                <select class="select select--sm" id=field.get_value() aria-describedby=said.get_value() on:change:target=move |event| { let word = event.target().value(); if !word.is_empty() { add(word); } }>
                    <option value="">{t!("sheet-add-value")}</option>
                    {rest.get().into_iter().map(option).collect_view()}
                </select>
            }
            .into_any();
        }
        view! {
            <input id=field.get_value() placeholder=t!("sheet-add-value") autocomplete="off" aria-describedby=said.get_value() prop:value=typed
                on:input:target=move |event| typed.set(event.target().value()) on:keydown=key on:change=move |_| add_typed(typed, add)/>
        }
        .into_any()
    };
    view! {
        <span class="chips-input"><Operator cell id=own/>{items}{entry}</span>
    }
    .into_any()
}

/// What was typed and not entered when the control is left.
fn add_typed(typed: RwSignal<String>, add: impl Fn(String)) {
    let word = typed.get_untracked();
    if !word.trim().is_empty() {
        add(word);
    }
}
