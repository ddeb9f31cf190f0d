//! RON read from front to back: tokens, records, lists and strings, each with its place.
//!
//! The `ron` crate stops at the first error, gives no place for a value once it is parsed, and reads some 60 to
//! 170 MB a second. A data file wants all its problems told at once, each with line and column, and up to 400 MB
//! read while somebody waits; so this module reads the same language without building values: a string is a
//! [`Span`] of the text, and only one with escapes is written out elsewhere. What a record holds is not known
//! here (see `file`). A property test in `file` holds this reader against the `ron` crate.
//!
//! Invariant: nothing here recurses into the data. Records nest as deep as the shape of the file, which is fixed,
//! and a value that is skipped is skipped by counting brackets.

mod literal;
mod skip;

use std::ops::Range;

use super::problem::{Found, Problem};
use super::progress::Progress;
use crate::notation::{nearest, quoted};

/// A piece of the directory's text, in bytes: of the file itself, or, past its end, of the strings that had escapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Span {
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// The syntax is lost: the problem is told already, and the caller has to find firm ground.
#[derive(Debug)]
pub(super) struct Lost;

pub(super) type Read<T> = Result<T, Lost>;

/// What a record does with one of its fields.
pub(super) enum Field {
    Read,
    Unknown,
}

/// The strings that had escapes, written out, with where each one stands in the file.
#[derive(Debug, Default)]
pub(super) struct Unescaped {
    pub(super) text: String,
    /// (start in `text`, start of the literal in the file), rising in both.
    pub(super) origins: Vec<(u32, u32)>,
}

impl Unescaped {
    fn append(&mut self, later: &Unescaped) {
        let shift = u32::try_from(self.text.len()).expect("unescaped strings are shorter than the file");
        self.text.push_str(&later.text);
        self.origins.extend(later.origins.iter().map(|(at, origin)| (at + shift, *origin)));
    }
}

pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    at: usize,
    pub(super) unescaped: Unescaped,
    pub(super) problems: Found,
    /// The id of the entry that is being read, for the problems' sake.
    pub(super) entry: Option<Span>,
    progress: &'s Progress,
    /// Up to where it is told to `progress`.
    told_at: usize,
}

impl<'s> Reader<'s> {
    /// A reader at the start of `source`, which is shorter than 4 GiB.
    pub(super) fn new(source: &'s str, progress: &'s Progress) -> Self {
        let at = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self::beginning(source, at, progress)
    }

    /// Another reader of the same text, at a place further on.
    pub(super) fn further_on(&self, at: usize) -> Self {
        Self::beginning(self.source, at, self.progress)
    }

    fn beginning(source: &'s str, at: usize, progress: &'s Progress) -> Self {
        Reader {
            source,
            at,
            unescaped: Unescaped::default(),
            problems: Found::default(),
            entry: None,
            progress,
            told_at: at,
        }
    }

    /// Takes over from a reader that began where this one stands. Its unescaped strings come to stand behind the ones
    /// that are here already.
    pub(super) fn go_on_from(&mut self, later: Reader<'s>) {
        self.at = later.at;
        self.told_at = later.told_at;
        self.unescaped.append(&later.unescaped);
        self.problems.append(later.problems);
    }

    /// Skips `#![enable(implicit_some)]` and the like at the top of a file; this reader needs none of them.
    pub(super) fn extensions(&mut self) -> Read<()> {
        loop {
            self.skip_blank()?;
            if !self.rest().starts_with("#!") {
                return Ok(());
            }
            self.at += 2;
            self.skip_blank()?;
            if self.peek() != Some(b'[') {
                return Err(self.unexpected("`[` after `#!`"));
            }
            self.skip_value()?;
        }
    }

    /// Sees to it that nothing but blanks and comments is left.
    pub(super) fn end(&mut self) -> Read<()> {
        self.skip_blank()?;
        if self.at == self.source.len() { Ok(()) } else { Err(self.unexpected("the end of the file")) }
    }

