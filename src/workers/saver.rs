//! Writes what is remembered, on a thread of its own, so that a slow disk holds up no key. What is newer replaces what
//! is still waiting; the last one is waited for, though not for ever.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Worker;
use crate::app::Session;
use crate::store::{Store, Warning};

/// Remembers one data file's visits.
#[derive(Debug)]
pub struct Saver {
    store: Store,
    key: String,
    working: Option<Working>,
    /// What came of saving without a thread.
    outcome: Result<(), Warning>,
}

#[derive(Debug)]
struct Working {
    worker: Worker<Session>,
    outcomes: Receiver<Result<(), Warning>>,
}

/// How long it is waited for something newer, so that a row of keys is written once.
const PAUSE: Duration = Duration::from_millis(200);

/// How long the end of the program waits for a disk: somebody who leaves by a key is kept for less than a second in all.
pub const ON_LEAVING: Duration = Duration::from_millis(800);
/// The same where a signal ends the process, which leaves less time.
pub const ON_SIGNAL: Duration = Duration::from_millis(500);

impl Saver {
    /// Gets ready to save what is remembered of the data file with this key.
    pub fn new(store: Store, key: String) -> Self {
        Saver { store, key, working: None, outcome: Ok(()) }
    }

    /// Saves when there is time for it. A failure is reported at the end: a browser that cannot remember is a
    /// browser all the same.
    pub fn save(&mut self, session: Session) {
        if self.working.is_none() {
            self.working = Working::start(self.store.clone(), self.key.clone());
        }
        match &self.working {
            Some(working) => working.worker.send(session),
            // Where the system gives no thread it is saved in between.
            None => self.outcome = self.store.save(&self.key, &session),
        }
    }

    /// Saves, and waits until that is done, though no longer than `patience`; gives why it could not be, where that is known.
    pub fn finish(&mut self, session: Session, patience: Duration) -> Option<Warning> {
        self.save(session);
        let Some(Working { worker, outcomes }) = self.working.take() else {
            return self.outcome.clone().err();
        };
        drop(worker);
        let end = Instant::now() + patience;
        let mut last = Ok(());
        loop {
            match outcomes.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(outcome) => last = outcome,
                Err(RecvTimeoutError::Disconnected) => return last.err(),
                Err(RecvTimeoutError::Timeout) => return None,
            }
        }
    }
}

impl Working {
    fn start(store: Store, key: String) -> Option<Self> {
        let (outcome, outcomes) = mpsc::channel();
        let save = move |session: Session| {
            let _ = outcome.send(store.save(&key, &session));
        };
        let worker = Worker::start("saver", PAUSE, save).ok()?;
        Some(Working { worker, outcomes })
    }
}
