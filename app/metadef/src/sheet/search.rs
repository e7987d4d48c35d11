//! Finding what can be set, and what is.

use std::collections::BTreeSet;

use super::catalog::{Branch, Origin};
use super::model::Sheet;
use super::row::Row;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What can be added.
    pub leaves: BTreeSet<Origin>,
    /// What must be open for that to be seen.
    pub open: BTreeSet<Branch>,
    /// Keys that are set.
    pub keys: BTreeSet<String>,
}

impl Sheet {
    /// Finds every word in label, key, description, object or namespace, in any case.
    #[must_use]
    pub fn search(&self, query: &str) -> Found {
        let query = query.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut found = Found::default();
        for leaf in self.catalog().leaves() {
            if !matches(&leaf.haystack, &words) || !self.is_available(leaf) {
                continue;
            }
            found.open.insert(Branch { object: None, ..leaf.branch() });
            found.open.insert(leaf.branch());
            found.leaves.insert(leaf.origin.clone());
        }
        found.keys = self.rows().filter(|row| row.matches(&words)).map(|row| row.key.clone()).collect();
        found
    }
}

impl Row {
    fn matches(&self, words: &[&str]) -> bool {
        let of_leaf = self.leaf.iter().map(|leaf| leaf.haystack.as_str());
        let haystack: Vec<&str> = of_leaf.chain([self.key.as_str()]).collect();
        matches(&haystack.join("\n").to_lowercase(), words)
    }
}

fn matches(haystack: &str, words: &[&str]) -> bool {
    words.iter().all(|word| haystack.contains(word))
}
