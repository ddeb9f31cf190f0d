//! A regular expression over names and text.

use std::ops::Range;

/// A regular expression, or why what was typed is none.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    text: String,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        Pattern { text: text.to_owned() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What matches in `text`.
    pub(super) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        text.match_indices(self.text.as_str()).map(|(at, part)| at..at + part.len()).collect()
    }

    /// What is wrong with it, and where.
    #[expect(clippy::unused_self, reason = "every text is a pattern until expressions are parsed")]
    pub(super) fn problem(&self) -> Option<&str> {
        None
    }
}
