//! One resource's texts before a catalog.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use vitrine_wire::image::RESERVED_PREFIX;

use super::catalog::{Branch, Catalog, Leaf, Node, Origin};
use super::reading::{Control, Reading};
use super::row::{Entry, Row};

/// Characters of a key.
const MAX_KEY: usize = 255;
/// What the service computes and shows beside what people set.
const LOCKED: &[&str] = &["os_hash_algo", "os_hash_value"];

pub(super) fn is_locked(key: &str) -> bool {
    LOCKED.contains(&key) || key.starts_with(RESERVED_PREFIX)
}

/// What is to be saved: only what differs from what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    #[serde(default)]
    pub removed: Vec<String>,
}

impl Difference {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.removed.is_empty()
    }

    /// How many keys it touches.
    #[must_use]
    pub fn len(&self) -> usize {
        self.set.len() + self.removed.len()
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.set.keys().chain(&self.removed).map(String::as_str)
    }

    /// What a key is to be; nothing where it is to go.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&str> {
        self.set.get(key).map(String::as_str)
    }
}

/// Why a key cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    Empty,
    TooLong,
    /// It is set already.
    Taken,
    /// The resource has something else by this name, or the service keeps it for itself.
    Reserved,
}

impl KeyFault {
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

/// A key that two people changed in two ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    pub key: String,
    /// What this sheet makes of it; nothing where it removes it.
    pub mine: Option<String>,
    /// What was saved meanwhile; nothing where it was removed.
    pub theirs: Option<String>,
}

/// The texts of a resource, what defines them, and what was changed.
#[derive(Clone, Debug)]
pub struct Sheet {
    catalog: Arc<Catalog>,
    stored: BTreeMap<String, String>,
    entries: BTreeMap<String, Entry>,
    rows: BTreeMap<String, Arc<Row>>,
    /// How many keys there are that differ in case only.
    folded: HashMap<String, usize>,
    /// Which of several definitions somebody chose, by key.
    chosen: BTreeMap<String, Origin>,
    /// Names that are none of a custom key.
    reserved: &'static [&'static [&'static str]],
    shape: u64,
}

impl Sheet {
    /// A sheet that holds what is stored.
    #[must_use]
    pub fn open(catalog: Catalog, stored: BTreeMap<String, String>) -> Self {
        let mut sheet = Self {
            catalog: Arc::new(catalog),
            stored,
            entries: BTreeMap::new(),
            rows: BTreeMap::new(),
            folded: HashMap::new(),
            chosen: BTreeMap::new(),
            reserved: &[],
            shape: 0,
        };
        sheet.reset();
        sheet
    }

    /// With names that no custom key may have.
    #[must_use]
    pub fn reserving(mut self, reserved: &'static [&'static [&'static str]]) -> Self {
        self.reserved = reserved;
        self
    }

    /// Goes back to what is stored.
    pub fn reset(&mut self) {
        self.chosen.clear();
        self.clear();
        for (key, text) in &self.stored.clone() {
            self.put(key, Some(text));
        }
        self.reshape();
    }

    /// Other definitions for the same values.
    pub fn set_catalog(&mut self, catalog: Catalog) {
        self.catalog = Arc::new(catalog);
        let entries = self.clear();
        for (key, entry) in entries {
            match entry.text {
                Some(text) => self.put(&key, Some(&text)),
                None => self.put(&key, None),
            }
        }
        self.reshape();
    }

    /// Other definitions, while somebody writes them: keys that they defined and do not any more are gone.
    pub fn follow(&mut self, catalog: Catalog) {
        let defined: Vec<String> =
            self.rows().filter(|row| row.leaf.is_some()).map(|row| row.key.clone()).collect();
        self.set_catalog(catalog);
        for key in defined {
            let is_gone = self.rows.get(&key).is_some_and(|row| row.leaf.is_none());
            if is_gone && !self.stored.contains_key(&key) {
                self.remove(&key);
            }
        }
    }

    /// Changes what a difference of before says.
    pub fn take_up(&mut self, difference: &Difference) {
        for (key, text) in &difference.set {
            if !is_locked(key) {
                self.put(key, Some(text));
            }
        }
        for key in &difference.removed {
            self.remove(key);
        }
        self.reshape();
    }

    /// Is there anything that going back would undo?
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.is_changed() || self.entries.keys().any(|key| !self.stored.contains_key(key))
    }

