//! The initials of a name: `otr` and `ootr` for the Office of the Trade Representative.
//!
//! English stop words may be left out, and so may the country of an office. People differ in which words they leave
//! out, so a name has up to five readings: all words, without the smallest, without articles, without other
//! prepositions, and without `United States` or `U.S.`; four of them also with `U.S.` as one letter.

use super::fold;
use super::number::has_digit;

#[derive(Clone, Debug, Default)]
pub(super) struct Initials {
    letters: Vec<Letter>,
    words: usize,
    follows_united: bool,
    /// A bit for each stop level of a word that there is.
    stop_levels: u8,
    has_second: bool,
}

#[derive(Clone, Copy, Debug)]
struct Letter {
    sign: char,
    /// 0 for a word that counts in every reading.
    stop_level: u8,
    /// Whether it is the second of `U.S.`, which is read as two letters or as one.
    is_second: bool,
    word: usize,
}

const LONGEST: usize = 24;
pub(super) const PACKED: usize = 6;
const LETTER_BITS: u32 = 5;
const PACKED_BITS: u32 = 30;
const _: () = assert!(PACKED_BITS as usize == PACKED * LETTER_BITS as usize);
/// The bits of the second letter of a packed key.
const SECOND_LETTER: u32 = ((1 << LETTER_BITS) - 1) << (PACKED_BITS - 2 * LETTER_BITS);
const COUNTRY: u8 = 1;

/// The highest stop level that a reading of a name keeps, and whether it keeps the second letter of `U.S.`
type InitialsReading = (u8, bool);
const READINGS: [InitialsReading; 9] =
    [(4, true), (4, false), (3, true), (3, false), (2, true), (2, false), (1, true), (1, false), (0, true)];

impl Initials {
    pub(super) fn clear(&mut self) {
        self.letters.clear();
        *self = Initials { letters: std::mem::take(&mut self.letters), ..Initials::default() };
    }

    pub(super) fn push_all(&mut self, name: &str) {
        fold::words(name, |word, _| self.push(word));
    }

    pub(super) fn push(&mut self, word: &str) {
        let number = self.words;
        self.words += 1;
        if self.letters.len() + 2 > LONGEST {
            return;
        }
        let mut add = |sign, stop_level, is_second| {
            self.letters.push(Letter { sign, stop_level, is_second, word: number });
            self.stop_levels |= 1 << stop_level;
            self.has_second |= is_second;
        };
        match word {
            "us" => {
                add('u', COUNTRY, false);
                add('s', COUNTRY, true);
            }
            "states" if self.follows_united => {
                add('s', COUNTRY, false);
                let united = self.letters.len() - 2;
                self.letters[united].stop_level = COUNTRY;
            }
            _ => word.chars().next().into_iter().for_each(|first| add(first, stop_level(word), false)),
        }
        self.follows_united = word == "united";
    }

    /// Calls `each` with the readings of two letters and more, as [`packed`] has them.
    #[inline]
    pub(super) fn packed_readings(&self, mut each: impl FnMut(u32)) {
        for reading in self.readings() {
            let packed = packed(self.kept(reading).map(|kept| kept.sign));
            if packed & SECOND_LETTER != 0 {
                each(packed);
            }
        }
    }

    /// The distinct readings of the name.
    #[inline]
    fn readings(&self) -> impl Iterator<Item = InitialsReading> {
        READINGS.into_iter().filter(|(most, has_second)| {
            let is_all = *most == READINGS[0].0;
            (is_all || self.stop_levels & 1 << (most + 1) != 0) && (*has_second || self.has_second)
        })
    }

    pub(super) fn match_with(&self, word: &str) -> Option<InitialsFit> {
        let fit = |reading: InitialsReading| {
            let mut letters = self.kept(reading).map(|kept| kept.sign);
            let is_begun = word.chars().all(|letter| letters.next() == Some(letter));
            is_begun.then(|| match letters.next() {
                Some(_) => InitialsFit::Beginning,
                None if reading.0 >= COUNTRY => InitialsFit::Whole,
                None => InitialsFit::Shortened,
            })
        };
        self.readings().filter_map(fit).max().filter(|_| may_be_initials(word))
    }

    /// The words of the name whose first letters `word` is made of, by position.
    pub(super) fn positions(&self, word: &str) -> Option<Vec<usize>> {
        let length = word.chars().count();
        let readings = self.readings().filter(|_| may_be_initials(word));
        let mut readings = readings.map(|reading| self.kept(reading).take(length));
        let beginning = readings.find(|kept| word.chars().eq(kept.clone().map(|kept| kept.sign)))?;
        Some(beginning.map(|kept| kept.word).collect())
    }

