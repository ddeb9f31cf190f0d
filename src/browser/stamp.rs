//! Detects that a file has changed without reading it.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    /// `None` where there is no such file, as for a moment while an editor saves.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Stamp { size: metadata.len(), changed: metadata.modified().ok() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_written_anew_has_another_stamp() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.ron");
        assert_eq!(Stamp::of(&path), None);
        fs::write(&path, "one").unwrap();
        let first = Stamp::of(&path);
        assert_eq!(Stamp::of(&path), first);
        fs::write(&path, "three").unwrap();
        assert_ne!(Stamp::of(&path), first);
    }
}
