//! The model behind the metadata editor: what resources carry, and the definitions they can choose from.
//!
//! A row is the text that is stored, and nothing else: controls show it and make another of it. So what
//! nobody touches stays as it is, whatever a definition makes of it, and what cannot be understood is a text.

mod catalog;
mod control;
mod form;

pub use catalog::{Branch, Catalog, Leaf, LeafId};
pub use control::Control;
pub use form::{Form, Style};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::validation::Contradiction;
use crate::values::Judge;

/// Keys that belong to the service.
const RESERVED: &[&str] = &["os_hash_algo", "os_hash_value"];
const RESERVED_PREFIX: &str = "os_glance";
/// Characters of a key.
pub const MAX_KEY: usize = 255;

/// What a resource carries, being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    catalog: Arc<Catalog>,
    stored: BTreeMap<String, String>,
    rows: BTreeMap<String, Row>,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    /// `None`: it was added, and nothing was entered yet.
    text: Option<String>,
    /// The definition that was chosen, where several are of this key.
    chosen: Option<LeafId>,
}

/// What to change on the resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub set: BTreeMap<String, String>,
    pub removed: Vec<String>,
}

impl Difference {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.removed.is_empty()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.set.len() + self.removed.len()
    }
}

/// What is to be said of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Fine,
    /// Nothing was entered; it will not be stored.
    Empty,
    /// The definition forbids what is stored. It is kept until somebody enters something else.
    Kept(Contradiction, BTreeMap<&'static str, String>),
    /// The definition forbids what was entered.
    Refused(Contradiction, BTreeMap<&'static str, String>),
}

/// A row as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub leaf: Option<Leaf>,
    /// Every definition of the key, if there are several.
    pub choices: Vec<LeafId>,
    pub control: Control,
    pub text: Option<String>,
    /// What is stored, if that is something else.
    pub was: Option<String>,
    pub is_changed: bool,
    pub is_read_only: bool,
    pub verdict: Verdict,
}

/// Why a key cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadKey {
    Empty,
    TooLong,
    Taken,
    Reserved,
}

impl BadKey {
    /// The stable word for messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::Taken => "taken",
            Self::Reserved => "reserved",
        }
    }
}

fn is_reserved(key: &str) -> bool {
    RESERVED.contains(&key) || key.starts_with(RESERVED_PREFIX)
}

impl Sheet {
    #[must_use]
    pub fn open(catalog: Catalog, stored: BTreeMap<String, String>) -> Self {
        let row =
            |(key, text): (&String, &String)| (key.clone(), Row { text: Some(text.clone()), chosen: None });
        let rows = stored.iter().map(row).collect();
        Self { catalog: Arc::new(catalog), stored, rows }
    }

    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Goes on with other definitions; what was entered stays.
    pub fn set_catalog(&mut self, catalog: Catalog) {
        for row in self.rows.values_mut() {
            row.chosen = row.chosen.take().filter(|id| catalog.get(id).is_some());
        }
        self.catalog = Arc::new(catalog);
    }

    /// Goes on from what is stored now; what was entered stays.
    pub fn rebase(&mut self, stored: BTreeMap<String, String>) {
        let mine = self.difference();
        let before = std::mem::replace(&mut self.stored, stored);
        for (key, text) in &self.stored {
            let is_own = mine.set.contains_key(key) || mine.removed.contains(key);
            if !is_own {
                self.rows.entry(key.clone()).or_insert(Row { text: None, chosen: None }).text =
                    Some(text.clone());
            }
        }
        for key in before.keys().filter(|key| !self.stored.contains_key(*key)) {
            if !mine.set.contains_key(key) {
                self.rows.remove(key);
            }
        }
    }

    #[must_use]
    pub fn stored(&self) -> &BTreeMap<String, String> {
        &self.stored
    }

