//! Waits for descriptors, on macOS by `select`, as `poll` does not support terminals there.

use std::os::fd::{AsRawFd as _, BorrowedFd};
use std::time::Duration;

use filedescriptor::{POLLIN, POLLOUT, pollfd};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interest {
    /// Something to read, or the end.
    Input,
    /// Room to write, or no reader.
    Room,
}

/// Waits at most for `patience`, and returns what is ready: nothing after that time, and perhaps nothing after a signal.
pub(super) fn poll<const COUNT: usize>(
    sources: [(BorrowedFd<'_>, Interest); COUNT],
    patience: Option<Duration>,
) -> Option<[bool; COUNT]> {
    let mut sources = sources.map(|(source, interest)| {
        let events = if interest == Interest::Input { POLLIN } else { POLLOUT };
        pollfd { fd: source.as_raw_fd(), events, revents: 0 }
    });
    let ready = filedescriptor::poll(&mut sources, patience);
    (!matches!(ready, Ok(0))).then(|| sources.map(|source| source.revents != 0))
}
