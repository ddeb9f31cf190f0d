//! Finds the bounds of fields and elements in RON, for `ron` to parse.
//!
//! The scanner knows strings, raw strings, characters, comments and brackets. It reads each byte once and never recurses.

use std::ops::Range;

use super::message::found_at;
use super::{MOST_MISTAKES, Mistake};

#[derive(Clone, Debug)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    pub(crate) at: usize,
    pub(crate) what: &'static str,
    /// Missing commas, colons and values, and what stands in their place.
    pub(crate) mistakes: Vec<Mistake>,
    /// The first bracket, string or comment that is not closed. It may have swallowed what follows.
    pub(crate) unclosed: Option<Mistake>,
    pub(crate) unreliable_from: Option<usize>,
}

/// A field of a record, a pair of a map, or an element of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The name of the field or the key of the pair; empty for an element.
    pub(crate) name: Range<usize>,
    pub(crate) value: Range<usize>,
}

/// `ron` nests less deep.
const DEEPEST: usize = 200;

impl<'t> Scanner<'t> {
    pub(crate) fn new(text: &'t str, at: usize, what: &'static str) -> Self {
        Scanner { text, at, what, mistakes: Vec::new(), unclosed: None, unreliable_from: None }
    }

    /// Skips a byte-order mark, and attributes such as `#![enable(implicit_some)]`.
    pub(crate) fn skip_header(&mut self) {
        if self.at == 0 && self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        self.skip_blank();
        while self.rest().starts_with("#!") {
            self.at += 2;
            self.skip_blank();
            self.value();
            self.skip_blank();
        }
    }

    /// Enters the group that begins here, with or without a name, and returns the place of its bracket.
    pub(crate) fn open_group(&mut self) -> Option<usize> {
        let start = self.at;
        if self.peek().is_some_and(is_name) {
            self.skip_word();
            self.skip_blank();
        }
        let open = self.at;
        let opens = |byte| byte == b'(' || open == start && matches!(byte, b'[' | b'{');
        let is_group = self.peek().is_some_and(opens);
        self.at = if is_group { open + 1 } else { start };
        is_group.then_some(open)
    }

    /// The next part of the group whose bracket is at `open`; `None` behind its end. A missing value is reported, and is an
    /// empty range.
    pub(crate) fn member(&mut self, open: usize) -> Option<Member> {
        let reported = self.mistakes.len();
        let name = self.begin_member(open)?;
        let value = self.value();
        if value.is_empty() {
            if self.mistakes.len() == reported {
                self.report(self.here(), format!("expected a value, found {}", found_at(self.text, self.at)));
            }
            self.skip_to_comma();
        } else {
            self.end_member(open, &value);
        }
        Some(Member { name, value })
    }

    pub(crate) fn begin_member(&mut self, open: usize) -> Option<Range<usize>> {
        let opening = self.text.as_bytes()[open];
        loop {
            self.skip_blank();
            match self.peek() {
                None => {
                    self.report_open(open, None);
                    return None;
                }
                Some(b',') => {
                    self.report(self.here(), format!("{}, found `,`", self.expected_member(opening)));
                    self.at += 1;
                }
                Some(next @ (b')' | b']' | b'}')) => {
                    if next == closing(opening) {
                        self.at += 1;
                    } else {
                        // It closes the group around this one.
                        self.report_open(open, Some(next));
                    }
                    return None;
                }
                Some(_) if opening == b'[' => return Some(self.at..self.at),
                Some(_) => match self.name(opening) {
                    Some(name) => return Some(name),
                    None => self.skip_to_comma(),
                },
            }
        }
    }

    pub(crate) fn end_member(&mut self, open: usize, value: &Range<usize>) {
        let opening = self.text.as_bytes()[open];
        self.skip_blank();
        match self.peek() {
            Some(b',') => self.at += 1,
            None | Some(b')' | b']' | b'}') => {}
            Some(_) if self.begins_member(opening) => {
                let last =
                    self.text[..value.end].char_indices().next_back().map_or(value.start, |(at, _)| at);
                self.report(last..value.end, "a comma is missing after this".to_owned());
            }
            Some(_) => {
                let close = char::from(closing(opening));
                let message = format!("expected `,` or `{close}`, found {}", found_at(self.text, self.at));
                self.report(self.here(), message);
                self.skip_to_comma();
            }
        }
    }

