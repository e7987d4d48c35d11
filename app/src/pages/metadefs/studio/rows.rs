//! What the tree shows: one row for each thing, in the order of the document.

use vitrine_metadef::author::{Place, Selection};
use vitrine_wire::metadef::{Document, PropertyType};

use super::address;

/// Things of a kind stand under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Properties,
    Objects,
    Tags,
    Associations,
    Languages,
}

impl Group {
    pub const ALL: [Self; 5] =
        [Self::Properties, Self::Objects, Self::Tags, Self::Associations, Self::Languages];

    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Properties => "properties",
            Self::Objects => "objects",
            Self::Tags => "tags",
            Self::Associations => "associations",
            Self::Languages => "languages",
        }
    }

    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Properties => "property",
            Self::Objects => "object",
            Self::Tags => "tag",
            Self::Associations => "link",
            Self::Languages => "language",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    Group(Group),
    Node(Selection),
}

/// A row with what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub row: Row,
    pub level: u8,
    pub label: String,
    /// What stands for the type of a property, or the prefix of an association.
    pub glyph: Option<String>,
    /// How many it holds, where it holds something.
    pub count: Option<usize>,
    /// `None` for what cannot be opened.
    pub is_open: Option<bool>,
}

impl Row {
    /// Names the row in the document.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Group(group) => format!("tree-group-{}", group.word()),
            Self::Node(selection) => format!("tree-{}", address::write(selection)),
        }
    }
}

/// What stands for a type.
#[must_use]
pub const fn glyph(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::String => "Aa",
        PropertyType::Integer => "123",
        PropertyType::Number => "1.5",
        PropertyType::Boolean => "T/F",
        PropertyType::Array => "[ ]",
        PropertyType::Object => "{ }",
    }
}

/// The rows to show: those below what is open, or those that hold a text, with what they stand under.
#[must_use]
pub fn rows(document: &Document, filter: &str, is_open: impl Fn(&Row) -> bool) -> Vec<Shown> {
    let filter = filter.trim().to_lowercase();
    let mut all = Rows { found: Vec::new(), filter: &filter, is_open };
    let name = if document.namespace.is_empty() { "…" } else { &document.namespace };
    let root = Row::Node(Selection::Namespace);
    all.found.push(Shown {
        row: root,
        level: 1,
        label: name.to_owned(),
        glyph: None,
        count: None,
        is_open: None,
    });
    for group in Group::ALL {
        all.group(document, group);
    }
    all.found
}

struct Rows<'a, F> {
    found: Vec<Shown>,
    filter: &'a str,
    is_open: F,
}

impl<F: Fn(&Row) -> bool> Rows<'_, F> {
    fn group(&mut self, document: &Document, group: Group) {
        let (count, below) = match group {
            Group::Properties => {
                let own = document.properties.iter().map(|(name, definition)| {
                    let glyph = glyph(definition.kind()).to_owned();
                    self.leaf(Selection::property(name), 2, name, Some(glyph))
                });
                (document.properties.len(), own.flatten().collect())
            }
            Group::Objects => (document.objects.len(), self.objects(document)),
            Group::Tags => {
                let tags = document.tags.iter();
                let rows = tags.map(|tag| {
                    self.leaf(Selection::Tag(tag.name.clone()), 2, &tag.name, Some("#".to_owned()))
                });
                (document.tags.len(), rows.flatten().collect())
            }
            Group::Associations => {
                let all = &document.resource_type_associations;
                let rows = all.iter().map(|it| {
                    let glyph = it.prefix.clone().filter(|prefix| !prefix.is_empty());
                    self.leaf(Selection::Association(it.name.clone()), 2, &it.name, glyph)
                });
                (all.len(), rows.flatten().collect())
            }
            Group::Languages => {
                let all = document.translations.keys();
                let rows = all.map(|it| self.leaf(Selection::Translation(it.clone()), 2, it, None));
                (document.translations.len(), rows.flatten().collect())
            }
        };
        self.put(Row::Group(group), 1, String::new(), count, below);
    }

    fn objects(&self, document: &Document) -> Vec<Shown> {
        let mut inner = Rows { found: Vec::new(), filter: self.filter, is_open: &self.is_open };
        for object in &document.objects {
            let below = object.properties.iter().filter_map(|(name, definition)| {
                let at = Place::Object(object.name.clone());
                let glyph = glyph(definition.kind()).to_owned();
                self.leaf(Selection::Property { at, name: name.clone() }, 3, name, Some(glyph))
            });
            let row = Row::Node(Selection::Object(object.name.clone()));
            inner.put(row, 2, object.name.clone(), object.properties.len(), below.collect());
        }
        inner.found
    }

    fn leaf(&self, selection: Selection, level: u8, label: &str, glyph: Option<String>) -> Option<Shown> {
        let is_found = self.filter.is_empty() || label.to_lowercase().contains(self.filter);
        let row = Row::Node(selection);
        is_found.then(|| Shown { row, level, label: label.to_owned(), glyph, count: None, is_open: None })
    }

    /// Puts a row with those below it; while something is looked for, only if it or one of them was found.
    fn put(&mut self, row: Row, level: u8, label: String, count: usize, below: Vec<Shown>) {
        let is_looked_for = !self.filter.is_empty();
        let is_named = label.to_lowercase().contains(self.filter) && !label.is_empty();
        if is_looked_for && below.is_empty() && !is_named {
            return;
        }
        let is_open = is_looked_for || (self.is_open)(&row);
        let is_open_told = (count > 0).then_some(is_open);
        self.found.push(Shown { row, level, label, glyph: None, count: Some(count), is_open: is_open_told });
        if is_open {
            self.found.extend(below);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        serde_json::from_value(serde_json::json!({
            "namespace": "N", "visibility": "public", "protected": false,
            "properties": {"cpu": {"type": "integer", "title": "C"}, "disk": {"type": "string", "title": "D"}},
            "objects": [{"name": "NUMA", "properties": {"cpu_nodes": {"type": "array", "title": "X"}}}],
            "tags": [{"name": "gold"}],
        }))
        .unwrap()
    }

    fn labels(filter: &str, is_open: bool) -> Vec<String> {
        rows(&document(), filter, |_| is_open)
            .into_iter()
            .map(|row| format!("{}{}", row.level, row.label))
            .collect()
    }

    #[test]
    fn what_is_closed_hides_what_is_below() {
        assert_eq!(
            labels("", true),
            ["1N", "1", "2cpu", "2disk", "1", "2NUMA", "3cpu_nodes", "1", "2gold", "1", "1"]
        );
        assert_eq!(labels("", false), ["1N", "1", "1", "1", "1", "1"]);
    }

    #[test]
    fn what_is_looked_for_is_shown_wherever_it_is() {
        assert_eq!(labels("CPU", false), ["1N", "1", "2cpu", "1", "2NUMA", "3cpu_nodes"]);
        assert_eq!(labels("numa", false), ["1N", "1", "2NUMA"]);
    }
}