    /// Reads `Name(field: value, …)`. `field` is called at each value; what it does not know is told and skipped.
    /// Gives the record's range; `required` are the fields that have to be there.
    pub(super) fn record(
        &mut self,
        what: &str,
        fields: &[&str],
        required: &[&str],
        mut field: impl FnMut(&mut Self, &str) -> Read<Field>,
    ) -> Read<Option<Range<usize>>> {
        let Some(start) = self.open(b'(', what)? else { return Ok(None) };
        let mut seen: u32 = 0;
        let mut next = 0;
        while !self.closes(b')', start)? {
            let name_at = self.at;
            let (name, position) = self.field_name(what, fields, next)?;
            self.skip_blank()?;
            if let Some(index) = position {
                next = index + 1;
                if seen & (1 << index) != 0 {
                    self.tell(
                        name_at..name_at + name.len(),
                        format!("the field `{name}` stands twice in {what}"),
                    );
                }
                seen |= 1 << index;
            }
            let known = match position {
                Some(_) => field(self, name)?,
                None => Field::Unknown,
            };
            if let Field::Unknown = known {
                self.unknown_field(what, fields, name, name_at);
                self.skip_value()?;
            }
            self.comma(b')', |next| next == b'_' || next.is_ascii_alphabetic())?;
        }
        let range = start..self.at;
        for name in required {
            let index = fields.iter().position(|known| known == name).expect("a required field is a field");
            if seen & (1 << index) == 0 {
                self.tell_with(start..start + 1, || format!("{what} has no `{name}`, which is required"));
            }
        }
        Ok(Some(range))
    }

    /// The same for records that are few: there is one piece of code for all kinds of them.
    pub(super) fn rare_record(
        &mut self,
        what: &str,
        fields: &[&str],
        required: &[&str],
        field: &mut dyn FnMut(&mut Self, &str) -> Read<Field>,
    ) -> Read<Option<Range<usize>>> {
        self.record(what, fields, required, field)
    }

    /// Reads the name of a field and its colon; gives its position among the fields, where it is one of them. Fields mostly
    /// stand in their order, each with its colon behind it, so that is what is looked for first, from `next` on.
    #[inline]
    fn field_name(&mut self, what: &str, fields: &[&str], next: usize) -> Read<(&'s str, Option<usize>)> {
        let (source, at) = (self.source, self.at);
        let rest = &source.as_bytes()[at..];
        let stands_here =
            |name: &str| rest.get(name.len()) == Some(&b':') && rest.starts_with(name.as_bytes());
        if let Some(index) = (next..fields.len()).find(|index| stands_here(fields[*index])) {
            let end = at + fields[index].len();
            self.at = end + 1;
            return Ok((&source[at..end], Some(index)));
        }
        let Some(name) = self.identifier() else {
            return Err(self.unexpected(&format!("a field of {what}, or `)`")));
        };
        self.skip_blank()?;
        if self.peek() != Some(b':') {
            return Err(self.unexpected(&format!("`:` after the field `{}`", quoted(name))));
        }
        self.at += 1;
        Ok((name, fields.iter().position(|field| *field == name)))
    }

    /// Reads `[element, …]`. An element whose syntax is lost is skipped by its brackets, so that the ones after it
    /// are read.
    pub(super) fn list(&mut self, what: &str, element: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        match self.open_list(what)? {
            Some(opened_at) => self.elements(opened_at, usize::MAX, element).map(drop),
            None => Ok(()),
        }
    }

    /// Goes into a list; gives where its bracket is, or nothing where there is another value, which is told.
    pub(super) fn open_list(&mut self, what: &str) -> Read<Option<usize>> {
        self.open(b'[', what)
    }

    /// Reads the elements of an open list, up to its end or to the first one that begins at `until` or behind it. The
    /// reader stands there; gives whether it is the end.
    #[inline]
    pub(super) fn elements(
        &mut self,
        opened_at: usize,
        until: usize,
        mut element: impl FnMut(&mut Self) -> Read<()>,
    ) -> Read<bool> {
        while !self.closes(b']', opened_at)? {
            if self.at >= until {
                return Ok(false);
            }
            self.tell_progress()?;
            let element_at = self.at;
            if element(self).is_err() {
                self.at = element_at;
                self.skip_element()?;
            }
            self.comma(b']', |next| matches!(next, b'(' | b'"'))?;
        }
        Ok(true)
    }

