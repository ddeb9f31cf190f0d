//! Letters that stand in a name in the order in which they were typed, with others in between.

use std::ops::Range;

use super::fold;

/// One needle of a fuzzy query, folded.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    letters: Vec<char>,
}

impl Needle {
    /// From what was typed; nothing where no letter is left.
    pub(super) fn new(text: &str) -> Option<Self> {
        let letters: Vec<char> = fold::word_list(text).concat().chars().collect();
        (!letters.is_empty()).then_some(Needle { letters })
    }

    /// The letters of `text` that match; none where it does not.
    pub(super) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let mut folded = Vec::new();
        let mut wanted = self.letters.iter().peekable();
        for (at, c) in text.char_indices() {
            folded.clear();
            fold::push_folded(c, &mut folded);
            let Ok(folded) = std::str::from_utf8(&folded) else { continue };
            let before = wanted.len();
            for c in folded.chars() {
                wanted.next_if(|letter| **letter == c);
            }
            if wanted.len() < before {
                ranges.push(at..at + c.len_utf8());
            }
        }
        if wanted.peek().is_none() { ranges } else { Vec::new() }
    }
}
