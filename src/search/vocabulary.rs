//! The words of a stretch of entries, numbered as they come, while an index is built.
//!
//! Most words have eight letters at most, and nearly all sixteen: such a word is a number or two, found and compared
//! without a look at its letters.

use std::cmp::Ordering;
use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// Words, numbered as they come.
#[derive(Debug)]
pub(super) struct Vocabulary {
    short: HashTable<(u64, u32)>,
    longer: HashTable<([u64; 2], u32)>,
    /// The half of the hash of each of the longest words, and its number.
    longest: HashTable<(u32, u32)>,
    hasher: RandomState,
    letters: String,
    ends: Vec<u32>,
}

impl Vocabulary {
    pub(super) fn new(hasher: RandomState) -> Self {
        Vocabulary {
            short: HashTable::new(),
            longer: HashTable::new(),
            longest: HashTable::new(),
            hasher,
            letters: String::new(),
            ends: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn word(&self, number: u32) -> &str {
        word_of(&self.letters, &self.ends, number)
    }

    /// The number of a folded word, and its hash.
    pub(super) fn number(&mut self, word: &str) -> (u32, u64) {
        match word.len() {
            0..=8 => self.number_short(word, beginning(word)),
            9..=16 => self.number_longer(word, beginnings(word)),
            _ => self.number_longest(word),
        }
    }

    fn number_short(&mut self, word: &str, letters: u64) -> (u32, u64) {
        let hash = self.hasher.hash_one(letters);
        if let Some((_, number)) = self.short.find(hash, |(other, _)| *other == letters) {
            return (*number, hash);
        }
        let number = self.push(word);
        let hasher = &self.hasher;
        self.short.insert_unique(hash, (letters, number), |(letters, _)| hasher.hash_one(*letters));
        (number, hash)
    }

    fn number_longer(&mut self, word: &str, letters: [u64; 2]) -> (u32, u64) {
        let hash = self.hasher.hash_one(letters[0] ^ letters[1].rotate_left(32));
        if let Some((_, number)) = self.longer.find(hash, |(other, _)| *other == letters) {
            return (*number, hash);
        }
        let number = self.push(word);
        let hasher = &self.hasher;
        self.longer.insert_unique(hash, (letters, number), |(letters, _)| {
            hasher.hash_one(letters[0] ^ letters[1].rotate_left(32))
        });
        (number, hash)
    }

    fn number_longest(&mut self, word: &str) -> (u32, u64) {
        let hash = self.hasher.hash_one(word.as_bytes());
        #[expect(clippy::cast_possible_truncation, reason = "the half of a hash is a hash")]
        let half = hash as u32;
        if let Some((_, number)) =
            self.longest.find(hash, |(other, number)| *other == half && self.word(*number) == word)
        {
            return (*number, hash);
        }
        let number = self.push(word);
        let (ends, letters, hasher) = (&self.ends, &self.letters, &self.hasher);
        self.longest.insert_unique(hash, (half, number), |(_, number)| {
            hasher.hash_one(word_of(letters, ends, *number).as_bytes())
        });
        (number, hash)
    }

    fn push(&mut self, word: &str) -> u32 {
        let number = u32::try_from(self.ends.len()).expect("a file has fewer than 2^32 words");
        self.letters.push_str(word);
        self.ends.push(u32::try_from(self.letters.len()).expect("the words are shorter than the file"));
        number
    }

    /// All words as they sort.
    pub(super) fn sorted(&self) -> Vec<Sorted> {
        let count = u32::try_from(self.len()).expect("a file has fewer than 2^32 words");
        let mut sorted: Vec<Sorted> =
            (0..count).map(|number| Sorted { beginning: beginning(self.word(number)), number }).collect();
        sorted.sort_unstable_by(|one, other| one.compare(self, *other, self));
        sorted
    }
}

/// A word of a vocabulary that sorts mostly without its letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sorted {
    beginning: u64,
    pub(super) number: u32,
}

impl Sorted {
    /// How this word of one vocabulary compares with one of another.
    pub(super) fn compare(self, mine: &Vocabulary, other: Sorted, theirs: &Vocabulary) -> Ordering {
        let by_beginning = self.beginning.cmp(&other.beginning);
        by_beginning.then_with(|| mine.word(self.number).cmp(theirs.word(other.number)))
    }
}

fn word_of<'l>(letters: &'l str, ends: &[u32], number: u32) -> &'l str {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &letters[start as usize..ends[number] as usize]
}

