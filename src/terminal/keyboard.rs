//! Reads what is typed, on the main thread: a thread of its own would cost some 15 µs a key.
//!
//! Nothing here waits. All pending bytes are read at once but parsed in steps, so that Ctrl-c is noticed behind many
//! keys. Incomplete input is given up after the parser's patience.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};

use memchr::memmem;
use signal_hook::consts::SIGHUP;

use super::events::TerminalEvent;
use super::input::{CTRL_C, PASTE_END, PASTE_START, Parser};
use super::session::TtySession;

/// Reads the keyboard and the mouse, and notices that the terminal has gone.
#[derive(Debug)]
pub(super) struct Keyboard<M> {
    session: Arc<TtySession>,
    parser: Parser,
    /// What was read, and how much of it was parsed.
    bytes: Vec<u8>,
    parsed: usize,
    /// When the bytes were read. Bytes that arrive while some are left count as read at the same time, as the delay
    /// is our own.
    read_at: Instant,
    events: VecDeque<TerminalEvent<M>>,
}

const AT_ONCE: usize = 4096;
/// At most this many bytes are parsed at once, as an event is much larger than a byte.
const PARSED_AT_ONCE: usize = 256;
const MOST_AHEAD: usize = 8 << 20;

impl<M> Keyboard<M> {
    pub(super) fn new(session: Arc<TtySession>) -> Self {
        let (parser, read_at) = (Parser::default(), Instant::now());
        Self { session, parser, bytes: Vec::new(), parsed: 0, read_at, events: VecDeque::new() }
    }

    pub(super) fn next(&mut self) -> Option<TerminalEvent<M>> {
        self.events.pop_front()
    }

    pub(super) fn read(&mut self) {
        self.read_ahead();
        let mut inputs = Vec::new();
        while inputs.is_empty() && self.parsed < self.bytes.len() {
            let end = self.bytes.len().min(self.parsed + PARSED_AT_ONCE);
            self.parser.feed(&self.bytes[self.parsed..end], self.read_at, &mut inputs);
            self.parsed = end;
        }
        self.events.extend(inputs.into_iter().map(TerminalEvent::Input));
    }

    fn read_ahead(&mut self) {
        // Not each time, as it moves the rest.
        if self.parsed > self.bytes.len() / 2 {
            self.bytes.drain(..self.parsed);
            self.parsed = 0;
        }
        let mut buffer = [0; AT_ONCE];
        while self.bytes.len() < MOST_AHEAD {
            let read = match self.session.device.read(&mut buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                // In a raw terminal an end of file means that the terminal has gone.
                Ok(0) | Err(_) => return self.events.push_back(TerminalEvent::Quit(SIGHUP)),
                Ok(read) => read,
            };
            if self.bytes.is_empty() {
                self.read_at = Instant::now();
            }
            self.bytes.extend_from_slice(&buffer[..read]);
            if read < AT_ONCE / 2 {
                return;
            }
        }
    }

    /// Skips everything before a typed Ctrl-c, so that it is the next event. A pasted one does not count.
    pub(super) fn skip_to_ctrl_c(&mut self) {
        self.read_ahead();
        let ahead = &self.bytes[self.parsed..];
        if let Some(place) = typed_ctrl_c(ahead, self.parser.is_pasting()) {
            self.parsed += place;
            self.parser = Parser::default();
            self.events.clear();
            self.read();
        }
    }

    pub(super) fn patience(&self) -> Option<Duration> {
        self.parser.patience(Instant::now())
    }

    pub(super) fn give_up(&mut self) {
        let mut inputs = Vec::new();
        self.parser.give_up(&mut inputs);
        self.events.extend(inputs.into_iter().map(TerminalEvent::Input));
    }
}

fn typed_ctrl_c(bytes: &[u8], mut is_pasting: bool) -> Option<usize> {
    let mut place = 0;
    while let Some(rest) = bytes.get(place..).filter(|rest| !rest.is_empty()) {
        let mark = if is_pasting { PASTE_END } else { PASTE_START };
        let end = memmem::find(rest, mark);
        if !is_pasting && let Some(typed) = memchr::memchr(CTRL_C, &rest[..end.unwrap_or(rest.len())]) {
            return Some(place + typed);
        }
        place += end? + mark.len();
        is_pasting = !is_pasting;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::typed_ctrl_c;

    #[test]
    fn a_pasted_ctrl_c_is_not_a_typed_one() {
        for (bytes, is_pasting, expected) in [
            ("jjj\x03j", false, Some(3)),
            ("jjj", false, None),
            ("j\x1b[200~\x03\x1b[201~j", false, None),
            ("j\x1b[200~\x03\x1b[201~j\x03", false, Some(15)),
            ("j\x03\x1b[200~", false, Some(1)),
            ("j\x03", true, None),
            ("j\x03\x1b[201~\x03", true, Some(8)),
            ("", false, None),
        ] {
            assert_eq!(typed_ctrl_c(bytes.as_bytes(), is_pasting), expected, "{bytes:?}");
        }
    }
}
