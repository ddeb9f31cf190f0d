//! Parses RON with `ron`, and reports all mistakes of a text with their places.
//!
//! `ron` stops at the first mistake. A text that it refuses is split by [`Scanner`] into fields and elements. Each is parsed
//! alone; what `ron` refuses is reported and blanked out, and what remains is parsed. The expected content comes from the
//! type that `serde` reads and from the caller's [`RecordShape`]s. Optional fields must have a default.

mod encoding;
mod message;
mod scanner;

use std::ops::Range;

use ron::Options;
use ron::error::{Error, SpannedError, SpannedResult};
use ron::extensions::Extensions;
use serde::de::{Deserialize, DeserializeOwned};

pub(crate) use encoding::decode;
pub(crate) use message::{cluster_start, hint, nearest, quoted, visible};
use message::{found_at, message_of};
pub(crate) use scanner::{Member, Scanner, members};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
}

/// A place in a file, as an editor counts: lines and characters, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl Position {
    pub(crate) const START: Position = Position { line: 1, column: 1 };

    /// The place that a text from here on ends at.
    pub(crate) fn after(self, text: &str) -> Self {
        match memchr::memrchr(b'\n', text.as_bytes()) {
            Some(newline) => Position {
                line: self.line + memchr::memchr_iter(b'\n', text.as_bytes()).count(),
                column: 1 + text[newline + 1..].chars().count(),
            },
            None => Position { column: self.column + text.chars().count(), ..self },
        }
    }
}

/// Further mistakes of a text are not reported.
pub(crate) const MOST_MISTAKES: usize = 10_000;

/// What a record is called in messages, and its required fields.
#[derive(Debug)]
pub(crate) struct RecordShape {
    /// The field that holds the record or a list of them; empty for the outermost.
    pub(crate) field: &'static str,
    pub(crate) what: &'static str,
    pub(crate) required: &'static [&'static str],
}

impl RecordShape {
    const UNNAMED: RecordShape = RecordShape { field: "", what: "a record", required: &[] };
}

/// Parses a text up to the first mistake. [`diagnose`] finds all.
pub(crate) fn parse<'t, T: Deserialize<'t>>(text: &'t str) -> SpannedResult<T> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text)
}

/// Parses a text as far as possible, and returns with the value the text that it was read from. What is wrong is reported
/// and keeps its default. A text of comments alone is empty, which is no mistake.
pub(crate) fn parse_recovering<T: DeserializeOwned + Default>(
    text: &str,
    records: &[RecordShape],
) -> (T, Recovered) {
    let right = || Recovered { text: text.to_owned(), ..Recovered::default() };
    if records.iter().all(|record| record.required.is_empty())
        && let Ok(value) = parse(text)
    {
        return (value, right());
    }
    let mut scanner = Scanner::new(text, 0, "a value");
    scanner.skip_header();
    if scanner.at == text.len() && scanner.unclosed.is_none() {
        return (T::default(), right());
    }
    let mut recovered = diagnose(text, 0..text.len(), "", records, &|text| parse::<T>(text).err());
    recovered.mistakes.extend(recovered.unclosed.clone());
    (parse(&recovered.text).unwrap_or_default(), recovered)
}

/// A text without its mistakes.
#[derive(Debug, Default)]
pub(crate) struct Recovered {
    /// The piece that was recovered, with blanks in place of what is wrong.
    pub(crate) text: String,
    /// With their places in the whole text.
    pub(crate) mistakes: Vec<Mistake>,
    /// The first bracket, string or comment that is not closed. It may have swallowed what follows.
    pub(crate) unclosed: Option<Mistake>,
    pub(crate) unreliable_from: Option<usize>,
    pub(crate) has_trailing: bool,
}

/// Finds all mistakes in a piece of a text, the value of `field`. `try_parse` parses a text as the type that the piece should
/// have.
pub(crate) fn diagnose(
    text: &str,
    piece: Range<usize>,
    field: &str,
    records: &[RecordShape],
    try_parse: &dyn Fn(&str) -> Option<SpannedError>,
) -> Recovered {
    let (text, start) = (&text[..piece.end], piece.start);
    let (kept, recovered) = (Vec::with_capacity(piece.len()), Recovered::default());
    let mut recovery = Recovery { text, start, kept, recovered, records, try_parse };
    recovery.recover_whole(field);
    let text = String::from_utf8(recovery.kept).expect("what is kept or dropped is whole characters");
    Recovered { text, ..recovery.recovered }
}

struct Recovery<'t> {
    text: &'t str,
    start: usize,
    /// The text so far, each member at its place.
    kept: Vec<u8>,
    recovered: Recovered,
    records: &'t [RecordShape],
    try_parse: &'t dyn Fn(&str) -> Option<SpannedError>,
}

