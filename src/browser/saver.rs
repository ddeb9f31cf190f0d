//! Writes what is remembered, on a thread of its own, so that a slow disk holds up no key. What is newer replaces what
//! is still waiting; the last one is waited for, though not for ever.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Session;
use crate::store::{Store, Warning};

/// Remembers one data file's visits.
pub(super) struct Saver {
    store: Store,
    key: String,
    thread: Option<Working>,
    /// What came of saving without a thread.
    outcome: Result<(), Warning>,
}

struct Working {
    jobs: Sender<Session>,
    /// What came of the last of them.
    done: Receiver<Result<(), Warning>>,
}

/// How long it is waited for something newer, so that a row of keys is written once.
const PAUSE: Duration = Duration::from_millis(200);

/// How long the end of the program waits for a disk: somebody who leaves by a key is kept for less than a second in all,
/// and who closes the terminal or ends the process leaves less time for it.
pub(super) const ON_LEAVING: Duration = Duration::from_millis(800);
pub(super) const ON_SIGNAL: Duration = Duration::from_millis(500);

impl Saver {
    pub(super) fn new(store: Store, key: String) -> Self {
        Saver { store, key, thread: None, outcome: Ok(()) }
    }

    /// Saves when there is time for it. Whether that could be done is told at the end: a browser that cannot remember is a
    /// browser all the same.
    pub(super) fn save(&mut self, session: Session) {
        if self.thread.is_none() {
            self.thread = Self::start(self.store.clone(), self.key.clone());
        }
        match &self.thread {
            // The thread ends only when this end of the queue does.
            Some(working) => drop(working.jobs.send(session)),
            // Where the system gives no thread it is saved in between.
            None => self.outcome = self.store.save(&self.key, &session),
        }
    }

    /// Saves, and waits until that is done, though no longer than `patience`; gives why it could not be, where that is known.
    pub(super) fn finish(&mut self, session: Session, patience: Duration) -> Option<Warning> {
        self.save(session);
        let Some(Working { jobs, done }) = self.thread.take() else { return self.outcome.clone().err() };
        drop(jobs);
        done.recv_timeout(patience).ok()?.err()
    }

    fn start(store: Store, key: String) -> Option<Working> {
        let (jobs, waiting) = mpsc::channel();
        let (finished, done) = mpsc::channel();
        let work = move || {
            let mut outcome = Ok(());
            while let Ok(first) = waiting.recv() {
                let newest = newest(first, &waiting);
                outcome = store.save(&key, &newest);
            }
            let _ = finished.send(outcome);
        };
        thread::Builder::new().name("saver".into()).spawn(work).ok()?;
        Some(Working { jobs, done })
    }
}

/// What comes last within the pause that `first` begins. The end of the queue ends the pause.
fn newest(first: Session, waiting: &Receiver<Session>) -> Session {
    let end = Instant::now() + PAUSE;
    let mut newest = first;
    while let Ok(newer) = waiting.recv_timeout(end.saturating_duration_since(Instant::now())) {
        newest = newer;
    }
    newest
}
