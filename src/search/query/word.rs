//! A word of a query: how it may differ from a word of an entry, and in which fields it may be.

use std::ops::Range;

use super::super::date::date_from_digits;
use super::super::edit::WordToCompare;
use super::super::number::{
    JOINED, OF_THOUSANDS, WHOLE_NUMBER, has_digit, is_day, is_extension, is_number, is_roman,
};
use super::super::stem::Forms;

#[derive(Clone, Debug)]
pub(in crate::search) struct Word {
    /// Folded, as it is compared.
    pub(in crate::search) text: String,
    /// As typed, for messages.
    pub(in crate::search) written: String,
    pub(in crate::search) letters: WordToCompare,
    pub(in crate::search) forms: Forms,
    pub(in crate::search) tolerance: Tolerance,
    pub(in crate::search) scope: WordScope,
    /// Whether an entry matches without it: `the` beside other words.
    pub(in crate::search) is_optional: bool,
    /// Whether a question is asked again without it where nothing has it with the other words.
    pub(in crate::search) is_vague: bool,
    pub(in crate::search) origin: WordOrigin,
    pub(in crate::search) end: WordEnd,
    /// Whether it was typed with the end of a sentence behind it.
    pub(in crate::search) ends_sentence: bool,
}

/// Whether a longer word may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) enum WordEnd {
    Open,
    /// It is a letter with a full stop, as in `Pub. L.`
    Shortened,
    /// It ends a query that is being typed.
    BeingTyped,
    /// It has digits, or is a single letter.
    Complete,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) enum WordOrigin {
    Typed,
    /// Typed within a code, as the 1 of `3(1)`.
    InCode,
    /// It replaces a typed word: by a synonym, or as another form of a telephone number.
    Substitute,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::search) enum WordScope {
    #[default]
    Anywhere,
    Names,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) enum Tolerance {
    /// Itself: a word of a closed phrase.
    Whole,
    /// Itself and longer words: the last word of an open phrase.
    Beginning,
    /// Its other forms, too: the shortest words.
    Forms,
    /// And words one edit away, in names.
    EditInName,
    /// And words one edit away.
    OneEdit,
}

/// The shortest meant word with a forgiven edit, in letters: words of three letters are one edit away from too many
/// others.
pub(in crate::search) const SHORTEST_FORGIVEN: usize = 4;

/// Fewer digits are prefixes of too many numbers to be searched in other groupings.
const SHORTEST_GROUPED: usize = 3;

pub(in crate::search) const MINUS: char = '−';
const SIGNS_BEFORE: [char; 7] = ['$', '£', '€', '¥', '₹', '₩', MINUS];
const SIGNS_BEHIND: [char; 2] = ['+', '#'];
const SIGNS_OF_SHARES: [char; 3] = ['%', '‰', '°'];

/// The range of a word with its signs. Those of amounts are only beside digits, perhaps behind a space.
pub(in crate::search) fn with_signs(text: &str, range: Range<usize>) -> Range<usize> {
    let (word, before, behind) = (&text[range.clone()], &text[..range.start], &text[range.end..]);
    let mut start = before.len();
    if word.starts_with(|c: char| c.is_ascii_digit()) && before.trim_end().ends_with(SIGNS_BEFORE) {
        let outside = before.trim_end().trim_end_matches(SIGNS_BEFORE);
        // `1990−1995` has no minus.
        if !outside.ends_with(char::is_alphanumeric) || !text[outside.len()..].starts_with(MINUS) {
            start = outside.len();
        }
    }
    let is_share =
        word.ends_with(|c: char| c.is_ascii_digit()) && behind.trim_start().starts_with(SIGNS_OF_SHARES);
    let left = if is_share {
        behind.trim_start().trim_start_matches(SIGNS_OF_SHARES)
    } else {
        behind.trim_start_matches(SIGNS_BEHIND)
    };
    start..text.len() - left.len()
}

impl Word {
    pub(in crate::search) fn new(text: String) -> Self {
        let letters = WordToCompare::new(&text);
        let tolerance = match letters.len() {
            // A number with another digit is another number.
            _ if is_number(&text) => Tolerance::Beginning,
            _ if has_digit(&text) || is_roman(&text) => Tolerance::Forms,
            SHORTEST_FORGIVEN.. => Tolerance::OneEdit,
            _ => Tolerance::Forms,
        };
        let end = if has_digit(&text) { WordEnd::Complete } else { WordEnd::Open };
        Word {
            forms: Forms::of(&text),
            written: text.clone(),
            text,
            letters,
            tolerance,
            scope: WordScope::Anywhere,
            is_optional: false,
            is_vague: false,
            origin: WordOrigin::Typed,
            end,
            ends_sentence: false,
        }
    }

    pub(in crate::search) fn is_part_of_code(&self) -> bool {
        self.origin == WordOrigin::InCode
    }

