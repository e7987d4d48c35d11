//! What the tree of available properties shows, row by row.

use std::collections::BTreeSet;
use std::sync::Arc;

use vitrine_metadef::sheet::{Branch, Found, Leaf, Node, Origin, Sheet};

/// A row of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    Branch(Branch),
    Leaf(Origin),
}

/// A row with what it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub row: Row,
    pub level: u8,
    pub label: String,
    /// How many properties can be added beneath.
    pub count: Option<usize>,
    pub is_open: Option<bool>,
    pub leaf: Option<Mark>,
}

/// What is told of a property beside its label.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    pub key: String,
    pub glyph: &'static str,
    pub is_required: bool,
    pub is_shared: bool,
}

impl Mark {
    fn of(leaf: &Leaf) -> Self {
        use vitrine_wire::metadef::PropertyType as Kind;
        let glyph = match leaf.definition().kind() {
            Kind::String => "Aa",
            Kind::Integer => "123",
            Kind::Number => "1.5",
            Kind::Boolean => "T/F",
            Kind::Array => "[ ]",
            Kind::Object => "{ }",
        };
        Self { key: leaf.key.clone(), glyph, is_required: leaf.is_required, is_shared: leaf.is_shared }
    }
}

/// Which branches are open, and what was looked for.
pub struct Look<'a> {
    pub found: Option<&'a Found>,
    pub is_open: &'a dyn Fn(&Branch) -> bool,
}

impl Look<'_> {
    fn shows(&self, sheet: &Sheet, leaf: &Leaf) -> bool {
        match self.found {
            Some(found) => found.leaves.contains(&leaf.origin),
            None => sheet.is_available(leaf),
        }
    }
}

/// The rows that are to be seen. A branch of which all is set is gone until something is removed.
pub fn rows(sheet: &Sheet, look: &Look<'_>) -> Vec<Shown> {
    let mut rows = Vec::new();
    for node in sheet.catalog().nodes() {
        push(&mut rows, sheet, look, node, 1);
    }
    rows
}

/// Adds a node and what is open beneath it; tells how many properties there are.
fn push(rows: &mut Vec<Shown>, sheet: &Sheet, look: &Look<'_>, node: &Node, level: u8) -> usize {
    match node {
        Node::Leaf(leaf) => {
            if !look.shows(sheet, leaf) {
                return 0;
            }
            rows.push(of_leaf(leaf, level));
            1
        }
        Node::Branch { at, label, nodes, .. } => {
            let place = rows.len();
            let is_open = (look.is_open)(at);
            rows.push(Shown {
                row: Row::Branch(at.clone()),
                level,
                label: label.clone(),
                count: None,
                is_open: Some(is_open),
                leaf: None,
            });
            let count: usize = nodes.iter().map(|node| push(rows, sheet, look, node, level + 1)).sum();
            if !is_open {
                rows.truncate(place + 1);
            }
            if count == 0 {
                rows.truncate(place);
            } else if let Some(row) = rows.get_mut(place) {
                row.count = Some(count);
            }
            count
        }
    }
}

fn of_leaf(leaf: &Arc<Leaf>, level: u8) -> Shown {
    Shown {
        row: Row::Leaf(leaf.origin.clone()),
        level,
        label: leaf.label.clone(),
        count: None,
        is_open: None,
        leaf: Some(Mark::of(leaf)),
    }
}

/// Where a key of the keyboard leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Move {
    To(usize),
    Open(usize),
    Close(usize),
    /// Opens all that stand beside it.
    OpenAll,
    Stay,
}

