//! The time that the program has the terminal to itself: entering, leaving, being suspended, and the ways out.
//!
//! Invariant: whatever ends the program (quitting, an error, a panic in any thread, a signal, the terminal's end)
//! goes through [`Session::leave`], which is idempotent, may be called from any thread, waits for nothing that
//! another thread holds up, and never panics.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::panic::PanicHookInfo;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::event::PollFlags;
use signal_hook::consts;
use signal_hook::low_level::emulate_default_handler;

use super::device::{Device, is_ready};

/// What is asked of the terminal beyond what is always asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Report the mouse; the terminal's own selection then needs Shift.
    pub mouse: bool,
    /// Mark addresses as hyperlinks (OSC 8).
    pub hyperlinks: bool,
}

/// A signal that ends the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// SIGHUP, or the terminal has gone away without it.
    HangUp,
    /// SIGINT, from outside: Ctrl-c at the terminal is a key.
    Interrupt,
    /// SIGQUIT.
    Quit,
    /// SIGTERM.
    Terminate,
}

impl Signal {
    /// The signal of that number, if it is one that ends the program.
    pub(super) fn from_number(number: i32) -> Option<Self> {
        let all = [Self::HangUp, Self::Interrupt, Self::Quit, Self::Terminate];
        all.into_iter().find(|signal| signal.number() == number)
    }

    /// Its number, to which 128 is added for an exit status.
    pub fn number(self) -> i32 {
        match self {
            Self::HangUp => consts::SIGHUP,
            Self::Interrupt => consts::SIGINT,
            Self::Quit => consts::SIGQUIT,
            Self::Terminate => consts::SIGTERM,
        }
    }
}

/// Who has the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// We do: it is raw, and shows the alternate screen.
    Ours,
    /// The shell, until the process is continued.
    Shell,
    /// Another program, or plain lines of ours, until they are done.
    Lent,
    /// The shell, for good.
    Nobody,
}

/// A handle on the session, shared by the threads.
#[derive(Clone, Debug)]
pub(super) struct Session {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    device: Device,
    options: Options,
    holder: Mutex<Holder>,
}

/// How long the terminal may take to accept the sequences that enter.
const ENTRY_PATIENCE: Duration = Duration::from_millis(300);
/// How long it may take to accept those that leave; a terminal that does not read must not hold up the end.
const EXIT_PATIENCE: Duration = Duration::from_millis(50);

impl Session {
    /// Opens the terminal and leaves it as it is.
    pub(super) fn open(options: Options) -> io::Result<Self> {
        let holder = Mutex::new(Holder::Shell);
        Ok(Self { shared: Arc::new(Shared { device: Device::open()?, options, holder }) })
    }

    pub(super) fn device(&self) -> &Device {
        &self.shared.device
    }

    pub(super) fn holder(&self) -> Holder {
        *self.lock()
    }

    /// Takes the terminal from `from`; without effect where another has it by now, or the program is ending.
    pub(super) fn enter(&self, from: Holder) -> io::Result<()> {
        let mut holder = self.lock();
        if *holder == from {
            // Before anything that can fail, so that leaving undoes it.
            *holder = Holder::Ours;
            self.device().make_raw()?;
            self.device().write_within(entry(self.shared.options).as_bytes(), ENTRY_PATIENCE);
        }
        Ok(())
    }

    /// Gives the terminal to `to` in the state in which it was found.
    pub(super) fn leave(&self, to: Holder) {
        let mut holder = self.lock();
        if *holder == Holder::Ours {
            self.give_back();
        }
        if *holder == Holder::Ours || to == Holder::Nobody {
            *holder = to;
        }
    }

    /// Writes all of it, however slowly the terminal reads, as long as the terminal is ours; says whether it was.
    ///
    /// Nobody gives the terminal away between looking whose it is and writing, and nobody who does is held up by a
    /// terminal that does not read. Before it is waited for, `before_waiting` is called.
    pub(super) fn write(
        &self,
        mut bytes: &[u8],
        mut before_waiting: impl FnMut() -> io::Result<()>,
    ) -> io::Result<bool> {
        while !bytes.is_empty() {
            let holder = self.lock();
            if *holder != Holder::Ours {
                return Ok(false);
            }
            let written = self.device().write_now(bytes)?;
            drop(holder);
            if written == 0 {
                before_waiting()?;
                self.device().wait_until_it_takes_more();
            }
            bytes = &bytes[written..];
        }
        Ok(true)
    }

