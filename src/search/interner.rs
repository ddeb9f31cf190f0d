//! Numbers the words of consecutive entries while an index is built.
//!
//! Nearly all words have at most sixteen letters; these are two integers each and are compared as such.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::fold::{PackedWord, Token};

/// Words in the order of their first occurrence, each with the part of an entry that had it last.
#[derive(Debug)]
pub(super) struct WordInterner {
    table: HashTable<TableRow>,
    hasher: RandomState,
    letters: String,
    ends: Vec<u32>,
    parts: u32,
}

#[derive(Clone, Copy, Debug)]
struct TableRow {
    key: WordKey,
    number: u32,
    part: u32,
}

/// The letters of a word of up to sixteen bytes, or a hash of a longer one.
type WordKey = u128;

/// The first byte of the key of a longer word. No word has it.
const LONGER: WordKey = 0xff << 120;

#[derive(Clone, Copy, Debug)]
pub(super) struct InternedWord {
    pub(super) number: u32,
    pub(super) hash: u64,
    /// Whether it is the first occurrence in the current part.
    pub(super) is_new: bool,
}

impl WordInterner {
    pub(super) fn new(hasher: RandomState) -> Self {
        WordInterner { table: HashTable::new(), hasher, letters: String::new(), ends: Vec::new(), parts: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    pub(super) fn word(&self, number: u32) -> &str {
        word_of(&self.letters, &self.ends, number)
    }

    pub(super) fn begin_part(&mut self) {
        self.parts += 1;
    }

    #[inline]
    pub(super) fn intern(&mut self, token: Token) -> InternedWord {
        let key = key_of(token, &self.hasher);
        let hash = self.hasher.hash_one(key);
        let (letters, ends) = (&self.letters, &self.ends);
        let is_it = |row: &TableRow| row.key == key && is_same(token, || word_of(letters, ends, row.number));
        if let Some(row) = self.table.find_mut(hash, is_it) {
            let is_new = row.part != self.parts;
            row.part = self.parts;
            return InternedWord { number: row.number, hash, is_new };
        }
        let number = self.push(token);
        let row = TableRow { key, number, part: self.parts };
        self.table.insert_unique(hash, row, |row| self.hasher.hash_one(row.key));
        InternedWord { number, hash, is_new: true }
    }

    #[cold]
    fn push(&mut self, token: Token) -> u32 {
        let number = u32::try_from(self.ends.len()).expect("a file has fewer than 2^32 words");
        self.letters.push_str(token.letters(&mut Default::default()));
        self.ends.push(u32::try_from(self.letters.len()).expect("the words are shorter than the file"));
        number
    }

    /// The words, sorted, as those of the draft of a number.
    pub(super) fn sorted(&self, draft: usize) -> Vec<Sorted<'_>> {
        let words = (0..).take(self.len()).map(|number| {
            let letters = self.word(number);
            Sorted { beginning: u64::from_be_bytes(beginning_of(letters)), letters, draft, number }
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
fn word_of<'l>(letters: &'l str, ends: &[u32], number: u32) -> &'l str {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &letters[start as usize..ends[number] as usize]
}

fn key_of(token: Token, hasher: &RandomState) -> WordKey {
    match token {
        Token::Short(PackedWord { numbers: [first, second], .. }) => {
            WordKey::from(first) << 64 | WordKey::from(second)
        }
        Token::Other(word) if word.len() <= 16 => WordKey::from_be_bytes(beginning_of(word)),
        Token::Other(word) => WordKey::from(hasher.hash_one(word.as_bytes())) | LONGER,
    }
}

#[inline]
fn is_same<'w>(token: Token, other: impl FnOnce() -> &'w str) -> bool {
    match token {
        Token::Short(_) => true,
        Token::Other(word) => word.len() <= 16 || word == other(),
    }
}

/// The hash of a whole name: its folded words, joined by spaces.
pub(super) fn hash_of_name(hasher: &RandomState, key: &str) -> u32 {
    let mut whole = WholeName::default();
    let hash = |word| hasher.hash_one(key_of(Token::Other(word), hasher));
    key.split(' ').for_each(|word| whole.push(hash(word)));
    whole.hash()
}

/// The first bytes of a word, padded with zeros, which no word has.
#[inline]
fn beginning_of<const LENGTH: usize>(word: &str) -> [u8; LENGTH] {
    let mut beginning = [0; LENGTH];
    beginning.iter_mut().zip(word.bytes()).for_each(|(to, byte)| *to = byte);
    beginning
}

/// The hash of a whole name, from the hashes of its words.
#[derive(Default)]
pub(super) struct WholeName(u64);

impl WholeName {
    #[inline]
    pub(super) fn push(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    #[inline]
    pub(super) fn hash(&self) -> u32 {
        (self.0 >> 32) as u32
    }
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
                assert_eq!(interner.word(numbered.number), word);
            }
            let sorted: Vec<&str> = interner.sorted(0).iter().map(|word| word.letters).collect();
            let mut expected: Vec<&str> = words.iter().map(String::as_str).collect();
            expected.sort_unstable();
            expected.dedup();
            assert_eq!(sorted, expected);
        });
    }
}
