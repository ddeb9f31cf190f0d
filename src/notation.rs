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

/// Parses a text, which messages call `what`, as far as possible, and returns with the value the text that it was read
/// from. What is wrong is reported and keeps its default. A text of comments alone is empty, which is no mistake.
pub(crate) fn parse_recovering<T: DeserializeOwned + Default>(
    text: &str,
    what: &'static str,
) -> (T, Recovered) {
    let right = || Recovered { text: text.to_owned(), ..Recovered::default() };
    if let Ok(value) = parse(text) {
        return (value, right());
    }
    let mut scanner = Scanner::new(text, 0, "a value");
    scanner.skip_header();
    if scanner.at == text.len() && scanner.unclosed.is_none() {
        return (T::default(), right());
    }
    let records = [RecordShape { field: "", what, required: &[] }];
    let mut recovered = diagnose(text, 0..text.len(), "", &records, &|text| parse::<T>(text).err());
    recovered.mistakes.extend(recovered.unclosed.clone());
    (parse(&recovered.text).unwrap_or_default(), recovered)
}

/// A text without its mistakes.
#[derive(Debug, Default)]
pub(crate) struct Recovered {
    /// The piece that was recovered, with blanks in place of what is wrong.
    pub(crate) text: String,
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
    let (text, start, kept) = (&text[..piece.end], piece.start, text.as_bytes()[piece].to_vec());
    let mut recovery = Recovery { text, start, kept, recovered: Recovered::default(), records, try_parse };
    recovery.recover_whole(field);
    let text = String::from_utf8(recovery.kept).expect("whole characters are blanked out");
    Recovered { text, ..recovery.recovered }
}

