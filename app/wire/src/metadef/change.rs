//! What differs between two states of a namespace, node by node.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Document;
use crate::vocab::vocabulary;

vocabulary! {
    /// What a namespace is made of.
    NodeKind {
        // A member of the namespace itself, by its name on the wire.
        Attribute = "attribute",
        Association = "association",
        Object = "object",
        Property = "property",
        Tag = "tag",
        // All texts in one language.
        Translation = "translation",
    }
}

/// The members of the namespace itself.
pub const ATTRIBUTES: [&str; 7] =
    ["namespace", "display_name", "description", "visibility", "protected", "owner", "enforcement"];

/// A part of a namespace that changes as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Node {
    pub kind: NodeKind,
    pub name: String,
}

/// What became of a node. `None` before: it is new; `None` after: it is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    #[serde(flatten)]
    pub node: Node,
    /// The node as JSON, as it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

impl Change {
    /// Does the change take something away that the namespace held?
    #[must_use]
    pub fn removes(&self) -> bool {
        use NodeKind::{Association, Object, Property, Tag};
        self.after.is_none() && matches!(self.node.kind, Association | Object | Property | Tag)
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { node: self.node, before: self.after, after: self.before }
    }
}

/// The changes that lead from one document to another; in the order of nodes, which says nothing.
/// The order of objects, tags and associations is no difference.
#[must_use]
pub fn changes(from: Option<&Document>, to: Option<&Document>) -> Vec<Change> {
    let empty = BTreeMap::new;
    let mut before = from.map_or_else(empty, nodes);
    let mut after = to.map_or_else(empty, nodes);
    let all: BTreeSet<Node> = before.keys().chain(after.keys()).cloned().collect();
    let change = |node: Node| {
        let (before, after) = (before.remove(&node), after.remove(&node));
        (before != after).then_some(Change { node, before, after })
    };
    all.into_iter().filter_map(change).collect()
}

/// The document after some changes, as JSON that is read like any document.
#[must_use]
pub fn changed(document: &Document, changes: &[Change]) -> Value {
    let mut all = nodes(document);
    for change in changes {
        match &change.after {
            Some(value) => all.insert(change.node.clone(), value.clone()),
            None => all.remove(&change.node),
        };
    }
    let order = |kind: NodeKind, name: &str| position(document, kind, name);
    assembled(all, order)
}

/// Where a part of a list stands in a document; new ones stand behind.
fn position(document: &Document, kind: NodeKind, name: &str) -> usize {
    let found = match kind {
        NodeKind::Association => document.resource_type_associations.iter().position(|it| it.name == name),
        NodeKind::Object => document.objects.iter().position(|it| it.name == name),
        NodeKind::Tag => document.tags.iter().position(|it| it.name == name),
        _ => None,
    };
    found.unwrap_or(usize::MAX)
}

fn assembled(all: BTreeMap<Node, Value>, order: impl Fn(NodeKind, &str) -> usize) -> Value {
    let mut root = Map::new();
    let mut lists: BTreeMap<&str, Vec<(usize, Value)>> = BTreeMap::new();
    let mut maps: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for (node, value) in all {
        let at = order(node.kind, &node.name);
        match node.kind {
            NodeKind::Attribute => {
                root.insert(node.name, value);
            }
            NodeKind::Association => lists.entry("resource_type_associations").or_default().push((at, value)),
            NodeKind::Object => lists.entry("objects").or_default().push((at, value)),
            NodeKind::Tag => lists.entry("tags").or_default().push((at, value)),
            NodeKind::Property => {
                maps.entry("properties").or_default().insert(node.name, value);
            }
            NodeKind::Translation => {
                maps.entry("translations").or_default().insert(node.name, value);
            }
        }
    }
    for (member, mut items) in lists {
        items.sort_by_key(|(at, _)| *at);
        root.insert(member.to_owned(), items.into_iter().map(|(_, item)| item).collect());
    }
    root.extend(maps.into_iter().map(|(member, map)| (member.to_owned(), Value::Object(map))));
    Value::Object(root)
}

