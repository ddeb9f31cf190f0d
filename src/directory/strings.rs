//! Finds a string with escapes in the file by its text, for the place of a problem.

use std::cell::Cell;
use std::ops::Range;

use crate::notation::{Scanner, parse};

#[derive(Debug)]
pub(super) struct EscapedStrings<'s> {
    source: &'s str,
    /// Start of the last search, and end of the string that it found, from where the next search begins.
    last: Cell<(usize, usize)>,
}

impl<'s> EscapedStrings<'s> {
    pub(super) fn of(source: &'s str) -> Self {
        EscapedStrings { source, last: Cell::new((usize::MAX, 0)) }
    }

    /// The first string at or behind `start` that has escapes and means this text.
    pub(super) fn find_escaped(&self, start: usize, text: &str) -> Range<usize> {
        let (last_start, last_end) = self.last.get();
        let starts = [(last_start == start).then_some(last_end), Some(start)];
        for from in starts.into_iter().flatten() {
            let mut scanner = Scanner::new(self.source, from, "a string");
            while let Some(string) = scanner.next_string() {
                let written = &self.source[string.clone()];
                if written.contains('\\') && parse::<String>(written).is_ok_and(|string| string == text) {
                    self.last.set((start, string.end));
                    return string;
                }
            }
        }
        start..start + 1
    }
}
