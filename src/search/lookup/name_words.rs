//! The words of a name, with its numbers and single letters apart, as those are exact.

use strsim::osa_distance;

use super::{NameFit, SHORTEST_FORGIVEN};
use crate::search::fold::key;
use crate::search::initials::is_stop_word;
use crate::search::number::is_roman;

/// From so many digits on, a number may be written without its groups.
const LONG_NUMBER: usize = 5;
/// From so many digits on, a number may be grouped in any way.
const TELEPHONE_NUMBER: usize = 9;

/// A folded name, with letters and digits as separate words: `Flat 12A` equals `flat 12 a`.
#[derive(Debug)]
pub(super) struct NameWords {
    pub(super) text: String,
}

impl NameWords {
    pub(super) fn of(name: &str) -> Self {
        let mut text = String::new();
        for c in key(name).chars() {
            let last = text.chars().next_back().filter(|last| *last != ' ' && c != ' ');
            if last.is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit()) {
                text.push(' ');
            }
            text.push(c);
        }
        NameWords { text }
    }

    /// Its words, each with whether it is part of a number: digits, a Roman number, or a single letter beside those or
    /// behind another such letter, as in `14(2)(b)`. Parts of numbers are exact.
    pub(super) fn parts(&self) -> Vec<(&str, bool)> {
        let words: Vec<&str> = self.text.split(' ').collect();
        let mut parts: Vec<(&str, bool)> = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            let is_beside = || {
                parts.last().is_some_and(|(_, is_part)| *is_part)
                    || words.get(at + 1).is_some_and(|next| is_digits(next))
            };
            let is_part = is_digits(word) || is_roman(word) || (word.chars().count() == 1 && is_beside());
            parts.push((word, is_part));
        }
        parts
    }

    /// Whether the word at a position continues the number before it.
    pub(super) fn is_number_cut(&self, at: usize) -> bool {
        let parts = self.parts();
        parts[at - 1].1 && parts[at].1
    }

    /// Without `of`, `the` and the like, unless it has no other words. An `a` is an article only before a word: not
    /// in `Annex A` or `7105(a)`.
    pub(super) fn without_stop_words(&self) -> String {
        let parts = self.parts();
        let may_have_article = |next: &(&str, bool)| !next.1 && !is_stop_word(next.0);
        let counts = |at: usize| {
            let (word, is_part) = parts[at];
            is_part
                || !is_stop_word(word)
                || (word.len() == 1 && !parts.get(at + 1).is_some_and(may_have_article))
        };
        let counting: Vec<&str> = (0..parts.len()).filter(|at| counts(*at)).map(|at| parts[at].0).collect();
        if counting.is_empty() { self.text.clone() } else { counting.join(" ") }
    }

    /// Whether the words but for stop words are the same, in any order and some of them shortened: `Exec. Order 13257`.
    pub(super) fn has_words_of(&self, wanted: &str) -> bool {
        let mine = self.without_stop_words();
        let mut left: Vec<&str> = mine.split(' ').collect();
        // A number tells enough beside the letters of `Pub. L. 106-386`.
        let shortest = if left.iter().any(|word| is_digits(word) && word.len() > 2) { 1 } else { 3 };
        let is_short_for = |word: &str, wanted: &str| {
            word == wanted || (wanted.len() >= shortest && !is_digits(wanted) && word.starts_with(wanted))
        };
        left.len() > 1
            && wanted.split(' ').count() == left.len()
            && wanted.split(' ').all(|wanted| {
                let place = left.iter().position(|word| is_short_for(word, wanted));
                place.map(|place| left.swap_remove(place)).is_some()
            })
    }

    /// Whether the letters and digits of the written name are the same. It may leave out how the digits of a long number
    /// are grouped, but groups none that the name does not, unless it is a telephone number.
    pub(super) fn is_but_for_spaces(&self, written: &Self) -> bool {
        let is_letter = |byte: &u8| *byte != b' ';
        if !self.text.bytes().filter(is_letter).eq(written.text.bytes().filter(is_letter)) {
            return false;
        }
        let (mine, others) = (self.joints(), written.joints());
        let are_among = |joints: &[(usize, usize)], others: &[(usize, usize)], most: usize| {
            joints.iter().all(|(at, digits)| *digits >= most || others.iter().any(|(other, _)| other == at))
        };
        are_among(&mine, &others, LONG_NUMBER) && are_among(&others, &mine, TELEPHONE_NUMBER)
    }

    /// Where two groups of digits meet, counted in letters, and how many digits all groups beside each other have.
    fn joints(&self) -> Vec<(usize, usize)> {
        let words: Vec<&str> = self.text.split(' ').collect();
        let mut joints = Vec::new();
        let mut at = 0;
        for run in words.chunk_by(|one, next| is_digits(one) && is_digits(next)) {
            let digits = run.iter().map(|word| word.len()).sum();
            for (index, word) in run.iter().enumerate() {
                joints.extend((index > 0).then_some((at, digits)));
                at += word.len();
            }
        }
        joints
    }

    /// Whether all words of what is written but for stop words are words of this name, or all of its own begin what is
    /// written.
    pub(super) fn shares_words_with(&self, written: &Self) -> bool {
        let written_words = written.without_stop_words();
        let mut words = written_words.split(' ');
        let is_begun = written.text.strip_prefix(&self.text).is_some_and(|rest| rest.starts_with(' '));
        is_begun || words.all(|word| self.text.split(' ').any(|other| other == word))
    }

    /// `Nearly` or `Far`; `None` if it is too far to be offered.
    pub(super) fn distance(&self, wanted: &Self) -> Option<NameFit> {
        let (length, wanted_length) = (self.text.chars().count(), wanted.text.chars().count());
        let tolerated = usize::from(wanted_length >= SHORTEST_FORGIVEN);
        let first = |name: &Self| name.text.split(' ').next().map(str::to_owned);
        let begins_alike = first(self) == first(wanted)
            && first(wanted).is_some_and(|first| first.len() >= SHORTEST_FORGIVEN);
        let interesting = (length.max(wanted_length) / 3).max(tolerated);
        // The distance is at least the difference of the lengths; computing it takes their product.
        if length.abs_diff(wanted_length) > interesting {
            return begins_alike.then_some(NameFit::Far(2 * length.max(wanted_length)));
        }
        let distance = osa_distance(&self.text, &wanted.text);
        let is_near = distance <= tolerated && self.has_same_numbers(wanted);
        let digits = |name: &Self| name.text.chars().filter(char::is_ascii_digit).collect::<String>();
        // With the same digits it is nearer than any with others.
        let farther = if digits(self) == digits(wanted) { 0 } else { wanted_length };
        let far = NameFit::Far(distance + farther);
        (distance <= interesting || begins_alike).then_some(if is_near { NameFit::Nearly } else { far })
    }

    /// Whether the numbers are the same, however their digits are grouped, and no single letter is another one.
    pub(super) fn has_same_numbers(&self, other: &Self) -> bool {
        let (mine, others) = (self.parts(), other.parts());
        let numbers = |parts: &[(&str, bool)]| {
            let exact = parts.iter().filter(|(_, is_part)| *is_part).map(|(word, _)| *word);
            NameWords { text: exact.collect::<Vec<_>>().join(" ") }
        };
        let letters = |parts: &[(&str, bool)]| {
            let single = parts.iter().filter(|(word, is_part)| !is_part && word.chars().count() == 1);
            single.map(|(word, _)| *word).collect::<String>()
        };
        let (my_letters, other_letters) = (letters(&mine), letters(&others));
        let is_alone = my_letters.is_empty() || other_letters.is_empty();
        numbers(&mine).is_but_for_spaces(&numbers(&others)) && (is_alone || my_letters == other_letters)
    }
}

fn is_digits(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}
