//! Wrong, missing, extra and swapped letters: the optimal string alignment distance.
//!
//! `strsim` computes it. That is slow, and this runs for thousands of words at each key, so the letters of both words, as
//! bits, first rule out most of them.

use std::cmp::Ordering;

use strsim::osa_distance;

#[derive(Clone, Debug)]
pub(super) struct WordToCompare {
    word: String,
    chars: Vec<char>,
    kinds: u32,
}

/// The letters of a word as bits, several letters to a bit. Words that are one edit apart differ in two bits at most.
pub(super) fn letter_kinds(word: &str) -> u32 {
    word.chars().fold(0, |kinds, c| kinds | 1 << letter_kind(c))
}

/// Whether a word with these letters may have digits. There are no false negatives.
pub(super) fn has_digits(kinds: u32) -> bool {
    kinds >> 26 != 0
}

fn letter_kind(c: char) -> u32 {
    match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => 26 + (c as u32 - '0' as u32) / 2,
        _ => 31,
    }
}

impl WordToCompare {
    pub(super) fn new(word: &str) -> Self {
        WordToCompare { word: word.to_owned(), chars: word.chars().collect(), kinds: letter_kinds(word) }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether a word of `len` bytes with these letters might be `most` edits away. There are no false negatives.
    pub(super) fn may_be_near(&self, kinds: u32, len: usize, most: usize) -> bool {
        // An edit changes up to four bytes, and one of ASCII where there is nothing else.
        let bytes = if self.word.is_ascii() && kinds >> 31 == 0 { 1 } else { 4 };
        (kinds ^ self.kinds).count_ones() as usize <= 2 * most
            && len.abs_diff(self.word.len()) <= bytes * most
    }

    /// The number of edits from this word to `other`, up to `most`. Digits are never edited.
    fn distance(&self, other: &str, most: usize) -> Option<usize> {
        let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
        let may_be_near = self.may_be_near(letter_kinds(other), other.len(), most);
        let distance = if may_be_near { osa_distance(&self.word, other) } else { 0 };
        ((1..=most).contains(&distance) && digits(&self.word) == digits(other)).then_some(distance)
    }

    pub(super) fn is_near(&self, other: &str) -> bool {
        self.distance(other, 1).is_some()
    }

    /// The most edits between a word that is nowhere and the one that was meant.
    pub(super) fn most_edits(&self) -> usize {
        if self.len() < LONG { 1 } else { 2 }
    }

    /// How many edits make `other` of a word that is nowhere, one less where the first letter is another. Both are of one
    /// script.
    pub(super) fn nearness(&self, other: &str) -> Option<usize> {
        let may_be_meant =
            self.len().min(other.chars().count()) >= SHORTEST_NEAR && script(&self.word) == script(other);
        let most = self.most_edits() - usize::from(!self.begins_as(other));
        let others = self.chars.iter().zip(other.chars()).filter(|(mine, other)| **mine != *other).count();
        // Two wrong letters make another word: `winners`, `witness`.
        let is_other = |distance: usize| distance == 2 && others == 2 && self.len() == other.chars().count();
        self.distance(other, most).filter(|distance| may_be_meant && !is_other(*distance))
    }

    /// How likely a word one edit away was meant, from 1 to 4. Leaving out a letter and swapping two are the likeliest
    /// mistakes; a different letter, or one too many, may be any of 25.
    pub(super) fn likelihood(&self, other: &str) -> u32 {
        let pairs = || self.chars.iter().zip(other.chars());
        let same = pairs().take_while(|(mine, other)| *mine == other).count();
        let is_slip = match other.chars().count().cmp(&self.len()) {
            Ordering::Less if same > 0 && self.chars[same - 1] == self.chars[same] => return 3,
            Ordering::Less => false,
            Ordering::Equal => pairs().filter(|(mine, other)| *mine != other).count() == 2,
            Ordering::Greater => true,
        };
        1 + 2 * u32::from(is_slip) + u32::from(self.begins_as(other))
    }

    pub(super) fn begins_as(&self, other: &str) -> bool {
        self.chars.first().copied() == other.chars().next()
    }
}

const SHORTEST_NEAR: usize = 3;
const LONG: usize = 7;

/// The block of characters that the first letter of a word beyond ASCII is in; most scripts have one.
fn script(word: &str) -> u32 {
    word.chars().find(|c| !c.is_ascii()).map_or(0, |c| if c < '\u{250}' { 0 } else { c as u32 >> 7 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::cases;

    #[test]
    fn near_is_a_distance_of_one() {
        cases(500, |dice| {
            let (one, other) = (dice.word("abcé", 6), dice.word("abcé", 6));
            let letters = WordToCompare::new(&one);
            let near = strsim::osa_distance(&one, &other) == 1;
            assert_eq!(letters.is_near(&other), near, "{one} {other}");
            assert!(!near || letters.may_be_near(letter_kinds(&other), other.len(), 1), "{one} {other}");
        });
    }

    #[test]
    fn what_is_likelier_to_have_been_meant_is_greater() {
        for (typed, meant, expected) in [
            ("joter", "jotter", 4),
            ("jotetr", "jotter", 4),
            ("otter", "jotter", 3),
            ("jottter", "jotter", 3),
            ("joxtter", "jotter", 2),
            ("jottex", "jotter", 2),
            ("xotter", "jotter", 1),
        ] {
            assert_eq!(WordToCompare::new(typed).likelihood(meant), expected, "{typed}");
        }
    }
}
