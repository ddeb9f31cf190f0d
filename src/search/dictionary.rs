//! All folded words of a directory, sorted: a word is its place among them, and the words that begin alike stand
//! together. Answers which words are one, its longer forms, its inflections, or one wrong letter away.

use std::ops::Range;

use super::edit;
use super::query::Word;
use super::stem::{other_numbers, stem};

#[derive(Debug, Default)]
pub(super) struct Dictionary {
    letters: String,
    /// Where each word begins in `letters`, and the end of the last.
    starts: Vec<u32>,
    /// The letters of each word as bits, so that most words that are not near need no closer look.
    kinds: Vec<u32>,
}

impl Dictionary {
    pub(super) fn from_sorted<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut dictionary = Dictionary { starts: vec![0], ..Dictionary::default() };
        for word in words {
            dictionary.letters.push_str(word);
            dictionary.starts.push(
                u32::try_from(dictionary.letters.len())
                    .expect("the words are shorter than the text they are of"),
            );
            dictionary.kinds.push(edit::letter_kinds(word));
        }
        dictionary.letters.shrink_to_fit();
        dictionary
    }

    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    pub(super) fn word(&self, index: usize) -> &str {
        &self.letters[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    pub(super) fn size(&self) -> usize {
        self.letters.capacity() + 4 * (self.starts.capacity() + self.kinds.capacity())
    }

    pub(super) fn find(&self, word: &str) -> Option<usize> {
        let at = self.first_not_below(word);
        (at < self.len() && self.word(at) == word).then_some(at)
    }

    /// The words that begin with `beginning`, itself included.
    pub(super) fn beginning_with(&self, beginning: &str) -> Range<usize> {
        let start = self.first_not_below(beginning);
        let (mut low, mut high) = (start, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.word(middle).starts_with(beginning) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        start..low
    }

    pub(super) fn having(&self, letters: &str) -> Vec<usize> {
        let finder = memchr::memmem::Finder::new(letters);
        let mut having = Vec::new();
        let mut from = 0;
        while let Some(at) = finder.find(&self.letters.as_bytes()[from..]).map(|at| from + at) {
            let word = self.starts.partition_point(|start| *start as usize <= at) - 1;
            let end = self.starts[word + 1] as usize;
            if at + letters.len() <= end {
                having.push(word);
                from = end;
            } else {
                // The end of a word and the beginning of the next, which may yet have the letters for itself.
                from = at + 1;
            }
        }
        having
    }

    /// The other forms of `word`: the words with its stem, without itself.
    pub(super) fn kin(&self, word: &str) -> Vec<usize> {
        let wanted = stem(word);
        let mut kin: Vec<usize> = self
            .beginning_with(wanted.root())
            .filter(|index| {
                let other = self.word(*index);
                other != word && stem(other).is_kin(wanted)
            })
            .collect();
        let numbers = other_numbers(word).filter_map(|other| self.find(&other));
        kin.extend(numbers);
        kin.sort_unstable();
        kin.dedup();
        kin
    }

    /// The words that one wrong, missing, extra or swapped letter makes of `word`, without itself.
    pub(super) fn near(&self, word: &Word) -> Vec<usize> {
        self.filter(|kinds, len| word.letters.may_be_near(kinds, len), |other| word.is_near(other))
    }

    pub(super) fn near_beginning(&self, word: &Word) -> Vec<usize> {
        let letters = &word.letters;
        self.filter(
            |kinds, len| letters.may_begin(kinds, len),
            |other| letters.near_beginning(other).is_some(),
        )
    }

    /// The words with the fewest differences from `word`, few enough for it to be meant; the nearest first.
    pub(super) fn nearest(&self, word: &str, most: usize) -> Vec<&str> {
        let Some(near) = edit::Nearness::new(word) else { return Vec::new() };
        let candidates = (0..self.len()).filter(|index| near.may_be_near(self.kinds[*index]));
        let distance = |index: usize| {
            let other = self.word(index);
            Some((near.distance(other)?, other.len().abs_diff(word.len()), other))
        };
        let mut nearest: Vec<(usize, usize, &str)> = candidates.filter_map(distance).collect();
        nearest.sort_by_key(|(distance, longer, _)| (*distance, *longer));
        nearest.truncate(most);
        nearest.into_iter().map(|(_, _, other)| other).collect()
    }

    /// The number that differs in one digit, or has one more or one less: of those written in groups first.
    pub(super) fn nearest_number(&self, digits: &str) -> Option<&str> {
        const FEWEST: usize = 3;
        if digits.len() < FEWEST {
            return None;
        }
        let grouped = self.beginning_with("#");
        let plain =
            (b'0'..=b'9').flat_map(|digit| self.beginning_with(char::from(digit).encode_utf8(&mut [0; 4])));
        let of_length = |number: &&str| number.trim_start_matches('#').len().abs_diff(digits.len()) <= 1;
        let numbers = grouped.chain(plain).map(|index| self.word(index)).filter(of_length);
        let near = numbers.filter(|number| {
            let number = number.trim_start_matches('#');
            super::number::is_number(number) && strsim::osa_distance(number, digits) == 1
        });
        near.into_iter().next()
    }

    fn filter(&self, maybe: impl Fn(u32, usize) -> bool, surely: impl Fn(&str) -> bool) -> Vec<usize> {
        let lengths = self.starts.windows(2).map(|pair| (pair[1] - pair[0]) as usize);
        let candidates = self.kinds.iter().zip(lengths).enumerate();
        candidates
            .filter(|(_, (kinds, len))| maybe(**kinds, *len))
            .map(|(index, _)| index)
            .filter(|index| surely(self.word(*index)))
            .collect()
    }

    fn first_not_below(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.word(middle) < word {
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
            assert_eq!(words(&dictionary, dictionary.kin(word)), expected, "{word}");
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
        let begun = |word: &str| words(&dictionary, dictionary.near_beginning(&Word::new(word.to_owned())));
        assert_eq!(begun("chidl"), "child children");
        assert_eq!(dictionary.nearest("chlidern", 1), ["children"]);
        assert!(dictionary.nearest("xylophone", 1).is_empty());
    }
}
