//! Waits for descriptors. On macOS `poll` does not support terminals, but `select` does.

use std::os::fd::BorrowedFd;
use std::time::Duration;

#[cfg(target_os = "macos")]
use filedescriptor::{POLLIN, POLLOUT, pollfd};
#[cfg(not(target_os = "macos"))]
use rustix::event::{PollFd, PollFlags, Timespec};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interest {
    /// Something to read, or the end.
    Input,
    /// Room to write, or no reader.
    Room,
}

/// Waits at most for `patience`, and returns what is ready: nothing after that time, and perhaps nothing after a
/// signal.
#[cfg(not(target_os = "macos"))]
pub(super) fn poll<const COUNT: usize>(
    sources: [(BorrowedFd<'_>, Interest); COUNT],
    patience: Option<Duration>,
) -> Option<[bool; COUNT]> {
    let timeout = patience.and_then(|patience| Timespec::try_from(patience).ok());
    let mut sources = sources.map(|(source, interest)| match interest {
        Interest::Input => PollFd::from_borrowed_fd(source, PollFlags::IN),
        Interest::Room => PollFd::from_borrowed_fd(source, PollFlags::OUT),
    });
    let ready = rustix::event::poll(&mut sources, timeout.as_ref());
    (ready != Ok(0)).then(|| sources.map(|source| !source.revents().is_empty()))
}

#[cfg(target_os = "macos")]
pub(super) fn poll<const COUNT: usize>(
    sources: [(BorrowedFd<'_>, Interest); COUNT],
    patience: Option<Duration>,
) -> Option<[bool; COUNT]> {
    use std::os::fd::AsRawFd as _;

    let mut sources = sources.map(|(source, interest)| {
        let events = if interest == Interest::Input { POLLIN } else { POLLOUT };
        pollfd { fd: source.as_raw_fd(), events, revents: 0 }
    });
    let ready = filedescriptor::poll(&mut sources, patience);
    (!matches!(ready, Ok(0))).then(|| sources.map(|source| source.revents != 0))
}
