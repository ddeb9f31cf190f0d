//! Writes a file whole or not at all.
//!
//! The content goes into a temporary file beside it, `.NAME.pitf-XXXXXX`, which gets the owner and mode of the old file and
//! is renamed over it. If the folder is not writable or the owner cannot be set, the content is copied over the old file,
//! after space for it is allocated. Devices and pipes are written to directly.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, BufWriter, Seek as _, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::{FallocateFlags, OFlags, fallocate, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use tempfile::TempPath;

/// A file that is being written. Until [`AtomicFile::commit`] the old one stays.
#[derive(Debug)]
pub struct AtomicFile {
    out: BufWriter<File>,
    target: Placement,
}

#[derive(Debug)]
enum Placement {
    /// A device or a pipe, which is written to directly.
    Stream,
    /// The temporary file is renamed.
    Replace { temporary: TempPath, path: PathBuf, old: Option<File> },
    /// The content is copied over the old file.
    Overwrite(File),
}

impl AtomicFile {
    /// Begins to write a file; follows links. A new file gets the mode `new_mode`, less the umask.
    pub fn begin(path: &Path, new_mode: u32) -> io::Result<Self> {
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A link to a file that is not there yet stays one.
                let path = fs::read_link(path).map_or(path.to_owned(), |target| path.with_file_name(target));
                let (file, temporary) = beside(&path, new_mode)?;
                Ok(Self::new(file, Placement::Replace { temporary, path, old: None }))
            }
            Err(error) => Err(error),
            Ok(metadata) if !metadata.is_file() => {
                open_stream(path, PAUSES).map(|file| Self::new(file, Placement::Stream))
            }
            Ok(metadata) => {
                let path = fs::canonicalize(path)?;
                // A read-only file must not be replaced either.
                let old = OpenOptions::new().write(true).open(&path)?;
                match beside_like(&path, &metadata) {
                    Ok((file, temporary)) => {
                        Ok(Self::new(file, Placement::Replace { temporary, path, old: Some(old) }))
                    }
                    Err(_) => Ok(Self::new(tempfile::tempfile()?, Placement::Overwrite(old))),
                }
            }
        }
    }

    fn new(file: File, target: Placement) -> Self {
        AtomicFile { out: BufWriter::with_capacity(1 << 16, file), target }
    }

    /// Whether the content is at the path only after [`AtomicFile::commit`].
    pub fn is_held_back(&self) -> bool {
        !matches!(self.target, Placement::Stream)
    }

    /// Puts the content into place, and waits until it is on the disk. If that fails, the old file is unchanged.
    pub fn commit(self) -> io::Result<()> {
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        match self.target {
            Placement::Stream => Ok(()),
            Placement::Overwrite(old) => copy_over(file, old),
            Placement::Replace { temporary, path, old } => {
                file.sync_all()?;
                match (temporary.persist(&path), old) {
                    (Ok(()), _) => {
                        // Not every file system can; the file is whole either way.
                        let _ = path.parent().and_then(|folder| File::open(folder).ok()?.sync_all().ok());
                        Ok(())
                    }
                    // The folder is sticky, or the file is a mount point.
                    (Err(_), Some(old)) => copy_over(file, old),
                    (Err(error), None) => Err(error.error),
                }
            }
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Removes temporary files of this file that killed programs left behind. The caller must hold its lock.
pub fn remove_leftovers(path: &Path) {
    let (folder, prefix) = folder_and_prefix(path);
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten() {
        if file.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes()) {
            let _ = fs::remove_file(file.path());
        }
    }
}

fn beside(path: &Path, mode: u32) -> io::Result<(File, TempPath)> {
    let (folder, prefix) = folder_and_prefix(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).permissions(Permissions::from_mode(mode));
    builder.tempfile_in(folder).map(tempfile::NamedTempFile::into_parts).map_err(without_path)
}

fn beside_like(path: &Path, old: &Metadata) -> io::Result<(File, TempPath)> {
    let (file, temporary) = beside(path, 0o600)?;
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        fchown(&file, Some(old.uid()), Some(old.gid()))?;
    }
    file.set_permissions(old.permissions())?;
    Ok((file, temporary))
}

/// The folder of a file, and the beginning of the names of its temporary files, which are never too long.
fn folder_and_prefix(path: &Path) -> (&Path, OsString) {
    const LONGEST: usize = 200;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut prefix = OsString::from(".");
    if let Some(name) = path.file_name().filter(|name| name.len() <= LONGEST) {
        prefix.push(name);
        prefix.push(".");
    }
    prefix.push("pitf-");
    (folder, prefix)
}

fn without_path(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((message, _)) => io::Error::new(error.kind(), message),
        None => error,
    }
}

/// How often, and for how long, to wait for a reader of a pipe: a second in all.
const PAUSES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(20);

