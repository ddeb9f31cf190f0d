//! The initials of a name: `otr` and `ootr` for the Office of the Trade Representative.
//!
//! The small words of English may be left out or not. People differ in which words they take for small, so a name has up
//! to four readings: all words, those without the smallest, without articles, and without other prepositions either.

/// The initials of one name, gathered word by word.
#[derive(Clone, Debug, Default)]
pub(super) struct Initials {
    /// The first letter of each word, with how small the word is: 0 for a word that counts in every reading.
    letters: Vec<(char, u8)>,
}

/// The longest initials that are looked at, in letters.
const LONGEST: usize = 24;
/// How many letters a packed key holds.
pub(super) const PACKED: usize = 6;
const LETTER_BITS: u32 = 5;

impl Initials {
    pub(super) fn clear(&mut self) {
        self.letters.clear();
    }

    /// Adds a folded word of the name.
    pub(super) fn push(&mut self, word: &str) {
        if self.letters.len() < LONGEST {
            self.letters.extend(word.chars().next().map(|first| (first, smallness(word))));
        }
    }

    /// Calls `each` with every reading once; a reading of one letter is none.
    pub(super) fn readings(&self, mut each: impl FnMut(&[char])) {
        let mut previous = usize::MAX;
        for most in [3, 2, 1, 0] {
            let count = self.letters.iter().filter(|(_, small)| *small <= most).count();
            if count == previous || count < 2 {
                continue;
            }
            previous = count;
            let mut reading = ['\0'; LONGEST];
            let kept = self.letters.iter().filter(|(_, small)| *small <= most);
            kept.zip(&mut reading).for_each(|((letter, _), slot)| *slot = *letter);
            each(&reading[..count]);
        }
    }

    /// How far `word` is the initials: wholly, or as their beginning.
    pub(super) fn match_with(&self, word: &str) -> Option<Reading> {
        let length = word.chars().count();
        let mut best = None;
        if (2..=LONGEST).contains(&length) {
            self.readings(|reading| {
                if reading.len() >= length && word.chars().eq(reading[..length].iter().copied()) {
                    let found = if reading.len() == length { Reading::Whole } else { Reading::Beginning };
                    best = best.max(Some(found));
                }
            });
        }
        best
    }
}

impl Initials {
    /// The words of the name whose first letters `word` is made of, by position.
    pub(super) fn positions(&self, word: &str) -> Option<Vec<usize>> {
        let length = word.chars().count();
        if length < 2 {
            return None;
        }
        [3, 2, 1, 0].into_iter().find_map(|most| {
            let kept: Vec<(usize, char)> = (0..)
                .zip(&self.letters)
                .filter(|(_, (_, small))| *small <= most)
                .map(|(index, (letter, _))| (index, *letter))
                .collect();
            let begins =
                kept.len() >= length && word.chars().eq(kept[..length].iter().map(|(_, letter)| *letter));
            begins.then(|| kept[..length].iter().map(|(index, _)| *index).collect())
        })
    }
}

/// What part of the initials of a name a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    Beginning,
    Whole,
}

/// The first [`PACKED`] letters as a number that sorts as they do; missing letters are 0.
pub(super) fn packed(letters: impl IntoIterator<Item = char>) -> u32 {
    let mut codes = letters.into_iter().map(|c| match c {
        'a'..='z' => c as u32 - 'a' as u32 + 1,
        // Five signs share what is left; a name that is found by them is looked at again.
        _ => 27 + (c as u32) % 5,
    });
    (0..PACKED).fold(0, |key, _| key << LETTER_BITS | codes.next().unwrap_or(0))
}

/// The packed keys of all initials that begin with `letters`: from, and up to and with.
pub(super) fn packed_range(word: &str) -> (u32, u32) {
    let length = u32::try_from(word.chars().count().min(PACKED)).unwrap_or(0);
    let low = packed(word.chars());
    let free = LETTER_BITS * (u32::try_from(PACKED).unwrap_or(0) - length);
    (low, low | ((1 << free) - 1))
}

/// 0 for a word that counts, 3 for those that nearly everybody leaves out, 2 and 1 for those that fewer do.
fn smallness(word: &str) -> u8 {
    match word {
        "of" | "the" | "and" | "for" | "on" | "in" | "to" => 3,
        "a" | "an" => 2,
        "at" | "by" | "with" | "from" | "or" | "as" | "under" | "against" | "de" | "la" | "du" | "des"
        | "et" => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn initials(name: &str) -> Initials {
        let mut initials = Initials::default();
        super::super::fold::words(name, |word, _| initials.push(word));
        initials
    }

    #[test]
    fn small_words_may_be_left_out() {
        let name = "Office of the Trade Representative";
        let cases = [
            ("otr", Some(Reading::Whole)),
            ("oottr", Some(Reading::Whole)),
            ("ot", Some(Reading::Beginning)),
            ("oot", Some(Reading::Beginning)),
            ("o", None),
            ("otrx", None),
            ("tr", None),
        ];
        for (word, expected) in cases {
            assert_eq!(initials(name).match_with(word), expected, "{word}");
        }
        assert_eq!(initials("Research & Data").match_with("rd"), Some(Reading::Whole));
        assert_eq!(initials("Anti-Trafficking Force").match_with("atf"), Some(Reading::Whole));
        assert_eq!(initials("Work with Others").match_with("wo"), Some(Reading::Whole));
        assert_eq!(initials("Grantmaking").match_with("g"), None);
    }

    #[test]
    fn packed_initials_sort_as_their_letters() {
        assert!(packed("ab".chars()) < packed("abc".chars()));
        assert!(packed("abz".chars()) < packed("ac".chars()));
        let (low, high) = packed_range("ab");
        for (word, inside) in [("ab", true), ("abz", true), ("abzzzzz", true), ("ac", false), ("aa", false)] {
            assert_eq!((low..=high).contains(&packed(word.chars())), inside, "{word}");
        }
    }
}
