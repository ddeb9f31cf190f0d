//! The bytes that a terminal sends, parsed into keys, mouse reports and pastes.
//!
//! crossterm's parser is private, and after half a sequence or a paste that is cut off it swallows q and Ctrl-c
//! (crossterm#793, #1060). So this one is ours, for what terminals of today send, with crossterm's types.
//!
//! It is pure: the reader passes bytes and the time ([`Parser::feed`]), asks how long to wait for the rest of an
//! incomplete input ([`Parser::patience`]), and reports when that time has passed ([`Parser::give_up`]). Everything
//! but keys, mouse reports and pastes is dropped whole: replies of the terminal, focus reports, unknown, broken or
//! endless sequences, invalid UTF-8. An `ESC` before anything but the rest of a sequence is the Esc key, and what
//! follows it a key of its own: no action is on Alt.

mod sequences;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

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
pub struct Parser {
    state: ParserState,
    /// When the incomplete input began; for a paste, when its last bytes came.
    since: Option<Instant>,
}

/// How long to wait for the rest of a sequence after an ESC.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(50);
/// How long to wait for the rest of a sequence or of a character.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(500);
/// A paste is over after this much silence.
const PASTE_PATIENCE: Duration = Duration::from_millis(250);
/// The bytes of a sequence that are kept; a longer one is unknown anyway.
const LONGEST_SEQUENCE: usize = 64;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
pub(super) const CTRL_C: u8 = 0x03;
pub(super) const PASTE_START: &[u8] = b"\x1b[200~";
pub(super) const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
enum ParserState {
    #[default]
    Ground,
    /// The first bytes of a character that takes more than one.
    Character(Vec<u8>),
    Escape,
    /// After `ESC [` or `ESC O`; with what came after the `ESC`.
    Sequence(Vec<u8>),
    /// After `ESC ]`, `ESC P`, `ESC _` or `ESC ^`: a reply of the terminal.
    Reply,
    /// In such a reply, after an ESC that may begin its end.
    ReplyEscape,
    Paste(Paste),
    /// A paste timed out; if more of it arrives, it goes on.
    AfterPaste,
}

impl Parser {
    /// Parses bytes that were read at this time, adding what they complete to `inputs`.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, inputs: &mut Vec<Input>) {
        // The rest of a paste may have come in time, and it is we who read it late.
        if !self.is_pasting() && self.patience(now).is_some_and(|left| left.is_zero()) {
            self.give_up(inputs);
        }
        // A paste without an end must not keep Ctrl-c from the program. No paste comes byte by byte.
        if self.is_pasting() && is_ctrl_c(bytes) {
            self.give_up(inputs);
        }
        if matches!(self.state, ParserState::AfterPaste) && Paste::goes_on_with(bytes) {
            self.state = ParserState::Paste(Paste::default());
        }
        for &byte in bytes {
            let state = std::mem::take(&mut self.state);
            let had_begun =
                !matches!(state, ParserState::Ground | ParserState::AfterPaste | ParserState::Paste(_));
            self.state = state.step(byte, inputs);
            let begins = matches!(self.state, ParserState::Escape | ParserState::Character(_));
            if !had_begun || begins {
                self.since = Some(now);
            }
        }
    }

    /// The time until [`Parser::give_up`] has to be called; `None` if no input is incomplete.
    pub fn patience(&self, now: Instant) -> Option<Duration> {
        let patience = match self.state {
            ParserState::Ground | ParserState::AfterPaste => return None,
            ParserState::Escape => ESCAPE_PATIENCE,
            ParserState::Paste(_) => PASTE_PATIENCE,
            ParserState::Character(_)
            | ParserState::Sequence(_)
            | ParserState::Reply
            | ParserState::ReplyEscape => SEQUENCE_PATIENCE,
        };
        Some(patience.saturating_sub(now.saturating_duration_since(self.since?)))
    }

    pub(super) fn is_pasting(&self) -> bool {
        matches!(self.state, ParserState::Paste(_))
    }

    /// Gives up waiting: a lone ESC is the Esc key, a paste ends here, anything else that is unfinished is dropped.
    pub fn give_up(&mut self, inputs: &mut Vec<Input>) {
        self.state = match std::mem::take(&mut self.state) {
            ParserState::Escape => {
                inputs.push(plain(KeyCode::Esc));
                ParserState::Ground
            }
            ParserState::Paste(paste) => {
                inputs.push(paste.finish());
                ParserState::AfterPaste
            }
            ParserState::AfterPaste => ParserState::AfterPaste,
            ParserState::Ground
            | ParserState::Character(_)
            | ParserState::Sequence(_)
            | ParserState::Reply
            | ParserState::ReplyEscape => ParserState::Ground,
        };
    }
}