/// Opens a device or a pipe. Without a reader a plain open of a pipe would block for ever.
fn open_stream(path: &Path, pauses: u32) -> io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).expect("flags of the system fit its own type");
    for left in (0..=pauses).rev() {
        match OpenOptions::new().write(true).custom_flags(flags).open(path) {
            Ok(file) => {
                fcntl_setfl(&file, fcntl_getfl(&file)? - OFlags::NONBLOCK)?;
                return Ok(file);
            }
            Err(error) if error.raw_os_error() != Some(Errno::NXIO.raw_os_error()) => return Err(error),
            Err(_) if left > 0 => thread::sleep(PAUSE),
            Err(_) => {}
        }
    }
    Err(io::Error::new(
        io::ErrorKind::NotConnected,
        "nobody reads at its other end; start that program first",
    ))
}

/// Copies the new content over the old, after space for it is allocated: on a full disk the old content stays.
fn copy_over(mut new: File, mut old: File) -> io::Result<()> {
    let (old_size, size) = (old.metadata()?.len(), new.metadata()?.len());
    // Other errors mean that the file system cannot allocate.
    if size > 0
        && let Err(error @ (Errno::NOSPC | Errno::DQUOT | Errno::FBIG)) =
            fallocate(&old, FallocateFlags::empty(), 0, size)
    {
        let _ = old.set_len(old_size);
        return Err(error.into());
    }
    new.rewind()?;
    io::copy(&mut new, &mut old)?;
    old.set_len(size)?;
    old.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use rustix::fs::{CWD, FileType, Mode, mknodat};
    use tempfile::TempDir;

    use super::*;

    fn folder() -> TempDir {
        tempfile::tempdir().unwrap()
    }

    fn write(path: &Path, text: &str) -> io::Result<()> {
        let mut file = AtomicFile::begin(path, 0o600)?;
        file.write_all(text.as_bytes())?;
        file.commit()
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let files = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_old_content_stands_until_the_new_one_is_whole() {
        let folder = folder();
        let path = folder.path().join("out.json");
        write(&path, "old").unwrap();
        let mut file = AtomicFile::begin(&path, 0o600).unwrap();
        file.write_all(b"half").unwrap();
        file.flush().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        let beside = names(&folder);
        assert!(beside[0].starts_with(".out.json.pitf-"), "the name says whose it is: {beside:?}");
        drop(file);
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(&folder).len()), ("old", 1));
        write(&path, "new").unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(&folder).len()), ("new", 1));
    }

    #[test]
    fn owner_and_mode_are_kept() {
        let folder = folder();
        let path = folder.path().join("out.json");
        write(&path, "old").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        fs::set_permissions(&path, Permissions::from_mode(0o646)).unwrap();
        // Only the superuser can give a file away.
        let _ = std::os::unix::fs::chown(&path, Some(65534), None);
        let owner = fs::metadata(&path).unwrap().uid();
        write(&path, "new").unwrap();
        let new = fs::metadata(&path).unwrap();
        assert_eq!((new.mode() & 0o777, new.uid()), (0o646, owner));
    }

    #[test]
    fn links_are_followed_to_what_is_there_and_to_what_is_not_there_yet() {
        let folder = folder();
        let [link, file] = ["link", "file"].map(|name| folder.path().join(name));
        symlink("file", &link).unwrap();
        for text in ["first", "second"] {
            write(&link, text).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
    }

    #[test]
    fn a_pipe_is_written_to_where_somebody_reads_and_told_of_where_nobody_does() {
        let folder = folder();
        let pipe = folder.path().join("pipe");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RWXU, 0).unwrap();
        let refused = open_stream(&pipe, 0).unwrap_err().to_string();
        assert_eq!(refused, "nobody reads at its other end; start that program first");
        thread::scope(|scope| {
            let read = scope.spawn(|| fs::read_to_string(&pipe).unwrap());
            write(&pipe, "through").unwrap();
            assert_eq!(read.join().unwrap(), "through");
        });
        assert_eq!(names(&folder), ["pipe"]);
    }

    #[test]
    fn a_file_that_is_written_over_ends_where_the_new_content_ends() {
        let folder = folder();
        let path = folder.path().join("out.json");
        for (old, new) in [("long, long ago", "new"), ("old", "newer than before"), ("old", "")] {
            fs::write(&path, old).unwrap();
            let mut spool = tempfile::tempfile().unwrap();
            spool.write_all(new.as_bytes()).unwrap();
            copy_over(spool, OpenOptions::new().write(true).open(&path).unwrap()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), new);
        }
    }

    #[test]
    fn what_killed_programs_left_is_removed_and_nothing_else() {
        let folder = folder();
        for name in [".out.json.pitf-Ab12cd", ".other.json.pitf-Ab12cd", "out.json", "out.json.lock"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        remove_leftovers(&folder.path().join("out.json"));
        assert_eq!(names(&folder), [".other.json.pitf-Ab12cd", "out.json", "out.json.lock"]);
    }
}
