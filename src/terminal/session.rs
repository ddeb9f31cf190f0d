//! Who owns the terminal: entering, leaving and suspending.
//!
//! Invariant: whatever ends the program (quitting, an error, a panic in any thread, a signal, the end of the
//! terminal) calls [`TtySession::leave`], which is idempotent, may be called from any thread, never waits for another
//! thread, and never panics. No crate restores a terminal from one thread while another is stuck in writing to it.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use signal_hook::low_level::emulate_default_handler;

use super::Options;
use super::device::Device;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TtyState {
    /// The program has it: it is raw, and shows the alternate screen.
    FullScreen,
    /// The program has it: it is raw, and shows a text on the normal screen.
    Text,
    /// The shell has it until the process is continued.
    Suspended,
    /// The shell has it for good.
    Released,
}

#[derive(Debug)]
pub(super) struct TtySession {
    pub(super) device: Device,
    options: Options,
    has_mouse: AtomicBool,
    state: Mutex<TtyState>,
}

/// How long the terminal may take to accept the entry sequences.
const ENTRY_PATIENCE: Duration = Duration::from_millis(300);
/// How long the terminal may take to accept the exit sequences; one that does not read must not delay the end.
const EXIT_PATIENCE: Duration = Duration::from_millis(50);

impl TtySession {
    pub(super) fn open(options: Options) -> io::Result<Arc<Self>> {
        let (state, has_mouse) = (Mutex::new(TtyState::Suspended), AtomicBool::new(options.mouse));
        Ok(Arc::new(Self { device: Device::open()?, options, has_mouse, state }))
    }

    pub(super) fn state(&self) -> TtyState {
        *self.lock()
    }

    /// Takes the terminal from `from`; does nothing in another state.
    pub(super) fn enter(&self, from: TtyState) -> io::Result<()> {
        let mut state = self.lock();
        if *state == from {
            // Before anything that can fail, so that leaving undoes it.
            *state = TtyState::FullScreen;
            self.device.make_raw()?;
            let below = if from == TtyState::Text { BELOW_TEXT } else { "" };
            let mouse = self.has_mouse.load(Ordering::Relaxed);
            let entry = format!("{below}{}", entry(Options { mouse, ..self.options }));
            self.device.write_within(entry.as_bytes(), ENTRY_PATIENCE);
        }
        Ok(())
    }

    pub(super) fn toggle_mouse(&self) -> bool {
        let state = self.lock();
        let has_mouse = !self.has_mouse.fetch_xor(true, Ordering::Relaxed);
        if *state == TtyState::FullScreen {
            let sequences = if has_mouse { TAKE_MOUSE } else { LEAVE_MOUSE };
            self.device.write_within(sequences.as_bytes(), ENTRY_PATIENCE);
        }
        has_mouse
    }

    /// Gives the terminal to `to` in its original state; it stays raw to show a text.
    pub(super) fn leave(&self, to: TtyState) {
        let mut state = self.lock();
        match *state {
            TtyState::FullScreen => self.give_back(&exit(self.options), to),
            TtyState::Text => self.give_back(BELOW_TEXT, to),
            TtyState::Suspended | TtyState::Released if to == TtyState::Released => {}
            TtyState::Suspended | TtyState::Released => return,
        }
        *state = to;
    }

    /// Writes all bytes, however slowly the terminal reads, in the state `while_in`; returns whether it stayed so. The state
    /// is checked under the lock for each write, but the lock is not held while waiting, so a terminal that
    /// does not read cannot delay leaving.
    pub(super) fn write(&self, while_in: TtyState, mut bytes: &[u8]) -> io::Result<bool> {
        while !bytes.is_empty() {
            let state = self.lock();
            if *state != while_in {
                return Ok(false);
            }
            let written = self.device.write_now(bytes)?;
            drop(state);
            if written == 0 {
                self.device.wait_until_it_takes_more();
            }
            bytes = &bytes[written..];
        }
        Ok(true)
    }

    /// Ends the process by that signal, so that its parent sees the truth.
    pub(super) fn die_by(&self, signal: i32) -> ! {
        self.leave(TtyState::Released);
        let _ = emulate_default_handler(signal);
        std::process::exit(128 + signal)
    }

    fn give_back(&self, last_words: &str, to: TtyState) {
        let device = &self.device;
        let is_taken = device.write_within(last_words.as_bytes(), EXIT_PATIENCE);
        // In the background this would stop the process, and the shell has restored the modes itself.
        if to != TtyState::Text && device.is_ours() {
            let _ = device.make_cooked();
        }
        if !is_taken {
            // The terminal reads slowly or not at all. Its pending output is a frame that is no longer needed.
            device.discard_unwritten();
            device.write_within(last_words.as_bytes(), EXIT_PATIENCE);
        }
    }

    fn lock(&self) -> MutexGuard<'_, TtyState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const TAKE_MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const LEAVE_MOUSE: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// Clears the line that shows the keys to return from a text.
const BELOW_TEXT: &str = "\r\x1b[K";

/// Alternate screen, no cursor, bracketed paste, and the options. No wrapping at the last column, so that a character
/// which is wider in the terminal does not move rows.
fn entry(options: Options) -> String {
    let mouse = if options.mouse { TAKE_MOUSE } else { "" };
    format!("\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h{mouse}")
}

/// Ends a sequence that may have been cut off, then turns off every mode.
fn exit(options: Options) -> String {
    let hyperlink = if options.hyperlinks { "\x1b]8;;\x1b\\" } else { "" };
    format!(
        "\x1b\\{hyperlink}\x1b[?2026l\x1b[m{LEAVE_MOUSE}\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h"
    )
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
}
