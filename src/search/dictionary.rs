//! All folded words of a directory, sorted, so that words with one prefix are consecutive. Finds a word, the words
//! that begin with it, its inflections, and the words one wrong letter away.

use std::ops::Range;

use super::edit;
use super::number::{JOINED, MONTH};
use super::query::Word;
use super::stem::{Forms, stem};

/// From this many digits on, near numbers may differ in the first digit.
const LONG_NUMBER: usize = 5;
/// Up to so many digits a number is not taken for one with more or fewer.
const SHORT_NUMBER: usize = 3;
/// Dates within half a year are near each other, in days.
const FURTHEST_DATE: i64 = 186;

/// Words, one behind the other in one text.
#[derive(Debug, Default)]
pub(super) struct WordList {
    letters: String,
    ends: Vec<u32>,
}

impl WordList {
    #[inline(never)]
    pub(super) fn push(&mut self, word: &str) {
        self.letters.push_str(word);
        let end = u32::try_from(self.letters.len());
        self.ends.push(end.expect("the words are shorter than the text they are of"));
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    pub(super) fn word(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start as usize..self.ends[index] as usize]
    }
}

#[derive(Debug, Default)]
pub(super) struct Dictionary {
    words: WordList,
    /// The letters of each word as bits, so that most words can be skipped in a search for near ones.
    kinds: Vec<u32>,
}

