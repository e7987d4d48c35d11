//! Files in a zip. Names are shown and never used; what is no JSON is passed over; nothing grows beyond limits.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// Files of one archive, folders included.
const MAX_ENTRIES: usize = 1_000;
/// Bytes of all files together.
const MAX_BYTES: u64 = 16 << 20;
/// How much larger than in the archive a file may be, once it is large at all.
const MAX_RATIO: u64 = 200;
const LARGE: u64 = 1 << 20;
/// Characters of a name.
const MAX_NAME: usize = 200;

/// Why an archive is not read any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No archive, or broken.
    Broken,
    Entries,
    Size,
    /// With a password, or in a way that is not deflate.
    Packed,
    /// An archive in the archive.
    Nested,
}

impl Fault {
    /// The message that tells about it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Broken => "transfer-problem-zip",
            Self::Entries => "transfer-problem-zip-entries",
            Self::Size => "transfer-problem-zip-size",
            Self::Packed => "transfer-problem-zip-packed",
            Self::Nested => "transfer-problem-zip-nested",
        }
    }
}

/// Does it begin like an archive?
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// A file of an archive: its name and what it holds.
type File = (String, Vec<u8>);

/// The JSON files of an archive, with their names; or the file that stands in the way of all.
pub fn files(bytes: &[u8]) -> Result<Vec<File>, (String, Fault)> {
    let nowhere = |fault| (String::new(), fault);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| nowhere(Fault::Broken))?;
    if archive.len() > MAX_ENTRIES {
        return Err(nowhere(Fault::Entries));
    }
    let mut files = Vec::new();
    let mut left = MAX_BYTES;
    for position in 0..archive.len() {
        // Without reading it: names and sizes are there for all.
        let raw = archive.by_index_raw(position).map_err(|_| nowhere(Fault::Broken))?;
        let full_name = raw.name().map_err(|_| nowhere(Fault::Broken))?.into_owned();
        let name = shown(&full_name);
        let is_passed_over = raw.is_dir() || raw.is_symlink() || is_of_a_system(&full_name);
        let (is_encrypted, size, packed) = (raw.encrypted(), raw.size(), raw.compressed_size());
        drop(raw);
        let lower = name.to_lowercase();
        if is_passed_over || !(lower.ends_with(".json") || is_archive_name(&lower)) {
            continue;
        }
        if is_archive_name(&lower) {
            return Err((name, Fault::Nested));
        }
        if is_encrypted {
            return Err((name, Fault::Packed));
        }
        if size > left || (size > LARGE && size / packed.max(1) > MAX_RATIO) {
            return Err((name, Fault::Size));
        }
        let text = read(&mut archive, position, left).map_err(|fault| (name.clone(), fault))?;
        left -= text.len() as u64;
        if is_archive(&text) {
            return Err((name, Fault::Nested));
        }
        files.push((name, text));
    }
    Ok(files)
}

/// A file of so many bytes at the most, whatever the archive says of its size.
fn read(archive: &mut ZipArchive<Cursor<&[u8]>>, position: usize, limit: u64) -> Result<Vec<u8>, Fault> {
    let file = archive.by_index(position).map_err(|error| match error {
        zip::result::ZipError::UnsupportedArchive(_) => Fault::Packed,
        _ => Fault::Broken,
    })?;
    let mut text = Vec::new();
    file.take(limit + 1).read_to_end(&mut text).map_err(|_| Fault::Broken)?;
    if text.len() as u64 > limit { Err(Fault::Size) } else { Ok(text) }
}

fn is_archive_name(name: &str) -> bool {
    [".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".zst"].iter().any(|end| name.ends_with(end))
}

/// What systems put into archives for themselves.
fn is_of_a_system(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == "__MACOSX" || (part.starts_with('.') && part.len() > 2))
}

/// A name as it is told to people.
pub fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn json_files_are_read_and_names_are_only_shown() {
        let bytes = zipped(&[
            ("a/b.json", b"{}"),
            ("../../etc/c.JSON", b"[]"),
            ("/abs\nolute.json", b"1"),
            ("readme.md", b"# no"),
            ("__MACOSX/._b.json", b"x"),
        ]);
        let names: Vec<String> = files(&bytes).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a/b.json", "../../etc/c.JSON", "/absolute.json"]);
    }

    #[test]
    fn what_grows_too_much_is_refused() {
        let zeros = vec![b' '; 4 << 20];
        let bytes = zipped(&[("a.json", &zeros)]);
        assert!(bytes.len() < 100_000);
        assert_eq!(files(&bytes).unwrap_err().1, Fault::Size);
        let many: Vec<String> = (0..=MAX_ENTRIES).map(|at| format!("{at}.json")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"{}"[..])).collect();
        assert_eq!(files(&zipped(&many)).unwrap_err().1, Fault::Entries);
    }

    #[test]
    fn archives_in_archives_are_refused() {
        let inner = zipped(&[("a.json", b"{}")]);
        for name in ["inner.zip", "hidden.json"] {
            let fault = files(&zipped(&[(name, &inner)])).unwrap_err();
            assert_eq!(fault, (name.to_owned(), Fault::Nested));
        }
        assert_eq!(files(&zipped(&[("a.tar.gz", b"x")])).unwrap_err().1, Fault::Nested);
    }

    #[test]
    fn what_is_broken_is_told() {
        assert_eq!(files(b"PK\x03\x04 nothing more").unwrap_err().1, Fault::Broken);
        assert_eq!(files(b"").unwrap_err().1, Fault::Broken);
        let whole = zipped(&[("a.json", b"{\"namespace\": \"N\"}")]);
        for length in 0..whole.len() {
            assert!(files(&whole[..length]).is_err(), "{length}");
        }
    }
}