    pub(crate) fn value(&mut self) -> Range<usize> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.skip_string(),
            Some(b'\'') => self.skip_character(),
            Some(b'(' | b'[' | b'{') => self.skip_group(),
            None | Some(b',' | b':' | b')' | b']' | b'}') => {}
            Some(_) => self.skip_word_with_group(),
        }
        start..self.at
    }

    pub(crate) fn skip_blank(&mut self) {
        loop {
            self.at = self.text.len() - self.rest().trim_start_matches(is_blank).len();
            if !self.skip_comment() {
                return;
            }
        }
    }

    /// The next string that may have escapes.
    pub(crate) fn next_string(&mut self) -> Option<Range<usize>> {
        loop {
            let (special, start) = (self.go_to_special()?, self.at);
            self.skip_lexeme();
            if special == b'"' && raw_hashes(&self.text.as_bytes()[..start]).is_none() {
                return Some(start..self.at);
            }
        }
    }

    pub(crate) fn expect_end(&mut self) {
        self.skip_blank();
        if self.at < self.text.len() {
            let message = format!("expected the end of the file, found {}", found_at(self.text, self.at));
            self.report(self.here(), message);
        }
    }

    fn report_open(&mut self, open: usize, before: Option<u8>) {
        let what = format!("`{}`", char::from(self.text.as_bytes()[open]));
        let before = before.map(|other| format!("a `{}` that is not its own", char::from(other)));
        self.report_unclosed(open, &what, before.as_deref(), self.at);
    }

    fn report_unclosed(&mut self, start: usize, what: &str, before: Option<&str>, unreliable_from: usize) {
        let message = format!("this {what} is not closed before {}", before.unwrap_or("the end of the file"));
        self.unclosed.get_or_insert(Mistake { range: start..start + 1, message });
        self.unreliable_from.get_or_insert(unreliable_from);
    }

    fn report(&mut self, range: Range<usize>, message: String) {
        self.unreliable_from.get_or_insert(range.start);
        if self.mistakes.len() < MOST_MISTAKES {
            self.mistakes.push(Mistake { range, message });
        }
    }

    /// The name before a colon. Reports it if either is missing.
    fn name(&mut self, opening: u8) -> Option<Range<usize>> {
        let start = self.at;
        if opening == b'{' {
            self.value();
        } else if self.peek().is_some_and(is_name) {
            self.skip_word();
        }
        let name = start..self.at;
        if name.is_empty() {
            let message =
                format!("{}, found {}", self.expected_member(opening), found_at(self.text, self.at));
            self.report(self.here(), message);
            return None;
        }
        self.skip_blank();
        if self.peek() == Some(b':') {
            self.at += 1;
            self.skip_blank();
        } else {
            let shown = super::quoted(&self.text[name.clone()]);
            let message = format!("expected `:` after `{shown}`, found {}", found_at(self.text, self.at));
            self.report(self.here(), message);
        }
        Some(name)
    }

    fn expected_member(&self, opening: u8) -> String {
        match opening {
            b'(' => format!("expected a field of {}, or `)`", self.what),
            b'{' => "expected a key, or `}`".to_owned(),
            _ => format!("expected {}, or `]`", self.what),
        }
    }

    fn begins_member(&self, opening: u8) -> bool {
        let mut ahead = Scanner::new(self.text, self.at, self.what);
        match opening {
            b'(' => {
                let is_name = ahead.peek().is_some_and(is_name);
                ahead.skip_word();
                ahead.skip_blank();
                is_name && ahead.peek() == Some(b':')
            }
            _ => matches!(self.peek(), Some(b'"' | b'(' | b'[' | b'{')),
        }
    }

    fn skip_to_comma(&mut self) {
        loop {
            self.skip_blank();
            match self.peek() {
                None | Some(b')' | b']' | b'}') => return,
                Some(b',') => {
                    self.at += 1;
                    return;
                }
                Some(b':') => self.at += 1,
                Some(_) => drop(self.value()),
            }
        }
    }

    /// Skips from a bracket to the one that closes it. Where brackets do not match, reports the innermost open one, and ends
    /// the group where one around it ends.
    fn skip_group(&mut self) {
        let bytes = self.text.as_bytes();
        let mut open: Vec<usize> = Vec::new();
        while let Some(special) = self.go_to_special() {
            match special {
                b'(' | b'[' | b'{' => {
                    open.push(self.at);
                    self.at += 1;
                    if open.len() > DEEPEST {
                        let message = "brackets are nested too deep here".to_owned();
                        self.unclosed.get_or_insert(Mistake { range: self.at - 1..self.at, message });
                        self.at = bytes.len();
                        return;
                    }
                }
                b')' | b']' | b'}' => {
                    let own = open.iter().rposition(|at| closing(bytes[*at]) == special);
                    if own.is_none_or(|own| own + 1 < open.len())
                        && let Some(innermost) = open.last()
                    {
                        self.report_open(*innermost, Some(special));
                    }
                    let Some(own) = own else { return };
                    open.truncate(own);
                    self.at += 1;
                    if open.is_empty() {
                        return;
                    }
                }
                _ => self.skip_lexeme(),
            }
        }
        if let Some(innermost) = open.last() {
            self.report_open(*innermost, None);
        }
    }

    /// Goes on to the next bracket, quote or slash.
    fn go_to_special(&mut self) -> Option<u8> {
        let is_special =
            |byte: &u8| matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b'/');
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(is_special).unwrap_or(rest.len());
        self.peek()
    }

    fn skip_lexeme(&mut self) {
        match self.peek() {
            Some(b'"') => self.skip_string(),
            Some(b'\'') => self.skip_character(),
            _ if self.skip_comment() => {}
            _ => self.at += 1,
        }
    }

    fn skip_word_with_group(&mut self) {
        self.skip_word();
        if matches!(self.peek(), Some(b'"' | b'\'')) {
            return self.skip_lexeme();
        }
        let end = self.at;
        self.skip_blank();
        match self.peek() {
            Some(b'(') => self.skip_group(),
            _ => self.at = end,
        }
    }

    fn skip_word(&mut self) {
        let rest = self.rest();
        let is_end = |c: char| {
            c.is_whitespace() || matches!(c, ',' | ':' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | '/')
        };
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.at += first + rest[first..].find(is_end).unwrap_or(rest.len() - first);
    }

    /// Skips a string. It is a raw one if `r` and any number of `#` are before its quote.
    fn skip_string(&mut self) {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let within = &bytes[start + 1..];
        let length = if let Some(hashes) = raw_hashes(&bytes[..start]) {
            let end = format!("\"{}", "#".repeat(hashes));
            memchr::memmem::find(within, end.as_bytes()).map(|at| at + end.len())
        } else {
            let mut at = 0;
            loop {
                match memchr::memchr2(b'"', b'\\', within.get(at..).unwrap_or_default()) {
                    Some(found) if within[at + found] == b'"' => break Some(at + found + 1),
                    Some(found) => at += found + 2,
                    None => break None,
                }
            }
        };
        if length.is_none() {
            self.report_unclosed(start, "string", None, start + 1);
        }
        self.at = length.map_or(bytes.len(), |length| start + 1 + length);
    }

    fn skip_character(&mut self) {
        let within = &self.text[self.at + 1..];
        let (skipped, most) = if within.starts_with('\\') { (2, 10) } else { (1, 1) };
        let mut ends = within.char_indices().skip(skipped).take(most).filter(|(_, c)| *c == '\'');
        self.at += 1 + ends.next().map_or(0, |(end, _)| end + 1);
    }

    /// Whether there was one.
    fn skip_comment(&mut self) -> bool {
        let rest = self.rest().as_bytes();
        if rest.starts_with(b"//") {
            self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            return true;
        }
        if !rest.starts_with(b"/*") {
            return false;
        }
        let (start, mut at, mut depth) = (self.at, 0, 0);
        self.at = self.text.len();
        while let Some(found) = memchr::memchr2(b'*', b'/', &rest[at..]) {
            at += found + 1;
            match rest.get(at - 1..=at) {
                Some(b"/*") => depth += 1,
                Some(b"*/") => depth -= 1,
                _ => continue,
            }
            at += 1;
            if depth == 0 {
                self.at = start + at;
                return true;
            }
        }
        self.report_unclosed(start, "comment", None, start + 1);
        true
    }

    fn here(&self) -> Range<usize> {
        self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }
}

/// The members of the group that begins at a place, and whether all of it could be read.
pub(crate) fn members(text: &str, at: usize) -> (Vec<Member>, bool) {
    let mut scanner = Scanner::new(text, at, "a value");
    scanner.skip_header();
    let Some(open) = scanner.open_group() else { return (Vec::new(), false) };
    let members = std::iter::from_fn(|| scanner.member(open)).collect();
    (members, scanner.mistakes.is_empty())
}

pub(super) fn closing(opening: u8) -> u8 {
    match opening {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

fn is_name(first: u8) -> bool {
    first == b'_' || first.is_ascii_alphabetic()
}

/// How many `#` are between `r` and the quote behind `before`; `None` if the string is no raw one.
fn raw_hashes(before: &[u8]) -> Option<usize> {
    let hashes = before.iter().rev().take_while(|byte| **byte == b'#').count();
    let before = before[..before.len() - hashes].strip_suffix(b"r")?;
    let before = before.strip_suffix(b"b").unwrap_or(before);
    let goes_on = before.last().is_some_and(|byte| *byte == b'_' || byte.is_ascii_alphanumeric());
    (!goes_on).then_some(hashes)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}