    /// What the stored texts are now, because somebody saved. What this sheet changed stays changed. Tells
    /// what was changed here and there, and not to the same.
    pub fn rebase(&mut self, stored: BTreeMap<String, String>) -> Vec<Clash> {
        let mine = self.difference();
        let before = std::mem::replace(&mut self.stored, stored);
        let is_clash = |key: &&str| {
            let theirs = self.stored.get(*key);
            before.get(*key) != theirs && theirs.map(String::as_str) != mine.value(key)
        };
        let clashes = mine.keys().filter(is_clash).map(|key| Clash {
            key: key.to_owned(),
            mine: mine.value(key).map(str::to_owned),
            theirs: self.stored.get(key).cloned(),
        });
        let clashes = clashes.collect();
        let blank: Vec<String> =
            self.entries.iter().filter(|(_, it)| it.text.is_none()).map(|(key, _)| key.clone()).collect();
        let mut now = self.stored.clone();
        now.retain(|key, _| !mine.removed.contains(key));
        now.extend(mine.set);
        self.clear();
        for (key, text) in &now {
            self.put(key, Some(text));
        }
        for key in blank.iter().filter(|key| !now.contains_key(*key)) {
            self.put(key, None);
        }
        self.reshape();
        clashes
    }

    #[must_use]
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    #[must_use]
    pub fn stored(&self) -> &BTreeMap<String, String> {
        &self.stored
    }

    /// Changes when keys come or go, or definitions do; not when values change.
    #[must_use]
    pub fn shape(&self) -> u64 {
        self.shape
    }

    /// What is set, by key.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.rows.values()
    }

    #[must_use]
    pub fn row(&self, key: &str) -> Option<&Arc<Row>> {
        self.rows.get(key)
    }

    /// Can it be added? What the service keeps for itself cannot, nor what nobody could enter a value of.
    #[must_use]
    pub fn is_available(&self, leaf: &Leaf) -> bool {
        let has_value = self.stored.contains_key(&leaf.key) || leaf.default.is_some();
        !self.folded.contains_key(&leaf.key.to_lowercase())
            && !self.is_reserved(&leaf.key)
            && (has_value || leaf.definition().common().readonly != Some(true))
    }

    fn is_reserved(&self, key: &str) -> bool {
        is_locked(key) || self.reserved.iter().any(|names| names.contains(&key))
    }

    /// What can be added beneath a place.
    #[must_use]
    pub fn available(&self, at: &Branch) -> Vec<Arc<Leaf>> {
        let leaves = self.catalog.find(at).map(Node::leaves).unwrap_or_default();
        leaves.into_iter().filter(|leaf| self.is_available(leaf)).cloned().collect()
    }

    /// Adds a property with its default, if it has one. A key that was removed comes back as it was stored.
    pub fn add(&mut self, origin: &Origin) -> bool {
        let Some(leaf) = self.catalog.leaf(origin).cloned() else {
            return false;
        };
        let is_added = self.add_leaf(&leaf);
        self.reshape();
        is_added
    }

    /// Adds all that can be added beneath a place.
    pub fn add_all(&mut self, at: &Branch) -> usize {
        let count = self.available(at).iter().filter(|leaf| self.add_leaf(leaf)).count();
        self.reshape();
        count
    }

    fn add_leaf(&mut self, leaf: &Arc<Leaf>) -> bool {
        if !self.is_available(leaf) {
            return false;
        }
        if leaf.is_shared {
            self.chosen.insert(leaf.key.clone(), leaf.origin.clone());
        }
        let text = self.stored.get(&leaf.key).cloned().or_else(|| leaf.default.clone());
        self.put(&leaf.key.clone(), text.as_deref());
        true
    }