/// Every node of a document, as JSON.
fn nodes(document: &Document) -> BTreeMap<Node, Value> {
    let Ok(Value::Object(mut members)) = serde_json::to_value(document) else {
        return BTreeMap::new();
    };
    let mut all = BTreeMap::new();
    let mut add = |kind, name: String, value| {
        all.insert(Node { kind, name }, value);
    };
    for name in ATTRIBUTES {
        if let Some(value) = members.remove(name) {
            add(NodeKind::Attribute, name.to_owned(), value);
        }
    }
    for (member, kind) in [
        ("resource_type_associations", NodeKind::Association),
        ("objects", NodeKind::Object),
        ("tags", NodeKind::Tag),
    ] {
        if let Some(Value::Array(items)) = members.remove(member) {
            for item in items {
                let name = item["name"].as_str().unwrap_or_default().to_owned();
                add(kind, name, item);
            }
        }
    }
    for (member, kind) in [("properties", NodeKind::Property), ("translations", NodeKind::Translation)] {
        if let Some(Value::Object(map)) = members.remove(member) {
            map.into_iter().for_each(|(name, value)| add(kind, name, value));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(value: &Value) -> Document {
        serde_json::from_value(value.clone()).unwrap()
    }

    fn sample() -> Value {
        json!({
            "namespace": "N", "visibility": "public", "protected": false, "description": "d",
            "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "hw_"}],
            "properties": {"p": {"type": "string", "title": "P"}, "q": {"type": "integer", "title": "Q"}},
            "objects": [{"name": "z"}, {"name": "a", "required": ["x"]}],
            "tags": [{"name": "t"}, {"name": "s"}],
            "translations": {"zh-CN": {"properties": {"p": {"title": "属性"}}}},
        })
    }

    #[test]
    fn nothing_differs_from_itself_nor_from_another_order() {
        let one = document(&sample());
        assert_eq!(changes(Some(&one), Some(&one)), []);
        let mut other = one.clone();
        other.objects.reverse();
        other.tags.reverse();
        assert_eq!(changes(Some(&one), Some(&other)), []);
    }

    #[test]
    fn changes_lead_there_and_back() {
        let one = document(&sample());
        let other = document(&json!({
            "namespace": "M", "visibility": "private", "protected": false, "display_name": "n",
            "properties": {"p": {"type": "string", "title": "P", "default": null}},
            "objects": [{"name": "a"}, {"name": "b"}],
            "tags": [{"name": "u"}],
        }));
        let found = changes(Some(&one), Some(&other));
        assert_eq!(document(&changed(&one, &found)), other);
        let back: Vec<Change> = found.into_iter().map(Change::reversed).collect();
        let returned = document(&changed(&other, &back));
        assert_eq!(changes(Some(&returned), Some(&one)), []);
    }

    #[test]
    fn only_parts_are_removed_not_texts() {
        let one = document(&sample());
        let removed = |member: &str| {
            let mut value = sample();
            value.as_object_mut().unwrap().remove(member);
            changes(Some(&one), Some(&document(&value))).iter().any(Change::removes)
        };
        for (member, expected) in [
            ("description", false),
            ("translations", false),
            ("tags", true),
            ("objects", true),
            ("properties", true),
            ("resource_type_associations", true),
        ] {
            assert_eq!(removed(member), expected, "{member}");
        }
    }

    #[test]
    fn a_language_replaces_what_it_translates() {
        let localised = document(&sample()).in_language("zh-CN");
        assert_eq!(localised.properties["p"].common().title.as_deref(), Some("属性"));
        assert_eq!(localised.properties["q"].common().title.as_deref(), Some("Q"));
        assert_eq!(localised.description.as_deref(), Some("d"));
    }
}