    fn kept(&self, (most, has_second): InitialsReading) -> impl Iterator<Item = &Letter> + Clone {
        let is_kept = move |letter: &&Letter| letter.stop_level <= most && (has_second || !letter.is_second);
        self.letters.iter().filter(is_kept)
    }
}

/// Whether a word is no single letter, and has no digits, as a code has.
pub(super) fn may_be_initials(word: &str) -> bool {
    word.chars().nth(1).is_some() && !has_digit(word)
}

/// How much of a name's initials a word is, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum InitialsFit {
    Beginning,
    Shortened,
    Whole,
}

/// The first [`PACKED`] letters as a number that sorts like them; missing letters are 0.
#[inline]
pub(super) fn packed(letters: impl IntoIterator<Item = char>) -> u32 {
    let (mut key, mut free) = (0, PACKED_BITS);
    for letter in letters {
        free -= LETTER_BITS;
        key |= code(letter) << free;
        if free == 0 {
            break;
        }
    }
    key
}

#[inline]
fn code(letter: char) -> u32 {
    match letter {
        'a'..='z' => letter as u32 - 'a' as u32 + 1,
        // The five remaining values are shared, so a name found by them is checked again.
        _ => 27 + letter as u32 % 5,
    }
}

/// The packed keys of all initials that begin with `letters`: from, and up to and with.
pub(super) fn packed_range(word: &str) -> (u32, u32) {
    let length = u32::try_from(word.chars().count().min(PACKED)).unwrap_or(0);
    let low = packed(word.chars());
    let free = PACKED_BITS - LETTER_BITS * length;
    (low, low | ((1 << free) - 1))
}

/// Whether a folded word is a stop word: too common to count beside others.
pub(super) fn is_stop_word(word: &str) -> bool {
    stop_level(word) > 0 || matches!(word, "no" | "nr" | "num")
}

/// 0 for a word that counts; 4 for one that nearly everybody leaves out, 3 and 2 for rarer cases.
fn stop_level(word: &str) -> u8 {
    match word {
        "of" | "the" | "and" | "for" | "on" | "in" | "to" => 4,
        "a" | "an" => 3,
        "at" | "by" | "with" | "from" | "or" | "as" | "under" | "against" | "de" | "la" | "du" | "des"
        | "et" => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn initials(name: &str) -> Initials {
        let mut initials = Initials::default();
        initials.push_all(name);
        initials
    }

    #[test]
    fn small_words_may_be_left_out() {
        let name = "Office of the Trade Representative";
        let cases = [
            ("otr", Some(InitialsFit::Whole)),
            ("oottr", Some(InitialsFit::Whole)),
            ("ot", Some(InitialsFit::Beginning)),
            ("oot", Some(InitialsFit::Beginning)),
            ("o", None),
            ("otrx", None),
            ("tr", None),
        ];
        for (word, expected) in cases {
            assert_eq!(initials(name).match_with(word), expected, "{word}");
        }
        assert_eq!(initials("Research & Data").match_with("rd"), Some(InitialsFit::Whole));
        assert_eq!(initials("Anti-Trafficking Force").match_with("atf"), Some(InitialsFit::Whole));
        assert_eq!(initials("Work with Others").match_with("wo"), Some(InitialsFit::Whole));
        assert_eq!(initials("Grantmaking").match_with("g"), None);
    }

    #[test]
    fn the_country_may_be_left_out_and_some_letters() {
        for name in
            ["Office of the United States Trade Representative", "Office of the U.S. Trade Representative"]
        {
            for (word, expected) in [
                ("oustr", Some(InitialsFit::Whole)),
                ("ootustr", Some(InitialsFit::Whole)),
                ("otr", Some(InitialsFit::Shortened)),
                ("ous", Some(InitialsFit::Beginning)),
                ("osr", None),
                ("or", None),
                ("ort", None),
                ("ustr", None),
            ] {
                assert_eq!(initials(name).match_with(word), expected, "{word} {name}");
            }
            let positions = |word: &str| initials(name).positions(word).map(|words| words.len());
            assert_eq!((positions("otr"), positions("osr"), positions("ort")), (Some(3), None, None));
        }
        let dotted = initials("Office of the U.S. Trade Representative");
        assert_eq!(dotted.match_with("outr"), Some(InitialsFit::Whole));
        assert_eq!(initials("President of the United States").match_with("potus"), Some(InitialsFit::Whole));
        assert_eq!(initials("United Nations of States").match_with("uns"), Some(InitialsFit::Whole));
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