/// What a key does in a tree, as everywhere: arrows, Home, End, `*`, and letters go to labels.
pub fn step(rows: &[Shown], at: usize, key: &str) -> Option<Move> {
    let here = rows.get(at)?;
    let to = |at: Option<usize>| Some(at.map_or(Move::Stay, Move::To));
    match key {
        "ArrowDown" => to(Some(at + 1).filter(|next| *next < rows.len())),
        "ArrowUp" => to(at.checked_sub(1)),
        "Home" => to(Some(0)),
        "End" => to(rows.len().checked_sub(1)),
        "ArrowRight" => match here.is_open {
            Some(false) => Some(Move::Open(at)),
            Some(true) => to(Some(at + 1)),
            None => Some(Move::Stay),
        },
        "ArrowLeft" if here.is_open == Some(true) => Some(Move::Close(at)),
        "ArrowLeft" => to(rows[..at].iter().rposition(|row| row.level < here.level)),
        "*" => Some(Move::OpenAll),
        key if key.chars().count() == 1 && !matches!(key, " " | "+" | "-") => {
            let begins = |at: &usize| {
                rows.get(*at).is_some_and(|row| row.label.to_lowercase().starts_with(&key.to_lowercase()))
            };
            to((at + 1..rows.len()).chain(0..at).find(begins))
        }
        _ => None,
    }
}

/// The branches beside a row.
pub fn beside(rows: &[Shown], at: usize) -> BTreeSet<Branch> {
    let Some(here) = rows.get(at) else { return BTreeSet::new() };
    let parent = |at: usize| rows[..at].iter().rposition(|row| row.level < rows[at].level);
    let own = parent(at);
    let alike = (0..rows.len()).filter(|at| rows[*at].level == here.level && parent(*at) == own);
    alike
        .filter_map(|at| match &rows[at].row {
            Row::Branch(branch) => Some(branch.clone()),
            Row::Leaf(_) => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;
    use vitrine_metadef::sheet::Catalog;

    use super::*;

    fn sheet(stored: &[(&str, &str)]) -> Sheet {
        let document = json!({
            "namespace": "N", "display_name": "Names", "visibility": "public", "protected": false,
            "resource_type_associations": [{"name": "R"}],
            "properties": {"b": {"type": "string", "title": "Bus"}},
            "objects": [{"name": "Numa", "properties": {"c": {"type": "integer", "title": "Cells"}}}],
        });
        let documents = [serde_json::from_value(document).unwrap()];
        let stored = stored.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
        Sheet::open(Catalog::of(&documents, "R", None), stored.collect::<BTreeMap<_, _>>())
    }

    fn labels(sheet: &Sheet, is_open: bool, query: Option<&str>) -> Vec<String> {
        let found = query.map(|query| sheet.search(query));
        let look = Look { found: found.as_ref(), is_open: &|_| is_open };
        rows(sheet, &look).into_iter().map(|row| row.label).collect()
    }

    #[test]
    fn only_what_is_open_and_can_be_added_is_shown() {
        assert_eq!(labels(&sheet(&[]), false, None), ["Names"]);
        assert_eq!(labels(&sheet(&[]), true, None), ["Names", "Bus", "Numa", "Cells"]);
        assert_eq!(labels(&sheet(&[("c", "1")]), true, None), ["Names", "Bus"]);
        assert!(labels(&sheet(&[("b", "1"), ("c", "1")]), true, None).is_empty());
        assert_eq!(labels(&sheet(&[]), true, Some("NUMA")), ["Names", "Numa", "Cells"]);
    }

    #[test]
    fn keys_walk_the_tree() {
        let sheet = sheet(&[]);
        let rows = rows(&sheet, &Look { found: None, is_open: &|_| true });
        for (at, key, expected) in [
            (0, "ArrowDown", Move::To(1)),
            (3, "ArrowDown", Move::Stay),
            (0, "ArrowUp", Move::Stay),
            (3, "ArrowLeft", Move::To(2)),
            (2, "ArrowLeft", Move::Close(2)),
            (0, "ArrowRight", Move::To(1)),
            (0, "End", Move::To(3)),
            (3, "Home", Move::To(0)),
            (0, "n", Move::To(2)),
            (2, "n", Move::To(0)),
            (0, "*", Move::OpenAll),
        ] {
            assert_eq!(step(&rows, at, key), Some(expected), "{at} {key}");
        }
        assert_eq!(step(&rows, 0, "Tab"), None);
        assert_eq!(beside(&rows, 1).len(), 1);
    }
}
