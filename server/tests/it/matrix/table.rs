//! Tables of expectations, read from their files.

use std::collections::BTreeSet;
use std::fmt;

/// Everybody who asks, in the order of the columns.
pub const CALLERS: [&str; 8] =
    ["nobody", "reader", "member", "admin", "other", "domain", "system", "unscoped"];

/// One call on one kind of object, with the status for each caller.
pub struct Row {
    /// What policy calls the decisions that the row is about.
    pub rules: &'static str,
    /// The words before the kind: a name, or a verb and a path.
    pub call: &'static str,
    pub kind: &'static str,
    pub statuses: [u16; CALLERS.len()],
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.call, self.kind)
    }
}

/// The rows of a table. A line in brackets names the rules of those that follow.
pub fn rows(table: &'static str) -> Vec<Row> {
    let mut rules = "";
    let mut rows = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(header) => rules = header,
            None => rows.push(row(rules, line)),
        }
    }
    rows
}

/// The rules that a table has rows for.
pub fn rules(table: &'static str) -> BTreeSet<&'static str> {
    rows(table).iter().flat_map(|row| row.rules.split_whitespace()).collect()
}

fn row(rules: &'static str, line: &'static str) -> Row {
    let (mut words, mut rest) = (Vec::new(), line);
    for _ in 0..=CALLERS.len() {
        let (before, word) = rest
            .trim_end()
            .rsplit_once(char::is_whitespace)
            .unwrap_or_else(|| panic!("a row is cut: {line}"));
        words.push(word);
        rest = before;
    }
    let kind = words.pop().unwrap();
    let statuses: Vec<u16> = words.iter().rev().map(|word| word.parse().unwrap()).collect();
    assert!(!rules.is_empty(), "a row stands under no rule: {line}");
    Row { rules, call: rest.trim(), kind, statuses: statuses.try_into().unwrap() }
}
