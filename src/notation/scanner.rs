//! Finds the bounds of fields and elements in RON, for `ron` to parse.
//!
//! The scanner knows strings, raw strings, characters, comments and brackets. It reads each byte once and never recurses.

use std::ops::Range;

use super::message::found;
use super::{MOST_MISTAKES, Mistake};

#[derive(Clone, Debug)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    pub(crate) at: usize,
    /// What the group is called in messages.
    pub(crate) what: &'static str,
    /// Missing commas, colons and values, and what stands in their place.
    pub(crate) mistakes: Vec<Mistake>,
    /// The first bracket, string or comment that is not closed. It may have swallowed what follows.
    pub(crate) unclosed: Option<Mistake>,
    pub(crate) unclear_from: Option<usize>,
}

/// A field of a record, a pair of a map, or an element of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The name of the field or the key of the pair; empty for an element.
    pub(crate) name: Range<usize>,
    pub(crate) value: Range<usize>,
    /// Where the comma after it ends.
    pub(crate) end: usize,
}

/// `ron` nests less deep.
const DEEPEST: usize = 200;

impl<'t> Scanner<'t> {
    pub(crate) fn new(text: &'t str, at: usize, what: &'static str) -> Self {
        Scanner { text, at, what, mistakes: Vec::new(), unclosed: None, unclear_from: None }
    }

    /// Skips a byte-order mark, and attributes such as `#![enable(implicit_some)]`.
    pub(crate) fn header(&mut self) {
        if self.at == 0 && self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        self.blank();
        while self.rest().starts_with("#!") {
            self.at += 2;
            self.blank();
            self.value();
            self.blank();
        }
    }

    /// Enters the group that begins here, with or without a name, and returns the place of its bracket.
    pub(crate) fn open(&mut self) -> Option<usize> {
        let start = self.at;
        if self.peek().is_some_and(is_name) {
            self.word();
            self.blank();
            if self.peek() != Some(b'(') {
                self.at = start;
                return None;
            }
        }
        if !matches!(self.peek(), Some(b'(' | b'[' | b'{')) {
            return None;
        }
        self.at += 1;
        Some(self.at - 1)
    }

    /// The next part of the group whose bracket is at `open`; `None` behind its end. A missing value is reported, and is an
    /// empty range.
    pub(crate) fn part(&mut self, open: usize) -> Option<Member> {
        let reported = self.mistakes.len();
        let name = self.begin(open)?;
        let value = self.value();
        if value.is_empty() {
            if self.mistakes.len() == reported {
                self.report(self.here(), format!("expected a value, found {}", found(self.text, self.at)));
            }
            self.skip_to_comma();
            return Some(Member { name, value, end: self.at });
        }
        Some(self.end(open, name, value))
    }