    /// Tells from time to time how far it is. Where nobody waits for the end any more, reading breaks off.
    #[inline]
    fn tell_progress(&mut self) -> Read<()> {
        const STEP: usize = 1 << 20;
        if self.at - self.told_at >= STEP {
            self.progress.add_understood(self.at - self.told_at);
            self.told_at = self.at;
        }
        if self.progress.is_cancelled() { Err(Lost) } else { Ok(()) }
    }

    /// Reads a string, plain or in `Some(…)`; `None` for `None`, or for a value that is something else, which is told.
    pub(super) fn string(&mut self, what: &str) -> Read<Option<Span>> {
        match self.peek() {
            Some(b'"') => self.quoted_string().map(Some),
            Some(b'r') if self.at_raw_string() => self.raw_string().map(Some),
            Some(b'S') if self.word() == "Some" => self.in_some(what),
            Some(b'N') if self.word() == "None" => {
                self.at += "None".len();
                Ok(None)
            }
            _ => {
                self.wrong_type(what)?;
                Ok(None)
            }
        }
    }

    /// Reads a bare word such as `true` or `web`, with its place.
    pub(super) fn bare_word(&mut self, what: &str) -> Read<Option<(&'s str, usize)>> {
        let at = self.at;
        let next_is_open =
            |reader: &Self, word: &str| reader.source.as_bytes().get(at + word.len()) == Some(&b'(');
        match self.identifier() {
            Some(word) if !next_is_open(self, word) && self.peek() != Some(b'"') => Ok(Some((word, at))),
            _ => {
                self.at = at;
                self.wrong_type(what)?;
                Ok(None)
            }
        }
    }

    /// The text of a span that was just read.
    pub(super) fn text(&self, span: Span) -> &str {
        text_of(self.source, &self.unescaped.text, span)
    }

    /// Whether a span that was just read holds nothing but white space.
    #[inline]
    pub(super) fn is_blank(&self, span: Span) -> bool {
        let first = self.source.as_bytes().get(span.start as usize);
        let is_seen_at_once = !span.is_empty() && first.is_some_and(u8::is_ascii_graphic);
        !is_seen_at_once && self.text(span).trim_start().is_empty()
    }

    /// Notes a problem at `range` of the file.
    pub(super) fn tell(&mut self, range: Range<usize>, message: String) {
        self.tell_with(range, || message);
    }

    /// Notes a problem, for which words are found only where there is room left to tell it.
    fn tell_with(&mut self, range: Range<usize>, words: impl FnOnce() -> String) {
        let Reader { problems, source, unescaped, entry, .. } = self;
        problems.push_with(|| {
            let entry = entry.map(|span| text_of(source, &unescaped.text, span));
            Problem::error(range, words(), entry)
        });
    }

    /// Where the reader stands, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    #[inline]
    fn open(&mut self, bracket: u8, what: &str) -> Read<Option<usize>> {
        let start = self.at;
        if bracket == b'('
            && let Some(name) = self.identifier()
        {
            if name == "Some" || name == "None" {
                self.at = start;
            } else {
                self.skip_blank()?;
            }
        }
        if self.peek() == Some(bracket) {
            let at = self.at;
            self.at += 1;
            return Ok(Some(at));
        }
        self.at = start;
        self.wrong_type(what)?;
        Ok(None)
    }

    #[inline]
    fn closes(&mut self, bracket: u8, opened_at: usize) -> Read<bool> {
        self.skip_blank()?;
        match self.peek() {
            Some(next) if next == bracket => {
                self.at += 1;
                Ok(true)
            }
            None => Err(self.unclosed_bracket(opened_at)),
            Some(_) => Ok(false),
        }
    }

