//! Everything that needs Unix: the terminal device, its modes, its owner, and signals.
//!
//! A port to another system has to provide these.

mod device;
mod events;
mod keyboard;
mod poll;
mod session;
mod signals;

pub(super) use events::Events;
pub use events::Sender;
pub(super) use keyboard::Keyboard;
pub(super) use session::{Owner, TtySession};
pub use signals::Signal;
pub(super) use signals::Signals;

use std::io;
use std::time::Duration;

/// Whether standard error can be written to within this time, as a terminal may not read.
pub(super) fn stderr_has_room(patience: Duration) -> bool {
    device::has_room(&io::stderr(), Some(patience))
}

/// Stops the whole job; this process gets the signal on the thread that receives signals.
pub(super) fn stop_job() -> io::Result<()> {
    Ok(rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?)
}

/// Whether an error of writing says that the terminal has gone.
pub(super) fn is_gone(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}
