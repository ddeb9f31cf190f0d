//! Where the output of a command goes: the standard output, buffered, and through the user's pager where a terminal could
//! not hold it all; or a file.

use std::env;
use std::ffi::OsStr;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;

use super::look::Surface;
use super::replacement::Replacement;

/// Takes what a command writes. Nothing is sure to be written before [`Output::finish`].
pub(super) enum Output {
    /// Straight out.
    Straight(BufWriter<StdoutLock<'static>>),
    /// Kept until its length is known.
    Paged { kept: Vec<u8>, surface: Surface },
    /// Into a file.
    File(Replacement),
}

impl Output {
    /// Straight out.
    pub(super) fn plain() -> Self {
        Output::Straight(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
    }

    /// As the surface has it.
    pub(super) fn on(surface: &Surface) -> Self {
        match surface.pager {
            Some(_) => Output::Paged { kept: Vec::new(), surface: surface.clone() },
            None => Self::plain(),
        }
    }

    /// Into a file, which stands in its place once the output is finished.
    pub(super) fn to_file(path: &Path) -> io::Result<Self> {
        Replacement::begin(path).map(Output::File)
    }

    /// Writes what is still kept.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Output::Straight(mut out) => out.flush(),
            Output::File(file) => file.finish(),
            Output::Paged { kept, surface } => {
                let lines = memchr::memchr_iter(b'\n', &kept).count();
                let fits = surface.rows.is_none_or(|rows| lines < rows);
                match surface.pager {
                    Some(pager) if !fits => page(&pager, &kept),
                    Some(_) | None => print(&kept),
                }
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Straight(out) => out.write(bytes),
            Output::File(file) => file.write(bytes),
            Output::Paged { kept, .. } => kept.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Straight(out) => out.flush(),
            Output::File(file) => file.flush(),
            Output::Paged { .. } => Ok(()),
        }
    }
}

fn print(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    out.flush()
}

/// Shows text in a pager, which the shell splits into words, as git has it. Where it cannot be started the text is printed.
fn page(pager: &OsStr, text: &[u8]) -> io::Result<()> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager).stdin(Stdio::piped());
    // As git has it: quit where all fits, colours as they are, leave the text on the screen.
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    // Ctrl-c is for the pager, which must not be left alone with the terminal.
    signal_hook::flag::register(SIGINT, Arc::new(AtomicBool::new(false)))?;
    let Ok(mut child) = command.spawn() else { return print(text) };
    // A pager that is left early closes the pipe, which is no failure.
    let written = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(text));
    let status = child.wait()?;
    match written {
        // The shell says with 127 that there is no such program.
        _ if status.code() == Some(127) => print(text),
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
