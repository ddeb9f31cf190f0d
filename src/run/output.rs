//! Where the output of a command goes: the standard output, buffered, and through the user's pager where a terminal could
//! not hold it all; or a file.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::Path;

use super::look::Surface;
use super::pager::Paged;
use super::replacement::Replacement;

/// Takes what a command writes. Nothing is sure to be written before [`Output::finish`].
pub(super) enum Output {
    /// Straight out.
    Straight(BufWriter<StdoutLock<'static>>),
    /// Through the pager, where it is long.
    Paged(Box<Paged>),
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
        match &surface.pager {
            Some(pager) => Output::Paged(Box::new(Paged::new(pager.clone(), surface.rows))),
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
            Output::Paged(paged) => paged.finish(),
            Output::File(file) => file.finish(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Straight(out) => out.write(bytes),
            Output::Paged(paged) => paged.write(bytes),
            Output::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Straight(out) => out.flush(),
            Output::Paged(paged) => paged.flush(),
            Output::File(file) => file.flush(),
        }
    }
}
