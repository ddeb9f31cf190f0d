//! Where the output of a command goes: the standard output, buffered, and through the user's pager where a terminal could
//! not hold it all; or a file.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::destination::Destination;
use super::pager::Paged;
use crate::atomic_file::AtomicFile;

/// Takes what a command writes. Nothing is sure to be written before [`Output::finish`].
pub(super) enum Output {
    /// Straight out.
    Straight(BufWriter<StdoutLock<'static>>),
    /// Through the pager, where it is long.
    Paged(Box<Paged>),
    /// Into a file.
    File { file: AtomicFile, is_stopped: Arc<AtomicBool> },
}

impl Output {
    /// Straight out.
    pub(super) fn plain() -> Self {
        Output::Straight(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
    }

    /// As the destination has it.
    pub(super) fn on(destination: &Destination) -> Self {
        match &destination.pager {
            Some(pager) => Output::Paged(Box::new(Paged::new(pager, destination.rows))),
            None => Self::plain(),
        }
    }

    /// Into a file, which stands in its place once the output is finished.
    pub(super) fn to_file(path: &Path) -> io::Result<Self> {
        const FOR_ALL: u32 = 0o666;
        let file = AtomicFile::begin(path, FOR_ALL)?;
        let is_stopped = Arc::default();
        if file.is_held_back() {
            stop_by_signals(&is_stopped)?;
        }
        Ok(Output::File { file, is_stopped })
    }

    /// Writes what is still kept.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Output::Straight(mut out) => out.flush(),
            Output::Paged(paged) => paged.finish(),
            Output::File { file, is_stopped } => {
                go_on(&is_stopped)?;
                file.commit()
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Straight(out) => out.write(bytes),
            Output::Paged(paged) => paged.write(bytes),
            Output::File { file, is_stopped } => {
                go_on(is_stopped)?;
                file.write(bytes)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Straight(out) => out.flush(),
            Output::Paged(paged) => paged.flush(),
            Output::File { file, .. } => file.flush(),
        }
    }
}

/// Sets a flag once a signal asks the program to end, so that nothing is left beside the file. A second signal ends it.
fn stop_by_signals(is_stopped: &Arc<AtomicBool>) -> io::Result<()> {
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_default(signal, Arc::clone(is_stopped))?;
        signal_hook::flag::register(signal, Arc::clone(is_stopped))?;
    }
    Ok(())
}

fn go_on(is_stopped: &AtomicBool) -> io::Result<()> {
    if is_stopped.load(Ordering::Relaxed) {
        return Err(io::Error::other("stopped by a signal"));
    }
    Ok(())
}