    /// Ends the process by that signal, so that its parent sees the truth.
    pub(super) fn die_by(&self, signal: Signal) -> ! {
        self.leave(Holder::Nobody);
        let _ = emulate_default_handler(signal.number());
        std::process::exit(128 + signal.number())
    }

    /// From now on a panic in any thread gives the terminal back, says what happened, and ends the process with 101.
    pub(super) fn catch_panics(&self) {
        let session = self.clone();
        // By itself an abort would leave the terminal as it is, and an unwinding helper thread would leave the
        // program half alive.
        std::panic::set_hook(Box::new(move |panic| {
            session.leave(Holder::Nobody);
            report(panic);
            std::process::exit(101)
        }));
    }

    fn give_back(&self) {
        let (device, last_words) = (self.device(), exit(self.shared.options));
        let taken = device.write_within(last_words.as_bytes(), EXIT_PATIENCE);
        // In the background this would stop the process; there the shell has seen to the modes by itself.
        if device.is_ours() {
            let _ = device.make_cooked();
        }
        if !taken {
            // The terminal does not read, or slowly. What waits for it is a picture that nobody needs any more.
            device.discard_unwritten();
            device.write_within(last_words.as_bytes(), EXIT_PATIENCE);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Holder> {
        self.shared.holder.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Alternate screen, no cursor, bracketed paste, and what the options ask for. Nothing wraps at the last column, so that a
/// sign which the terminal finds wider than we do moves no row.
fn entry(options: Options) -> String {
    let mouse = if options.mouse { "\x1b[?1000h\x1b[?1002h\x1b[?1006h" } else { "" };
    format!("\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h{mouse}")
}

/// Ends whatever may have been cut off, then every mode that was ever turned on.
fn exit(options: Options) -> String {
    let hyperlink = if options.hyperlinks { "\x1b]8;;\x1b\\" } else { "" };
    format!(
        "\x1b\\{hyperlink}\x1b[?2026l\x1b[m\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h"
    )
}

/// From now on a panic in any thread, which no terminal is held in, says what happened and ends the process with 101.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        report(panic);
        std::process::exit(101)
    }));
}

/// Writes the panic's message to standard error, if that can be done soon.
fn report(panic: &PanicHookInfo<'_>) {
    let stderr = io::stderr();
    if is_ready(&stderr, PollFlags::OUT, Some(EXIT_PATIENCE)) {
        let _ = stderr.lock().write_all(printable(panic).as_bytes());
    }
}

/// A message with nothing in it that a terminal would obey.
fn printable(message: impl std::fmt::Display) -> String {
    let (mut raw, mut shown) = (String::new(), String::from("pitf: "));
    let _ = write!(raw, "{message}");
    for character in raw.chars() {
        match character {
            '\n' | '"' | '\'' | '\\' => shown.push(character),
            character => shown.extend(character.escape_debug()),
        }
    }
    shown.push('\n');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_turns_off_every_mode_that_entering_turns_on() {
        for options in [Options::default(), Options { mouse: true, hyperlinks: true }] {
            let (entry, exit) = (entry(options), exit(options));
            for mode in entry.split("\x1b[?").filter_map(|mode| mode.strip_suffix('h')) {
                assert!(exit.contains(&format!("\x1b[?{mode}l")), "mode {mode} stays on with {options:?}");
            }
            for mode in ["\x1b[?7h", "\x1b[?25h"] {
                assert!(exit.contains(mode), "{mode:?} is not turned on again with {options:?}");
            }
        }
    }

    #[test]
    fn the_message_of_a_panic_holds_no_controls() {
        let cases = [
            ("at \"x\\y\":\n\u{1b}[2J", "pitf: at \"x\\y\":\n\\u{1b}[2J\n"),
            ("caf\u{e9} \u{9b}31m \u{202e}txt", "pitf: caf\u{e9} \\u{9b}31m \\u{202e}txt\n"),
        ];
        for (message, expected) in cases {
            assert_eq!(printable(message), expected, "{message:?}");
        }
    }

    #[test]
    fn numbers_name_the_signals_that_end_the_program() {
        for signal in [Signal::HangUp, Signal::Interrupt, Signal::Quit, Signal::Terminate] {
            assert_eq!(Signal::from_number(signal.number()), Some(signal));
        }
        assert_eq!(Signal::from_number(consts::SIGWINCH), None);
    }
}