/// What `ron` needs around a value to parse it alone as what it is in the whole.
#[derive(Default)]
struct Enclosure {
    before: String,
    after: String,
}

impl Enclosure {
    fn with(&self, before: &str, after: &str) -> Enclosure {
        Enclosure { before: format!("{}{before}", self.before), after: format!("{after}{}", self.after) }
    }
}

impl<'t> Recovery<'t> {
    fn recover_whole(&mut self, field: &str) {
        let mut scanner = Scanner::new(self.text, self.start, "a value");
        scanner.skip_header();
        let value = scanner.value();
        self.recovered.unclosed = scanner.unclosed.take();
        self.recovered.unreliable_from = scanner.unreliable_from;
        let record = self.record(field);
        if value.is_empty() {
            let message = format!("expected {}, found {}", record.what, found_at(self.text, value.start));
            self.report(value.start..value.start, message);
            return;
        }
        self.recover_value(value, &Enclosure::default(), record);
        if self.recovered.unclosed.is_none() {
            scanner.expect_end();
            self.recovered.has_trailing = !scanner.mistakes.is_empty();
            self.recovered.mistakes.append(&mut scanner.mistakes);
        }
    }

    /// Keeps what is right in a value and reports what is wrong. Returns whether anything is kept.
    fn recover_value(&mut self, value: Range<usize>, around: &Enclosure, record: &'t RecordShape) -> bool {
        if value.is_empty() {
            return false;
        }
        let error = self.error_of(&self.text[value.clone()], around);
        let mut scanner = Scanner::new(self.text, value.start, record.what);
        let open = scanner.open_group();
        // `ron` does not know required fields, so a record is recovered even if it can be parsed.
        let has_shape = !record.field.is_empty() || !record.required.is_empty();
        if error.is_none() && (open.is_none() || !has_shape) {
            self.keep(value);
            return true;
        }
        if let Some(open) = open {
            if self.text[value.start..open].trim_end() == "Some" {
                scanner.skip_blank();
                let within = scanner.value();
                scanner.skip_blank();
                if !within.is_empty() && scanner.at + 1 == value.end {
                    // Without `Some()` it is the same.
                    return self.recover_value(within, around, record);
                }
            } else {
                let opening = self.text.as_bytes()[open];
                let empty = [opening, scanner::closing(opening)].map(char::from);
                if self.error_of(&String::from_iter(empty), around).is_none() {
                    self.recover_group(scanner, open..value.end, around, record);
                    return true;
                }
            }
        }
        if let Some(error) = error {
            self.report_refused(value, &error, around, record);
        }
        false
    }

    /// Keeps a group and what is right in its parts.
    fn recover_group(
        &mut self,
        mut scanner: Scanner,
        group: Range<usize>,
        around: &Enclosure,
        record: &'t RecordShape,
    ) {
        let (text, open) = (self.text, group.start);
        let opening = text.as_bytes()[open];
        let (mut names, mut misspelt): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        self.keep(open..open + 1);
        let mut reported_before = 0;
        // Where the last member begins in the kept text.
        let mut last: Option<usize> = None;
        while self.recovered.mistakes.len() < MOST_MISTAKES
            && let Some(member) = scanner.member(open)
        {
            let first = self.recovered.unreliable_from.into_iter().chain(scanner.unreliable_from).min();
            self.recovered.unreliable_from = first;
            if self.recovered.unclosed.is_some() && !scanner.mistakes.is_empty() {
                // The unclosed bracket is reported; this only follows from it.
                break;
            }
            let (reported, reported_signs) = (self.recovered.mistakes.len(), scanner.mistakes.len());
            let before = self.kept.len();
            // A comma has to fit between two members.
            let has_room = last.is_none() || self.start + before < member.name.start.min(member.value.start);
            if last.is_some() {
                self.kept.push(b',');
            }
            let is_kept = match opening {
                b'[' => self.recover_value(member.value, &around.with("[", "]"), record),
                _ => self.recover_field(opening, &member, &mut names, &mut misspelt, around, record),
            };
            if is_kept && has_room {
                last = Some(before);
            } else {
                self.kept.truncate(before);
            }
            if self.recovered.mistakes.len() > reported && reported_signs > reported_before {
                // A wrong value is one mistake; what follows it is no second one.
                scanner.mistakes.truncate(reported_before);
            }
            reported_before = scanner.mistakes.len();
        }
        let close = scanner::closing(opening);
        let is_closed = scanner.at == group.end && text.as_bytes()[group.end - 1] == close;
        if !is_closed && group.end == text.len() {
            self.fill_to(group.end);
        } else {
            if self.start + self.kept.len() == group.end {
                self.kept.truncate(last.unwrap_or_default());
            }
            self.fill_to(group.end - 1);
        }
        self.kept.push(close);
        if self.recovered.unclosed.is_some() {
            return;
        }
        self.recovered.mistakes.append(&mut scanner.mistakes);
        if opening == b'(' {
            for name in
                record.required.iter().filter(|name| !names.contains(name) && !misspelt.contains(name))
            {
                self.report(open..open + 1, format!("{} has no `{name}`, which is required", record.what));
            }
        }
    }