    pub(crate) fn begin(&mut self, open: usize) -> Option<Range<usize>> {
        let opening = self.text.as_bytes()[open];
        loop {
            self.blank();
            match self.peek() {
                None => {
                    self.leave_open(open, None);
                    return None;
                }
                Some(b',') => {
                    self.report(self.here(), format!("{}, found `,`", self.expected_part(opening)));
                    self.at += 1;
                }
                Some(next @ (b')' | b']' | b'}')) => {
                    if next == closing(opening) {
                        self.at += 1;
                    } else {
                        // It closes the group around this one.
                        self.leave_open(open, Some(next));
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

    /// Skips the comma after a part, which the last one need not have.
    pub(crate) fn end(&mut self, open: usize, name: Range<usize>, value: Range<usize>) -> Member {
        let opening = self.text.as_bytes()[open];
        self.blank();
        match self.peek() {
            Some(b',') => self.at += 1,
            None | Some(b')' | b']' | b'}') => {}
            Some(_) if self.begins_part(opening) => {
                let last =
                    self.text[..value.end].char_indices().next_back().map_or(value.start, |(at, _)| at);
                self.report(last..value.end, "a comma is missing after this".to_owned());
            }
            Some(_) => {
                let close = char::from(closing(opening));
                let message = format!("expected `,` or `{close}`, found {}", found(self.text, self.at));
                self.report(self.here(), message);
                self.skip_to_comma();
            }
        }
        Member { name, value, end: self.at }
    }

    /// Skips one value, if there is one.
    pub(crate) fn value(&mut self) -> Range<usize> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'\'') => self.character(),
            Some(b'(' | b'[' | b'{') => self.group(),
            None | Some(b',' | b':' | b')' | b']' | b'}') => {}
            Some(_) => self.word_with_group(),
        }
        start..self.at
    }

    pub(crate) fn blank(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\t' | b'\r' | 0x0b | 0x0c) => self.at += 1,
                Some(b'/') if self.comment() => {}
                Some(0x80..) => match self.rest().chars().next() {
                    Some(c @ ('\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')) => {
                        self.at += c.len_utf8();
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    pub(crate) fn string_ahead(&mut self) -> Option<Range<usize>> {
        loop {
            self.blank();
            let start = self.at;
            match self.peek()? {
                b'"' => self.string(),
                b'\'' => self.character(),
                b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b':' => self.at += 1,
                _ => {
                    self.word();
                    if self.peek() == Some(b'"') {
                        self.string();
                    }
                }
            }
            if self.text[start..self.at].ends_with(['"', '#']) && self.text[start..self.at].contains('"') {
                return Some(start..self.at);
            }
        }
    }

    pub(crate) fn expect_end(&mut self) {
        self.blank();
        if self.at < self.text.len() {
            let message = format!("expected the end of the file, found {}", found(self.text, self.at));
            self.report(self.here(), message);
        }
    }

    fn leave_open(&mut self, open: usize, before: Option<u8>) {
        let bracket = char::from(self.text.as_bytes()[open]);
        let before = match before {
            Some(other) => format!("a `{}` that is not its own", char::from(other)),
            None => "the end of the file".to_owned(),
        };
        let message = format!("this `{bracket}` is not closed before {before}");
        self.unclosed.get_or_insert(Mistake { range: open..open + 1, message });
        self.unclear_from.get_or_insert(self.at);
    }

    fn report(&mut self, range: Range<usize>, message: String) {
        self.unclear_from.get_or_insert(range.start);
        if self.mistakes.len() < MOST_MISTAKES {
            self.mistakes.push(Mistake { range, message });
        }
    }

    /// The name before a colon. Reports it if either is missing.
    fn name(&mut self, opening: u8) -> Option<Range<usize>> {
        let name = if opening == b'{' {
            self.value()
        } else {
            let start = self.at;
            if self.peek().is_some_and(is_name) {
                self.word();
            }
            start..self.at
        };
        if name.is_empty() {
            let message = format!("{}, found {}", self.expected_part(opening), found(self.text, self.at));
            self.report(self.here(), message);
            return None;
        }
        self.blank();
        if self.peek() == Some(b':') {
            self.at += 1;
            self.blank();
        } else {
            let shown = super::quoted(&self.text[name.clone()]);
            let message = format!("expected `:` after `{shown}`, found {}", found(self.text, self.at));
            self.report(self.here(), message);
        }
        Some(name)
    }

    fn expected_part(&self, opening: u8) -> String {
        match opening {
            b'(' => format!("expected a field of {}, or `)`", self.what),
            b'{' => "expected a key, or `}`".to_owned(),
            _ => format!("expected {}, or `]`", self.what),
        }
    }

    fn begins_part(&self, opening: u8) -> bool {
        let mut ahead = Scanner::new(self.text, self.at, self.what);
        match opening {
            b'(' => {
                let is_name = ahead.peek().is_some_and(is_name);
                ahead.word();
                ahead.blank();
                is_name && ahead.peek() == Some(b':')
            }
            _ => matches!(self.peek(), Some(b'"' | b'(' | b'[' | b'{')),
        }
    }

    fn skip_to_comma(&mut self) {
        loop {
            self.blank();
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
    fn group(&mut self) {
        let bytes = self.text.as_bytes();
        let mut open: Vec<usize> = Vec::new();
        loop {
            while bytes.get(self.at).is_some_and(|byte| !SPECIAL[usize::from(*byte)]) {
                self.at += 1;
            }
            match bytes.get(self.at) {
                Some(b'(' | b'[' | b'{') => {
                    open.push(self.at);
                    self.at += 1;
                    if open.len() > DEEPEST {
                        let message = "brackets are nested too deep here".to_owned();
                        self.unclosed.get_or_insert(Mistake { range: self.at - 1..self.at, message });
                        self.at = bytes.len();
                        return;
                    }
                }
                Some(close @ (b')' | b']' | b'}')) => {
                    let own = open.iter().rposition(|at| closing(bytes[*at]) == *close);
                    if own.is_none_or(|own| own + 1 < open.len())
                        && let Some(innermost) = open.last()
                    {
                        self.leave_open(*innermost, Some(*close));
                    }
                    let Some(own) = own else { return };
                    open.truncate(own);
                    self.at += 1;
                    if open.is_empty() {
                        return;
                    }
                }
                Some(b'"') => self.string(),
                Some(b'\'') => self.character(),
                Some(_) => {
                    if !self.comment() {
                        self.at += 1;
                    }
                }
                None => {
                    if let Some(innermost) = open.last() {
                        self.leave_open(*innermost, None);
                    }
                    return;
                }
            }
        }
    }

    fn word_with_group(&mut self) {
        self.word();
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'\'') => self.character(),
            _ => {
                let end = self.at;
                self.blank();
                match self.peek() {
                    Some(b'(') => self.group(),
                    _ => self.at = end,
                }
            }
        }
    }

    /// Skips a number, a name, or a stray sign.
    fn word(&mut self) {
        let rest = self.rest();
        let is_end = |c: char| {
            c.is_whitespace() || matches!(c, ',' | ':' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | '/')
        };
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.at += first + rest[first..].find(is_end).unwrap_or(rest.len() - first);
    }

    /// Skips a string. It is a raw one if `r` and any number of `#` are before its quote.
    fn string(&mut self) {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        self.at += 1;
        let hashes = raw_hashes(&bytes[..start]);
        let end = loop {
            let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[self.at..]) else { break None };
            let at = self.at + found;
            match hashes {
                Some(hashes) if bytes[at] == b'"' && is_hashes(&bytes[at + 1..], hashes) => {
                    break Some(at + 1 + hashes);
                }
                None if bytes[at] == b'"' => break Some(at + 1),
                None => self.at = (at + 2).min(bytes.len()),
                Some(_) => self.at = at + 1,
            }
        };
        if end.is_none() {
            self.leave(start, "string");
        }
        self.at = end.unwrap_or(bytes.len());
    }

    /// Skips a character in quotes, or a stray quote.
    fn character(&mut self) {
        let within = &self.text[self.at + 1..];
        let skipped = match within.strip_prefix('\\') {
            Some(escape) => {
                escape.char_indices().skip(1).take(10).find(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
            }
            None => within.chars().next().map(char::len_utf8),
        };
        let closed = skipped.filter(|skipped| within.as_bytes().get(*skipped) == Some(&b'\''));
        self.at += 1 + closed.map_or(0, |closed| closed + 1);
    }

    fn comment(&mut self) -> bool {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        match bytes.get(start + 1) {
            Some(b'/') => {
                self.at = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
                true
            }
            Some(b'*') => {
                let mut depth = 1;
                self.at += 2;
                while depth > 0 {
                    let Some(found) = memchr::memchr2(b'*', b'/', &bytes[self.at..]) else {
                        self.leave(start, "comment");
                        self.at = bytes.len();
                        return true;
                    };
                    self.at += found + 1;
                    match (bytes[self.at - 1], bytes.get(self.at)) {
                        (b'*', Some(b'/')) => depth -= 1,
                        (b'/', Some(b'*')) => depth += 1,
                        _ => continue,
                    }
                    self.at += 1;
                }
                true
            }
            _ => false,
        }
    }

    fn leave(&mut self, start: usize, what: &str) {
        let message = format!("this {what} is not closed before the end of the file");
        self.unclosed.get_or_insert(Mistake { range: start..start + 1, message });
        self.unclear_from.get_or_insert(self.at);
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

static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut index = 0;
    while index < 9 {
        special[b"()[]{}\"'/"[index] as usize] = true;
        index += 1;
    }
    special
};

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

fn is_hashes(bytes: &[u8], count: usize) -> bool {
    bytes.get(..count).is_some_and(|hashes| hashes.iter().all(|byte| *byte == b'#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Vec<(&str, &str)>, Vec<String>) {
        let mut scanner = Scanner::new(text, 0, "a thing");
        let open = scanner.open().unwrap();
        let mut parts = Vec::new();
        while let Some(Member { name, value, .. }) = scanner.part(open) {
            parts.push((&text[name], &text[value]));
        }
        let reported = scanner.mistakes.iter().chain(&scanner.unclosed);
        (parts, reported.map(|mistake| format!("{} {}", mistake.range.start, mistake.message)).collect())
    }

    #[test]
    fn values_end_where_ron_ends_them() {
        for value in [
            "\"a\\\"),\"",
            "r\"a\\\"",
            "r##\"a\"#),\"##",
            "br#\"\"\"#",
            "b\"x\"",
            "'\\''",
            "')'",
            "'\"'",
            "b'('",
            "[1, (2), {3: ')'}]",
            "Some(/* ) */ 1)",
            "Name ( a: 1 )",
            "-1.5e9",
            "None",
            "(// )\n)",
            "(\"(\")",
        ] {
            let text = format!("[{value}, {value} /* , */ ,]");
            assert_eq!(parts(&text), (vec![("", value), ("", value)], Vec::new()), "{text}");
        }
    }

    #[test]
    fn names_and_keys_stand_before_values() {
        assert_eq!(parts("Thing (a: 1, /* b: */ c : [x],)"), (vec![("a", "1"), ("c", "[x]")], Vec::new()));
        assert_eq!(parts("{\"a\": 1, 2 : 3}"), (vec![("\"a\"", "1"), ("2", "3")], Vec::new()));
    }

    #[test]
    fn one_mistake_is_told_once_and_the_next_part_is_found() {
        let one = |text| {
            let (parts, reported) = parts(text);
            (parts.len(), reported)
        };
        for (text, count, expected) in [
            ("(a: 1 b: 2)", 2, "4 a comma is missing after this"),
            ("[\"a\" \"b\"]", 2, "3 a comma is missing after this"),
            ("(a: , b: 2)", 2, "4 expected a value, found `,`"),
            ("(a 1, b: 2)", 2, "3 expected `:` after `a`, found a number"),
            ("(a: 1, \"x\": 2, b: 2)", 2, "7 expected a field of a thing, or `)`, found a string"),
            ("(a: 1 x, b: 2)", 2, "6 expected `,` or `)`, found `x`"),
            ("[1,, 2]", 2, "3 expected a thing, or `]`, found `,`"),
            ("[1, (2, 3]", 2, "4 this `(` is not closed before a `]` that is not its own"),
            ("[1, [(2], 3]", 3, "5 this `(` is not closed before a `]` that is not its own"),
            ("[1, (2", 2, "4 this `(` is not closed before the end of the file"),
            ("[1, \"a", 2, "4 this string is not closed before the end of the file"),
            ("[1, /* a", 1, "4 this comment is not closed before the end of the file"),
            ("(a: 1, )", 1, ""),
        ] {
            let expected: Vec<String> =
                (!expected.is_empty()).then(|| expected.to_owned()).into_iter().collect();
            assert_eq!(one(text), (count, expected), "{text}");
        }
    }

    #[test]
    fn nothing_overflows_or_goes_on_for_ever() {
        for piece in
            ["(", "[", "{", "\"", "'", "/*", ",", "\\", "r#", "r#\"", ":", ")", "é", "\"\"", "a", "#!"]
        {
            let text = format!("[{}", piece.repeat(100_000));
            let (_, reported) = parts(&text);
            assert!(
                !reported.is_empty() && reported.len() <= MOST_MISTAKES + 1,
                "{piece}: {}",
                reported.len()
            );
        }
    }
}
