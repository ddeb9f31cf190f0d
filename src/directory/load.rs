//! The text of a data file: read once into one piece of memory, checked once to be UTF-8.

use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::LARGEST_FILE;
use super::problem::{Problem, ProblemList, Problems};
use super::progress::Progress;
use crate::notation::{decode, visible};

/// Why a data file could not be used.
#[derive(Debug)]
pub enum LoadError {
    /// The file could not be read, or is too large, a directory, or being written to.
    Read {
        /// The file.
        path: PathBuf,
        /// Why, and for errors that are not the system's what to do.
        source: io::Error,
    },
    /// The file has these problems.
    Invalid(Problems),
    /// Loading was stopped.
    Cancelled,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            LoadError::Read { path, source } => {
                let what = if source.raw_os_error().is_some() { "read" } else { "use" };
                write!(f, "cannot {what} {}: {source}", visible(&path.to_string_lossy()))
            }
            LoadError::Invalid(problems) => problems.fmt(f),
            LoadError::Cancelled => f.write_str("stopped reading the data file"),
        }
    }
}

impl std::error::Error for LoadError {}

pub(super) fn text_of_file(path: &Path, progress: &Progress) -> Result<(String, String), LoadError> {
    let bytes =
        bytes_of_path(path, progress).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
    if progress.is_cancelled() {
        return Err(LoadError::Cancelled);
    }
    let name = path.to_string_lossy().into_owned();
    let text = decode(bytes).map_err(|(before, message)| {
        let mut problems = ProblemList::default();
        problems.push(Problem::error(before.len()..before.len(), message, None));
        LoadError::Invalid(Problems::new(&name, before, problems))
    })?;
    Ok((name, text))
}

/// Whether a data file can be read a second time: standard input and pipes cannot.
pub(crate) fn can_be_read_again(path: &Path) -> bool {
    let is_kept = |metadata: Metadata| metadata.is_file() || metadata.is_dir();
    !is_standard_input(path) && std::fs::metadata(path).map_or(true, is_kept)
}

