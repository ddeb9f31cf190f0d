//! The thread that receives signals.
//!
//! It ends and suspends the program by itself, because the main thread may be stuck in writing to a terminal that
//! does not read; the main thread is told, and gets a short time in which to save what there is to save.

use std::time::Duration;
use std::{io, thread};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals as Kept;
use signal_hook::low_level::emulate_default_handler;

use super::events::{Event, Sender};
use super::session::{Holder, Session, Signal};

/// The time that the main thread has between [`Event::Quit`] and the end, of the second in which all is to be over.
const GRACE: Duration = Duration::from_millis(700);

/// Signals on their way to the thread that receives them: they are kept until it is there.
#[derive(Debug)]
pub(super) struct Signals {
    kept: Kept,
}

impl Signals {
    /// Keeps signals; from now on none of them ends or stops the process by itself.
    pub(super) fn keep() -> io::Result<Self> {
        // SIGXFSZ is received in order to be ignored: a file that grows too large is an error of writing it.
        // SIGPIPE is ignored by Rust's runtime already.
        let kept = Kept::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ])?;
        Ok(Self { kept })
    }

    /// Starts the thread that receives them, those that were kept first.
    pub(super) fn receive<M: Send + 'static>(self, session: Session, events: Sender<M>) -> io::Result<()> {
        let Self { mut kept } = self;
        thread::Builder::new().name("signals".into()).spawn(move || {
            for number in kept.forever() {
                receive(number, &session, &events);
            }
        })?;
        Ok(())
    }
}

/// Gives the terminal back, tells the main thread, and ends the process by that signal even if nobody listens.
fn end<M>(session: &Session, events: &Sender<M>, signal: Signal) -> ! {
    session.leave(Holder::Nobody);
    events.post(Event::Quit(signal));
    thread::sleep(GRACE);
    session.die_by(signal)
}

fn receive<M>(number: i32, session: &Session, events: &Sender<M>) {
    match (number, Signal::from_number(number)) {
        // Typed at the program that has the terminal now, and meant for it.
        (_, Some(Signal::Interrupt | Signal::Quit)) if session.holder() == Holder::Lent => {}
        (_, Some(signal)) => end(session, events, signal),
        (SIGTSTP, None) => stop(session),
        (SIGCONT, None) => resume(session, events),
        (SIGWINCH, None) => events.post(Event::Resize(session.device().size())),
        _ => {}
    }
}

fn stop(session: &Session) {
    session.leave(Holder::Shell);
    // By SIGSTOP: there SIGTSTP has been received already, and cannot be ignored by whoever started us.
    let _ = emulate_default_handler(SIGTSTP);
}

/// Takes the terminal back, or stops again where the shell continued us in the background.
fn resume<M>(session: &Session, events: &Sender<M>) {
    match session.holder() {
        // After SIGSTOP nobody could give the terminal back: the shell has done it, so it is entered anew.
        Holder::Ours | Holder::Shell if !session.device().is_ours() => stop(session),
        Holder::Ours | Holder::Shell => {
            session.leave(Holder::Shell);
            if session.enter(Holder::Shell).is_ok() {
                events.post(Event::Resumed(session.device().size()));
            }
        }
        Holder::Lent | Holder::Nobody => {}
    }
}
