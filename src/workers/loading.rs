//! Reads a data file on a thread of its own, so that others can see how far it is, and stop it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use super::start;
use crate::directory::{Directory, LoadError, Progress, Stage};

/// A shorter wait is not announced.
pub(crate) const UNNOTICED: Duration = Duration::from_millis(200);

/// How often the progress is announced.
pub(crate) const PACE: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub(crate) struct Loading {
    path: PathBuf,
    progress: Arc<Progress>,
    outcome: Receiver<Result<Directory, LoadError>>,
}

impl Loading {
    /// Starts to read a file. If no thread can be started, it is read before this returns.
    pub(crate) fn start(path: &Path) -> Self {
        let progress = Arc::<Progress>::default();
        let (sender, outcome) = mpsc::channel();
        let work = {
            let (path, progress, sender) = (path.to_owned(), Arc::clone(&progress), sender.clone());
            move || drop(sender.send(Directory::load_with(&path, &progress)))
        };
        if start("loading", work).is_err() {
            let _ = sender.send(Directory::load(path));
        }
        Loading { path: path.to_owned(), progress, outcome }
    }

    /// The result, if it is there within `patience`. It is returned once.
    pub(crate) fn wait(&self, patience: Duration) -> Option<Result<Directory, LoadError>> {
        match self.outcome.recv_timeout(patience) {
            Ok(outcome) => Some(outcome),
            Err(RecvTimeoutError::Timeout) => None,
            // The thread panicked, which the panic hook reports.
            Err(RecvTimeoutError::Disconnected) => Some(Err(LoadError::Cancelled)),
        }
    }

    pub(crate) fn stage(&self) -> Stage {
        self.progress.stage(&self.path)
    }

    pub(crate) fn stopper(&self) -> impl Fn() + Send + 'static {
        let progress = Arc::clone(&self.progress);
        move || progress.cancel()
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
}
