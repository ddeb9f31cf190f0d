//! The literals of RON: strings with and without escapes, raw strings, characters.

use super::{Lost, Read, Reader, Span};

impl Reader<'_> {
    pub(super) fn quoted_string(&mut self) -> Read<Span> {
        let bytes = self.source.as_bytes();
        let start = self.at + 1;
        match memchr::memchr2(b'"', b'\\', &bytes[start..]) {
            Some(len) if bytes[start + len] == b'"' => {
                self.at = start + len + 1;
                Ok(span(start, len))
            }
            Some(len) => self.escaped_string(start, start + len),
            None => Err(self.unclosed_string(self.at)),
        }
    }

    fn unclosed_string(&mut self, at: usize) -> Lost {
        self.tell(at..at + 1, "this string is not closed before the end of the file".to_owned());
        self.at = self.source.len();
        Lost
    }

    /// A string with a backslash at `escape`: written out behind the other ones of its kind.
    fn escaped_string(&mut self, start: usize, mut escape: usize) -> Read<Span> {
        let quote_at = start - 1;
        let written_at = self.unescaped.text.len();
        let mut copied = start;
        loop {
            self.unescaped.text.push_str(&self.source[copied..escape]);
            self.at = escape;
            if self.source.as_bytes()[escape] == b'"' {
                self.at += 1;
                break;
            }
            match self.escape() {
                Some(c) => self.unescaped.text.push(c),
                None => {
                    self.bad_escape(escape);
                    // No longer than the escape, so that unescaped strings are never longer than the file.
                    self.unescaped.text.push('?');
                }
            }
            copied = self.at;
            match memchr::memchr2(b'"', b'\\', &self.source.as_bytes()[copied..]) {
                Some(len) => escape = copied + len,
                None => return Err(self.unclosed_string(quote_at)),
            }
        }
        self.unescaped.origins.push((narrow(written_at), narrow(quote_at)));
        Ok(span(self.source.len() + written_at, self.unescaped.text.len() - written_at))
    }

    /// The character that an escape means; the reader stands behind it. `None` for one that RON does not know.
    fn escape(&mut self) -> Option<char> {
        let mut chars = self.source[self.at + 1..].chars();
        let Some(kind) = chars.next() else {
            // A backslash at the end of the file.
            self.at = self.source.len();
            return None;
        };
        self.at += 1 + kind.len_utf8();
        match kind {
            '"' | '\'' | '\\' => Some(kind),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            '0' => Some('\0'),
            'x' => {
                let digits = self.source.get(self.at..self.at + 2)?;
                let code = hexadecimal(digits).filter(|code| *code < 0x80)?;
                self.at += 2;
                char::from_u32(code)
            }
            'u' => {
                let rest = self.rest().strip_prefix('{')?;
                let digits = rest.get(..rest.bytes().take(7).position(|byte| byte == b'}')?)?;
                let c = char::from_u32(hexadecimal(digits)?)?;
                self.at += digits.len() + 2;
                Some(c)
            }
            _ => None,
        }
    }

    fn bad_escape(&mut self, at: usize) {
        let message = r#"this escape is not known; RON has \n \r \t \0 \\ \" \' \x41 \u{e9}"#;
        self.tell(at..self.at, message.to_owned());
    }

    #[inline]
    pub(super) fn at_raw_string(&self) -> bool {
        let rest = self.rest().as_bytes();
        rest.first() == Some(&b'r')
            && rest[1..].iter().find(|byte| **byte != b'#') == Some(&b'"')
            && rest.get(1).is_some_and(|byte| matches!(byte, b'"' | b'#'))
    }

    pub(super) fn raw_string(&mut self) -> Read<Span> {
        let literal_at = self.at;
        let hashes = self.source[literal_at + 1..].bytes().take_while(|byte| *byte == b'#').count();
        let start = literal_at + 1 + hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        let Some(len) = memchr::memmem::find(&self.source.as_bytes()[start..], close.as_bytes()) else {
            return Err(self.unclosed_string(literal_at));
        };
        self.at = start + len + close.len();
        Ok(span(start, len))
    }

    pub(super) fn character(&mut self) -> Read<()> {
        let start = self.at;
        self.at += 1;
        let escaped = self.peek() == Some(b'\\');
        let read = if escaped { self.escape() } else { self.rest().chars().next() };
        if !escaped {
            self.at += read.map_or(0, char::len_utf8);
        }
        if self.peek() == Some(b'\'') {
            self.at += 1;
            return Ok(());
        }
        self.tell(start..start + 1, "this character is not closed".to_owned());
        Err(Lost)
    }
}

#[inline]
fn span(start: usize, len: usize) -> Span {
    Span { start: narrow(start), len: narrow(len) }
}

fn narrow(position: usize) -> u32 {
    u32::try_from(position).expect("a file and its unescaped strings are shorter than 4 GiB")
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let all = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if all { u32::from_str_radix(digits, 16).ok() } else { None }
}
