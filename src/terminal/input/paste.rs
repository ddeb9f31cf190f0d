//! A bracketed paste: everything up to its end, whatever it looks like.
//!
//! A paste whose end never comes (its terminal was cut off, or never meant it) must not swallow keys for ever, and one
//! that merely comes slowly must not spill into keys. So it is given up after a silence that no connection makes of
//! itself, or where single keys have come again and again, each with silence around it: that is how somebody types, and
//! not how a paste arrives. What comes next in one large piece is the rest of a paste that was given up too early.

use super::{ESC, Input};

/// What has come of a bracketed paste.
#[derive(Debug)]
pub(super) struct Paste {
    text: Vec<u8>,
    /// How much of [`Paste::END`] the last bytes are.
    matched: usize,
    /// How many bytes have come since the last silence.
    since_silence: usize,
    /// How many silences there were in a row.
    silences: u32,
    /// Where in `text` each of the last pieces begins that was no longer than a key and came alone.
    alone: Vec<usize>,
}

/// Where a paste stands after a byte.
pub(super) enum Step {
    Open(Paste),
    Ended(Input),
}

/// Where a paste stands after a silence.
pub(super) enum Silence {
    Open(Paste),
    /// It was given up; these bytes came as keys do.
    GivenUp(Input, Vec<u8>),
}

impl Paste {
    const END: &[u8] = b"\x1b[201~";
    /// The bytes of a paste that are kept; the rest is dropped.
    pub(super) const LIMIT: usize = 64 * 1024;
    /// The silences in a row after which a paste is over.
    pub(super) const MOST_SILENCES: u32 = 5;
    /// The keys, each alone, after which a paste is over.
    const MOST_ALONE: usize = 3;
    /// The bytes of the longest key.
    const LONGEST_KEY: usize = 8;
    /// Nobody types so many bytes at once.
    pub(super) const LONGEST_TYPED: usize = 32;

    /// One that has just begun. What comes with its beginning is not typed.
    pub(super) fn new() -> Self {
        let since_silence = Self::LONGEST_KEY + 1;
        Paste { text: Vec::new(), matched: 0, since_silence, silences: 0, alone: Vec::new() }
    }

    pub(super) fn step(mut self, byte: u8) -> Step {
        if self.since_silence == 0 {
            self.alone.push(self.text.len());
        }
        self.since_silence += 1;
        self.silences = 0;
        if byte == Self::END[self.matched] {
            self.matched += 1;
            if self.matched == Self::END.len() {
                return Step::Ended(self.finish());
            }
            return Step::Open(self);
        }
        self.keep(&Self::END[..self.matched]);
        self.matched = usize::from(byte == ESC);
        if byte != ESC {
            self.keep(&[byte]);
        }
        Step::Open(self)
    }

    /// Notes that for a while nothing has come.
    pub(super) fn silence(mut self) -> Silence {
        self.silences += 1;
        if self.since_silence > Self::LONGEST_KEY {
            self.alone.clear();
        }
        self.since_silence = 0;
        // A part of the end is no key.
        let is_typed = self.alone.len() >= Self::MOST_ALONE && self.matched <= 1;
        if !is_typed && self.silences < Self::MOST_SILENCES {
            return Silence::Open(self);
        }
        let mut keys = Vec::new();
        if is_typed {
            self.keep(&Self::END[..self.matched]);
            keys = self.text.split_off(self.alone[0]);
        }
        Silence::GivenUp(self.finish(), keys)
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = Self::LIMIT - self.text.len();
        self.text.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn finish(self) -> Input {
        Input::Paste(self.text.utf8_chunks().map(|chunk| chunk.valid()).collect())
    }
}
