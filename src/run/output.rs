//! The output of a command: buffered standard output, through the user's pager if the terminal cannot hold it all; or
//! a file.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::ascii::{AsciiFilter, AsciiForm};
use super::destination::Destination;
use super::pager::Paged;
use crate::atomic_file::AtomicFile;
use crate::text::Glyphs;

/// Takes what a command writes. Nothing is sure to be written before [`Output::finish`].
pub(super) struct Output {
    sink: Sink,
    /// For ASCII output.
    filter: Option<AsciiFilter>,
}

enum Sink {
    Stdout(BufWriter<StdoutLock<'static>>),
    Paged(Paged),
    File { file: AtomicFile, is_stopped: Arc<AtomicBool> },
}

impl Output {
    /// To the standard output, and through no pager.
    pub(super) fn plain(glyphs: Glyphs, form: AsciiForm) -> Self {
        let stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        Output::new(Sink::Stdout(stdout), glyphs, form)
    }

    pub(super) fn on(destination: &Destination, form: AsciiForm) -> Self {
        let glyphs = destination.style.glyphs;
        match &destination.pager {
            Some(pager) => Output::new(Sink::Paged(Paged::new(pager, destination.rows)), glyphs, form),
            None => Self::plain(glyphs, form),
        }
    }

    fn new(sink: Sink, glyphs: Glyphs, form: AsciiForm) -> Self {
        let filter = (glyphs == Glyphs::Ascii).then(|| AsciiFilter::new(form));
        Output { sink, filter }
    }

    /// Into a file, which appears at its path once the output is finished.
    pub(super) fn to_file(path: &Path) -> io::Result<Self> {
        const FOR_ALL: u32 = 0o666;
        let file = AtomicFile::begin(path, FOR_ALL)?;
        let is_stopped = Arc::default();
        if file.is_held_back() {
            stop_by_signals(&is_stopped)?;
        }
        Ok(Output { sink: Sink::File { file, is_stopped }, filter: None })
    }

    /// Writes what is still buffered.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if let Some(filter) = self.filter.take() {
            self.sink.put(filter.finish().as_bytes())?;
        }
        match self.sink {
            Sink::Stdout(mut out) => out.flush(),
            Sink::Paged(paged) => paged.finish(),
            Sink::File { file, is_stopped } => {
                go_on(&is_stopped)?;
                file.commit()
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.filter {
            Some(filter) => self.sink.put(filter.put(bytes).as_bytes())?,
            None => self.sink.put(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Stdout(out) => out.write_all(bytes),
            Sink::Paged(paged) => paged.write_all(bytes),
            Sink::File { file, is_stopped } => {
                go_on(is_stopped)?;
                file.write_all(bytes)
            }
        }
    }
}

/// Sets a flag on the first signal to quit, so that no temporary file is left behind. A second signal ends the
/// program.
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
