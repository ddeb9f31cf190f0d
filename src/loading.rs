//! A data file that is read on a thread of its own, so that whoever waits for it can see how far it is, and stop it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::directory::{Directory, Progress};
use crate::error::LoadError;

/// Nobody needs to be told of a wait that is shorter.
pub const UNNOTICED: Duration = Duration::from_millis(200);

/// How often those who wait longer are told how far it is.
pub const PACE: Duration = Duration::from_millis(100);

/// What the thread stands on: as much as the main one usually has.
const STACK: usize = 8 << 20;

/// A data file that is being read.
#[derive(Debug)]
pub struct Loading {
    path: PathBuf,
    progress: Arc<Progress>,
    outcome: Receiver<Result<Directory, LoadError>>,
}

impl Loading {
    /// Starts to read a file. Where the system gives no thread it is read before this returns.
    pub fn start(path: &Path) -> Self {
        let progress = Arc::<Progress>::default();
        let (sender, outcome) = mpsc::channel();
        let work = {
            let (path, progress, sender) = (path.to_owned(), Arc::clone(&progress), sender.clone());
            move || drop(sender.send(Directory::load_with(&path, &progress)))
        };
        if thread::Builder::new().name("loading".into()).stack_size(STACK).spawn(work).is_err() {
            let _ = sender.send(Directory::load(path));
        }
        Loading { path: path.to_owned(), progress, outcome }
    }

    /// What came of it, if that is known within `patience`. It is given once.
    pub fn wait(&self, patience: Duration) -> Option<Result<Directory, LoadError>> {
        match self.outcome.recv_timeout(patience) {
            Ok(outcome) => Some(outcome),
            Err(RecvTimeoutError::Timeout) => None,
            // The thread has panicked, of which the panic hook has told.
            Err(RecvTimeoutError::Disconnected) => Some(Err(LoadError::Cancelled)),
        }
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        Stage {
            name: name.to_string_lossy().into_owned(),
            done: self.progress.done(),
            size: self.progress.size(),
        }
    }

    /// What stops it, from wherever it is called.
    pub fn stopper(&self) -> impl Fn() + Send + 'static {
        let progress = Arc::clone(&self.progress);
        move || progress.cancel()
    }
}

/// How far the reading of a file is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// The file's name, as the file system has it: it may hold anything.
    pub name: String,
    /// The bytes that are done.
    pub done: u64,
    /// All bytes; 0 where that is not known yet.
    pub size: u64,
}

impl Stage {
    /// The part that is done, in percent.
    pub fn percent(&self) -> u64 {
        self.done.saturating_mul(100).checked_div(self.size).unwrap_or(0).min(100)
    }

    /// `120 of 413 MB`.
    pub fn bytes(&self) -> String {
        // In tenths, so that a small file on a slow disk is seen to move too.
        let tenths = |bytes: u64| bytes / 100_000;
        let written = |bytes: u64| format!("{}.{}", tenths(bytes) / 10, tenths(bytes) % 10);
        format!("{} of {} MB", written(self.done), written(self.size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_is_read_is_given_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("small.ron");
        std::fs::write(&path, "(title: \"T\", kinds: [], entries: [])").unwrap();
        let loading = Loading::start(&path);
        assert_eq!(loading.wait(LONG).unwrap().unwrap().title(), "T");
        assert_eq!(loading.stage().name, "small.ron");
    }

    #[test]
    fn reading_that_is_stopped_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.ron");
        // Longer than anything that is read before it is looked whether to go on.
        let entry = "(id: \"e\", kind: \"k\", name: \"A name\"),";
        std::fs::write(&path, format!("(title: \"T\", kinds: [], entries: [{}", entry.repeat(200_000)))
            .unwrap();
        let loading = Loading::start(&path);
        loading.stopper()();
        assert!(matches!(loading.wait(LONG), Some(Err(LoadError::Cancelled))));
    }

    #[test]
    fn a_stage_is_told_in_bytes_and_as_a_share() {
        let stage = |done, size| Stage { name: "a".to_owned(), done, size };
        assert_eq!(stage(120_050_000, 413_259_374).bytes(), "120.0 of 413.2 MB");
        assert_eq!(stage(120_050_000, 413_259_374).percent(), 29);
        assert_eq!(stage(0, 0).percent(), 0);
        assert_eq!(stage(5, 4).percent(), 100);
    }
}
