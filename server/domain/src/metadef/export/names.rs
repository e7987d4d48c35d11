//! What files of namespaces are called.

use std::collections::BTreeSet;

use vitrine_wire::metadef::Document;

/// As other tools name exported files: the display name without what is no letter or digit. What would
/// be written twice gets a number.
#[must_use]
pub fn file_name(document: &Document, taken: &mut BTreeSet<String>) -> String {
    let title = document.display_name.as_ref().unwrap_or(&document.namespace);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let stem = match letters(title) {
        stem if stem.is_empty() => letters(&document.namespace),
        stem => stem,
    };
    // A name of signs alone would be a hidden file.
    let stem = if stem.is_empty() { "namespace".to_owned() } else { stem };
    let mut name = format!("{stem}.json");
    let mut number = 2;
    // Some file systems know no case.
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem}-{number}.json");
        number += 1;
    }
    name
}
