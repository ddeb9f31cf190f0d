//! How far the loading of a data file has come, for whoever waits for it on another thread, and the way to stop it. The
//! figures are of the size of a pointer: not every processor has larger ones that threads can share.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared by a thread that loads and one that watches. The figures are for the eye: none of them is waited for.
#[derive(Debug, Default)]
pub struct Progress {
    size: AtomicUsize,
    /// The bytes of the file that are in memory.
    read: AtomicUsize,
    /// The bytes whose entries have been understood.
    understood: AtomicUsize,
    is_cancelled: AtomicBool,
}

impl Progress {
    /// Asks the loading thread to give up; it does so within some milliseconds.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to give up.
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    /// The size of the file in bytes; 0 while it is not known.
    pub fn size(&self) -> u64 {
        self.size.load(Ordering::Relaxed) as u64
    }

    /// How many bytes are done. A byte is worth a half when it is read and the other when it is understood.
    pub fn done(&self) -> u64 {
        let done =
            usize::midpoint(self.read.load(Ordering::Relaxed), self.understood.load(Ordering::Relaxed));
        self.size().min(done as u64)
    }

    pub(super) fn set_size(&self, bytes: u64) {
        self.size.store(usize::try_from(bytes).unwrap_or(usize::MAX), Ordering::Relaxed);
    }

    pub(super) fn add_read(&self, bytes: usize) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn add_understood(&self, bytes: usize) {
        self.understood.fetch_add(bytes, Ordering::Relaxed);
    }
}
