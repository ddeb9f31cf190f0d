//! The bytes that a terminal sends, decoded into keys, mouse reports and pastes.
//!
//! Pure: no clock and no descriptor. The reader feeds bytes, asks how long the decoder is willing to wait for
//! the rest of what it holds ([`Decoder::patience`]) and tells it when that time has passed in silence
//! ([`Decoder::timeout`]). What is neither a key, a mouse report nor a paste (replies of the terminal, focus
//! reports, unknown or broken sequences, invalid UTF-8) is dropped whole: nothing that is not a key comes out as
//! one, and after a timeout nothing is held back, so that the next key always counts. The tables of sequences
//! are in `sequences`.
//!
//! `ESC` and a key that arrive together are Alt and that key, as terminals have it; an `ESC` that is followed by
//! silence or by another sequence is the Esc key.

mod paste;
mod sequences;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

use paste::{Paste, Silence, Step};

/// What a person did at the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or repeats.
    Key(KeyEvent),
    /// The mouse did something; its coordinates start at 0 and may lie outside the screen.
    Mouse(MouseEvent),
    /// Text was pasted, as the terminal sent it: it may hold control characters, and carriage returns for line ends.
    Paste(String),
}

/// Turns bytes into [`Input`]s, however the bytes are cut into reads.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
}

/// How long half an escape sequence or half a character is waited for.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(50);
/// How long the rest of a string (a reply such as OSC or DCS) is waited for.
const STRING_PATIENCE: Duration = Duration::from_millis(100);
/// How long it is until a paste that brings nothing is silent; it takes several silences to end it.
const PASTE_PATIENCE: Duration = Duration::from_millis(50);
/// The bytes of a control sequence that are kept; a longer one is unknown anyway.
const SEQUENCE_LIMIT: usize = 64;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
/// CAN and SUB call off a sequence that has begun.
const CALLED_OFF: [u8; 2] = [0x18, 0x1a];

impl Decoder {
    /// Decodes bytes, adding what they complete to `inputs`.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        if let State::AfterPaste = self.state {
            let goes_on = bytes.len() > Paste::LONGEST_TYPED && !bytes.starts_with(&[ESC]);
            self.state = if goes_on { State::Paste(Paste::new()) } else { State::Ground };
        }
        for &byte in bytes {
            self.step(byte, inputs);
        }
    }

    /// The silence after which [`Decoder::timeout`] is to be called; `None` where nothing is held back.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground | State::AfterPaste => None,
            State::Character(_)
            | State::Escape
            | State::ControlSequence(_)
            | State::ConsoleKey
            | State::OldMouse { .. }
            | State::SingleShift { .. }
            | State::StringEscape => Some(SEQUENCE_PATIENCE),
            State::String => Some(STRING_PATIENCE),
            State::Paste(_) => Some(PASTE_PATIENCE),
        }
    }

    /// Gives up waiting: a lone ESC is the Esc key, anything else that is unfinished is dropped; a paste ends here where it
    /// has been silent for long enough, or where what has come of late was typed.
    pub fn timeout(&mut self, inputs: &mut Vec<Input>) {
        match std::mem::take(&mut self.state) {
            State::Escape => inputs.push(plain(KeyCode::Esc)),
            State::Paste(paste) => match paste.silence() {
                Silence::Open(paste) => self.state = State::Paste(paste),
                Silence::GivenUp(text, keys) => {
                    inputs.push(text);
                    self.state = if keys.is_empty() { State::AfterPaste } else { State::Ground };
                    for byte in keys {
                        self.step(byte, inputs);
                    }
                }
            },
            State::Ground
            | State::AfterPaste
            | State::Character(_)
            | State::ControlSequence(_)
            | State::ConsoleKey
            | State::OldMouse { .. }
            | State::SingleShift { .. }
            | State::String
            | State::StringEscape => {}
        }
    }

    fn step(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.state = match std::mem::take(&mut self.state) {
            State::Ground | State::AfterPaste => ground(byte, KeyModifiers::NONE, inputs),
            State::Character(partial) => partial.step(byte, inputs),
            State::Escape | State::StringEscape => escape(byte, inputs),
            State::ControlSequence(sequence) => sequence.step(byte, inputs),
            State::ConsoleKey => interruptible(byte, inputs, sequences::console),
            State::OldMouse { .. } if byte == ESC => State::Escape,
            State::OldMouse { left: 0 | 1 } => State::Ground,
            State::OldMouse { left } => State::OldMouse { left: left - 1 },
            State::SingleShift { modifier: None } if byte.is_ascii_digit() => {
                State::SingleShift { modifier: Some(byte - b'0') }
            }
            State::SingleShift { modifier } => {
                interruptible(byte, inputs, |byte| sequences::single_shift(byte, modifier))
            }
            State::String => string(byte),
            State::Paste(paste) => match paste.step(byte) {
                Step::Open(paste) => State::Paste(paste),
                Step::Ended(text) => {
                    inputs.push(text);
                    State::Ground
                }
            },
        };
    }
}

/// What has been begun and waits for more bytes.
#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    Character(PartialCharacter),
    Escape,
    /// After `ESC [`.
    ControlSequence(ControlSequence),
    /// After `ESC [ [`, with which the Linux console sends F1 to F5.
    ConsoleKey,
    /// After `ESC [ M`: three bytes of a mouse report in the oldest form, which is not asked for.
    OldMouse {
        left: u8,
    },
    /// After `ESC O`.
    SingleShift {
        modifier: Option<u8>,
    },
    /// After `ESC ]`, `ESC P`, `ESC _` or `ESC ^`: a reply of the terminal.
    String,
    /// In such a reply, after an ESC that may begin its end.
    StringEscape,
    Paste(Paste),
    /// A paste was given up in silence: it may only have been slow.
    AfterPaste,
}

