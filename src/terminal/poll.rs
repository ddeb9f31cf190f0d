//! Waits for descriptors, on macOS by `select`, as `poll` does not support terminals there.

use std::os::fd::{AsRawFd as _, BorrowedFd};
use std::time::Duration;

use filedescriptor::pollfd;
pub(super) use filedescriptor::{POLLIN, POLLOUT};

/// Waits at most for `patience`, and returns what is ready or has gone: nothing after that time, and perhaps nothing after
/// a signal.
pub(super) fn poll<const COUNT: usize>(
    sources: [(BorrowedFd<'_>, i16); COUNT],
    patience: Option<Duration>,
) -> Option<[bool; COUNT]> {
    let mut sources = sources.map(|(source, events)| pollfd { fd: source.as_raw_fd(), events, revents: 0 });
    let ready = filedescriptor::poll(&mut sources, patience);
    (!matches!(ready, Ok(0))).then(|| sources.map(|source| source.revents != 0))
}
