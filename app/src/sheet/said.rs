//! What is to be said of a row: what is wrong, what is stored, which definition counts.

use std::collections::{BTreeMap, HashMap};

use leptos::prelude::*;
use vitrine_metadef::sheet::{Control, Row, Sheet, Verdict};
use vitrine_wire::metadef::PropertyType;

use super::rows::Cell;
use crate::i18n::{Presentation, presentation, t};
use crate::ui::icon::Icon;

/// What stands under the value. What is said changes politely.
#[component]
pub fn Said(cell: Cell, field: String) -> AnyView {
    view! {
        <div class="prop__said">
            <div id=format!("{field}-said") aria-live="polite"><Judgement cell/></div>
            <Stored cell/>
            <Meaning cell/>
        </div>
    }
    .into_any()
}

/// What a rule asks of a value, in words.
pub fn rule_words(presentation: Presentation, code: &str, param: impl Fn(&str) -> Option<String>) -> String {
    let names = ["expected", "allowed", "pattern", "minimum", "maximum"];
    let said = |name: &str| param(name).unwrap_or_else(|| "…".to_owned());
    let mut args: HashMap<String, String> = names.map(|name| (name.to_owned(), said(name))).into();
    if let Some(kind) = param("expected").and_then(|word| PropertyType::parse(&word)) {
        args.insert("expected".to_owned(), presentation.texts().get(&format!("studio-type-{kind}")));
    }
    presentation.texts().get_args(&format!("sheet-rule-{code}"), args)
}

#[component]
fn Judgement(cell: Cell) -> AnyView {
    let presentation = presentation();
    let rule = move |code: &str, params: &BTreeMap<&'static str, String>| {
        rule_words(presentation, code, |name| params.get(name).cloned())
    };
    let plain = move |id: &str| presentation.texts().get(id);
    let error = |text: String| {
        view! { <p class="field__error"><Icon name="error"/><span>{text}</span></p> }.into_any()
    };
    let verdict = Memo::new(move |_| cell.get(|row| (row.verdict, row.params())));
    let said = move || match verdict.get() {
        Some((Verdict::Refused(found), params)) => error(rule(found.code(), &params)),
        Some((Verdict::Missing, _)) => error(plain("sheet-missing")),
        Some((Verdict::Emptied, _)) => error(plain("sheet-emptied")),
        Some((Verdict::Kept(found), params)) => {
            let text = format!("{} {}", rule(found.code(), &params), plain("sheet-kept"));
            view! { <p class="field__warn"><Icon name="warning"/><span>{text}</span></p> }.into_any()
        }
        Some((Verdict::Blank, _)) => {
            let text = plain("sheet-empty");
            view! { <p class="field__help">{text}</p> }.into_any()
        }
        Some((Verdict::Fine, _)) | None => ().into_any(),
    };
    view! { {said} }.into_any()
}

/// What the definition says of the property, for who asks.
#[component]
fn Meaning(cell: Cell) -> AnyView {
    let meaning = Memo::new(move |_| cell.get(|row| row.leaf.as_ref()?.description.clone()).flatten());
    let said = move || meaning.get().filter(|text| !text.trim().is_empty());
    view! {
        {move || said().map(|text| view! {
            <details class="field__help"><summary>{t!("sheet-about")}</summary><p>{text}</p></details>
        })}
    }
    .into_any()
}

/// The text to the letter where the control shows something else, and what it was before.
#[component]
fn Stored(cell: Cell) -> AnyView {
    let written = Memo::new(move |_| cell.get(written).flatten());
    let was = Memo::new(move |_| cell.get(|row| row.stored.clone().filter(|_| row.is_changed())).flatten());
    view! {
        {move || written.get().map(|text| view! { <p class="field__help">{t!("sheet-written")}" "<code>{text}</code></p> })}
        {move || was.get().map(|was| view! {
            <p class="field__help">{t!("sheet-was")}" "<code>{was}</code>" "
                <button type="button" class="btn btn--sm btn--ghost" on:click=move |_| cell.change(Sheet::restore)>{t!("sheet-restore")}</button>
            </p>
        })}
    }
    .into_any()
}

fn written(row: &Row) -> Option<String> {
    let text = row.text.as_ref()?;
    let is_plain = match &row.control {
        Control::Boolean(Some(value)) => *text == value.to_string(),
        Control::Boolean(None) | Control::List(_) => false,
        _ => row.operator.is_none(),
    };
    (!is_plain).then(|| text.clone())
}

/// Several definitions have the key: by which one the value is read.
#[component]
pub fn Choices(cell: Cell) -> AnyView {
    let choices = Memo::new(move |_| {
        let all = cell.get(|row| {
            row.choices
                .iter()
                .map(|leaf| (leaf.origin.clone(), leaf.namespace_label.clone()))
                .collect::<Vec<_>>()
        });
        all.unwrap_or_default()
    });
    let chosen = Memo::new(move |_| cell.get(|row| row.origin().cloned()).flatten());
    let choose = move |at: String| {
        let picked =
            at.parse::<usize>().ok().and_then(|at| choices.with_untracked(|all| all.get(at).cloned()));
        if let Some((origin, _)) = picked {
            cell.change(|sheet, key| sheet.choose_definition(key, &origin));
        }
    };
    let option = move |(at, (origin, label)): (usize, (vitrine_metadef::sheet::Origin, String))| {
        let name =
            origin.object.as_ref().map_or_else(|| label.clone(), |object| format!("{label} › {object}"));
        let is_chosen = move || chosen.with(|it| it.as_ref() == Some(&origin));
        view! { <option value=at.to_string() prop:selected=is_chosen>{name}</option> }
    };
    let name = cell.key.get_value();
    view! {
        {move || (!choices.with(Vec::is_empty)).then(|| {
            let name = name.clone();
            view! {
                <p class="field__help row row--tight">
                    {t!("sheet-several")}
                    <select class="select select--sm meta__operator" aria-label=t!("sheet-several-for", name = name) on:change:target=move |event| choose(event.target().value())>
                        {choices.get().into_iter().enumerate().map(option).collect_view()}
                    </select>
                </p>
            }
        })}
    }
    .into_any()
}
