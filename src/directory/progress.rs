//! How far the loading of a data file has come, for whoever waits for it on another thread, and the way to stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Shared by a thread that loads and one that watches. The figures are for the eye: none of them is waited for.
#[derive(Debug, Default)]
pub struct Progress {
    size: AtomicU64,
    /// The bytes of the file that are in memory.
    read: AtomicU64,
    /// The bytes whose entries have been understood.
    understood: AtomicU64,
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
        self.size.load(Ordering::Relaxed)
    }

    /// How many bytes are done. A byte is worth a half when it is read and the other when it is understood.
    pub fn done(&self) -> u64 {
        let done = u64::midpoint(self.read.load(Ordering::Relaxed), self.understood.load(Ordering::Relaxed));
        done.min(self.size())
    }

    pub(super) fn set_size(&self, bytes: u64) {
        self.size.store(bytes, Ordering::Relaxed);
    }

    pub(super) fn add_read(&self, bytes: usize) {
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn add_understood(&self, bytes: usize) {
        self.understood.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}