impl Dictionary {
    pub(super) fn from_sorted<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut dictionary = Dictionary::default();
        for word in words {
            dictionary.words.push(word);
            dictionary.kinds.push(edit::letter_kinds(word));
        }
        dictionary.words.letters.shrink_to_fit();
        dictionary
    }

    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    pub(super) fn word(&self, index: usize) -> &str {
        self.words.word(index)
    }

    pub(super) fn find(&self, word: &str) -> Option<usize> {
        let at = self.first_not_below(word);
        (at < self.len() && self.word(at) == word).then_some(at)
    }

    pub(super) fn beginning_with(&self, beginning: &str) -> Range<usize> {
        let start = self.first_not_below(beginning);
        start..self.first_without(start, |word| word.starts_with(beginning))
    }

    /// The words that begin with a number and no further digit: `11th` for 11, but not 110.
    pub(super) fn beginning_with_no_digit_behind(&self, number: &str) -> Range<usize> {
        let all = self.beginning_with(number);
        // The colon sorts after all digits.
        let start = self.first_not_below(&format!("{number}:"));
        start.min(all.end)..all.end
    }

    pub(super) fn having(&self, letters: &str) -> Vec<usize> {
        let WordList { letters: all, ends } = &self.words;
        let finder = memchr::memmem::Finder::new(letters);
        let mut having = Vec::new();
        let mut from = 0;
        while let Some(at) = finder.find(&all.as_bytes()[from..]).map(|at| from + at) {
            let word = ends.partition_point(|end| *end as usize <= at);
            let end = ends[word] as usize;
            if at + letters.len() <= end {
                having.push(word);
                from = end;
            } else {
                // The match spans two words; the next word may still match by itself.
                from = at + 1;
            }
        }
        having
    }

    pub(super) fn inflections(&self, word: &str, forms: &Forms) -> Vec<usize> {
        let begun = self.beginning_with(stem(word).root());
        let others = forms.without_stem(word).filter_map(|other| self.find(&other));
        let is_form = |other: &str| other != word && forms.include(word, other);
        let mut kin: Vec<usize> = begun.chain(others).filter(|other| is_form(self.word(*other))).collect();
        kin.sort_unstable();
        kin.dedup();
        kin
    }

    /// The words that one wrong, missing, extra or swapped letter makes of `word`, without itself.
    pub(super) fn near(&self, word: &Word) -> Vec<usize> {
        self.perhaps_near(word, 1).filter(|index| word.is_near(self.word(*index))).collect()
    }

    fn perhaps_near<'d>(&'d self, word: &'d Word, most: usize) -> impl Iterator<Item = usize> + 'd {
        (0..self.len())
            .filter(move |index| word.letters.may_be_near(self.kinds[*index], self.word(*index).len(), most))
    }

    /// The words with the fewest differences from `word`, few enough for it to be meant; the nearest first.
    pub(super) fn nearest(&self, word: &Word, most: usize) -> Vec<&str> {
        let distance = |index: usize| {
            let other = self.word(index);
            Some((word.letters.nearness(other)?, other.len().abs_diff(word.text.len()), other))
        };
        let near = self.perhaps_near(word, word.letters.most_edits());
        let mut nearest: Vec<(usize, usize, &str)> = near.filter_map(distance).collect();
        nearest.sort_by_key(|(distance, longer, _)| (*distance, *longer));
        nearest.truncate(most);
        nearest.into_iter().map(|(_, _, other)| other).collect()
    }

    /// The words and numbers that differ in one digit, or have one more or one less; those of as many digits first.
    pub(super) fn nearest_numbers(&self, number: &str) -> Vec<&str> {
        let signs = |word: &str| word.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        let wanted = signs(number);
        let is_near = |word: &&str| {
            let other = word.trim_start_matches(JOINED);
            let is_of_length = other.len() == number.len()
                || number.len() > SHORT_NUMBER && other.len().abs_diff(number.len()) == 1;
            // Short numbers are often near each other by chance.
            let begins_alike = other.as_bytes()[0] == number.as_bytes()[0] && other.len() > 1;
            is_of_length
                && (begins_alike || number.len() >= LONG_NUMBER)
                && strsim::osa_distance(other, number) == 1
                && signs(other) == wanted
        };
        let with_digits = (0..self.len()).filter(|index| edit::has_digits(self.kinds[*index]));
        let mut near: Vec<&str> = with_digits.map(|index| self.word(index)).filter(is_near).collect();
        // Leaving out a digit is more common than typing it twice.
        near.sort_by_key(|word| {
            let length = word.trim_start_matches(JOINED).len();
            (length != number.len(), length < number.len())
        });
        near
    }

    /// The days, or the months, nearest to one, as the index has them.
    pub(super) fn nearest_dates(&self, digits: &str, most: usize) -> Vec<&str> {
        let dates = self.beginning_with(&JOINED.to_string()).map(|index| self.word(index));
        let dates = dates.filter(|date| date.len() == JOINED.len_utf8() + digits.len());
        let distance = |digits: &str| -> i64 {
            let number =
                |part: Range<usize>| digits.get(part).and_then(|digits| digits.parse().ok()).unwrap_or(0);
            372 * number(0..4) + 31 * number(4..6) + number(6..8)
        };
        let wanted = distance(digits);
        let near = dates.filter(|date| super::date::date_from_digits(&date[1..]).is_some());
        let near = near.map(|date| ((distance(&date[1..]) - wanted).abs(), date));
        let mut near: Vec<(i64, &str)> =
            near.filter(|(days, _)| (1..=FURTHEST_DATE).contains(days)).collect();
        near.sort_by_key(|(days, _)| *days);
        if near.is_empty() && digits.len() > MONTH {
            // Of a month that has no day.
            let month = self.find(&format!("{JOINED}{}", &digits[..MONTH]));
            return month.map(|month| self.word(month)).into_iter().collect();
        }
        near.into_iter().take(most).map(|(_, date)| date).collect()
    }

    fn first_not_below(&self, word: &str) -> usize {
        self.first_without(0, |other| other < word)
    }

    /// The first word from `low` on that is not such a word, where all such words come before the others.
    fn first_without(&self, mut low: usize, is_such: impl Fn(&str) -> bool) -> usize {
        let mut high = self.len();
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_such(self.word(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        let mut words = [
            "",
            "a",
            "child",
            "children",
            "police",
            "policies",
            "policy",
            "stat",
            "state",
            "states",
            "économie",
            "trade",
        ];
        words.sort_unstable();
        Dictionary::from_sorted(words.into_iter())
    }

    fn words(dictionary: &Dictionary, indices: impl IntoIterator<Item = usize>) -> String {
        indices.into_iter().map(|index| dictionary.word(index)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_found_by_letters_in_them() {
        let dictionary = Dictionary::from_sorted(["add", "do", "dod", "dodi", "odd"].into_iter());
        for (letters, expected) in [("dod", "dod dodi"), ("add", "add"), ("ddo", ""), ("odi", "dodi")] {
            assert_eq!(words(&dictionary, dictionary.having(letters)), expected, "{letters}");
        }
    }

    #[test]
    fn words_are_found_with_their_longer_forms() {
        let dictionary = dictionary();
        for (beginning, expected) in
            [("stat", "stat state states"), ("polic", "police policies policy"), ("z", ""), ("é", "économie")]
        {
            assert_eq!(words(&dictionary, dictionary.beginning_with(beginning)), expected);
        }
        assert_eq!(dictionary.beginning_with("").len(), dictionary.len());
        assert_eq!(words(&dictionary, dictionary.having("ta")), "stat state states");
        assert_eq!(words(&dictionary, dictionary.having("achi")), "");
        assert_eq!(dictionary.find("state").map(|index| dictionary.word(index)), Some("state"));
        assert_eq!(dictionary.find("stata"), None);
    }

    #[test]
    fn words_are_found_by_their_other_forms() {
        let dictionary = dictionary();
        for (word, expected) in
            [("policy", "policies"), ("children", "child"), ("states", "stat state"), ("zzz", "")]
        {
            assert_eq!(
                words(&dictionary, dictionary.inflections(word, &Forms::of(word))),
                expected,
                "{word}"
            );
        }
    }

    #[test]
    fn words_are_found_with_one_wrong_letter() {
        let dictionary = dictionary();
        let near = |word: &str| words(&dictionary, dictionary.near(&Word::new(word.to_owned())));
        for (word, expected) in [
            ("tsate", "state"),
            ("staet", "stat state"),
            ("state", "stat states"),
            ("poilcy", "policy"),
            ("ecomomie", ""),
            ("éconmie", "économie"),
        ] {
            assert_eq!(near(word), expected, "{word}");
        }
        assert_eq!(dictionary.nearest(&Word::new("chlidern".to_owned()), 1), ["children"]);
        assert!(dictionary.nearest(&Word::new("xylophone".to_owned()), 1).is_empty());
    }
}
