//! The thread that receives signals.
//!
//! It ends and suspends the program by itself, because the main thread may be stuck in writing to a terminal that
//! does not read. The main thread gets an event and a short time for saving. `signal-hook` receives the signals but
//! does not restore terminals.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

use super::events::{Sender, TerminalEvent};
use super::session::{TtySession, TtyState};

/// The signals that usually end a program. SIGINT comes from outside: Ctrl-c at the terminal is a key.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];
/// The other signals that end a program. SIGILL, SIGFPE and SIGSEGV cannot be received without unsafe code.
const RARE: [i32; 10] =
    [SIGABRT, SIGALRM, SIGBUS, SIGPROF, SIGSYS, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU];
/// The signals of Linux alone: for a coprocessor, a power failure, ready input, and the real-time signals.
const OF_LINUX: &[RangeInclusive<i32>] = &[16..=16, 29..=30, 34..=64];

/// The time that the main thread has after [`TerminalEvent::Quit`]; the whole end should take less than a second.
const GRACE: Duration = Duration::from_millis(700);

/// Registers the usual signals, so that none of them ends or stops the process by itself, and starts the thread that
/// receives them.
pub(super) fn receive<M: Send + 'static>(session: Arc<TtySession>, events: Sender<M>) -> io::Result<Handle> {
    // SIGXFSZ is received only so that a file that grows too large is a write error. Rust's runtime ignores SIGPIPE
    // already.
    let mut registered = Signals::new(ENDING.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ]))?;
    let handle = registered.handle();
    let thread = move || {
        for number in registered.forever() {
            answer(number, &session, &events);
        }
    };
    thread::Builder::new().name("signals".into()).spawn(thread)?;
    Ok(handle)
}

pub(super) fn add_rare(registered: &Handle) {
    let of_linux = OF_LINUX.iter().cloned().flatten().filter(|_| cfg!(target_os = "linux"));
    for number in RARE.into_iter().chain(of_linux) {
        // A signal that the system does not have cannot arrive.
        let _ = registered.add_signal(number);
    }
}

/// Restores the terminal, notifies the main thread, and ends the process by that signal in any case.
fn end<M>(session: &TtySession, events: &Sender<M>, signal: i32) -> ! {
    session.leave(TtyState::Released);
    events.post(TerminalEvent::Quit(signal));
    thread::sleep(GRACE);
    session.die_by(signal)
}

fn answer<M>(number: i32, session: &TtySession, events: &Sender<M>) {
    match number {
        SIGTSTP => stop(session),
        SIGCONT => resume(session, events),
        SIGWINCH => events.post(TerminalEvent::Resize(session.device.size())),
        SIGXFSZ => {}
        number => end(session, events, number),
    }
}

fn stop(session: &TtySession) {
    session.leave(TtyState::Suspended);
    // This sends SIGSTOP, as SIGTSTP may be ignored by the parent's settings.
    let _ = emulate_default_handler(SIGTSTP);
}

/// Takes the terminal back, or stops again where the shell continued us in the background.
fn resume<M>(session: &TtySession, events: &Sender<M>) {
    if session.state() == TtyState::Released {
        return;
    }
    // SIGSTOP leaves no time to restore the terminal. The shell has done so, and it is entered again.
    if !session.device.is_ours() {
        return stop(session);
    }
    session.leave(TtyState::Suspended);
    if session.enter(TtyState::Suspended).is_ok() {
        events.post(TerminalEvent::Resumed(session.device.size()));
    }
}
