//! What is passed over: white space, comments, and values of any kind.

use super::{Lost, Read, Reader};

impl Reader<'_> {
    /// Skips white space and comments, as RON defines them.
    #[inline(always)]
    pub(super) fn skip_blank(&mut self) -> Read<()> {
        match self.source.as_bytes().get(self.at) {
            // Mostly there is nothing to skip.
            Some(b'!'..=b'.' | b'0'..=b'~') | None => Ok(()),
            Some(_) => self.skip_blanks(),
        }
    }

    #[inline(never)]
    fn skip_blanks(&mut self) -> Read<()> {
        let bytes = self.source.as_bytes();
        // Then it is mostly one space or line end.
        if let Some([b' ' | b'\n', b'!'..=b'.' | b'0'..=b'~']) = bytes[self.at..].first_chunk() {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.at = after_blanks(bytes, self.at);
            match bytes.get(self.at) {
                Some(b'/') if bytes.get(self.at + 1) == Some(&b'/') => {
                    self.at = self.line_end(self.at);
                }
                Some(b'/') if bytes.get(self.at + 1) == Some(&b'*') => self.block_comment()?,
                Some(0x80..) => match self.rest().chars().next() {
                    Some(c @ ('\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')) => {
                        self.at += c.len_utf8();
                    }
                    Some(_) | None => return Ok(()),
                },
                Some(_) | None => return Ok(()),
            }
        }
    }

    fn block_comment(&mut self) -> Read<()> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            let rest = self.rest();
            let Some(next) = memchr::memchr2(b'/', b'*', rest.as_bytes()) else {
                self.tell(
                    start..start + 2,
                    "this comment is not closed before the end of the file".to_owned(),
                );
                self.at = self.source.len();
                return Err(Lost);
            };
            self.at += next;
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return Ok(());
                }
            } else {
                self.at += 1;
            }
        }
    }

    /// Skips one value of any kind.
    pub(super) fn skip_value(&mut self) -> Read<()> {
        if !self.at_raw_string() {
            let word = self.rest().find(|c: char| !is_word(c)).unwrap_or(self.rest().len());
            self.at += word;
            if word > 0 {
                let end = self.at;
                self.skip_blank()?;
                if self.peek() == Some(b'(') {
                    return self.skip_group();
                }
                self.at = end;
                return Ok(());
            }
        }
        match self.peek() {
            Some(b'(' | b'[' | b'{' | b'"' | b'\'' | b'r') => self.skip_group(),
            _ => Err(self.unexpected("a value")),
        }
    }

    /// Skips to the comma or the bracket that ends the element which begins here, however broken it is.
    pub(super) fn skip_element(&mut self) -> Read<()> {
        loop {
            self.skip_blank()?;
            match self.peek() {
                None | Some(b',' | b')' | b']' | b'}') => return Ok(()),
                Some(b'(' | b'[' | b'{' | b'"' | b'\'') => self.skip_group()?,
                Some(_) if self.at_raw_string() => self.skip_group()?,
                Some(_) => self.at += self.rest().chars().next().map_or(1, char::len_utf8),
            }
        }
    }

    /// Skips a string, a character, or a bracket with all that it holds. The open brackets are kept on a list, so
    /// that the depth of the data is nothing to the stack.
    fn skip_group(&mut self) -> Read<()> {
        let mut open: Vec<usize> = Vec::new();
        loop {
            self.skip_blank()?;
            match self.peek() {
                None => {
                    let at = open.first().copied().unwrap_or(self.at);
                    return Err(self.unclosed_bracket(at));
                }
                Some(b'(' | b'[' | b'{') => {
                    open.push(self.at);
                    self.at += 1;
                }
                Some(found @ (b')' | b']' | b'}')) => {
                    let at = open.pop().expect("the loop ends when the last bracket is closed");
                    let bracket = self.source.as_bytes()[at];
                    if closing(bracket) != found {
                        let (found, bracket) = (char::from(found), char::from(bracket));
                        let message =
                            format!("this `{bracket}` is not closed before a `{found}` that is not its own");
                        self.tell(at..at + 1, message);
                        return Err(Lost);
                    }
                    self.at += 1;
                }
                Some(b'"') => drop(self.quoted_string()?),
                Some(b'\'') => self.character()?,
                Some(_) if self.at_raw_string() => drop(self.raw_string()?),
                Some(_) => self.at += self.rest().chars().next().map_or(1, char::len_utf8),
            }
            if open.is_empty() {
                return Ok(());
            }
        }
    }

    pub(super) fn unclosed_bracket(&mut self, at: usize) -> Lost {
        let bracket = self.source[at..].chars().next().unwrap_or(' ');
        self.tell(at..at + 1, format!("this `{bracket}` is not closed before the end of the file"));
        Lost
    }
}

/// Where the blanks end that begin at `at`. Most are the indentation of a line, which is looked at eight at a time.
#[inline]
fn after_blanks(bytes: &[u8], mut at: usize) -> usize {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    while let Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c) = bytes.get(at) {
        at += 1;
        while let Some(eight) = bytes[at..].first_chunk() {
            let others = u64::from_le_bytes(*eight) ^ SPACES;
            at += others.trailing_zeros() as usize / 8;
            if others != 0 {
                break;
            }
        }
    }
    at
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-')
}

pub(super) fn closing(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}