    /// The signs that it was typed with, before and behind it: `++` of `C++`, `$` of `$5`.
    fn signs(&self) -> [&str; 2] {
        let before = self.written.len() - self.written.trim_start_matches(SIGNS_BEFORE).len();
        let is_sign = |c| SIGNS_BEHIND.contains(&c) || SIGNS_OF_SHARES.contains(&c);
        let behind = self.written.trim_end_matches(is_sign).len();
        [&self.written[..before], &self.written[behind..]]
    }

    pub(in crate::search) fn has_signs(&self) -> bool {
        self.signs() != ["", ""]
    }

    /// Whether a range of a text has the signs of this word around it. A number may have a space there.
    pub(in crate::search) fn has_signs_at(&self, text: &str, range: &Range<usize>) -> bool {
        let [before, behind] = self.signs();
        let (mut start, mut rest) = (&text[..range.start], &text[range.end..]);
        if self.is_amount() {
            (start, rest) = (start.trim_end_matches(' '), rest.trim_start_matches(' '));
        }
        let is_before = if before.starts_with(MINUS) {
            start.strip_suffix([MINUS, '-']).is_some_and(|start| !start.ends_with(char::is_alphanumeric))
        } else {
            start.ends_with(before)
        };
        is_before && rest.starts_with(behind)
    }

    /// Whether it is a number with a sign, which is another number than one with another sign or none: `$5`, `97%`.
    pub(in crate::search) fn is_amount(&self) -> bool {
        self.has_signs() && is_number(&self.text.replace('-', ""))
    }

    pub(in crate::search) fn has_apostrophe(&self) -> bool {
        self.written.contains(['\'', '’'])
    }

    /// Whether it is a Roman number: no longer one is meant.
    pub(in crate::search) fn may_be_roman(&self) -> bool {
        matches!(self.text.as_str(), "i" | "v" | "x") || is_roman(&self.text)
    }

    pub(in crate::search) fn is_complete(&self) -> bool {
        self.end == WordEnd::Complete
    }

    pub(in crate::search) fn may_go_on(&self) -> bool {
        self.tolerance >= Tolerance::Beginning && !self.is_complete()
    }

    pub(in crate::search) fn substitute(text: String) -> Self {
        Word { tolerance: Tolerance::Whole, origin: WordOrigin::Substitute, ..Word::new(text) }
    }

    /// A word as the dictionary has it, digits with the sign before them.
    pub(in crate::search) fn in_dictionary(word: &str) -> Self {
        let word = Word::new(word.trim_start_matches(JOINED).to_owned());
        Word { tolerance: word.tolerance.min(Tolerance::Forms), ..word }
    }

    pub(in crate::search) fn is_date(&self) -> bool {
        let is_date = self.text.len() == 8 || (self.text.len() == 6 && self.text != self.written);
        is_date && date_from_digits(&self.text).is_some()
    }

    /// Whether longer numbers may have its digits as a group: it has three and stands alone.
    pub(in crate::search) fn may_be_part_of_number(&self) -> bool {
        is_number(&self.text) && self.text.len() == OF_THOUSANDS && self.origin == WordOrigin::Typed
    }

    pub(super) fn without_ordinal(&self) -> Option<Self> {
        let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| self.text.strip_suffix(ending))?;
        is_number(number).then(|| Word { written: self.written.clone(), ..Word::new(number.to_owned()) })
    }

    /// The prefix in the dictionary of the joined digits of this number.
    pub(in crate::search) fn grouped_as(&self) -> Option<String> {
        if is_extension(&self.text) {
            return Some(format!("{JOINED}{}", self.text));
        }
        let is_grouped = is_number(&self.text) || self.text.contains('-');
        if self.text.len() < SHORTEST_GROUPED || !is_grouped {
            return None;
        }
        let is_whole =
            !is_day(&self.text) && (self.origin == WordOrigin::Substitute || self.written.starts_with('+'));
        let is_exact = self.tolerance == Tolerance::Whole && self.origin != WordOrigin::Substitute;
        (!is_exact).then(|| {
            if is_whole { format!("{WHOLE_NUMBER}{}", self.text) } else { format!("{JOINED}{}", self.text) }
        })
    }

    /// Whether it is written like an abbreviation.
    pub(in crate::search) fn is_short_name(&self) -> bool {
        self.letters.len() > 1 && self.written.chars().all(char::is_uppercase)
    }

    pub(in crate::search) fn is_short(&self) -> bool {
        self.letters.len() <= SHORTEST_FORGIVEN
    }

    /// Whether an edit is forgiven only in names: short words are near others by chance.
    pub(in crate::search) fn is_forgiven_in_names_alone(&self) -> bool {
        self.is_short() || self.tolerance == Tolerance::EditInName
    }
}
