//! What is set: a key with its text, and how it is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalog::{Leaf, Origin};
use super::reading::{self, Control, Reading};
use crate::validation::Contradiction;

/// Is the value fine?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Fine,
    /// Nothing was entered yet, so nothing will be saved.
    Blank,
    /// Nothing was entered, and the object requires something.
    Missing,
    /// A stored value was emptied: it can be removed, but not be nothing.
    Emptied,
    /// Stored like this. It is kept until somebody changes it.
    Kept(Contradiction),
    /// Entered like this, and not allowed.
    Refused(Contradiction),
}

impl Verdict {
    /// Must it be mended before the sheet can be saved?
    #[must_use]
    pub const fn is_error(self) -> bool {
        matches!(self, Self::Missing | Self::Emptied | Self::Refused(_))
    }
}

/// A key that is set, as it is shown.
#[derive(Clone, Debug)]
pub struct Row {
    pub key: String,
    /// What defines the key; nothing of a custom one.
    pub leaf: Option<Arc<Leaf>>,
    /// Every definition of the key, where there are several.
    pub choices: Vec<Arc<Leaf>>,
    /// What will be saved; nothing until something is entered.
    pub text: Option<String>,
    /// What is saved.
    pub stored: Option<String>,
    pub control: Control,
    pub operator: Option<String>,
    /// What may be chosen as an operator.
    pub operators: Vec<String>,
    pub verdict: Verdict,
    /// The service's own: neither changed nor removed.
    pub is_locked: bool,
}

/// A key that is set.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub reading: Reading,
    pub text: Option<String>,
}

impl Entry {
    pub fn read(leaf: Option<&Leaf>, text: Option<&str>) -> Self {
        let reading = match (leaf, text) {
            (Some(leaf), Some(text)) => reading::read(leaf.definition(), text),
            (None, Some(text)) => Reading::of_text(text),
            (leaf, None) => reading::blank(leaf.map(Leaf::definition)),
        };
        Self { reading, text: text.map(str::to_owned) }
    }

    pub fn row(
        &self,
        key: &str,
        leaf: Option<&Arc<Leaf>>,
        choices: Vec<Arc<Leaf>>,
        stored: Option<&str>,
    ) -> Row {
        let mut operators = leaf.map(|leaf| reading::operators(leaf.definition())).unwrap_or_default();
        if let Some(operator) = self.reading.operator.as_ref().filter(|it| !operators.contains(it)) {
            operators.push(operator.clone());
        }
        Row {
            key: key.to_owned(),
            leaf: leaf.cloned(),
            choices,
            text: self.text.clone(),
            stored: stored.map(str::to_owned),
            control: self.reading.control.clone(),
            operator: self.reading.operator.clone(),
            operators,
            verdict: self.verdict(leaf.map(|leaf| &**leaf), stored),
            is_locked: super::model::is_locked(key),
        }
    }

    fn verdict(&self, leaf: Option<&Leaf>, stored: Option<&str>) -> Verdict {
        let Some(text) = self.text.as_deref() else {
            return match (stored, leaf) {
                (Some(_), _) => Verdict::Emptied,
                (None, Some(leaf)) if leaf.is_required => Verdict::Missing,
                (None, _) => Verdict::Blank,
            };
        };
        match leaf.and_then(|leaf| leaf.judge.refusal_of_text(text)) {
            None => Verdict::Fine,
            Some(rule) if stored == Some(text) => Verdict::Kept(rule),
            Some(rule) => Verdict::Refused(rule),
        }
    }
}

impl Row {
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.text != self.stored
    }

    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.is_locked || self.leaf.as_ref().is_some_and(|leaf| leaf.is_read_only())
    }

    #[must_use]
    pub fn label(&self) -> &str {
        self.leaf.as_ref().map_or(&self.key, |leaf| &leaf.label)
    }

    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.leaf.as_ref().map(|leaf| &leaf.origin)
    }

    /// What a message about the value may tell, by name.
    #[must_use]
    pub fn params(&self) -> BTreeMap<&'static str, String> {
        match (self.verdict, &self.leaf) {
            (Verdict::Kept(rule) | Verdict::Refused(rule), Some(leaf)) => leaf.judge.params(rule),
            _ => BTreeMap::new(),
        }
    }
}
