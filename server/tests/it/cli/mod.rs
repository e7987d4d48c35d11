//! The command line, as processes of its own.

mod metadefs;

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use crate::support::database::{TestDatabase, empty_database};

/// A home for the program, and a database that it has not seen yet.
struct Home {
    folder: tempfile::TempDir,
    database: TestDatabase,
}

impl Home {
    async fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: empty_database().await }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// `vitrine metadefs …` on the database.
    fn metadefs(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vitrine"));
        command.env_remove("RUST_LOG").arg("--data-dir").arg(self.path("data")).arg("metadefs");
        command.args(["--database-url", &self.database.url]).args(words);
        command
    }

    fn run(&self, words: &[&str]) -> Ran {
        Ran::of(self.metadefs(words).output().unwrap())
    }

    fn run_with(&self, words: &[&str], input: &str) -> Ran {
        let mut command = self.metadefs(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Ran::of(child.wait_with_output().unwrap())
    }
}

/// What a process said, and whether it was content.
#[derive(Debug)]
struct Ran {
    is_fine: bool,
    out: String,
    complaints: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { is_fine: output.status.success(), out: text(output.stdout), complaints: text(output.stderr) }
    }

    /// What it said, being content.
    #[track_caller]
    fn fine(self) -> String {
        assert!(self.is_fine, "{self:?}");
        self.out
    }

    #[track_caller]
    fn refused(self) -> String {
        assert!(!self.is_fine, "{self:?}");
        format!("{}{}", self.out, self.complaints)
    }
}
