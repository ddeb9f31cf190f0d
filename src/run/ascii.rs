//! `--ascii`: the last filter of all output, for characters that were not replaced before.

use std::fmt::Write as _;

use crate::cli::{CheckFormat, CiteFormat, ReportFormat, RowFormat, Subcommand};
use crate::text::{addresses_in, ascii_address_into, ascii_into, width};

/// How a format writes characters beyond ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum AsciiForm {
    /// By usual replacements.
    #[default]
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
    pub(super) fn of(command: &Subcommand) -> Self {
        let is_json = match command {
            Subcommand::Tree(arguments) => arguments.format == RowFormat::Json,
            Subcommand::List(arguments) => arguments.format == RowFormat::Json,
            Subcommand::Search(arguments) => arguments.format == RowFormat::Json,
            Subcommand::Matrix(arguments) => arguments.format == RowFormat::Json,
            Subcommand::Show(arguments) => arguments.format == ReportFormat::Json,
            Subcommand::Compare(arguments) => arguments.format == ReportFormat::Json,
            Subcommand::Diff(arguments) => arguments.format == ReportFormat::Json,
            Subcommand::Check(arguments) if arguments.format == CheckFormat::Text => {
                return AsciiForm::Columns;
            }
            Subcommand::Cite(arguments) => arguments.format == CiteFormat::CslJson,
            Subcommand::Export(arguments) => {
                return match arguments.format.name {
                    "json" | "json-ld" => AsciiForm::Json,
                    "html" => AsciiForm::Html,
                    "markdown" => AsciiForm::Text,
                    _ => AsciiForm::Quoted,
                };
            }
            Subcommand::Check(_) | Subcommand::Schema => true,
            Subcommand::About
            | Subcommand::New
            | Subcommand::Config
            | Subcommand::Completions(_)
            | Subcommand::Man
            | Subcommand::Help(_)
            | Subcommand::Version
            | Subcommand::Complete(_) => false,
        };
        if is_json { AsciiForm::Json } else { AsciiForm::Text }
    }
}

/// Converts a stream of bytes.
#[derive(Debug)]
pub(super) struct AsciiFilter {
    form: AsciiForm,
    /// The first bytes of an incomplete word or character.
    begun: Vec<u8>,
    /// The last byte written that is no blank.
    last: u8,
}

impl AsciiFilter {
    pub(super) fn new(form: AsciiForm) -> Self {
        AsciiFilter { form, begun: Vec::new(), last: b'\n' }
    }

    /// The next bytes in ASCII.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.begun.extend_from_slice(bytes);
        let whole = match self.form {
            // Addresses are replaced otherwise, and known by the whole word.
            AsciiForm::Text | AsciiForm::Quoted => {
                memchr::memrchr2(b' ', b'\n', &self.begun).map(|at| at + 1)
            }
            AsciiForm::Columns | AsciiForm::Json | AsciiForm::Html => match str::from_utf8(&self.begun) {
                Err(error) if error.error_len().is_none() => Some(error.valid_up_to()),
                Ok(_) | Err(_) => Some(self.begun.len()),
            },
        };
        let begun = self.begun.split_off(whole.unwrap_or_default());
        let whole = std::mem::replace(&mut self.begun, begun);
        self.ascii(&String::from_utf8_lossy(&whole))
    }

    /// The bytes that were kept back, in ASCII.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let begun = std::mem::take(&mut self.begun);
        self.ascii(&String::from_utf8_lossy(&begun))
    }

    fn ascii(&mut self, text: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        let AsciiFilter { form, .. } = *self;
        let is_end = |c| form == AsciiForm::Quoted && c == ',';
        let has_words = matches!(form, AsciiForm::Text | AsciiForm::Quoted);
        for part in text.split_inclusive(is_end) {
            let mut done = 0;
            for address in addresses_in(part).filter(|_| has_words) {
                self.characters(&part[done..address.start], &mut out);
                let mut ascii = String::new();
                ascii_address_into(&mut ascii, &part[address.clone()]);
                out.extend(ascii.bytes());
                done = address.end;
            }
            self.characters(&part[done..], &mut out);
        }
        out
    }

    fn characters(&mut self, text: &str, out: &mut Vec<u8>) {
        for c in text.chars() {
            if c.is_ascii() {
                out.push(c as u8);
            } else {
                out.extend(self.character(c).bytes());
            }
            if let Some(last) = out.last().filter(|last| **last != b' ') {
                self.last = *last;
            }
        }
    }

    fn character(&self, c: char) -> String {
        let mut form = String::new();
        match self.form {
            AsciiForm::Json => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(form, "\\u{unit:04x}");
                }
                form
            }
            AsciiForm::Html => format!("&#{};", u32::from(c)),
            AsciiForm::Text => {
                ascii_into(&mut form, &c.to_string());
                form
            }
            AsciiForm::Columns => {
                ascii_into(&mut form, &c.to_string());
                let columns = width(&c.to_string());
                form.truncate(columns);
                format!("{form:columns$}")
            }
            AsciiForm::Quoted => {
                ascii_into(&mut form, &c.to_string());
                let form = form.replace('"', "'");
                let begins = b",;\"'\n\t".contains(&self.last);
                if begins && form.starts_with('-') { format!("'{form}") } else { form }
            }
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
            let mut out: Vec<u8> = text.as_bytes().iter().flat_map(|byte| filter.put(&[*byte])).collect();
            out.extend(filter.finish());
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{text}");
        }
    }
}