    /// The keys of all rows.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.rows.keys().cloned().collect()
    }

    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.rows.contains_key(key)
    }

    /// What would be stored.
    #[must_use]
    pub fn texts(&self) -> BTreeMap<String, String> {
        let text = |(key, row): (&String, &Row)| Some((key.clone(), row.text.clone()?));
        self.rows.iter().filter_map(text).collect()
    }

    /// Only what differs from what is stored.
    #[must_use]
    pub fn difference(&self) -> Difference {
        let now = self.texts();
        let removed = self.stored.keys().filter(|key| !now.contains_key(*key)).cloned().collect();
        let set = now.into_iter().filter(|(key, text)| self.stored.get(key) != Some(text)).collect();
        Difference { set, removed }
    }

    /// Has something been entered that a definition forbids?
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let changed = self.difference();
        changed
            .set
            .keys()
            .any(|key| matches!(self.entry(key).map(|it| it.verdict), Some(Verdict::Refused(..))))
    }

    fn leaf_of(&self, key: &str, row: &Row) -> Option<&Leaf> {
        row.chosen
            .as_ref()
            .and_then(|id| self.catalog.get(id))
            .or_else(|| self.catalog.of_key(key).into_iter().next())
    }

    /// A row as it is shown.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<Entry> {
        let row = self.rows.get(key)?;
        let leaf = self.leaf_of(key, row);
        let stored = self.stored.get(key);
        let is_changed = stored != row.text.as_ref();
        let all = self.catalog.of_key(key);
        let choices =
            if all.len() > 1 { all.into_iter().map(|leaf| leaf.id.clone()).collect() } else { Vec::new() };
        let definition = leaf.map(|leaf| &leaf.definition);
        Some(Entry {
            key: key.to_owned(),
            control: Control::of(definition, row.text.as_deref()),
            verdict: verdict(leaf, row.text.as_deref(), is_changed),
            leaf: leaf.cloned(),
            choices,
            was: stored.filter(|_| is_changed).cloned(),
            text: row.text.clone(),
            is_changed,
            is_read_only: is_reserved(key)
                || (definition.is_some_and(|it| it.common().readonly == Some(true)) && stored.is_some()),
        })
    }

    /// Adds a property with its default, if it has one.
    pub fn add(&mut self, id: &LeafId) {
        let Some(leaf) = self.catalog.get(id) else { return };
        if self.rows.contains_key(&leaf.key) {
            return;
        }
        // What was removed and comes back is what it was.
        let text = self.stored.get(&leaf.key).cloned().or_else(|| form::default_text(&leaf.definition));
        self.rows.insert(leaf.key.clone(), Row { text, chosen: Some(id.clone()) });
    }

    /// Adds all properties of a namespace, or of one of its objects.
    pub fn add_all(&mut self, namespace: &str, object: Option<&str>) {
        let wanted = |leaf: &&Leaf| {
            leaf.id.namespace == namespace
                && object.is_none_or(|object| leaf.id.object.as_deref() == Some(object))
        };
        let ids: Vec<LeafId> =
            self.catalog.leaves().iter().filter(wanted).map(|leaf| leaf.id.clone()).collect();
        ids.iter().for_each(|id| self.add(id));
    }

    /// Adds a key that nobody defines, or that somebody does.
    ///
    /// # Errors
    ///
    /// If it is no key, or there already.
    pub fn add_key(&mut self, key: &str) -> Result<(), BadKey> {
        let key = key.trim();
        if key.is_empty() {
            return Err(BadKey::Empty);
        }
        if key.chars().count() > MAX_KEY {
            return Err(BadKey::TooLong);
        }
        if is_reserved(key) {
            return Err(BadKey::Reserved);
        }
        if self.rows.contains_key(key) {
            return Err(BadKey::Taken);
        }
        let text = self.stored.get(key).cloned();
        self.rows.insert(key.to_owned(), Row { text, chosen: None });
        Ok(())
    }

    pub fn remove(&mut self, key: &str) {
        if !is_reserved(key) {
            self.rows.remove(key);
        }
    }

    /// Enters a text; nothing where it is `None`.
    pub fn enter(&mut self, key: &str, text: Option<String>) {
        if let Some(row) = self.rows.get_mut(key).filter(|_| !is_reserved(key)) {
            row.text = text;
        }
    }

    /// Takes back what was entered at a row.
    pub fn restore(&mut self, key: &str) {
        if let Some(text) = self.stored.get(key).cloned() {
            self.rows.entry(key.to_owned()).or_insert(Row { text: None, chosen: None }).text = Some(text);
        }
    }

    /// Goes by another definition of the same key.
    pub fn choose(&mut self, key: &str, id: LeafId) {
        if let Some(row) = self.rows.get_mut(key) {
            row.chosen = Some(id);
        }
    }

    /// What can still be added and holds the text somewhere, as a tree.
    #[must_use]
    pub fn available(&self, query: &str) -> Vec<Branch> {
        let taken: BTreeSet<&String> = self.rows.keys().collect();
        self.catalog.tree(query, |leaf| !taken.contains(&leaf.key))
    }
}

fn verdict(leaf: Option<&Leaf>, text: Option<&str>, is_changed: bool) -> Verdict {
    let Some(text) = text else { return Verdict::Empty };
    let Some(leaf) = leaf else { return Verdict::Fine };
    let judge = Judge::new(leaf.definition.clone());
    // Some editors write `<in> a,b` for every list: the values count, not how they are written.
    let plain = Form::of(&leaf.definition, text).map(|form| form.items.join(","));
    let refusal = judge.refusal_of_text(text).and_then(|rule| {
        let is_list = matches!(leaf.definition, vitrine_wire::metadef::PropertyDefinition::Array(_));
        match plain.filter(|_| is_list) {
            Some(plain) => judge.refusal_of_text(&plain),
            None => Some(rule),
        }
    });
    match refusal {
        None => Verdict::Fine,
        Some(rule) if is_changed => Verdict::Refused(rule, judge.params(rule)),
        Some(rule) => Verdict::Kept(rule, judge.params(rule)),
    }
}

#[cfg(test)]
mod tests;
