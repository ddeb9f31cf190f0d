//! A file that is put in the place of another in one step: whoever looks sees the old one or the new one, whole.
//!
//! What is written goes into a file beside it, which is gone again where anything fails or a signal ends the writing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// A file that is being written.
pub(super) struct Replacement {
    out: BufWriter<File>,
    /// Where it is now and where it is to be; nothing for what cannot be replaced, as a device.
    step: Option<(Temporary, PathBuf)>,
    is_stopped: Arc<AtomicBool>,
}

impl Replacement {
    /// Begins to write what will stand at `path`. Links are followed, devices and pipes are written to as they are.
    pub(super) fn begin(path: &Path) -> io::Result<Self> {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let old = match fs::metadata(&target) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        // Opened even where it is to be replaced, as a file that must not be written to is not to be replaced either.
        let opened = old.as_ref().map(|_| OpenOptions::new().write(true).open(&target)).transpose()?;
        let is_stopped = stopped_by_signals()?;
        let out = |file| BufWriter::with_capacity(1 << 16, file);
        if let (Some(file), Some(false)) = (opened, old.as_ref().map(fs::Metadata::is_file)) {
            return Ok(Replacement { out: out(file), step: None, is_stopped });
        }
        let (file, temporary) = Temporary::beside(&target)?;
        if let Some(old) = old {
            file.set_permissions(old.permissions())?;
        }
        Ok(Replacement { out: out(file), step: Some((temporary, target)), is_stopped })
    }

    /// Puts the file into its place.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        let Some((temporary, target)) = self.step.take() else { return Ok(()) };
        self.out.get_ref().sync_all()?;
        fs::rename(&temporary.path, target)?;
        // It is not there any more to be removed.
        std::mem::forget(temporary);
        Ok(())
    }

    fn go_on(&self) -> io::Result<()> {
        if self.is_stopped.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped by a signal"));
        }
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.go_on()?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.go_on()?;
        self.out.flush()
    }
}

/// A file that is removed when it is dropped.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// A new file in the same folder, from where it can be renamed.
    fn beside(target: &Path) -> io::Result<(File, Self)> {
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let path = folder.join(format!(".pitf-{}.new", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok((file, Temporary { path }))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Where it cannot be removed there is nothing left to do.
        let _ = fs::remove_file(&self.path);
    }
}

/// Set once a signal asks the program to end.
fn stopped_by_signals() -> io::Result<Arc<AtomicBool>> {
    let is_stopped = Arc::new(AtomicBool::new(false));
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&is_stopped))?;
    }
    Ok(is_stopped)
}