/// The hash by which a folded word is found.
pub(super) fn hash_of(hasher: &RandomState, word: &str) -> u64 {
    match word.len() {
        0..=8 => hasher.hash_one(beginning(word)),
        9..=16 => {
            let [first, second] = beginnings(word);
            hasher.hash_one(first ^ second.rotate_left(32))
        }
        _ => hasher.hash_one(word.as_bytes()),
    }
}

/// The hash of a whole name, its folded words with one space between.
pub(super) fn hash_of_name(hasher: &RandomState, key: &str) -> u32 {
    let mut whole = WholeName::default();
    key.split(' ').for_each(|word| whole.push(hash_of(hasher, word)));
    whole.hash()
}

/// The first eight bytes of a word as a number that sorts as they do; no other word of as many has the same, as none has
/// a letter that is zero.
fn beginning(word: &str) -> u64 {
    number_of(word.as_bytes())
}

/// The first sixteen bytes, in two.
fn beginnings(word: &str) -> [u64; 2] {
    let (first, second) = word.as_bytes().split_at(word.len().min(8));
    [number_of(first), number_of(second)]
}

/// The first eight bytes as a number; of fewer, with zeros behind them.
fn number_of(bytes: &[u8]) -> u64 {
    if let Some(first) = bytes.first_chunk() {
        return u64::from_be_bytes(*first);
    }
    let missing = 8 * (8 - bytes.len());
    match (bytes.first_chunk(), bytes.last_chunk()) {
        // Two reads that may overlap take less than a loop.
        (Some(first), Some(last)) => {
            let last = u64::from(u32::from_be_bytes(*last)) << missing;
            u64::from(u32::from_be_bytes(*first)) << 32 | (last & u64::from(u32::MAX))
        }
        _ => bytes
            .iter()
            .zip((0..8).rev())
            .fold(0, |number, (byte, place)| number | u64::from(*byte) << (8 * place)),
    }
}

/// A whole name as one number, from the hashes of its words in order.
#[derive(Default)]
pub(super) struct WholeName(u64);

impl WholeName {
    pub(super) fn push(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    pub(super) fn hash(&self) -> u32 {
        (self.0 >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_sorts_as_its_bytes() {
        let words = ["", "a", "aa", "aaa", "aaaa", "aaaaa", "abcdefg", "abcdefgh", "abcdefghi", "b"];
        for pair in words.windows(2) {
            assert!(beginning(pair[0]) <= beginning(pair[1]), "{pair:?}");
        }
        assert_eq!(beginning("abcde"), 0x6162_6364_6500_0000);
        assert_eq!(beginning("abc"), 0x6162_6300_0000_0000);
    }

    proptest! {
        #[test]
        fn each_word_has_one_number_and_sorts_as_its_letters(words in proptest::collection::vec("[abé]{1,20}", 0..60)) {
            let mut vocabulary = Vocabulary::new(RandomState::default());
            for word in &words {
                let (number, hash) = vocabulary.number(word);
                prop_assert_eq!(vocabulary.word(number), word);
                prop_assert_eq!(hash, hash_of(&vocabulary.hasher, word));
            }
            let sorted: Vec<&str> = vocabulary.sorted().iter().map(|word| vocabulary.word(word.number)).collect();
            let mut expected: Vec<&str> = words.iter().map(String::as_str).collect();
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(sorted, expected);
        }
    }
}
