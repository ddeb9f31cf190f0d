//! A bracketed paste: everything up to its end marker.

use super::{ESC, Input, PASTE_END};

#[derive(Debug, Default)]
pub(super) struct Paste {
    text: Vec<u8>,
    /// How many bytes of [`PASTE_END`] the last bytes match.
    matched: usize,
}

impl Paste {
    /// The bytes of a paste that are kept; the rest is dropped.
    pub(super) const LIMIT: usize = 64 * 1024;
    /// Nobody types so many bytes at once.
    const LONGEST_TYPED: usize = 32;

    /// Whether bytes after a silence are the rest of a paste, and not keys or mouse reports.
    pub(super) fn goes_on_with(bytes: &[u8]) -> bool {
        let is_long = bytes.len() > Self::LONGEST_TYPED && !bytes.starts_with(&[ESC]);
        is_long || bytes.windows(PASTE_END.len()).any(|part| part == PASTE_END)
    }

    pub(super) fn step(mut self, byte: u8) -> Result<Self, Input> {
        if byte == PASTE_END[self.matched] {
            self.matched += 1;
            return if self.matched == PASTE_END.len() { Err(self.finish()) } else { Ok(self) };
        }
        self.keep(&PASTE_END[..self.matched]);
        self.matched = usize::from(byte == ESC);
        if byte != ESC {
            self.keep(&[byte]);
        }
        Ok(self)
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = Self::LIMIT - self.text.len();
        self.text.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    pub(super) fn finish(self) -> Input {
        Input::Paste(self.text.utf8_chunks().map(|chunk| chunk.valid()).collect())
    }
}
