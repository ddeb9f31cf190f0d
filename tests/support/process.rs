//! The program run as a process, in an environment of its own.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A run of the program in an environment of its own.
pub(crate) struct Pitf {
    pub(crate) command: Command,
    pub(crate) home: tempfile::TempDir,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

/// Copies a program that a test runs from there. Another process writes the copy: what this process has open for writing,
/// a thread that starts a process passes on for a moment, and the copy is "busy" if it is run in that moment.
pub(crate) fn install(from: &Path, to: &Path) {
    let done = Command::new("cp").args([from, to]).status();
    assert!(done.expect("there is cp").success(), "it can be copied");
    fs::set_permissions(to, Permissions::from_mode(0o755)).expect("it is ours");
}

impl Pitf {
    pub(crate) fn new(arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().expect("there is room for a directory");
        let mut command = Command::new(env!("CARGO_BIN_EXE_pitf"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", home.path())
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm");
        command.stdin(Stdio::null());
        Pitf { command, home }
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// A file in the home of this run, and its path.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.path().join(name);
        fs::write(&path, text).expect("the file can be written");
        path
    }

    pub(crate) fn data(mut self, text: impl AsRef<[u8]>) -> Self {
        let path = self.file("data.ron", text);
        self.command.arg("--data").arg(path);
        self
    }

    pub(crate) fn out_to(mut self, file: File) -> Self {
        self.command.stdout(file);
        self
    }

    pub(crate) fn run(mut self) -> Done {
        let Output { stdout, stderr, status } = self.command.output().expect("the program starts");
        let home = self.home.path().to_string_lossy().into_owned();
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8").replace(&home, "~");
        Done { out: text(stdout), err: text(stderr), code: status.code() }
    }
}

/// Runs the program on the shipped directory.
pub(crate) fn pitf(arguments: &[&str]) -> Done {
    Pitf::new(arguments).run()
}

/// The ids of all that we ship.
pub(crate) fn shipped_ids() -> Vec<String> {
    pitf::directory::Directory::shipped().entries().map(|entry| entry.id().to_owned()).collect()
}

/// A directory with something in every field.
pub(crate) const FULL: &str = include_str!("../data/full.ron");

/// A small directory in which an entry nests beneath two others.
pub(crate) const CLUBS: &str = r#"(
    title: "Clubs", edition: "2024",
    kinds: [(id: "club", name: "Club", plural: "Clubs")],
    relations: [(id: "in", name: "member of", inverse: "members", nests: true)],
    topics: [(id: "music", name: "Music")],
    sources: [(id: "minutes", title: "Minutes")],
    entries: [
        (id: "council", kind: "club", name: "Council of Clubs", abbreviation: "CC"),
        (id: "choir", kind: "club", name: "Elm Street Choir", summary: "It sings.", topics: ["music"],
            links: [(rel: "in", to: "council"), (rel: "in", to: "band")],
            events: [(date: "2024-03-02", text: "Sings *aloud*.", sources: ["minutes"])]),
        (id: "band", kind: "club", name: "Elm Street Band", links: [(rel: "in", to: "council")]),
    ],
)"#;
