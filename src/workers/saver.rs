//! Saves sessions on a thread of its own, so that a slow disk delays no key. A newer session replaces one that still
//! waits; at the end the last one is waited for, though not for ever.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Worker;
use crate::app::Session;
use crate::store::{Store, Warning};

type Saved = Result<(), Warning>;

#[derive(Debug)]
pub(crate) struct Saver {
    store: Store,
    key: String,
    thread: Option<(Worker<Session>, Receiver<Saved>)>,
    outcome: Saved,
}

/// How long to wait for a newer session, so that a burst of keys is saved once.
const PAUSE: Duration = Duration::from_millis(200);

/// How long quitting by a key waits for a slow disk.
pub(crate) const ON_LEAVING: Duration = Duration::from_millis(800);
/// The same for quitting by a signal, which leaves less time.
pub(crate) const ON_SIGNAL: Duration = Duration::from_millis(500);

impl Saver {
    pub(crate) fn new(store: Store, key: String) -> Self {
        Saver { store, key, thread: None, outcome: Ok(()) }
    }

    /// Saves in the background. A failure is reported at the end, as the browser works without saving.
    pub(crate) fn save(&mut self, session: Session) {
        if self.thread.is_none() {
            self.thread = self.start();
        }
        match &self.thread {
            Some((worker, _)) => worker.send(session),
            // Without a thread it is saved at once.
            None => self.outcome = self.store.save(&self.key, &session),
        }
    }

    fn start(&self) -> Option<(Worker<Session>, Receiver<Saved>)> {
        let (store, key) = (self.store.clone(), self.key.clone());
        let (outcome, outcomes) = mpsc::channel();
        let save = move |session: Session| drop(outcome.send(store.save(&key, &session)));
        Some((Worker::start("saver", PAUSE, save).ok()?, outcomes))
    }

    /// Saves and waits until it is done, at most for `patience`; returns a warning if it is known to have failed.
    pub(crate) fn finish(&mut self, session: Session, patience: Duration) -> Option<Warning> {
        self.save(session);
        let Some((worker, outcomes)) = self.thread.take() else {
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
