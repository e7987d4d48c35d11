//! Somebody saved first: both works are brought together, and where they conflict, people choose.

use leptos::prelude::*;
use vitrine_metadef::author::{Conflict, Side};
use vitrine_wire::metadef::changes;

use super::save::{Saving, Stage};
use crate::browser;
use crate::i18n::{dynamic, t};
use crate::pages::metadefs::diff::node_kind;
use crate::ui::icon::Icon;

/// What is shown where there is a choice.
fn pretty(value: Option<&serde_json::Value>) -> Option<String> {
    value.and_then(|value| serde_json::to_string_pretty(value).ok())
}

#[component]
pub fn Conflicts(saving: Saving) -> AnyView {
    let studio = saving.studio;
    let Stage::Overtaken(theirs, revision) = saving.stage.get_untracked() else { return ().into_any() };
    let merged = studio.peek(|work| work.merged(&theirs));
    let others = studio
        .peek(|work| work.base().map(|base| changes(Some(base), Some(&theirs)).len()).unwrap_or_default());
    let conflicts = merged.conflicts.clone();
    let count = conflicts.len();
    let sides = RwSignal::new(vec![None::<Side>; count]);
    let is_settled = move || sides.with(|sides| sides.iter().all(Option::is_some));
    let (merged, theirs, revision) =
        (StoredValue::new(merged), StoredValue::new(*theirs), StoredValue::new(revision));
    let go_on = move |_| {
        let mut whole = merged.get_value();
        for (conflict, side) in whole.conflicts.clone().iter().zip(sides.get_untracked()) {
            whole.settle(conflict, side.unwrap_or(Side::Mine));
        }
        let done =
            studio.turn(|work| work.rebase(theirs.get_value(), Some(revision.get_value()), whole.document));
        if done == Some(Ok(())) {
            saving.ask();
        }
    };
    let rows = conflicts.into_iter().enumerate().map(|(at, conflict)| view! { <Choice at conflict sides/> });
    view! {
        <div class="banner mb" data-s="warn">
            <Icon name="users"/>
            <div>
                <p>{t!("studio-overtaken", others = others)}</p>
                <p>{if count == 0 { dynamic("studio-no-conflicts".to_owned(), Vec::new()) } else { dynamic("studio-conflicts".to_owned(), vec![("count".to_owned(), count.to_string())]) }}</p>
            </div>
        </div>
        <div class="stack">{rows.collect_view()}</div>
        <div class="row mt">
            <span class="grow"></span>
            <button type="button" class="btn" on:click=move |_| browser::close_dialog(saving.node)>{t!("form-cancel")}</button>
            <button type="button" class="btn btn--primary" prop:disabled=move || !is_settled() on:click=go_on>{t!("studio-take-over")}</button>
        </div>
    }
    .into_any()
}

/// One conflict, with what either side says.
#[component]
fn Choice(at: usize, conflict: Conflict, sides: RwSignal<Vec<Option<Side>>>) -> AnyView {
    let kind = node_kind(conflict.node.kind);
    let path = std::iter::once(conflict.node.name.clone())
        .chain(conflict.path.clone())
        .collect::<Vec<_>>()
        .join(" › ");
    let name = format!("conflict-{at}");
    let side = move |side: Side, word: &'static str, value: Option<String>| {
        let choose = move |_| sides.update(|sides| sides[at] = Some(side));
        let is_chosen = move || sides.with(|sides| sides[at] == Some(side));
        let said = match value {
            Some(text) => view! { <pre class="snippet__text">{text}</pre> }.into_any(),
            None => view! { <p class="muted">{t!("studio-conflict-nothing")}</p> }.into_any(),
        };
        view! {
            <label class="choice">
                <span class="check"><input type="radio" name=name.clone() prop:checked=is_chosen on:change=choose/>{dynamic(word.to_owned(), Vec::new())}</span>
                {said}
            </label>
        }
    };
    let base = pretty(conflict.base.as_ref());
    view! {
        <fieldset class="card pad conflict">
            <legend class="strong">{kind}" "<span class="mono">{path}</span></legend>
            {base.map(|base| view! { <details><summary class="muted small">{t!("studio-conflict-base")}</summary><pre class="snippet__text">{base}</pre></details> })}
            <div class="conflict__sides">
                {side(Side::Mine, "studio-conflict-mine", pretty(conflict.mine.as_ref()))}
                {side(Side::Theirs, "studio-conflict-theirs", pretty(conflict.theirs.as_ref()))}
            </div>
        </fieldset>
    }
    .into_any()
}
