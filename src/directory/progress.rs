//! How far the loading of a data file is, for another thread, which can also stop it. The counters are `AtomicUsize` because
//! some processors have no `AtomicU64`.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared by a thread that loads and one that watches. The figures are approximate.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    size: AtomicUsize,
    read: AtomicUsize,
    parsed: AtomicUsize,
    is_cancelled: AtomicBool,
}

impl Progress {
    /// Asks the loading thread to stop, which it does within milliseconds.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    /// How far it is with this file. A byte counts half when it is read, and the other half when it is parsed.
    pub(crate) fn stage(&self, path: &Path) -> Stage {
        let name = match path.as_os_str() {
            name if name == "-" => "standard input".into(),
            name => path.file_name().unwrap_or(name).to_string_lossy(),
        };
        let load = |bytes: &AtomicUsize| bytes.load(Ordering::Relaxed) as u64;
        let [size, read, parsed] = [&self.size, &self.read, &self.parsed].map(load);
        // The length of a pipe is not known.
        let done = if size == 0 { read } else { size.min(u64::midpoint(read, parsed)) };
        Stage { name: name.into_owned(), done, size }
    }

    /// Begins with a file of this size; 0 if it is not known.
    pub(super) fn set_size(&self, bytes: u64) {
        self.read.store(0, Ordering::Relaxed);
        self.size.store(usize::try_from(bytes).unwrap_or(usize::MAX), Ordering::Relaxed);
    }

    pub(super) fn add_read(&self, bytes: usize) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn add_parsed(&self, bytes: usize) {
        self.parsed.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// How far the reading of a file is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stage {
    /// The file's name, as the file system has it: it may hold anything.
    pub name: String,
    pub done: u64,
    /// All bytes; 0 if not known.
    pub size: u64,
}

impl Stage {
    pub(crate) fn percent(&self) -> u64 {
        self.done.saturating_mul(100).checked_div(self.size).unwrap_or(0).min(100)
    }

    /// `120.0 of 413.2 MB`, or what was read if the size is not known.
    pub(crate) fn bytes(&self) -> String {
        let tenths = |bytes: u64| bytes / 100_000;
        let written = |bytes: u64| format!("{}.{}", tenths(bytes) / 10, tenths(bytes) % 10);
        match self.size {
            0 => format!("{} MB", written(self.done)),
            size => format!("{} of {} MB", written(self.done), written(size)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_told_in_bytes_and_as_a_share() {
        let stage = |done, size| Stage { name: "a".to_owned(), done, size };
        assert_eq!(stage(120_050_000, 413_259_374).bytes(), "120.0 of 413.2 MB");
        assert_eq!(stage(120_050_000, 413_259_374).percent(), 29);
        assert_eq!((stage(0, 0).percent(), stage(1_200_000, 0).bytes().as_str()), (0, "1.2 MB"));
        assert_eq!(stage(5, 4).percent(), 100);
    }
}
