//! The terminal as a device: opening it, its size and its modes, reading and writing.
//!
//! Three descriptors are kept, because only an open file description of our own may be non-blocking (standard output
//! shares its flags with the shell). Nothing is written through the blocking one: while a `write` waits there, Linux
//! lets no other thread write to the terminal, so it could not be restored.

use std::ffi::CString;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use filedescriptor::pollfd;
pub(super) use filedescriptor::{POLLIN, POLLOUT};
use ratatui::layout::Size;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{self, OptionalActions, SpecialCodeIndex, Termios};

const USUAL_SIZE: Size = Size::new(80, 24);
/// The largest screen that is drawn on; what lies beyond it stays empty.
const LARGEST_SIZE: Size = Size::new(1000, 500);

/// An open terminal and the modes in which it was found.
#[derive(Debug)]
pub(super) struct Device {
    pub(super) input: OwnedFd,
    output: OwnedFd,
    writer: OwnedFd,
    found: Termios,
}

impl Device {
    /// Opens the terminal that the program was started on, also where standard input or output is not it.
    pub(super) fn open() -> io::Result<Self> {
        let input = terminal_at(&io::stdin())?;
        let output = terminal_at(&io::stdout())?;
        let found = termios::tcgetattr(&output)?;
        let writer = reopened(&output)?;
        Ok(Self { input: reopened(&input)?, writer, output, found })
    }

    pub(super) fn size(&self) -> Size {
        let reported = termios::tcgetwinsize(&self.output).ok();
        usable(reported.map_or(Size::ZERO, |size| Size::new(size.ws_col, size.ws_row)))
    }

    pub(super) fn make_raw(&self) -> io::Result<()> {
        let mut raw = self.found.clone();
        raw.make_raw();
        raw.special_codes[SpecialCodeIndex::VMIN] = 1;
        raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        Ok(termios::tcsetattr(&self.output, OptionalActions::Now, &raw)?)
    }

    /// Puts the modes back that were found, without waiting for anything to be written.
    pub(super) fn make_cooked(&self) -> io::Result<()> {
        Ok(termios::tcsetattr(&self.writer, OptionalActions::Now, &self.found)?)
    }

    pub(super) fn is_ours(&self) -> bool {
        // If that fails, the terminal does not control this process, and nobody can take it away.
        termios::tcgetpgrp(&self.output).map_or(true, |foreground| foreground == rustix::process::getpgrp())
    }

    /// Reads what has been typed; a `WouldBlock` error if nothing has.
    pub(super) fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::retry_on_intr(|| rustix::io::read(&self.input, &mut *buffer))?)
    }

    pub(super) fn write_now(&self, bytes: &[u8]) -> io::Result<usize> {
        match rustix::io::retry_on_intr(|| rustix::io::write(&self.writer, bytes)) {
            Err(Errno::AGAIN) => Ok(0),
            written => Ok(written?),
        }
    }

    pub(super) fn wait_until_it_takes_more(&self) {
        has_room(&self.writer, None);
    }

    /// Writes what the terminal takes within `patience`, and returns whether that was all.
    pub(super) fn write_within(&self, mut bytes: &[u8], patience: Duration) -> bool {
        let end = Instant::now() + patience;
        while !bytes.is_empty() {
            match self.write_now(bytes) {
                Ok(0) => {
                    let left = end.saturating_duration_since(Instant::now());
                    if !has_room(&self.writer, Some(left)) || left.is_zero() {
                        return false;
                    }
                }
                Ok(written) => bytes = &bytes[written..],
                Err(_) => return false,
            }
        }
        true
    }

    pub(super) fn discard_unwritten(&self) {
        let _ = termios::tcflush(&self.writer, termios::QueueSelector::OFlush);
    }
}

/// Waits until a write would not block, at most for `patience`, and returns whether it would not. The write may still
/// fail.
pub(super) fn has_room(output: &impl AsFd, patience: Option<Duration>) -> bool {
    poll([(output.as_fd(), POLLOUT)], patience) == Some([true])
}

/// Waits at most for `patience`, and returns what is ready or has gone: nothing after that time, and perhaps nothing after
/// a signal. On macOS it waits by `select`, as `poll` does not support terminals there.
pub(super) fn poll<const COUNT: usize>(
    sources: [(BorrowedFd<'_>, i16); COUNT],
    patience: Option<Duration>,
) -> Option<[bool; COUNT]> {
    let mut sources = sources.map(|(source, events)| pollfd { fd: source.as_raw_fd(), events, revents: 0 });
    let ready = filedescriptor::poll(&mut sources, patience);
    (!matches!(ready, Ok(0))).then(|| sources.map(|source| source.revents != 0))
}

fn usable(reported: Size) -> Size {
    let length = |reported, usual, largest| if reported == 0 { usual } else { u16::min(reported, largest) };
    Size::new(
        length(reported.width, USUAL_SIZE.width, LARGEST_SIZE.width),
        length(reported.height, USUAL_SIZE.height, LARGEST_SIZE.height),
    )
}

fn terminal_at(stream: &(impl AsFd + IsTerminal)) -> io::Result<OwnedFd> {
    if stream.is_terminal() {
        return stream.as_fd().try_clone_to_owned();
    }
    Ok(rustix::fs::open("/dev/tty", OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?)
}

/// A non-blocking open file description of the same terminal that shares no flags with the given one.
fn reopened(terminal: &OwnedFd) -> io::Result<OwnedFd> {
    let flags = OFlags::NONBLOCK | OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let by_number = format!("/proc/self/fd/{}", terminal.as_raw_fd()).into_bytes();
    let by_name = termios::ttyname(terminal, Vec::new()).map(CString::into_bytes).unwrap_or_default();
    // A terminal of another user (after `su`) can be opened only by its third name.
    let mut names = [by_number, by_name, b"/dev/tty".to_vec()].into_iter();
    let opened = names.find_map(|name| rustix::fs::open(name, flags, Mode::empty()).ok());
    opened.map_or_else(|| terminal.try_clone(), Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_terminals_report_are_made_usable() {
        let cases = [((80, 24), (80, 24)), ((0, 0), (80, 24)), ((0, 50), (80, 50)), ((1, 1), (1, 1))];
        let absurd = [((65_535, 65_535), (1000, 500)), ((1000, 501), (1000, 500))];
        for (reported, expected) in cases.into_iter().chain(absurd) {
            assert_eq!(usable(reported.into()), expected.into(), "{reported:?}");
        }
    }
}
