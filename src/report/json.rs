//! JSON that is stable, easy to query, and safe to print: one value, its fields in a fixed order, and every character
//! that a reader would not see or that would act on a terminal written as its code.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter, Serializer};

use crate::text::is_seen;

/// Writes a value and a line end.
pub fn write(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let formatter = Safe { inner: PrettyFormatter::new() };
    value.serialize(&mut Serializer::with_formatter(&mut *out, formatter)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Writes an object without its end, on one line, so that a field that is made piece by piece can follow.
pub(crate) fn write_open_object(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let mut object = Vec::new();
    let formatter = Safe { inner: CompactFormatter };
    value.serialize(&mut Serializer::with_formatter(&mut object, formatter)).map_err(io::Error::from)?;
    object.pop();
    out.write_all(&object)
}

/// A formatter that writes what is not seen as `\uXXXX`.
struct Safe<F> {
    inner: F,
}

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| !is_seen(*c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        self.inner.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.inner.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.inner.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.inner.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.inner.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.inner.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.inner.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.inner.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.inner.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.inner.end_object_value(out)
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
