//! What became of documents, for people at a terminal.

use std::fmt::Write as _;

use serde_json::Value;
use vitrine_wire::metadef::{Change, ImportProblem, ImportRow, ImportVerdict, NodeKind};

/// Characters of a value.
const SHOWN: usize = 60;

/// The row of a file that is no JSON.
pub fn broken(message: String) -> ImportRow {
    ImportRow {
        namespace: None,
        verdict: ImportVerdict::Invalid,
        applied: false,
        changes: Vec::new(),
        warnings: Vec::new(),
        error: Some(ImportProblem { code: "error-bad-json".to_owned(), field: None, message }),
    }
}

/// One line a document, its changes and warnings below it, a line of sums.
pub fn text(rows: &[(String, ImportRow)], is_diff: bool) -> String {
    let mut out = String::new();
    for (source, row) in rows {
        let name = row.namespace.as_deref().unwrap_or(source);
        let _ = writeln!(out, "{:<10}{name}", row.verdict.as_str());
        if let Some(error) = &row.error {
            let _ = writeln!(out, "    {source}: {}", error.message);
        }
        if row.verdict != ImportVerdict::New {
            row.changes.iter().for_each(|change| tell(&mut out, change));
        }
        for warning in &row.warnings {
            let _ = writeln!(out, "    odd: {} ({})", warning.path, warning.rule);
        }
    }
    if !is_diff && !rows.is_empty() {
        let count = |verdict: &ImportVerdict| {
            let count = rows.iter().filter(|(_, row)| row.verdict == *verdict).count();
            (count > 0).then(|| format!("{count} {verdict}"))
        };
        let sums: Vec<String> = ImportVerdict::ALL.iter().filter_map(count).collect();
        let written = rows.iter().filter(|(_, row)| row.applied).count();
        let _ = writeln!(out, "{}; {written} written", sums.join(", "));
    }
    out
}

fn tell(out: &mut String, change: &Change) {
    let (mark, node) = (mark(change), &change.node);
    let _ = match node.kind {
        NodeKind::Attribute => writeln!(
            out,
            "  {mark} {}: {} -> {}",
            node.name,
            shown(change.before.as_ref()),
            shown(change.after.as_ref())
        ),
        kind => writeln!(out, "  {mark} {kind} {}", node.name),
    };
    if let (Some(Value::Object(before)), Some(Value::Object(after))) = (&change.before, &change.after) {
        let mut members: Vec<&String> = before.keys().chain(after.keys()).collect();
        members.sort_unstable();
        members.dedup();
        for member in members {
            let (was, is) = (before.get(member), after.get(member));
            if was != is {
                let _ = writeln!(out, "      {member}: {} -> {}", shown(was), shown(is));
            }
        }
    }
}

fn mark(change: &Change) -> char {
    match (&change.before, &change.after) {
        (None, _) => '+',
        (_, None) => '-',
        _ => '~',
    }
}

fn shown(value: Option<&Value>) -> String {
    let text = value.map_or_else(|| "nothing".to_owned(), Value::to_string);
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
