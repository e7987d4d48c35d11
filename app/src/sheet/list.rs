//! Several values: those that are there as chips, and one control for more.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use vitrine_metadef::sheet::Control;

use super::controls::{Operator, is_wrong};
use super::rows::Cell;
use crate::browser;
use crate::i18n::t;
use crate::ui::icon::Icon;

fn items(cell: Cell) -> Vec<String> {
    match cell.get(|row| row.control.clone()) {
        Some(Control::List(items)) => items,
        _ => Vec::new(),
    }
}

fn offered(cell: Cell) -> Vec<String> {
    cell.get(|row| row.leaf.as_ref().map(|leaf| leaf.options().to_vec())).flatten().unwrap_or_default()
}

#[component]
pub fn List(cell: Cell, field: String) -> AnyView {
    let all = Memo::new(move |_| items(cell));
    let has_offer = Memo::new(move |_| !offered(cell).is_empty());
    let chip = move |(at, word): (usize, String)| {
        let name = word.clone();
        let remove = move |_| cell.change(|sheet, key| sheet.remove_item(key, at));
        view! {
            <span class="tag tag--code">
                <span class="trunc">{word}</span>
                {move || (!cell.is_read_only()).then(|| {
                    let name = name.clone();
                    view! { <button type="button" aria-label=t!("sheet-remove", name = name) on:click=remove><Icon name="x" class="icon--sm"/></button> }
                })}
            </span>
        }
    };
    let own = field.clone();
    view! {
        <span class="chips-input">
            <Operator cell field=own/>
            {move || all.get().into_iter().enumerate().map(chip).collect_view()}
            {move || {
                let field = field.clone();
                if has_offer.get() { view! { <Offer cell all field/> }.into_any() } else { view! { <More cell field/> }.into_any() }
            }}
        </span>
    }
    .into_any()
}

/// The rest of what may be chosen.
#[component]
fn Offer(cell: Cell, all: Memo<Vec<String>>, field: String) -> AnyView {
    let rest = Memo::new(move |_| {
        let words = offered(cell).into_iter();
        all.with(|all| words.filter(|word| !all.contains(word)).collect::<Vec<_>>())
    });
    let (said, own) = (format!("{field}-said"), field.clone());
    let add = move |word: String| {
        if !word.is_empty() {
            // The words stand in a list: none of them is torn apart.
            let mut words = all.get_untracked();
            words.push(word);
            cell.change(|sheet, key| sheet.set_items(key, words));
            browser::focus_on(own.clone());
        }
    };
    let option = |word: String| view! { <option value=word.clone()>{word.clone()}</option> };
    view! {
        {move || {
            let (field, said, add) = (field.clone(), said.clone(), add.clone());
            view! {
                <select class="select select--sm meta__operator" id=field disabled=move || cell.is_read_only() aria-invalid=move || is_wrong(cell) aria-describedby=said
                    on:change:target=move |event| add(event.target().value())>
                    <option value="">{t!("sheet-add-value")}</option>
                    {rest.get().into_iter().map(option).collect_view()}
                </select>
            }
        }}
    }
    .into_any()
}

/// A line for another value. Enter, a comma, or leaving it adds what was typed; Backspace in the empty line
/// takes the last value away.
#[component]
fn More(cell: Cell, field: String) -> AnyView {
    let typed = RwSignal::new(String::new());
    let add = move || {
        let word = typed.get_untracked();
        typed.set(String::new());
        if !word.trim().is_empty() {
            cell.change(|sheet, key| sheet.add_item(key, &word));
        }
    };
    let press = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" | "," => {
            event.prevent_default();
            add();
        }
        "Backspace" if typed.with_untracked(String::is_empty) => {
            let last = untrack(|| items(cell)).len().checked_sub(1);
            last.into_iter().for_each(|at| cell.change(|sheet, key| sheet.remove_item(key, at)));
        }
        _ => {}
    };
    let said = format!("{field}-said");
    view! {
        <input id=field autocomplete="off" spellcheck="false" placeholder=t!("sheet-add-value") readonly=move || cell.is_read_only()
            aria-invalid=move || is_wrong(cell) aria-describedby=said prop:value=typed
            on:input:target=move |event| typed.set(event.target().value()) on:keydown=press on:change=move |_| add()/>
    }
    .into_any()
}
