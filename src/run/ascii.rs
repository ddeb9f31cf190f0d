//! `--ascii`: the last filter of all output, for characters that were not replaced before.

use std::fmt::Write as _;
use std::mem;

use crate::text::{ascii_addresses_into, ascii_into, width};

/// How a format writes characters beyond ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AsciiForm {
    Text,
    /// By replacements that neither close quotes nor begin a formula.
    Quoted,
    /// By replacements of the same width, so that carets stay in place.
    Columns,
    /// As `\uXXXX`.
    Json,
    /// As `&#NNNN;`.
    Html,
}

impl AsciiForm {
    pub(super) fn of_export(format: &str) -> Self {
        match format {
            "json" | "json-ld" => AsciiForm::Json,
            "html" => AsciiForm::Html,
            "markdown" | "brief" => AsciiForm::Text,
            _ => AsciiForm::Quoted,
        }
    }

    fn has_words(self) -> bool {
        matches!(self, AsciiForm::Text | AsciiForm::Quoted)
    }
}

#[derive(Debug)]
pub(super) struct AsciiFilter {
    form: AsciiForm,
    /// A line whose end has not come yet.
    partial_line: Vec<u8>,
}

impl AsciiFilter {
    pub(super) fn new(form: AsciiForm) -> Self {
        AsciiFilter { form, partial_line: Vec::new() }
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> String {
        let end = memchr::memrchr(b'\n', bytes).map(|at| self.partial_line.len() + at + 1);
        self.partial_line.extend_from_slice(bytes);
        let Some(end) = end else { return String::new() };
        let partial_line = self.partial_line.split_off(end);
        let lines = mem::replace(&mut self.partial_line, partial_line);
        ascii(&String::from_utf8_lossy(&lines), self.form)
    }

    pub(super) fn finish(self) -> String {
        ascii(&String::from_utf8_lossy(&self.partial_line), self.form)
    }
}

fn ascii(text: &str, form: AsciiForm) -> String {
    let mut out = String::with_capacity(text.len());
    let is_end = |c| form == AsciiForm::Quoted && c == ',';
    let push_all = |out: &mut String, part: &str| part.chars().for_each(|c| push(c, form, out));
    for part in text.split_inclusive(is_end) {
        if form.has_words() {
            ascii_addresses_into(&mut out, part, push_all);
        } else {
            push_all(&mut out, part);
        }
    }
    out
}

fn push(c: char, form: AsciiForm, out: &mut String) {
    let mut ascii = String::new();
    match form {
        _ if c.is_ascii() => out.push(c),
        AsciiForm::Json => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        AsciiForm::Html => {
            let _ = write!(out, "&#{};", u32::from(c));
        }
        AsciiForm::Text => ascii_into(out, c.encode_utf8(&mut [0; 4])),
        AsciiForm::Columns => {
            ascii_into(&mut ascii, c.encode_utf8(&mut [0; 4]));
            let columns = width(c.encode_utf8(&mut [0; 4]));
            ascii.truncate(columns);
            let _ = write!(out, "{ascii:columns$}");
        }
        AsciiForm::Quoted => {
            ascii_into(&mut ascii, c.encode_utf8(&mut [0; 4]));
            let before = out.trim_end_matches(' ');
            if ascii.starts_with('-')
                && (before.is_empty() || before.ends_with([',', ';', '"', '\'', '\n', '\t']))
            {
                out.push('\'');
            }
            out.push_str(&ascii.replace('"', "'"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_own_form() {
        for (form, text, expected) in [
            (AsciiForm::Text, "“é” — 漢", "\"e\" -- ?"),
            (AsciiForm::Quoted, "a,\"“é”\"\n–1,2–3", "a,\"'e'\"\n'-1,2-3"),
            (AsciiForm::Text, "[é](https://é.org) é", "[e](https://%C3%A9.org) e"),
            (AsciiForm::Quoted, "é,https://é.org/,é\n", "e,https://%C3%A9.org/,e\n"),
            (AsciiForm::Json, "\"é😀\"", "\"\\u00e9\\ud83d\\ude00\""),
            (AsciiForm::Html, "<p>é", "<p>&#233;"),
            (AsciiForm::Columns, "a — ß… 漢e\u{301} b", "a - s. ? e b"),
        ] {
            let mut filter = AsciiFilter::new(form);
            // A character may come in pieces.
            let mut out: String = text.as_bytes().iter().map(|byte| filter.put(&[*byte])).collect();
            out += &filter.finish();
            assert_eq!(out, expected, "{text}");
        }
    }
}