    /// Adds a key that somebody typed.
    pub fn add_custom(&mut self, key: &str) -> Result<(), KeyFault> {
        let key = key.trim();
        if key.is_empty() {
            return Err(KeyFault::Empty);
        }
        if key.chars().count() > MAX_KEY {
            return Err(KeyFault::TooLong);
        }
        if self.is_reserved(key) {
            return Err(KeyFault::Reserved);
        }
        if self.entries.contains_key(key) {
            return Err(KeyFault::Taken);
        }
        let definition = self.catalog.definitions(key).first().filter(|leaf| leaf.key == key).copied();
        let default = definition.and_then(|leaf| leaf.default.clone());
        let text = self.stored.get(key).cloned().or(default);
        self.put(key, text.as_deref());
        self.reshape();
        Ok(())
    }

    pub fn remove(&mut self, key: &str) {
        if is_locked(key) || self.entries.remove(key).is_none() {
            return;
        }
        self.rows.remove(key);
        let folded = key.to_lowercase();
        let left = self.folded.get(&folded).map_or(0, |count| count - 1);
        if left == 0 {
            self.folded.remove(&folded);
        } else {
            self.folded.insert(folded, left);
        }
        self.reshape();
    }

    fn clear(&mut self) -> BTreeMap<String, Entry> {
        self.rows.clear();
        self.folded.clear();
        std::mem::take(&mut self.entries)
    }

    /// Puts a key back to what is stored, or takes it away where nothing is.
    pub fn restore(&mut self, key: &str) {
        match self.stored.get(key).cloned() {
            Some(text) => {
                self.put(key, Some(&text));
                self.reshape();
            }
            None => self.remove(key),
        }
    }

    /// The whole text of a key, operator and all.
    pub fn set_text(&mut self, key: &str, text: &str) {
        if !self.is_open(key) {
            return;
        }
        let text = Some(text).filter(|text| !text.is_empty() || self.stored.contains_key(key));
        self.put(key, text);
    }

    /// The value behind the operator, where there is one.
    pub fn set_value(&mut self, key: &str, text: &str) {
        let Some(entry) = self.entries.get(key) else {
            return;
        };
        match (&entry.reading.operator, &entry.reading.control) {
            (Some(_), control) if !matches!(control, Control::List(_) | Control::Raw(_)) => {
                let reading = entry.reading.with(control.filled(text));
                self.write(key, reading);
            }
            _ => self.set_text(key, text),
        }
    }

    pub fn set_boolean(&mut self, key: &str, value: bool) {
        if let Some(entry) = self.entries.get(key) {
            let reading = entry.reading.with(Control::Boolean(Some(value)));
            self.write(key, reading);
        }
    }

    pub fn set_items(&mut self, key: &str, items: Vec<String>) {
        if let Some(entry) = self.entries.get(key) {
            let reading = entry.reading.with(Control::List(items));
            self.write(key, reading);
        }
    }

    /// Adds what was typed or chosen to a list: one item, or several where it says so.
    pub fn add_item(&mut self, key: &str, typed: &str) {
        let Some(Entry { reading, .. }) = self.entries.get(key) else {
            return;
        };
        if let Control::List(items) = &reading.control {
            let mut items = items.clone();
            items.extend(reading.parted(typed));
            self.set_items(key, items);
        }
    }

    pub fn remove_item(&mut self, key: &str, index: usize) {
        let items = self.entries.get(key).map(|entry| &entry.reading.control);
        if let Some(Control::List(items)) = items {
            let mut items = items.clone();
            if index < items.len() {
                items.remove(index);
                self.set_items(key, items);
            }
        }
    }

    pub fn choose_operator(&mut self, key: &str, operator: Option<&str>) {
        let leaf = self.rows.get(key).and_then(|row| row.leaf.clone());
        if let (Some(entry), Some(leaf)) = (self.entries.get(key), leaf)
            && entry.reading.operator.as_deref() != operator
        {
            let reading = entry.reading.with_operator(&leaf, operator);
            self.write(key, reading);
        }
    }