    fn recover_field(
        &mut self,
        opening: u8,
        member: &Member,
        names: &mut Vec<&'t str>,
        misspelt: &mut Vec<&'t str>,
        around: &Enclosure,
        record: &'t RecordShape,
    ) -> bool {
        let name = &self.text[member.name.clone()];
        let (before, after) = match opening {
            b'(' => (format!("({name}:"), ")"),
            _ => (format!("{{{name}:"), "}"),
        };
        let within = around.with(&before, after);
        let error = self.error_of(&self.text[member.value.clone()], &within);
        // If `ron` stops before the value, the name is wrong.
        if let Some(error) = &error
            && error_offset(error, &within, &self.text[member.value.clone()]) < within.before.len()
        {
            let message = message_of(&error.code, record.what, &found_at(self.text, member.name.start));
            self.report(member.name.clone(), message);
            // A misspelt required field is not missing as well.
            misspelt.extend(nearest(name, record.required.iter().copied()));
            return false;
        }
        if opening == b'(' {
            if names.contains(&name) {
                let message = format!("the field `{}` stands twice in {}", quoted(name), record.what);
                self.report(member.name.clone(), message);
                return false;
            }
            names.push(name);
            if record.required.contains(&name) && &self.text[member.value.clone()] == "None" {
                self.report(member.value.clone(), MUST_NOT_BE_EMPTY.to_owned());
                return false;
            }
        }
        // A missing colon is reported already.
        let has_colon = self.text[member.name.end..member.value.start].contains(':');
        self.keep(member.name.start..member.value.start);
        has_colon && self.recover_value(member.value.clone(), &within, self.record(name))
    }

    fn report_refused(
        &mut self,
        value: Range<usize>,
        error: &SpannedError,
        around: &Enclosure,
        record: &RecordShape,
    ) {
        let is_cut =
            |unclosed: &Mistake| value.contains(&unclosed.range.start) || value.end == self.text.len();
        if self.recovered.unclosed.as_ref().is_some_and(is_cut) {
            // The unclosed bracket, in it or around it, is reported; this only follows from it.
            return;
        }
        let written = &self.text[value.clone()];
        let mut place = value.clone();
        if let Error::InvalidEscape(_) = error.code {
            let at =
                error_offset(error, around, written).saturating_sub(around.before.len()).min(written.len());
            place = value.start + written[..at].rfind('\\').unwrap_or(at)..value.start + at;
        }
        // `ron` lists the words that it expects only if it finds another word.
        let other_word =
            if error.code == Error::ExpectedIdentifier { self.error_of("_", around) } else { None };
        let code = &other_word.as_ref().unwrap_or(error).code;
        self.report(place, message_of(code, record.what, &found_at(self.text, value.start)));
    }

    fn error_of(&self, text: &str, around: &Enclosure) -> Option<SpannedError> {
        (self.try_parse)(&format!("{}{text}{}", around.before, around.after))
    }

    fn record(&self, field: &str) -> &'t RecordShape {
        self.records.iter().find(|record| record.field == field).unwrap_or(&RecordShape::UNNAMED)
    }

    fn report(&mut self, range: Range<usize>, message: String) {
        self.recovered.mistakes.push(Mistake { range, message });
    }

    fn keep(&mut self, range: Range<usize>) {
        self.fill_to(range.start);
        self.kept.extend_from_slice(&self.text.as_bytes()[range]);
    }

    fn fill_to(&mut self, place: usize) {
        let len = self.kept.len().max(place - self.start);
        self.kept.resize(len, b' ');
    }
}

pub(crate) const MUST_NOT_BE_EMPTY: &str = "this must not be empty";

/// The byte of the text given to `ron` at which it reported the error.
fn error_offset(error: &SpannedError, around: &Enclosure, value: &str) -> usize {
    let text = format!("{}{value}{}", around.before, around.after);
    let end = error.span.end;
    let line = text.split_inclusive('\n').take(end.line - 1).map(str::len).sum::<usize>();
    let column = text[line..].chars().take(end.col - 1).map(char::len_utf8).sum::<usize>();
    line + column
}

#[cfg(test)]
mod tests;