/// Whether two paths are the same stream, which can be read only once.
pub(crate) fn is_same_stream(one: &Path, other: &Path) -> bool {
    let stream = |path: &Path| {
        let path = if is_standard_input(path) { Path::new("/dev/stdin") } else { path };
        let metadata = std::fs::metadata(path).ok().filter(|metadata| !metadata.is_file())?;
        Some((metadata.dev(), metadata.ino()))
    };
    let are_standard_input = is_standard_input(one) && is_standard_input(other);
    are_standard_input || stream(one).is_some_and(|one| stream(other) == Some(one))
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The bytes of a pipe, of standard input, or of a file that did not change while it was read.
fn bytes_of_path(path: &Path, progress: &Progress) -> io::Result<Vec<u8>> {
    const MOST_TRIES: usize = 5;
    if is_standard_input(path) {
        return bytes_of(io::stdin().lock(), 0, progress);
    }
    if std::fs::metadata(path)?.is_dir() {
        return Err(io::Error::other("it is a directory of the file system; name a file in it"));
    }
    for _ in 0..MOST_TRIES {
        let file = File::open(path)?;
        let before = file.metadata()?;
        progress.set_size(if before.is_file() { before.len() } else { 0 });
        let bytes = bytes_of(&file, before.len(), progress)?;
        let after = file.metadata()?;
        let is_same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
        if is_same || !before.is_file() || progress.is_cancelled() {
            return Ok(bytes);
        }
    }
    Err(io::Error::other("it is being written to; read it when that is done"))
}

fn bytes_of(mut file: impl Read, size: u64, progress: &Progress) -> io::Result<Vec<u8>> {
    const STEP: u64 = 1 << 20;
    let too_large = || Err(io::Error::other("it is larger than 2 GiB; split it"));
    if size > LARGEST_FILE {
        return too_large();
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    while !progress.is_cancelled() {
        let read = file.by_ref().take(STEP).read_to_end(&mut bytes)?;
        if read == 0 {
            break;
        }
        if bytes.len() as u64 > LARGEST_FILE {
            return too_large();
        }
        progress.add_read(read);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;
    use std::os::unix::fs::FileExt as _;
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::*;
    use crate::directory::Directory;

    const TEXT: &str = "(title: \"T\", kinds: [], entries: [])";

    #[test]
    fn a_file_that_is_shorter_or_longer_than_it_was_is_given_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("changed.ron");
        // Enclosure a step.
        for len in [0, 1, 36, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20] {
            let content: Vec<u8> = TEXT.bytes().cycle().take(len).collect();
            fs::write(&path, &content).unwrap();
            for seen in [0, 1, len / 2, len.saturating_sub(1), len, len + 1, len * 2, len + (2 << 20)] {
                let bytes = bytes_of(File::open(&path).unwrap(), seen as u64, &Progress::default());
                let Ok(bytes) = bytes else { panic!("{len} bytes that were {seen}") };
                assert!(bytes == content, "{len} bytes that were {seen}: {}", bytes.len());
            }
        }
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_or_told_about() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("changing.ron");
        let entry = |number| format!("(id: \"e{number}\", kind: \"k\", name: \"A name\"),\n");
        let entries: String = (0..5_000).map(entry).collect::<Vec<_>>().concat();
        let whole = format!("(title: \"T\", kinds: [(id: \"k\", name: \"K\")], entries: [{entries}])");
        fs::write(&path, &whole).unwrap();
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                // Emptied, half there, whole, and longer, over and over.
                for len in [0, 10, whole.len() / 2, whole.len(), whole.len() + 400_000].into_iter().cycle() {
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
            let outcomes: Vec<_> = (0..15).map(|_| Directory::load(&path)).collect();
            is_over.store(true, Ordering::Relaxed);
            for outcome in outcomes {
                match outcome {
                    Ok(directory) => assert_eq!(directory.len(), 5_000),
                    Err(LoadError::Invalid(problems)) => assert!(!problems.list.is_empty()),
                    Err(LoadError::Read { source, .. }) => {
                        assert_eq!(source.to_string(), "it is being written to; read it when that is done");
                    }
                    Err(error) => panic!("{error}"),
                }
            }
        });
    }

    #[test]
    fn a_pipe_is_read_to_its_end_and_not_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut pipe = File::options().write(true).open(&path).unwrap();
                for byte in TEXT.as_bytes() {
                    pipe.write_all(&[*byte]).unwrap();
                }
            });
            assert_eq!(Directory::load(&path).unwrap().title(), "T");
        });
        assert!(!can_be_read_again(&path) && !can_be_read_again(Path::new("-")));
        assert!(can_be_read_again(&folder.path().join("none")), "what is wrong is told when it is read");
    }

    #[test]
    fn a_stream_without_end_is_read_up_to_the_limit_or_until_it_is_stopped() {
        let progress = Progress::default();
        progress.cancel();
        assert!(bytes_of(io::repeat(b' '), 0, &progress).is_ok_and(|bytes| bytes.is_empty()));
        assert!(bytes_of(io::empty(), LARGEST_FILE + 1, &Progress::default()).is_err());
    }

    #[test]
    fn text_of_another_encoding_is_told_with_or_without_its_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.ron");
        let wide = |bytes: &dyn Fn(u16) -> [u8; 2], text: &str| {
            text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        let widest = |bytes: &dyn Fn(u32) -> [u8; 4], text: &str| {
            text.chars().flat_map(|c| bytes(c.into())).collect::<Vec<u8>>()
        };
        for text in [TEXT, "// é\n()", "\u{feff}()", " \n(title: \"漢字\")"] {
            for (bytes, name) in [
                (wide(&u16::to_le_bytes, text), "UTF-16"),
                (wide(&u16::to_be_bytes, text), "UTF-16"),
                (widest(&u32::to_le_bytes, text), "UTF-32"),
                (widest(&u32::to_be_bytes, text), "UTF-32"),
            ] {
                fs::write(&path, bytes).unwrap();
                let told = Directory::load(&path).unwrap_err().to_string();
                let expected = format!("other.ron:1:1: this file is {name}; save it as UTF-8\n");
                assert!(told.contains(&expected) && told.lines().count() == 3, "{text:?}: {told}");
            }
        }
        fs::write(&path, b"(title: \"caf\xe9\")").unwrap();
        let told = Directory::load(&path).unwrap_err().to_string();
        assert!(told.contains("other.ron:1:13: from here on the file is not UTF-8"), "{told}");
    }
}
