//! Where documents come from and go to: files, folders, standard input.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context as _, bail};
use serde_json::Value;
use vitrine_domain::metadef::export::file_name;
use vitrine_wire::metadef::Document;

/// Bytes of one file.
const MAX_BYTES: u64 = 64 << 20;

/// A file, and what is in it or why that cannot be said.
pub struct Source {
    pub name: String,
    pub documents: Result<Vec<Value>, String>,
}

/// Reads what paths name. A file that cannot be parsed does not keep the others from being read; a path
/// that is not there does.
pub fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            let documents = bytes(io::stdin().lock()).and_then(|text| parsed(&text));
            sources.push(Source { name: "standard input".to_owned(), documents });
            continue;
        }
        for file in files(path)? {
            let opened =
                fs::File::open(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let documents = bytes(opened).and_then(|text| parsed(&text));
            sources.push(Source { name: file.display().to_string(), documents });
        }
    }
    Ok(sources)
}

/// The path itself, or the `*.json` in it by name.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let unreadable = || format!("{} cannot be read", path.display());
    if !fs::metadata(path).with_context(unreadable)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).with_context(unreadable)? {
        let file = entry.with_context(unreadable)?.path();
        if file.extension().is_some_and(|extension| extension == "json") && file.is_file() {
            files.push(file);
        }
    }
    if files.is_empty() {
        bail!("{} has no *.json file", path.display());
    }
    files.sort_unstable();
    Ok(files)
}

fn bytes(source: impl io::Read) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    source.take(MAX_BYTES + 1).read_to_end(&mut text).map_err(|error| error.to_string())?;
    if text.len() as u64 > MAX_BYTES {
        return Err(format!("it has more than {MAX_BYTES} bytes"));
    }
    Ok(text)
}

/// One document, or a list of documents.
fn parsed(text: &[u8]) -> Result<Vec<Value>, String> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    match serde_json::from_slice(text) {
        Ok(Value::Array(documents)) => Ok(documents),
        Ok(document) => Ok(vec![document]),
        Err(error) => Err(error.to_string()),
    }
}

/// Writes a file for each document; how many. A file is there as a whole or not at all.
pub fn write(folder: &Path, documents: &[Document]) -> anyhow::Result<usize> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut taken = BTreeSet::new();
    for document in documents {
        let path = folder.join(file_name(document, &mut taken));
        let written = save(&path, format!("{}\n", serde_json::to_string_pretty(document)?).as_bytes());
        written.with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(documents.len())
}

fn save(path: &Path, text: &[u8]) -> io::Result<()> {
    let partial = path.with_extension("json.partial");
    fs::write(&partial, text)?;
    fs::rename(&partial, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_safe_and_differ() {
        let document = |namespace: &str, title: Option<&str>| Document {
            display_name: title.map(str::to_owned),
            ..Document::new(namespace)
        };
        let mut taken = BTreeSet::new();
        for (namespace, title, expected) in [
            ("OS::Compute::CPUPinning", Some("CPU Pinning"), "CPUPinning.json"),
            ("a", Some("cpu-pinning"), "cpupinning-2.json"),
            ("../../etc/passwd", None, "etcpasswd.json"),
            ("b", Some("绑定"), "绑定.json"),
            ("c", Some("../"), "c.json"),
        ] {
            assert_eq!(file_name(&document(namespace, title), &mut taken), expected);
        }
    }

    #[test]
    fn a_file_holds_one_document_or_many() {
        assert_eq!(parsed(br#"{"a": 1}"#).unwrap().len(), 1);
        assert_eq!(parsed(b"\xef\xbb\xbf[{}, {}]").unwrap().len(), 2);
        assert!(parsed(b"{").is_err());
    }
}
