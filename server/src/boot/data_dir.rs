//! The data directory: locked by one process, private to its user.

use std::fs::{DirBuilder, File, OpenOptions};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::private_file;

/// An open data directory. Dropping it releases the lock.
pub struct DataDir {
    root: PathBuf,
    node: String,
    previous: Option<String>,
    _lock: File,
}

impl DataDir {
    /// Makes the directory if needed, locks it, and gives this process a name of its own.
    pub fn open(root: &Path) -> anyhow::Result<Self> {
        prepare(root)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(root.join("lock"))?;
        lock.try_lock().with_context(|| format!("another vitrine uses {}", root.display()))?;
        let name = root.join("node");
        let previous = std::fs::read_to_string(&name).ok().map(|text| text.trim().to_owned());
        let node = uuid::Uuid::new_v4().to_string();
        private_file::write(&name, node.as_bytes())?;
        Ok(Self { root: root.to_owned(), node, previous, _lock: lock })
    }

    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// This process, in the claims it makes.
    #[must_use]
    pub fn node(&self) -> &str {
        &self.node
    }

    /// The process that had the directory before. It is dead: we hold its lock.
    #[must_use]
    pub fn previous_node(&self) -> Option<&str> {
        self.previous.as_deref()
    }
}

/// Makes the directory if needed, for this user only.
pub fn prepare(root: &Path) -> anyhow::Result<()> {
    // Files too, in a directory that others may enter.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(root).with_context(|| format!("data_dir: {} cannot be made", root.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_directory_belongs_to_one_process() {
        let dir = tempfile::tempdir().unwrap();
        let first = DataDir::open(dir.path()).unwrap();
        assert!(DataDir::open(dir.path()).is_err());
        let node = first.node().to_owned();
        drop(first);
        let second = DataDir::open(dir.path()).unwrap();
        assert_eq!(second.previous_node(), Some(node.as_str()));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_made_in_it_is_for_nobody_else() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        prepare(dir.path()).unwrap();
        let file = dir.path().join("vitrine.db");
        std::fs::write(&file, "").unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