    /// A comma after a value, which may be left out before the closing bracket. One that is forgotten is told, and
    /// reading goes on where the next one plainly begins.
    #[inline]
    fn comma(&mut self, closing: u8, begins_next: impl Fn(u8) -> bool) -> Read<()> {
        let end = self.at;
        self.skip_blank()?;
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(())
            }
            None => Ok(()),
            Some(next) if next == closing => Ok(()),
            Some(next) if begins_next(next) => {
                self.tell(end - 1..end, "a comma is missing after this".to_owned());
                Ok(())
            }
            Some(_) => Err(self.unexpected(&format!("`,` or `{}`", char::from(closing)))),
        }
    }

    fn unknown_field(&mut self, what: &str, fields: &[&str], name: &str, at: usize) {
        self.tell_with(at..at + name.len(), || {
            let hint = match nearest(name, fields.iter().copied()) {
                Some(known) => format!("; the nearest is `{known}`"),
                None => format!("; it has {}", fields.join(", ")),
            };
            format!("{what} has no field `{}`{hint}", quoted(name))
        });
    }

    fn in_some(&mut self, what: &str) -> Read<Option<Span>> {
        let start = self.at;
        self.at += "Some".len();
        self.skip_blank()?;
        if self.peek() != Some(b'(') {
            self.at = start;
            self.wrong_type(what)?;
            return Ok(None);
        }
        self.at += 1;
        self.skip_blank()?;
        let inner = match self.peek() {
            Some(b'"') => Some(self.quoted_string()?),
            Some(b'r') if self.at_raw_string() => Some(self.raw_string()?),
            _ => {
                self.wrong_type(what)?;
                None
            }
        };
        self.skip_blank()?;
        if self.peek() == Some(b',') {
            self.at += 1;
            self.skip_blank()?;
        }
        if self.peek() != Some(b')') {
            return Err(self.unexpected("`)`"));
        }
        self.at += 1;
        Ok(inner)
    }

    /// Tells that the value here is not `what`, and skips it.
    fn wrong_type(&mut self, what: &str) -> Read<()> {
        let start = self.at;
        let Some(found) = self.kind_of_value() else { return Err(self.unexpected(what)) };
        let before = self.problems.count();
        self.skip_value()?;
        if self.problems.count() == before {
            // No further than the value, as a line may be as long as the file and hold a million of them.
            let value = &self.source.as_bytes()[start..self.at];
            let end = start + memchr::memchr(b'\n', value).unwrap_or(value.len());
            self.tell_with(start..end.max(start + 1), || format!("expected {what}, found {found}"));
        }
        Ok(())
    }

    /// What kind of value begins here, in words.
    fn kind_of_value(&self) -> Option<&'static str> {
        Some(match self.peek()? {
            b'"' => "a string",
            b'r' if self.at_raw_string() => "a string",
            b'b' if matches!(self.source.as_bytes().get(self.at + 1), Some(b'"' | b'\'' | b'r')) => "bytes",
            b'[' => "a list",
            b'(' => "a record",
            b'{' => "a map",
            b'\'' => "a character",
            b'0'..=b'9' | b'-' | b'+' | b'.' => "a number",
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => "a bare word",
            _ => return None,
        })
    }

    #[inline]
    fn identifier(&mut self) -> Option<&'s str> {
        let word = self.word();
        self.at += word.len();
        (!word.is_empty()).then_some(word)
    }

    /// The ASCII identifier here, or nothing; the format has no other ones.
    #[inline]
    fn word(&self) -> &'s str {
        let rest = &self.source.as_bytes()[self.at..];
        let is_first = |byte: u8| byte == b'_' || byte.is_ascii_alphabetic();
        if !rest.first().copied().is_some_and(is_first) {
            return "";
        }
        let len =
            rest.iter().position(|byte| *byte != b'_' && !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        &self.source[self.at..self.at + len]
    }

    fn unexpected(&mut self, expected: &str) -> Lost {
        let next = self.rest().chars().next();
        self.tell_with(self.at..self.at + next.map_or(0, char::len_utf8), || match next {
            None => format!("expected {expected}, found the end of the file"),
            Some(c) => format!("expected {expected}, found `{}`", quoted(&c.to_string())),
        });
        Lost
    }

    #[inline]
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.source.as_bytes()[at..]).map_or(self.source.len(), |len| at + len)
    }
}

/// The text of a span, of the file or of the strings that were written out behind it.
#[inline]
pub(super) fn text_of<'t>(source: &'t str, unescaped: &'t str, span: Span) -> &'t str {
    let (start, len) = (span.start as usize, span.len as usize);
    match start.checked_sub(source.len()) {
        Some(start) if len > 0 || start > 0 => &unescaped[start..start + len],
        _ => &source[start.min(source.len())..(start + len).min(source.len())],
    }
}