struct Recovery<'t> {
    text: &'t str,
    start: usize,
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
        self.blank(self.start..value.start);
        self.blank(value.end..self.text.len());
        if value.is_empty() {
            let message = format!("expected {}, found {}", record.what, found_at(self.text, value.start));
            self.report(value, message);
            return;
        }
        if !self.recover_value(value.clone(), &Enclosure::default(), record) {
            self.blank(value);
        }
        if self.recovered.unclosed.is_none() {
            scanner.expect_end();
            self.recovered.has_trailing = !scanner.mistakes.is_empty();
            self.recovered.mistakes.append(&mut scanner.mistakes);
        }
    }

    /// Reports what is wrong in a value and blanks it out. Returns whether anything is kept.
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
            return true;
        }
        if let Some(open) = open {
            if self.text[value.start..open].trim_end() == "Some" {
                scanner.skip_blank();
                let within = scanner.value();
                scanner.skip_blank();
                if !within.is_empty() && scanner.at + 1 == value.end {
                    // Without `Some()` it is the same.
                    self.blank(value.start..within.start);
                    self.blank(within.end..value.end);
                    return self.recover_value(within, around, record);
                }
            } else {
                let opening = self.text.as_bytes()[open];
                let empty = [opening, scanner::closing(opening)].map(char::from);
                if self.error_of(&String::from_iter(empty), around).is_none() {
                    self.blank(value.start..open);
                    self.recover_group(scanner, open..value.end, around, record);
                    return true;
                }
            }
        }
        if let Some((error, offset)) = error {
            self.report_refused(value, &error, offset, around, record);
        }
        false
    }

    /// Blanks out the wrong members of a group.
    fn recover_group(
        &mut self,
        mut scanner: Scanner,
        group: Range<usize>,
        around: &Enclosure,
        record: &'t RecordShape,
    ) {
        let open = group.start;
        let opening = self.text.as_bytes()[open];
        let (mut names, mut misspelt): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        // Where the kept members end, with the last one and without it.
        let (mut end, mut end_before) = (open + 1, open + 1);
        let mut earlier_mistakes = 0;
        while self.recovered.mistakes.len() < MOST_MISTAKES
            && let Some(member) = scanner.member(open)
        {
            let first = self.recovered.unreliable_from.into_iter().chain(scanner.unreliable_from).min();
            self.recovered.unreliable_from = first;
            if self.recovered.unclosed.is_some() && !scanner.mistakes.is_empty() {
                // The unclosed bracket is reported; this only follows from it.
                break;
            }
            let reported = self.recovered.mistakes.len();
            let is_kept = match opening {
                b'[' => self.recover_value(member.value.clone(), &around.with("[", "]"), record),
                _ => self.recover_field(opening, &member, &mut names, &mut misspelt, around, record),
            };
            // A comma has to fit between two members.
            let is_first = end == open + 1;
            if is_kept && (is_first || end < member.name.start) {
                self.blank(end..member.name.start);
                if !is_first {
                    self.put(end, b',');
                }
                (end_before, end) = (end, member.value.end);
            } else {
                // Closing brackets that were added for it.
                self.kept.truncate(self.text.len() - self.start);
            }
            if self.recovered.mistakes.len() > reported {
                // A wrong value is one mistake; what follows it is no second one.
                scanner.mistakes.truncate(earlier_mistakes);
            }
            earlier_mistakes = scanner.mistakes.len();
        }
        let close = scanner::closing(opening);
        if end == group.end && end == self.text.len() {
            self.kept.push(close);
        } else {
            self.blank(if end == group.end { end_before } else { end }..group.end);
            self.put(group.end - 1, close);
        }
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
        // If `ron` stops before the value, the name is wrong.
        if let Some((error, None)) = self.error_of(&self.text[member.value.clone()], &within) {
            let message = message_of(&error, record.what, &found_at(self.text, member.name.start));
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
        has_colon && self.recover_value(member.value.clone(), &within, self.record(name))
    }

    fn report_refused(
        &mut self,
        value: Range<usize>,
        error: &Error,
        offset: Option<usize>,
        around: &Enclosure,
        record: &RecordShape,
    ) {
        let is_cut =
            |unclosed: &Mistake| value.contains(&unclosed.range.start) || value.end == self.text.len();
        if self.recovered.unclosed.as_ref().is_some_and(is_cut) {
            // The unclosed bracket, in it or around it, is reported; this only follows from it.
            return;
        }
        let found = found_at(self.text, value.start);
        let mut place = value.clone();
        if let Error::InvalidEscape(_) = error {
            place.end = place.end.min(value.start + offset.unwrap_or_default());
            place.start = self.text[..place.end].rfind('\\').map_or(place.end, |at| at.max(value.start));
        }
        // `ron` lists the words that it expects only if it finds another word.
        let other_word = if *error == Error::ExpectedIdentifier { self.error_of("_", around) } else { None };
        let error = other_word.as_ref().map_or(error, |(error, _)| error);
        self.report(place, message_of(error, record.what, &found));
    }

    /// The error of `ron` for a value, and the byte of the value at which it stopped, if that is not before it.
    fn error_of(&self, value: &str, around: &Enclosure) -> Option<(Error, Option<usize>)> {
        let text = format!("{}{value}{}", around.before, around.after);
        let SpannedError { code, span } = (self.try_parse)(&text)?;
        let line = text.split_inclusive('\n').take(span.end.line - 1).map(str::len).sum::<usize>();
        let column = text[line..].chars().take(span.end.col - 1).map(char::len_utf8).sum::<usize>();
        Some((code, (line + column).checked_sub(around.before.len())))
    }

    fn record(&self, field: &str) -> &'t RecordShape {
        self.records.iter().find(|record| record.field == field).unwrap_or(&RecordShape::UNNAMED)
    }

    fn report(&mut self, range: Range<usize>, message: String) {
        self.recovered.mistakes.push(Mistake { range, message });
    }

    fn blank(&mut self, range: Range<usize>) {
        self.kept[range.start - self.start..range.end - self.start].fill(b' ');
    }

    fn put(&mut self, place: usize, sign: u8) {
        self.kept[place - self.start] = sign;
    }
}

pub(crate) const MUST_NOT_BE_EMPTY: &str = "this must not be empty";

#[cfg(test)]
mod tests;
