//! What changes in a namespace, node by node.

use leptos::prelude::*;
use vitrine_metadef::author::{Line, LineKind, compared};
use vitrine_wire::metadef::{Change, NodeKind};

use crate::i18n::dynamic;
use crate::ui::icon::Icon;
use crate::ui::{Text, text};

/// What kind of node it is, in words.
pub fn node_kind(kind: NodeKind) -> Text {
    text(dynamic(format!("studio-node-{kind}"), Vec::new()))
}

/// What becomes of the node, in a word.
pub fn became(change: &Change) -> Text {
    text(dynamic(look(change).2.to_owned(), Vec::new()))
}

/// What becomes of a node: its tone, an icon, and a word.
const fn look(change: &Change) -> (&'static str, &'static str, &'static str) {
    match (&change.before, &change.after) {
        (None, _) => ("ok", "plus", "studio-new"),
        (_, None) => ("bad", "minus", "studio-gone"),
        _ => ("accent", "edit", "studio-changed"),
    }
}

/// A line of a diff.
pub fn line(line: Line) -> AnyView {
    let kind = match line.kind {
        LineKind::Same => None,
        LineKind::Removed => Some("-"),
        LineKind::Added => Some("+"),
        LineKind::Gap => Some("@"),
    };
    let text = if line.kind == LineKind::Gap { "…".to_owned() } else { line.text };
    view! { <li data-d=kind>{text}</li> }.into_any()
}

#[component]
pub fn ChangeDiff(change: Change) -> AnyView {
    let (tone, icon, _) = look(&change);
    let pretty = |value: &Option<serde_json::Value>| {
        value.as_ref().map(|value| format!("{value:#}\n")).unwrap_or_default()
    };
    let lines = compared(&pretty(&change.before), &pretty(&change.after));
    view! {
        <h3><span class="pill" data-s=tone><Icon name=icon/>{became(&change)}</span>" "<span>{node_kind(change.node.kind)}</span>" "<span class="mono">{change.node.name}</span></h3>
        <ol>{lines.into_iter().map(line).collect_view()}</ol>
    }
    .into_any()
}
