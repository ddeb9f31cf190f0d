//! The words of a stretch of entries, numbered as they come, while an index is built.
//!
//! Most words have eight letters at most, and nearly all sixteen: such a word is a number or two, found and compared
//! without a look at its letters.

use std::cmp::Ordering;
use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::fold::{Buffer, Letters, Token};
use super::table::{Key as _, Table};

/// Words, numbered as they come, each with the entry that had it last.
#[derive(Debug)]
pub(super) struct Vocabulary {
    short: Table<u64, Known>,
    longer: Table<[u64; 2], Known>,
    /// Of the longest words, each with the half of its hash.
    longest: HashTable<(u32, Known)>,
    hasher: RandomState,
    letters: String,
    ends: Vec<u32>,
    /// How many entries have begun.
    entries: u32,
    queue: Queue,
}

/// Words of an entry that are met together: while one is awaited from memory, the next are on their way.
#[derive(Debug, Default)]
struct Queue {
    short: Vec<u64>,
    longer: Vec<[u64; 2]>,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    number: u32,
    /// The last entry that had it.
    entry: u32,
}

/// A word as it was met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Met {
    pub(super) number: u32,
    pub(super) hash: u64,
    /// Whether the entry at hand had it for the first time.
    pub(super) is_new: bool,
}

impl Known {
    #[inline]
    fn meet(&mut self, entry: u32, hash: u64) -> Met {
        let is_new = self.entry != entry;
        self.entry = entry;
        Met { number: self.number, hash, is_new }
    }
}

