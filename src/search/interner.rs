//! Numbers the words of consecutive entries while an index is built.
//!
//! Nearly all words have at most sixteen letters; these are two integers each and are compared as such.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::dictionary::WordList;
use super::fold::{PackedWord, Token};

/// Words in the order of their first occurrence, each with the part of an entry that had it last.
#[derive(Debug)]
pub(super) struct WordInterner {
    table: HashTable<TableRow>,
    hasher: RandomState,
    words: WordList,
    parts: u32,
}

#[derive(Clone, Copy, Debug)]
struct TableRow {
    key: WordKey,
    number: u32,
    part: u32,
}

/// The letters of a word of up to sixteen bytes, or a hash of a longer one. No `u128`, with which a row of the table would
/// be a third larger.
type WordKey = [u64; 2];

/// The first half of the key of a longer word. No word begins so.
const LONGER: u64 = u64::MAX;

#[derive(Clone, Copy, Debug)]
pub(super) struct InternedWord {
    pub(super) number: u32,
    pub(super) hash: u64,
    /// Whether it is the first occurrence in the current part.
    pub(super) is_new: bool,
}

impl WordInterner {
    pub(super) fn new(hasher: RandomState) -> Self {
        WordInterner { table: HashTable::new(), hasher, words: WordList::default(), parts: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn begin_part(&mut self) {
        self.parts += 1;
    }

    #[inline]
    pub(super) fn intern(&mut self, token: Token) -> InternedWord {
        let key = key_of(token, &self.hasher);
        let hash = hash_of(key, &self.hasher);
        let words = &self.words;
        let is_same = |at: u32| matches!(token, Token::Other(word) if word == words.word(at as usize));
        let is_it = |row: &TableRow| row.key == key && (key[0] != LONGER || is_same(row.number));
        if let Some(row) = self.table.find_mut(hash, is_it) {
            let is_new = row.part != self.parts;
            row.part = self.parts;
            return InternedWord { number: row.number, hash, is_new };
        }
        let number = u32::try_from(self.len()).expect("a file has fewer than 2^32 words");
        self.words.push(token.letters(&mut Default::default()));
        let row = TableRow { key, number, part: self.parts };
        self.table.insert_unique(hash, row, |row| hash_of(row.key, &self.hasher));
        InternedWord { number, hash, is_new: true }
    }

    /// The words, sorted, as those of the draft of a number.
    pub(super) fn sorted(&self, draft: usize) -> Vec<Sorted<'_>> {
        let words = (0..).take(self.len()).map(|number| {
            let letters = self.words.word(number as usize);
            Sorted { beginning: beginning_of(letters.as_bytes()), letters, draft, number }
        });
        let mut sorted: Vec<Sorted> = words.collect();
        sorted.sort_unstable();
        sorted
    }
}

/// A word that is compared by its first letters before the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sorted<'v> {
    beginning: u64,
    pub(super) letters: &'v str,
    pub(super) draft: usize,
    pub(super) number: u32,
}

#[inline]
fn key_of(token: Token, hasher: &RandomState) -> WordKey {
    match token {
        Token::Short(PackedWord { numbers, .. }) => numbers,
        Token::Other(word) if word.len() <= 16 => {
            let (first, second) = word.as_bytes().split_at(word.len().min(8));
            [beginning_of(first), beginning_of(second)]
        }
        Token::Other(word) => [LONGER, hasher.hash_one(word.as_bytes())],
    }
}

#[inline]
fn hash_of([first, second]: WordKey, hasher: &RandomState) -> u64 {
    hasher.hash_one(u128::from(first) << 64 | u128::from(second))
}

/// The hash of a whole name: its folded words, joined by spaces.
pub(super) fn hash_of_name(hasher: &RandomState, key: &str) -> u32 {
    let hash = |word| hash_of(key_of(Token::Other(word), hasher), hasher);
    let whole = key.split(' ').fold(0, |whole, word| whole_with(whole, hash(word)));
    (whole >> 32) as u32
}

/// The first eight bytes of a word, padded with zeros, which no word has, as an integer that sorts like them.
#[inline]
fn beginning_of(word: &[u8]) -> u64 {
    let mut beginning = [0; 8];
    beginning.iter_mut().zip(word).for_each(|(to, byte)| *to = *byte);
    u64::from_be_bytes(beginning)
}

/// The hash of a whole name, of which the upper half counts, with the hash of its next word.
#[inline]
pub(super) fn whole_with(whole: u64, word: u64) -> u64 {
    (whole.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::cases;

    #[test]
    fn each_word_has_one_number_and_sorts_as_its_letters() {
        cases(100, |dice| {
            let words: Vec<String> = (0..dice.below(60)).map(|_| dice.word("abé", 19) + "a").collect();
            let mut interner = WordInterner::new(RandomState::default());
            for word in &words {
                let numbered = interner.intern(Token::Other(word));
                assert_eq!(interner.words.word(numbered.number as usize), word);
            }
            let sorted: Vec<&str> = interner.sorted(0).iter().map(|word| word.letters).collect();
            let mut expected: Vec<&str> = words.iter().map(String::as_str).collect();
            expected.sort_unstable();
            expected.dedup();
            assert_eq!(sorted, expected);
        });
    }
}