    /// Reads a key by another of its definitions.
    pub fn choose_definition(&mut self, key: &str, origin: &Origin) {
        self.chosen.insert(key.to_owned(), origin.clone());
        if let Some(text) = self.entries.get(key).map(|entry| entry.text.clone()) {
            self.put(key, text.as_deref());
            self.reshape();
        }
    }

    /// What is set, as it would be stored.
    #[must_use]
    pub fn texts(&self) -> BTreeMap<String, String> {
        let set = self.entries.iter().filter_map(|(key, entry)| Some((key.clone(), entry.text.clone()?)));
        set.collect()
    }

    /// May all of it be saved?
    #[must_use]
    pub fn is_valid(&self) -> bool {
        !self.rows().any(|row| row.verdict.is_error())
    }

    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.difference().is_empty()
    }

    /// What differs from what is stored. What was emptied is neither set nor removed: it is at fault.
    #[must_use]
    pub fn difference(&self) -> Difference {
        let changed = |(key, entry): (&String, &Entry)| {
            let text = entry.text.as_ref().filter(|text| self.stored.get(key) != Some(*text))?;
            Some((key.clone(), text.clone()))
        };
        let gone = self.stored.keys().filter(|key| !self.entries.contains_key(*key));
        Difference {
            set: self.entries.iter().filter_map(changed).collect(),
            removed: gone.cloned().collect(),
        }
    }

    /// What objects require that have something set and that itself is not.
    #[must_use]
    pub fn missing(&self) -> Vec<Arc<Leaf>> {
        let in_use: Vec<&Origin> = self.rows().filter_map(|row| row.origin()).collect();
        let is_begun = |leaf: &Leaf| {
            in_use.iter().any(|it| it.namespace == leaf.origin.namespace && it.object == leaf.origin.object)
        };
        let leaves = self.catalog.leaves().iter();
        leaves.filter(|it| it.is_required && self.is_available(it) && is_begun(it)).cloned().collect()
    }

    /// May people change it?
    fn is_open(&self, key: &str) -> bool {
        !is_locked(key) && self.entries.contains_key(key)
    }

    /// Takes what is meant. Where it means what is stored, it is that, to the letter.
    fn write(&mut self, key: &str, reading: Reading) {
        if !self.is_open(key) {
            return;
        }
        let leaf = self.definition_of(key);
        let stored = self.stored.get(key);
        let before = stored.map(|text| Entry::read(leaf.as_deref(), Some(text)));
        let text = match before {
            Some(before) if before.reading.means(&reading) => before.text,
            _ => reading.text(),
        };
        self.insert(key, Entry { reading, text });
    }

    fn put(&mut self, key: &str, text: Option<&str>) {
        let leaf = self.definition_of(key);
        self.insert(key, Entry::read(leaf.as_deref(), text));
    }

    fn insert(&mut self, key: &str, entry: Entry) {
        let leaf = self.definition_of(key);
        let definitions = self.catalog.definitions(key);
        let choices =
            if definitions.len() > 1 { definitions.into_iter().cloned().collect() } else { Vec::new() };
        let row = entry.row(key, leaf.as_ref(), choices, self.stored.get(key).map(String::as_str));
        if self.entries.insert(key.to_owned(), entry).is_none() {
            *self.folded.entry(key.to_lowercase()).or_default() += 1;
        }
        self.rows.insert(key.to_owned(), Arc::new(row));
    }

    fn definition_of(&self, key: &str) -> Option<Arc<Leaf>> {
        let definitions = self.catalog.definitions(key);
        let chosen = self.chosen.get(key);
        let chosen = definitions.iter().find(|leaf| chosen == Some(&leaf.origin));
        chosen.or_else(|| definitions.first()).map(|leaf| Arc::clone(leaf))
    }

    fn reshape(&mut self) {
        static LAST: AtomicU64 = AtomicU64::new(0);
        self.shape = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    }
}