impl Vocabulary {
    pub(super) fn new(hasher: RandomState) -> Self {
        Vocabulary {
            short: Table::new(),
            longer: Table::new(),
            longest: HashTable::new(),
            hasher,
            letters: String::new(),
            ends: Vec::new(),
            entries: 0,
            queue: Queue::default(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    pub(super) fn word(&self, number: u32) -> &str {
        word_of(&self.letters, &self.ends, number)
    }

    /// Begins the next entry, which has had no word yet.
    pub(super) fn begin_entry(&mut self) {
        self.entries += 1;
    }

    /// Meets a word of the entry at hand.
    #[inline(never)]
    pub(super) fn meet(&mut self, token: Token) -> Met {
        match Form::of(token) {
            Form::Short(key) => self.meet_short(key),
            Form::Longer(key) => self.meet_longer(key),
            Form::Longest(word) => self.meet_longest(word),
        }
    }

    /// Has a word met by [`Self::meet_queued`], which is called before the entry ends; one of the longest is met at once.
    #[inline(always)]
    pub(super) fn enqueue(&mut self, token: Token, each: impl FnOnce(Met)) {
        match Form::of(token) {
            Form::Short(key) => self.queue.short.push(key),
            Form::Longer(key) => self.queue.longer.push(key),
            Form::Longest(word) => each(self.meet_longest(word)),
        }
    }

    /// Meets the words that wait.
    #[inline(never)]
    pub(super) fn meet_queued(&mut self, mut each: impl FnMut(Met)) {
        let mut queue = std::mem::take(&mut self.queue);
        queue.short.drain(..).for_each(|key| each(self.meet_short(key)));
        queue.longer.drain(..).for_each(|key| each(self.meet_longer(key)));
        self.queue = queue;
    }

    #[inline(always)]
    fn meet_short(&mut self, key: u64) -> Met {
        let hash = key.hash(&self.hasher);
        if let Some(known) = self.short.find(key, hash) {
            return known.meet(self.entries, hash);
        }
        let known = self.push_letters([key, 0]);
        self.short.insert(key, known, &self.hasher);
        Met { number: known.number, hash, is_new: true }
    }

    #[inline(always)]
    fn meet_longer(&mut self, key: [u64; 2]) -> Met {
        let hash = key.hash(&self.hasher);
        if let Some(known) = self.longer.find(key, hash) {
            return known.meet(self.entries, hash);
        }
        let known = self.push_letters(key);
        self.longer.insert(key, known, &self.hasher);
        Met { number: known.number, hash, is_new: true }
    }

    fn meet_longest(&mut self, word: &str) -> Met {
        let hash = self.hasher.hash_one(word.as_bytes());
        #[expect(clippy::cast_possible_truncation, reason = "the half of a hash is a hash")]
        let half = hash as u32;
        let (letters, ends) = (&self.letters, &self.ends);
        let is_it =
            |(other, known): &(u32, Known)| *other == half && word_of(letters, ends, known.number) == word;
        if let Some((_, known)) = self.longest.find_mut(hash, is_it) {
            return known.meet(self.entries, hash);
        }
        let known = self.push(word);
        let (ends, letters, hasher) = (&self.ends, &self.letters, &self.hasher);
        self.longest.insert_unique(hash, (half, known), |(_, known)| {
            hasher.hash_one(word_of(letters, ends, known.number).as_bytes())
        });
        Met { number: known.number, hash, is_new: true }
    }

    #[cold]
    fn push_letters(&mut self, numbers: [u64; 2]) -> Known {
        let mut buffer = Buffer::default();
        self.push(Letters::new(numbers).write(&mut buffer))
    }

    #[inline]
    fn push(&mut self, word: &str) -> Known {
        let number = u32::try_from(self.ends.len()).expect("a file has fewer than 2^32 words");
        self.letters.push_str(word);
        self.ends.push(u32::try_from(self.letters.len()).expect("the words are shorter than the file"));
        Known { number, entry: self.entries }
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

/// By what a word is found.
enum Form<'w> {
    Short(u64),
    Longer([u64; 2]),
    Longest(&'w str),
}

impl<'w> Form<'w> {
    #[inline(always)]
    fn of(token: Token<'w>) -> Self {
        match token {
            Token::Short(Letters { numbers, len: 0..=8 }) => Form::Short(numbers[0]),
            Token::Short(Letters { numbers, .. }) => Form::Longer(numbers),
            Token::Other(word) => match word.len() {
                0..=8 => Form::Short(beginning(word)),
                9..=16 => Form::Longer(beginnings(word)),
                _ => Form::Longest(word),
            },
        }
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
    #[inline]
    pub(super) fn compare(self, mine: &Vocabulary, other: Sorted, theirs: &Vocabulary) -> Ordering {
        let by_beginning = self.beginning.cmp(&other.beginning);
        by_beginning.then_with(|| mine.word(self.number).cmp(theirs.word(other.number)))
    }
}

#[inline]
fn word_of<'l>(letters: &'l str, ends: &[u32], number: u32) -> &'l str {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &letters[start as usize..ends[number] as usize]
}

/// The hash by which a word is found.
#[inline]
pub(super) fn hash_of(hasher: &RandomState, word: Token) -> u64 {
    match Form::of(word) {
        Form::Short(key) => key.hash(hasher),
        Form::Longer(key) => key.hash(hasher),
        Form::Longest(word) => hasher.hash_one(word.as_bytes()),
    }
}

/// The hash of a whole name, its folded words with one space between.
pub(super) fn hash_of_name(hasher: &RandomState, key: &str) -> u32 {
    let mut whole = WholeName::default();
    key.split(' ').for_each(|word| whole.push(hash_of(hasher, Token::Other(word))));
    whole.hash()
}

/// The first eight bytes of a word as a number that sorts as they do; no other word of as many has the same, as none has
/// a letter that is zero.
#[inline]
fn beginning(word: &str) -> u64 {
    number_of(word.as_bytes())
}

/// The first sixteen bytes, in two.
#[inline]
fn beginnings(word: &str) -> [u64; 2] {
    let (first, second) = word.as_bytes().split_at(word.len().min(8));
    [number_of(first), number_of(second)]
}

/// The first eight bytes as a number; of fewer, with zeros behind them.
#[inline]
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
                let met = vocabulary.meet(Token::Other(word));
                prop_assert_eq!(vocabulary.word(met.number), word);
                prop_assert_eq!(met.hash, hash_of(&vocabulary.hasher, Token::Other(word)));
            }
            let sorted: Vec<&str> = vocabulary.sorted().iter().map(|word| vocabulary.word(word.number)).collect();
            let mut expected: Vec<&str> = words.iter().map(String::as_str).collect();
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(sorted, expected);
        }
    }
}
