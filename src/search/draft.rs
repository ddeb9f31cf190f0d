//! The words of a stretch of entries, gathered by one thread before they are sorted and numbered for all.

use std::hash::BuildHasher as _;
use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::field::{names, texts};
use super::fold;
use super::initials::{self, Initials};
use super::order::Order;
use super::postings::Stream;
use crate::directory::{Directory, Entry, KindId, TopicId};

/// What is known of the entries at some places that follow each other.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) vocabulary: Vocabulary,
    pub(super) names: Stream,
    /// Without what the entry's names have.
    pub(super) texts: Stream,
    /// For each entry, the first word of its name; [`NO_WORD`] for a name of signs alone.
    pub(super) first_words: Vec<u32>,
    /// For each entry, how many words its name has; 255 for more.
    pub(super) name_lengths: Vec<u8>,
    /// Hash of a whole name, and place; unsorted.
    pub(super) whole: Vec<(u32, u32)>,
    /// Packed initials, and place; unsorted.
    pub(super) initials: Vec<(u32, u32)>,
    pub(super) kinds: Vec<KindId>,
    /// Topic and place.
    pub(super) topics: Vec<(TopicId, u32)>,
}

/// In the place of a word where there is none.
pub(super) const NO_WORD: u32 = u32::MAX;

impl Draft {
    /// Gathers the entries at `places`.
    pub(super) fn new(
        directory: &Directory,
        order: &Order,
        places: Range<usize>,
        hasher: &RandomState,
    ) -> Self {
        let mut draft = Draft {
            vocabulary: Vocabulary::new(hasher.clone()),
            names: Stream::default(),
            texts: Stream::default(),
            first_words: Vec::with_capacity(places.len()),
            name_lengths: Vec::with_capacity(places.len()),
            whole: Vec::with_capacity(places.len()),
            initials: Vec::new(),
            kinds: Vec::with_capacity(places.len()),
            topics: Vec::new(),
        };
        let mut terms = Terms::new(directory);
        let mut seen = Seen::default();
        for place in places {
            let entry = directory.entry(order.entry(place));
            let place = u32::try_from(place).expect("a directory has fewer than 2^32 entries");
            draft.add_names(entry, place, &mut seen);
            draft.add_texts(entry, &mut seen);
            draft.add_terms(entry, place, &mut terms, &mut seen);
            draft.names.end_entry();
            draft.texts.end_entry();
        }
        draft
    }

    fn add_names(&mut self, entry: Entry, place: u32, seen: &mut Seen) {
        seen.stamp += 1;
        let mut initials = Initials::default();
        let (mut first_word, mut length) = (NO_WORD, 0_u8);
        for (index, (_, name)) in names(entry).enumerate() {
            let mut whole = WholeName::default();
            initials.clear();
            fold::words(name, |word, _| {
                let (number, hash) = self.vocabulary.number(word);
                whole.push(hash);
                initials.push(word);
                if index == 0 {
                    first_word = if length == 0 { number } else { first_word };
                    length = length.saturating_add(1);
                }
                if seen.is_new(number) {
                    self.names.words.push(number);
                }
            });
            self.whole.push((whole.hash(), place));
            initials.readings(|letters, _| {
                self.initials.push((initials::packed(letters.iter().copied()), place));
            });
        }
        self.first_words.push(first_word);
        self.name_lengths.push(length);
    }

    fn add_texts(&mut self, entry: Entry, seen: &mut Seen) {
        for (_, text) in texts(entry) {
            fold::words(text, |word, _| {
                let (number, _) = self.vocabulary.number(word);
                if seen.is_new(number) {
                    self.texts.words.push(number);
                }
            });
        }
    }

    fn add_terms(&mut self, entry: Entry, place: u32, terms: &mut Terms, seen: &mut Seen) {
        self.kinds.push(entry.kind_id());
        let kind = terms.kinds[entry.kind_id().index()]
            .get_or_insert_with(|| self.vocabulary.numbers(entry.kind().name));
        self.texts.words.extend(kind.iter().filter(|word| seen.is_new(**word)));
        let activities = entry.activities().flat_map(|activity| activity.topics().iter());
        for topic in entry.own_topics().iter().chain(activities) {
            self.topics.push((*topic, place));
            let name = terms.directory.topic(*topic).name;
            let words = terms.topics[topic.index()].get_or_insert_with(|| self.vocabulary.numbers(name));
            self.texts.words.extend(words.iter().filter(|word| seen.is_new(**word)));
        }
    }
}

/// The words of kinds and topics, each looked up once.
struct Terms<'d> {
    directory: &'d Directory,
    kinds: Vec<Option<Vec<u32>>>,
    topics: Vec<Option<Vec<u32>>>,
}

impl<'d> Terms<'d> {
    fn new(directory: &'d Directory) -> Self {
        Terms {
            directory,
            kinds: vec![None; directory.kinds().len()],
            topics: vec![None; directory.topics().len()],
        }
    }
}

/// Which words the entry at hand has had already.
#[derive(Default)]
struct Seen {
    /// For each word, the stamp of the entry that last had it.
    stamps: Vec<u32>,
    stamp: u32,
}

impl Seen {
    fn is_new(&mut self, word: u32) -> bool {
        let word = word as usize;
        if word >= self.stamps.len() {
            self.stamps.resize((word + 1).next_power_of_two(), 0);
        }
        let is_new = self.stamps[word] != self.stamp;
        self.stamps[word] = self.stamp;
        is_new
    }
}

/// Words, numbered as they come.
#[derive(Debug)]
pub(super) struct Vocabulary {
    table: HashTable<(u32, u32)>,
    hasher: RandomState,
    letters: String,
    ends: Vec<u32>,
}

impl Vocabulary {
    fn new(hasher: RandomState) -> Self {
        Vocabulary { table: HashTable::new(), hasher, letters: String::new(), ends: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start as usize..self.ends[number] as usize]
    }

    /// The number of a word, and its hash.
    fn number(&mut self, word: &str) -> (u32, u64) {
        let hash = self.hasher.hash_one(word.as_bytes());
        #[expect(clippy::cast_possible_truncation, reason = "the half of a hash is a hash")]
        let short = hash as u32;
        if let Some((_, number)) =
            self.table.find(hash, |(other, number)| *other == short && self.word(*number as usize) == word)
        {
            return (*number, hash);
        }
        let number = u32::try_from(self.ends.len()).expect("a file has fewer than 2^32 words");
        self.letters.push_str(word);
        self.ends.push(u32::try_from(self.letters.len()).expect("the words are shorter than the file"));
        let (ends, letters, hasher) = (&self.ends, &self.letters, &self.hasher);
        self.table.insert_unique(hash, (short, number), |(_, number)| {
            let start = (*number as usize).checked_sub(1).map_or(0, |before| ends[before]);
            hasher.hash_one(&letters.as_bytes()[start as usize..ends[*number as usize] as usize])
        });
        (number, hash)
    }

    fn numbers(&mut self, text: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        fold::words(text, |word, _| numbers.push(self.number(word).0));
        numbers
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
