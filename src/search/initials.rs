//! The initials of a name: `otr` and `ootr` for the Office of the Trade Representative.
//!
//! English stop words may be left out, and so may the country of an office. People differ in which words they leave
//! out, so a name has up to five readings: all words, without the smallest, without articles, without other
//! prepositions, and without `United States` or `U.S.`.

use super::fold::{Token, WordCursor};
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
/// For each reading, the highest stop level that it keeps.
const READINGS: [u8; 5] = [4, 3, 2, 1, 0];
const COUNTRY: u8 = 1;

impl Initials {
    pub(super) fn clear(&mut self) {
        self.letters.clear();
        *self = Initials { letters: std::mem::take(&mut self.letters), ..Initials::default() };
    }

    pub(super) fn push_all(&mut self, name: &str) {
        let mut tokens = WordCursor::of(name);
        while let Some((token, _)) = tokens.next() {
            self.push(token);
        }
    }

    pub(super) fn push(&mut self, word: Token) {
        let number = self.words;
        self.words += 1;
        if self.letters.len() + 2 > LONGEST {
            return;
        }
        let mut buffer = [0; 8];
        // No word in this list has more than seven letters.
        let letters = word.first_bytes(&mut buffer);
        let mut add = |sign, stop_level, is_second| {
            self.letters.push(Letter { sign, stop_level, is_second, word: number });
            self.stop_levels |= 1 << stop_level;
            self.has_second |= is_second;
        };
        match letters {
            b"us" => {
                add('u', COUNTRY, false);
                add('s', COUNTRY, true);
            }
            b"states" if self.follows_united => {
                add('s', COUNTRY, false);
                let united = self.letters.len() - 2;
                self.letters[united].stop_level = COUNTRY;
            }
            _ => word.first().into_iter().for_each(|first| add(first, stop_level(letters), false)),
        }
        self.follows_united = letters == b"united";
    }

    /// Calls `each` with the readings of two letters and more, as [`packed`] has them.
    #[inline]
    pub(super) fn packed_readings(&self, mut each: impl FnMut(u32)) {
        self.each_reading(|most, seconds| {
            let packed = packed(self.kept(most, seconds).map(|kept| kept.sign));
            if packed & SECOND_LETTER != 0 {
                each(packed);
            }
        });
    }

    /// Calls `each` with every distinct reading of the name: the highest stop level it keeps, and whether `U.S.` is two
    /// letters.
    #[inline]
    fn each_reading(&self, mut each: impl FnMut(u8, bool)) {
        for most in READINGS {
            if most == READINGS[0] || self.stop_levels & 1 << (most + 1) != 0 {
                each(most, true);
                if self.has_second && most >= COUNTRY {
                    each(most, false);
                }
            }
        }
    }

    pub(super) fn match_with(&self, word: &str) -> Option<InitialsFit> {
        let mut best = None;
        self.each_reading(|most, seconds| {
            let mut letters = self.kept(most, seconds).map(|kept| kept.sign);
            if word.chars().all(|letter| letters.next() == Some(letter)) {
                let fit = match letters.next() {
                    Some(_) => InitialsFit::Beginning,
                    None if most >= COUNTRY => InitialsFit::Whole,
                    None => InitialsFit::Shortened,
                };
                best = best.max(Some(fit));
            }
        });
        best.filter(|_| may_be_initials(word))
    }

    /// The words of the name whose first letters `word` is made of, by position.
    pub(super) fn positions(&self, word: &str) -> Option<Vec<usize>> {
        let length = word.chars().count();
        if !may_be_initials(word) {
            return None;
        }
        let mut beginning = None;
        self.each_reading(|most, seconds| {
            let kept = || self.kept(most, seconds).take(length);
            if beginning.is_none() && word.chars().eq(kept().map(|kept| kept.sign)) {
                beginning = Some(kept().map(|kept| kept.word).collect());
            }
        });
        beginning
    }

    fn kept(&self, most: u8, seconds: bool) -> impl Iterator<Item = &Letter> {
        self.letters.iter().filter(move |letter| letter.stop_level <= most && (seconds || !letter.is_second))
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
    stop_level(word.as_bytes()) > 0 || matches!(word, "no" | "nr" | "num")
}

/// 0 for a word that counts; 4 for one that nearly everybody leaves out, 3 and 2 for rarer cases.
fn stop_level(word: &[u8]) -> u8 {
    match word {
        [_, _, _, _, _, _, _, _, ..] => 0,
        b"of" | b"the" | b"and" | b"for" | b"on" | b"in" | b"to" => 4,
        b"a" | b"an" => 3,
        b"at" | b"by" | b"with" | b"from" | b"or" | b"as" | b"under" | b"against" | b"de" | b"la" | b"du"
        | b"des" | b"et" => 2,
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
