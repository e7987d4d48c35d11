//! What changes in a namespace, node by node.

use leptos::prelude::*;
use serde_json::Value;
use vitrine_metadef::author::{LineKind, compared};
use vitrine_wire::metadef::Change;

use crate::i18n::{dynamic, t};
use crate::ui::icon::Icon;

#[component]
pub(super) fn Changes(changes: Vec<Change>) -> AnyView {
    let parts = changes.into_iter().map(|change| view! { <Part change/> });
    view! { <div class="diff" role="group" tabindex="0" aria-label=t!("transfer-diff")>{parts.collect_view()}</div> }
        .into_any()
}

#[component]
fn Part(change: Change) -> AnyView {
    let kind = dynamic(format!("transfer-node-{}", change.node.kind), Vec::new());
    let before = change.before.as_ref().map(written).unwrap_or_default();
    let after = change.after.as_ref().map(written).unwrap_or_default();
    let lines = compared(&before, &after).into_iter().map(|line| {
        let mark = match line.kind {
            LineKind::Same => None,
            LineKind::Removed => Some("-"),
            LineKind::Added => Some("+"),
            LineKind::Gap => Some("@"),
        };
        let text = if line.kind == LineKind::Gap { "…".to_owned() } else { line.text };
        view! { <li data-d=mark>{text}</li> }
    });
    view! {
        <h3><Icon name="diff"/>{kind}" "<span class="mono">{change.node.name.clone()}</span></h3>
        <ol>{lines.collect_view()}</ol>
    }
    .into_any()
}

/// A value as text: texts as they are, the rest as JSON.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text}\n"),
        other => format!("{other:#}\n"),
    }
}
