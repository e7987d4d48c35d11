//! Two people's changes of one document, brought together node by node.
//!
//! Nodes are those of `vitrine_wire::metadef::changes`. Objects are looked into, property by property, and
//! translations, text by text: what two people changed apart from each other is no conflict.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use vitrine_wire::metadef::{Change, Document, Node, NodeKind, changed, changes};

/// What came of two people's changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Has everything of both; where they conflict, mine.
    pub document: Document,
    pub conflicts: Vec<Conflict>,
}

/// Something that both changed, and not alike. `None`: it is not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub node: Node,
    /// Where in the node; empty for the whole of it.
    pub path: Vec<String>,
    pub base: Option<Value>,
    pub mine: Option<Value>,
    pub theirs: Option<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
}

/// Brings what both made of a document together.
#[must_use]
pub fn merge(base: &Document, mine: &Document, theirs: &Document) -> Merged {
    let by_node = |to| {
        let found = changes(Some(base), Some(to));
        found.into_iter().map(|change| (change.node.clone(), change)).collect::<BTreeMap<Node, Change>>()
    };
    let (ours, mut others) = (by_node(mine), by_node(theirs));
    let mut conflicts = Vec::new();
    let mut wanted = Vec::new();
    for (node, own) in ours {
        let other = others.remove(&node);
        let after = match other {
            None => own.after,
            Some(other) => {
                let mut join = Join { node: &node, path: Vec::new(), conflicts: &mut conflicts };
                join.values(own.before.as_ref(), own.after.as_ref(), other.after.as_ref())
            }
        };
        wanted.push(Change { node, before: None, after });
    }
    Merged { document: with(theirs, &wanted), conflicts }
}

impl Merged {
    /// Settles a conflict. The others keep their place in the list.
    pub fn settle(&mut self, conflict: &Conflict, side: Side) {
        let chosen = match side {
            Side::Mine => conflict.mine.clone(),
            Side::Theirs => conflict.theirs.clone(),
        };
        let there = changes(None, Some(&self.document));
        let there = there.into_iter().find(|change| change.node == conflict.node);
        let after = put(there.and_then(|change| change.after), &conflict.path, chosen);
        let change = Change { node: conflict.node.clone(), before: None, after };
        self.document = with(&self.document, &[change]);
    }
}

/// The document with some nodes changed.
fn with(document: &Document, wanted: &[Change]) -> Document {
    // Nodes come from documents, so they make one.
    serde_json::from_value(changed(document, wanted)).unwrap_or_else(|_| document.clone())
}

/// The value with another at a path; what leads there and is missing is made.
fn put(value: Option<Value>, path: &[String], chosen: Option<Value>) -> Option<Value> {
    let Some((first, rest)) = path.split_first() else {
        return chosen;
    };
    let mut map = match value {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let inner = put(map.remove(first), rest, chosen);
    if let Some(inner) = inner {
        map.insert(first.clone(), inner);
    }
    Some(Value::Object(map))
}

struct Join<'a> {
    node: &'a Node,
    path: Vec<String>,
    conflicts: &'a mut Vec<Conflict>,
}

impl Join<'_> {
    fn values(
        &mut self,
        base: Option<&Value>,
        mine: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Option<Value> {
        if mine == theirs || base == theirs {
            return mine.cloned();
        }
        if base == mine {
            return theirs.cloned();
        }
        if let (true, Some(Value::Object(mine)), Some(Value::Object(theirs))) =
            (self.is_group(), mine, theirs)
        {
            let none = Map::new();
            let base = base.and_then(Value::as_object).unwrap_or(&none);
            return Some(Value::Object(self.members(base, mine, theirs)));
        }
        self.conflicts.push(Conflict {
            node: self.node.clone(),
            path: self.path.clone(),
            base: base.cloned(),
            mine: mine.cloned(),
            theirs: theirs.cloned(),
        });
        mine.cloned()
    }

    fn members(
        &mut self,
        base: &Map<String, Value>,
        mine: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let all: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
        let mut joined = Map::new();
        for name in all {
            self.path.push(name.clone());
            let value = self.values(base.get(name), mine.get(name), theirs.get(name));
            self.path.pop();
            joined.extend(value.map(|value| (name.clone(), value)));
        }
        joined
    }

    /// Is what the path leads to a collection, rather than one thing?
    fn is_group(&self) -> bool {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        match self.node.kind {
            NodeKind::Object => matches!(path[..], [] | ["properties"]),
            NodeKind::Translation => true,
            NodeKind::Attribute | NodeKind::Association | NodeKind::Property | NodeKind::Tag => false,
        }
    }
}
