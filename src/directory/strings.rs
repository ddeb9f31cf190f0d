//! Finds again where in a file a string with escapes stands: what it says is kept apart from the file.

use std::cell::Cell;
use std::ops::Range;

use crate::notation::{Scanner, parse};

#[derive(Debug)]
pub(super) struct Strings<'s> {
    source: &'s str,
    /// From where a string was looked for last, and where it ends: the next one is looked for from there.
    last: Cell<(usize, usize)>,
}

impl<'s> Strings<'s> {
    pub(super) fn of(source: &'s str) -> Self {
        Strings { source, last: Cell::new((usize::MAX, 0)) }
    }

    /// Where at `start` or behind it a string stands that has this text by escapes.
    pub(super) fn escaped(&self, start: usize, text: &str) -> Range<usize> {
        let (last_start, last_end) = self.last.get();
        let starts = [(last_start == start).then_some(last_end), Some(start)];
        for from in starts.into_iter().flatten() {
            let mut scanner = Scanner::new(self.source, from, "a string");
            while let Some(string) = scanner.string_ahead() {
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
