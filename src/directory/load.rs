//! The text of a data file: read once into one piece of memory, checked once to be UTF-8.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::LARGEST_FILE;
use super::LoadError;
use super::problem::{Problem, Problems};
use super::progress::Progress;

/// The text of a data file, and the name that messages call it by.
pub(super) fn text_of_file(path: &Path, progress: &Progress) -> Result<(String, String), LoadError> {
    let read_error = |source| LoadError::Read { path: path.to_owned(), source };
    let refused = |reason: &str| LoadError::Refused { path: path.to_owned(), reason: reason.to_owned() };
    let metadata = std::fs::metadata(path).map_err(read_error)?;
    if metadata.is_dir() {
        return Err(refused("it is a directory of the file system; name a file in it"));
    }
    if !metadata.is_file() {
        return Err(refused("it is not a regular file; copy its content into one"));
    }
    if metadata.len() > LARGEST_FILE {
        return Err(refused("it is larger than 2 GiB; split it"));
    }
    progress.set_size(metadata.len());
    let file = File::open(path).map_err(read_error)?;
    let bytes = bytes_of(file, metadata.len(), progress).map_err(read_error)?;
    if progress.is_cancelled() {
        return Err(LoadError::Cancelled);
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(refused("it is larger than 2 GiB; split it"));
    }
    let name = path.to_string_lossy().into_owned();
    String::from_utf8(bytes)
        .map(|text| (name.clone(), text))
        .map_err(|error| not_utf8(&name, error.as_bytes()))
}

/// Everything that can be read, up to a byte more than the largest file; less where the reading is cancelled.
fn bytes_of(mut file: impl Read, size: u64, progress: &Progress) -> io::Result<Vec<u8>> {
    /// So much is read between two looks at whether to go on.
    const STEP: u64 = 1 << 20;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    while !progress.is_cancelled() && bytes.len() as u64 <= LARGEST_FILE {
        let read = file.by_ref().take(STEP).read_to_end(&mut bytes)?;
        if read == 0 {
            break;
        }
        progress.add_read(read);
    }
    Ok(bytes)
}

fn not_utf8(name: &str, bytes: &[u8]) -> LoadError {
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this file is UTF-16; save it as UTF-8",
        _ => "from here on the file is not UTF-8; save it as UTF-8",
    };
    let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    // The line is shown up to the place; what stands behind it is not text.
    let problem = Problem::error(valid.len()..valid.len(), message.to_owned(), None);
    LoadError::Invalid(Problems::one(name, valid.to_owned(), problem))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::FileExt as _;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::*;
    use crate::directory::Directory;

    const TEXT: &str = "(title: \"T\", kinds: [], entries: [])";

    #[test]
    fn a_file_that_is_shorter_or_longer_than_it_was_is_given_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("changed.ron");
        // Around a step.
        for len in [0, 1, 36, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 20 << 20] {
            let content: Vec<u8> = TEXT.bytes().cycle().take(len).collect();
            fs::write(&path, &content).unwrap();
            for seen in [0, 1, len / 2, len.saturating_sub(1), len, len + 1, len * 2, len + (17 << 20)] {
                let bytes = bytes_of(File::open(&path).unwrap(), seen as u64, &Progress::default()).unwrap();
                assert!(bytes == content, "{len} bytes that were {seen}: {}", bytes.len());
            }
        }
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_or_told_about() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("changing.ron");
        let entry = |number| format!("(id: \"e{number}\", kind: \"k\", name: \"A name\"),\n");
        let entries: String = (0..100_000).map(entry).collect::<Vec<_>>().concat();
        let whole = format!("(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [{entries}])");
        fs::write(&path, &whole).unwrap();
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                // Emptied, half there, whole, and longer, over and over.
                for len in [0, 10, whole.len() / 2, whole.len(), whole.len() + 5_000_000].into_iter().cycle()
                {
                    if is_over.load(Ordering::Relaxed) {
                        return;
                    }
                    let file = File::options().write(true).open(&path).unwrap();
                    file.set_len(len as u64).unwrap();
                    if len >= whole.len() {
                        file.write_all_at(whole.as_bytes(), 0).unwrap();
                    }
                }
            });
            let outcomes: Vec<_> = (0..30).map(|_| Directory::load(&path)).collect();
            is_over.store(true, Ordering::Relaxed);
            for outcome in outcomes {
                match outcome {
                    Ok(directory) => assert_eq!(directory.len(), 100_000),
                    Err(LoadError::Invalid(problems)) => assert!(!problems.list().is_empty()),
                    Err(error) => panic!("{error}"),
                }
            }
        });
    }
}
