//! JSON that is stable, easy to query, and safe to print: one value, its fields in a fixed order, with an escape for
//! every character that is invisible or acts on a terminal.

use std::io::{self, Write};

use serde::Serialize;

use crate::text::is_seen;

pub(crate) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(Escaping { out }, value).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Writes an object on one line without its closing brace, so that a field written piece by piece can follow.
pub(crate) fn write_open_object(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut object = Vec::new();
    serde_json::to_writer(Escaping { out: &mut object }, value).map_err(io::Error::from)?;
    object.pop();
    out.write_all(&object)
}

/// Writes invisible characters as `\uXXXX`. In JSON they occur only in strings, apart from the line ends between
/// values.
struct Escaping<'w> {
    out: &'w mut dyn Write,
}

impl Write for Escaping<'_> {
    /// Each write is a whole piece of JSON, so none ends within a character.
    fn write(&mut self, json: &[u8]) -> io::Result<usize> {
        let mut rest = str::from_utf8(json).map_err(|_| io::ErrorKind::InvalidData)?;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| !is_seen(*c) && *c != '\n') {
            self.out.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(self.out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        self.out.write_all(rest.as_bytes())?;
        Ok(json.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_written_as_its_code() {
        let mut out = Vec::new();
        write(&"a\u{1b}[31m\u{9b}\u{202e}\u{200b}\u{7f}\"\\\n \u{e9}\u{4e2d}\u{e0041}", &mut out).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(
            json,
            "\"a\\u001b[31m\\u009b\\u202e\\u200b\\u007f\\\"\\\\\\n \u{e9}\u{4e2d}\\udb40\\udc41\"\n"
        );
    }
}
