//! The thread that receives signals.
//!
//! It ends and suspends the program by itself, because the main thread may be stuck in writing to a terminal that
//! does not read; the main thread is told, and gets a short time in which to save what there is to save. `signal-hook` receives the signals; it knows no
//! terminal that has to be given back first.

use std::ops::RangeInclusive;
use std::time::Duration;
use std::{io, thread};

use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals as Registered;
use signal_hook::low_level::emulate_default_handler;

use super::events::Sender;
use super::session::{Owner, TtySession};
use crate::terminal::event::TerminalEvent;

/// A signal that ends the program, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal(i32);

impl Signal {
    /// SIGHUP, or the terminal has gone away without it.
    pub const HANG_UP: Self = Self(SIGHUP);

    /// Its number, to which 128 is added for an exit status.
    pub fn number(self) -> i32 {
        self.0
    }
}

/// The signals that usually end a program. SIGINT comes from outside: Ctrl-c at the terminal is a key.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];
/// The others that end one unless they are received. SIGILL, SIGFPE and SIGSEGV cannot be without unsafe code.
const RARE: [i32; 10] =
    [SIGABRT, SIGALRM, SIGBUS, SIGPROF, SIGSYS, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU];
/// Those that Linux has beside them: for a coprocessor, a failing power supply, ready input, and the real-time signals.
const OF_LINUX: &[RangeInclusive<i32>] = &[16..=16, 29..=30, 34..=64];

/// The time that the main thread has between [`TerminalEvent::Quit`] and the end, of the second in which all is to be over.
const GRACE: Duration = Duration::from_millis(700);

/// Signals that are registered, and wait for the thread that receives them.
#[derive(Debug)]
pub(in crate::terminal) struct Signals {
    registered: Registered,
}

impl Signals {
    /// Registers signals; from now on none of them ends or stops the process by itself.
    pub(in crate::terminal) fn register() -> io::Result<Self> {
        // SIGXFSZ is received in order to be ignored: a file that grows too large is an error of writing it.
        // SIGPIPE is ignored by Rust's runtime already.
        let registered = Registered::new(ENDING.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ]))?;
        Ok(Self { registered })
    }

    /// Starts the thread that receives them, beginning with those that are pending.
    pub(in crate::terminal) fn receive<M: Send + 'static>(
        self,
        session: TtySession,
        events: Sender<M>,
    ) -> io::Result<()> {
        let Self { mut registered } = self;
        // Where the system does not have one it does not come.
        let of_linux = OF_LINUX.iter().cloned().flatten().filter(|_| cfg!(target_os = "linux"));
        for number in RARE.into_iter().chain(of_linux) {
            let _ = registered.add_signal(number);
        }
        thread::Builder::new().name("signals".into()).spawn(move || {
            for number in registered.forever() {
                receive(number, &session, &events);
            }
        })?;
        Ok(())
    }
}

/// Gives the terminal back, tells the main thread, and ends the process by that signal even if nobody listens.
fn end<M>(session: &TtySession, events: &Sender<M>, signal: Signal) -> ! {
    session.leave(Owner::Nobody);
    events.post(TerminalEvent::Quit(signal));
    thread::sleep(GRACE);
    session.die_by(signal)
}

fn receive<M>(number: i32, session: &TtySession, events: &Sender<M>) {
    match number {
        SIGTSTP => stop(session),
        SIGCONT => resume(session, events),
        SIGWINCH => events.post(TerminalEvent::Resize(session.device().size())),
        SIGXFSZ => {}
        number => end(session, events, Signal(number)),
    }
}

fn stop(session: &TtySession) {
    session.leave(Owner::Shell);
    // By SIGSTOP: there SIGTSTP has been received already, and cannot be ignored by whoever started us.
    let _ = emulate_default_handler(SIGTSTP);
}

/// Takes the terminal back, or stops again where the shell continued us in the background.
fn resume<M>(session: &TtySession, events: &Sender<M>) {
    match session.owner() {
        // After SIGSTOP nobody could give the terminal back: the shell has done it, so it is entered anew.
        Owner::Ours | Owner::Text | Owner::Shell if !session.device().is_ours() => stop(session),
        Owner::Ours | Owner::Text | Owner::Shell => {
            session.leave(Owner::Shell);
            if session.enter(Owner::Shell).is_ok() {
                events.post(TerminalEvent::Resumed(session.device().size()));
            }
        }
        Owner::Nobody => {}
    }
}