impl ParserState {
    fn step(self, byte: u8, inputs: &mut Vec<Input>) -> Self {
        match self {
            Self::Ground | Self::AfterPaste => Self::ground(byte, inputs),
            Self::Character(bytes) => Self::continue_character(bytes, byte, inputs),
            Self::Escape | Self::ReplyEscape => Self::escape(byte, inputs),
            Self::Sequence(bytes) => Self::continue_sequence(bytes, byte, inputs),
            Self::Reply => match byte {
                ESC => Self::ReplyEscape,
                // Its end, or CAN or SUB, which cancel it. No reply has another control character.
                BEL | 0x18 | 0x1a => Self::Ground,
                0x00..=0x1f => Self::ground(byte, inputs),
                _ => Self::Reply,
            },
            Self::Paste(paste) => match paste.step(byte) {
                ControlFlow::Continue(paste) => Self::Paste(paste),
                ControlFlow::Break(text) => {
                    inputs.push(text);
                    Self::Ground
                }
            },
        }
    }

    fn ground(byte: u8, inputs: &mut Vec<Input>) -> Self {
        match byte {
            ESC => return Self::Escape,
            0x00..=0x1f | 0x7f => inputs.push(control(byte)),
            0x20..=0x7e => inputs.push(sequences::character(char::from(byte), KeyModifiers::NONE)),
            0xc2..=0xf4 => return Self::Character(vec![byte]),
            0x80..=0xc1 | 0xf5..=0xff => {}
        }
        Self::Ground
    }

    fn continue_character(mut bytes: Vec<u8>, byte: u8, inputs: &mut Vec<Input>) -> Self {
        if !matches!(byte, 0x80..=0xbf) {
            return Self::ground(byte, inputs);
        }
        bytes.push(byte);
        match std::str::from_utf8(&bytes) {
            Err(error) if error.error_len().is_none() => return Self::Character(bytes),
            Err(_) => {}
            Ok(typed) => {
                let typed = typed.chars().filter(|typed| !typed.is_control());
                inputs.extend(typed.map(|typed| sequences::character(typed, KeyModifiers::NONE)));
            }
        }
        Self::Ground
    }

    fn escape(byte: u8, inputs: &mut Vec<Input>) -> Self {
        match byte {
            b'[' | b'O' => Self::Sequence(vec![byte]),
            b']' | b'P' | b'_' | b'^' => Self::Reply,
            // The end of a reply, also of one that has been given up.
            b'\\' => Self::Ground,
            byte => {
                inputs.push(plain(KeyCode::Esc));
                Self::ground(byte, inputs)
            }
        }
    }

    fn continue_sequence(mut bytes: Vec<u8>, byte: u8, inputs: &mut Vec<Input>) -> Self {
        match (bytes.as_slice(), byte) {
            (b"[200", b'~') => return Self::Paste(Paste::default()),
            // The Linux console sends F1 to F5 with two brackets. Bytes before 0x30 occur only in replies.
            (b"[", b'[') | ([b'[', ..], 0x20..=0x3f) => {
                if bytes.len() < LONGEST_SEQUENCE {
                    bytes.push(byte);
                }
                return Self::Sequence(bytes);
            }
            // A byte that cannot be part of a sequence is parsed by itself.
            (_, ..=0x1f | 0x7f..) => return Self::ground(byte, inputs),
            (_, _) => {}
        }
        if bytes.len() < LONGEST_SEQUENCE {
            inputs.extend(sequences::parse_sequence(&bytes, byte));
        }
        Self::Ground
    }
}

/// A bracketed paste: everything up to its end marker.
#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    /// How many bytes of [`PASTE_END`] the last bytes match.
    matched: usize,
}

impl Paste {
    /// The bytes of a paste that are kept; the rest is dropped.
    const LIMIT: usize = 64 * 1024;
    /// Nobody types so many bytes at once.
    const LONGEST_TYPED: usize = 32;

    /// Whether bytes after a silence are the rest of a paste, and not keys or mouse reports.
    fn goes_on_with(bytes: &[u8]) -> bool {
        let is_long = bytes.len() > Self::LONGEST_TYPED && !bytes.starts_with(&[ESC]);
        is_long || bytes.windows(PASTE_END.len()).any(|part| part == PASTE_END)
    }

    fn step(mut self, byte: u8) -> ControlFlow<Input, Self> {
        if byte == PASTE_END[self.matched] {
            self.matched += 1;
            let is_whole = self.matched == PASTE_END.len();
            return if is_whole { ControlFlow::Break(self.finish()) } else { ControlFlow::Continue(self) };
        }
        self.keep(&PASTE_END[..self.matched]);
        self.matched = usize::from(byte == ESC);
        if byte != ESC {
            self.keep(&[byte]);
        }
        ControlFlow::Continue(self)
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = Self::LIMIT - self.text.len();
        self.text.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn finish(self) -> Input {
        Input::Paste(self.text.utf8_chunks().map(|chunk| chunk.valid()).collect())
    }
}

fn is_ctrl_c(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|byte| *byte == CTRL_C)
}

fn control(byte: u8) -> Input {
    let (code, modifiers) = match byte {
        0x00 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        0x08 | 0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        letter @ 0x01..=0x1a => (KeyCode::Char(char::from(letter | 0x60)), KeyModifiers::CONTROL),
        sign => (KeyCode::Char(char::from(sign | 0x40)), KeyModifiers::CONTROL),
    };
    Input::Key(KeyEvent::new(code, modifiers))
}

fn plain(code: KeyCode) -> Input {
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

#[cfg(test)]
mod tests;
