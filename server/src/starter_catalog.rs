//! The definitions that come with Vitrine: what today's clouds understand, in the layout of catalog files.

use rust_embed::RustEmbed;
use serde_json::Value;

#[derive(RustEmbed)]
#[folder = "catalog"]
#[include = "*.json"]
struct Files;

/// Every document, in the order of file names.
pub fn documents() -> Result<Vec<Value>, serde_json::Error> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort_unstable();
    let files = names.iter().filter_map(|name| Files::get(name));
    files.map(|file| serde_json::from_slice(&file.data)).collect()
}