/// A byte where nothing has been begun, or after ESC, which makes it Alt.
fn ground(byte: u8, modifiers: KeyModifiers, inputs: &mut Vec<Input>) -> State {
    match byte {
        ESC => return State::Escape,
        0x00..=0x1f | 0x7f => inputs.push(Input::Key(control(byte, modifiers))),
        0x20..=0x7e => inputs.push(Input::Key(sequences::character(char::from(byte), modifiers))),
        0x80..=0xff => return PartialCharacter::begin(byte, modifiers),
    }
    State::Ground
}

fn escape(byte: u8, inputs: &mut Vec<Input>) -> State {
    match byte {
        ESC => {
            inputs.push(plain(KeyCode::Esc));
            State::Escape
        }
        b'[' => State::ControlSequence(ControlSequence::default()),
        b'O' => State::SingleShift { modifier: None },
        b']' | b'P' | b'_' | b'^' => State::String,
        // The end of a reply, also of one that has been given up.
        b'\\' => State::Ground,
        byte => ground(byte, KeyModifiers::ALT, inputs),
    }
}

fn string(byte: u8) -> State {
    match byte {
        ESC => State::StringEscape,
        BEL => State::Ground,
        byte if CALLED_OFF.contains(&byte) => State::Ground,
        _ => State::String,
    }
}

/// The last byte of a sequence, unless it is one that cannot be in a sequence: then it stands for itself.
fn interruptible(byte: u8, inputs: &mut Vec<Input>, decode: impl Fn(u8) -> Option<Input>) -> State {
    if matches!(byte, 0x20..=0x7e) {
        inputs.extend(decode(byte));
        return State::Ground;
    }
    ground(byte, KeyModifiers::NONE, inputs)
}

fn control(byte: u8, modifiers: KeyModifiers) -> KeyEvent {
    let (code, control) = match byte {
        0x00 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        0x08 | 0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        letter @ 0x01..=0x1a => (KeyCode::Char(char::from(letter | 0x60)), KeyModifiers::CONTROL),
        sign => (KeyCode::Char(char::from(sign | 0x40)), KeyModifiers::CONTROL),
    };
    KeyEvent::new(code, modifiers | control)
}

fn plain(code: KeyCode) -> Input {
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The first bytes of a character that takes more than one.
#[derive(Debug)]
struct PartialCharacter {
    bytes: [u8; 4],
    present: usize,
    wanted: usize,
    modifiers: KeyModifiers,
}

impl PartialCharacter {
    fn begin(lead: u8, modifiers: KeyModifiers) -> State {
        let wanted = match lead {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return State::Ground,
        };
        State::Character(Self { bytes: [lead, 0, 0, 0], present: 1, wanted, modifiers })
    }

    fn step(mut self, byte: u8, inputs: &mut Vec<Input>) -> State {
        if !matches!(byte, 0x80..=0xbf) {
            return ground(byte, KeyModifiers::NONE, inputs);
        }
        self.bytes[self.present] = byte;
        self.present += 1;
        if self.present < self.wanted {
            return State::Character(self);
        }
        let text = std::str::from_utf8(&self.bytes[..self.wanted]).unwrap_or_default();
        let characters = text.chars().filter(|character| !character.is_control());
        inputs
            .extend(characters.map(|character| Input::Key(sequences::character(character, self.modifiers))));
        State::Ground
    }
}

/// What has come of a sequence that `ESC [` began.
#[derive(Debug, Default)]
struct ControlSequence {
    parameters: Vec<u8>,
    /// Holds bytes that no key and no report has: it is read to its end and dropped.
    unknown: bool,
}

impl ControlSequence {
    fn step(mut self, byte: u8, inputs: &mut Vec<Input>) -> State {
        match byte {
            b'$' if self.is_single_number() => self.finish(byte, inputs),
            0x20..=0x2f => {
                self.unknown = true;
                State::ControlSequence(self)
            }
            0x30..=0x3f => {
                self.unknown |= self.parameters.len() >= SEQUENCE_LIMIT;
                if !self.unknown {
                    self.parameters.push(byte);
                }
                State::ControlSequence(self)
            }
            0x40..=0x7e => self.finish(byte, inputs),
            0x00..=0x1f | 0x7f..=0xff => ground(byte, KeyModifiers::NONE, inputs),
        }
    }

    /// rxvt ends Shift and a numbered key with `$`, which otherwise goes before the end.
    fn is_single_number(&self) -> bool {
        !self.unknown && !self.parameters.is_empty() && self.parameters.iter().all(u8::is_ascii_digit)
    }

    fn finish(self, end: u8, inputs: &mut Vec<Input>) -> State {
        if self.unknown {
            return State::Ground;
        }
        match (self.parameters.as_slice(), end) {
            (b"", b'[') => return State::ConsoleKey,
            (b"", b'M') => return State::OldMouse { left: 3 },
            (b"200", b'~') => return State::Paste(Paste::new()),
            (parameters, end) => inputs.extend(sequences::control_sequence(parameters, end)),
        }
        State::Ground
    }
}

#[cfg(test)]
mod tests;
