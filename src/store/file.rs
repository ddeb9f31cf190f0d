//! Reads files without trusting what is at the path, and writes them so that they are complete at every moment,
//! whatever their content.
//!
//! Nothing waits for a pipe, a device or another program, except a fifth of a second for a lock.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::{Warning, position};
use crate::atomic_file::{self, AtomicFile};
use crate::notation::{Position, decode};

pub(super) const LARGEST: u64 = 1 << 20;

#[derive(Debug)]
pub(super) enum Unusable {
    /// It could not be opened, or is not a regular file.
    Unreachable(String),
    /// Its content could not be parsed.
    Broken { place: Option<Position>, message: String },
}

impl Unusable {
    pub(super) fn warning(&self, path: &Path, consequence: &str) -> Warning {
        let (place, message) = match self {
            Unusable::Unreachable(message) => (None, message),
            Unusable::Broken { place, message } => (*place, message),
        };
        Warning::new(path, place, &format!("{message}; {consequence}"))
    }

    fn cannot(what: &str, error: &io::Error) -> Self {
        Unusable::Unreachable(format!("cannot {what}: {error}"))
    }
}

/// The text of a file without a byte order mark; `None` where there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<String>, Unusable> {
    let cannot_read = |error: &io::Error| Unusable::cannot("read it", error);
    // A plain open of a pipe without a writer would block for ever.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(Errno::NOENT) => return Ok(None),
        // A socket.
        Err(Errno::NXIO) => return Err(not_a_file()),
        Err(error) => return Err(cannot_read(&error.into())),
    };
    let metadata = file.metadata().map_err(|error| cannot_read(&error))?;
    if !metadata.is_file() {
        return Err(not_a_file());
    }
    let mut bytes = Vec::new();
    if metadata.len() <= LARGEST {
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(&error))?;
    }
    if metadata.len().max(bytes.len() as u64) > LARGEST {
        return Err(Unusable::Broken { place: None, message: "it is larger than 1 MiB".to_owned() });
    }
    text_of(bytes).map(Some)
}

fn not_a_file() -> Unusable {
    Unusable::Unreachable("it is not a regular file".to_owned())
}

fn text_of(bytes: Vec<u8>) -> Result<String, Unusable> {
    let mut text = decode(bytes).map_err(|(before, message)| Unusable::Broken {
        place: Some(position(&before, before.len())),
        message,
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

pub(super) fn make_directory_of(path: &Path) -> Result<(), Unusable> {
    let Some(directory) = path.parent() else { return Ok(()) };
    let made = DirBuilder::new().recursive(true).mode(0o700).create(directory);
    made.map_err(|error| Unusable::cannot("make its directory", &error))
}

/// Replaces a file in one step, readable by the user alone. Only the holder of the lock may do so.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Unusable> {
    const FOR_THE_USER: u32 = 0o600;
    atomic_file::remove_leftovers(path);
    AtomicFile::begin(path, FOR_THE_USER)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.commit()))
        .map_err(|error| Unusable::cannot("write it", &error))
}

/// Gives a broken file another name beside its own.
pub(super) fn keep_aside(path: &Path) -> Result<(), Unusable> {
    let kept = fs::rename(path, beside(path, ".broken"));
    kept.map_err(|error| Unusable::cannot("keep the broken one aside", &error))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut beside = OsString::from(path);
    beside.push(suffix);
    beside.into()
}

/// Takes the advisory lock for writing a file, which is a file beside it, released when closed. If it is held, tries again
/// a few times.
pub(super) fn lock(path: &Path, tries: u32) -> Result<File, Unusable> {
    const PAUSE: Duration = Duration::from_millis(10);
    let cannot_lock = |error: &io::Error| Unusable::cannot("lock it", error);
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = rustix::fs::open(beside(path, ".lock"), flags, Mode::RUSR | Mode::WUSR);
    let file = File::from(file.map_err(|error| cannot_lock(&error.into()))?);
    for left in (0..tries).rev() {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if left > 0 => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => break,
            // On a file system without locks the state is saved all the same.
            Err(TryLockError::Error(error)) if knows_no_locks(&error) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(cannot_lock(&error)),
        }
    }
    Err(Unusable::Unreachable("another program is writing it".to_owned()))
}

fn knows_no_locks(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported || error.raw_os_error() == Some(Errno::NOLCK.raw_os_error())
}
