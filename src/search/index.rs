//! The index of a directory: its words, and which entries have them.
//!
//! Built once, by several threads for a large directory, and never changed. Entries are numbered by their place in
//! the outline ([`Order`]). The places of each thread stay a segment of their own, so that only the dictionaries have
//! to be merged.

use std::ops::{Range, RangeInclusive};

use foldhash::fast::RandomState;

use super::Places;
use super::dictionary::Dictionary;
use super::draft::{IndexDraft, IndexSource, NO_WORD};
use super::initials::packed_range;
use super::order::Order;
use super::postings::Postings;
use super::query::{Word, WordScope};
use super::shared::{SharedText, SharedTexts};
use super::vocabulary::{Sorted, Vocabulary, hash_of_name};
use crate::directory::{Directory, Grouped, KindId, TopicId};
use crate::threads;

/// The words of a directory, and where they are. Belongs to the directory that it was built from.
#[derive(Debug)]
pub struct Index {
    pub(super) order: Order,
    pub(super) dictionary: Dictionary,
    pub(super) segments: Vec<IndexSegment>,
    /// For each place, the places that link to it and do not nest beneath it.
    linking: Grouped<u32>,
    /// The places that have such.
    linked: Places,
    pub(super) shared: SharedTexts,
    /// Words of shared texts, each with the number of the text; sorted.
    shared_words: Vec<(u32, u32)>,
    hasher: RandomState,
}

#[derive(Clone, Debug)]
pub(super) struct WordPlaces {
    pub(super) names: Places,
    /// In other text of its own.
    pub(super) own: Places,
    /// In what it shares with others: titles of sources, names at the other end of links, names of what it lies beneath.
    pub(super) shared: Places,
    /// The named entries from which `shared` does not have what links to them and what lies beneath them yet.
    named: Places,
}

impl WordPlaces {
    pub(super) fn new(count: usize) -> Self {
        let none = Places::with_capacity(count);
        WordPlaces { names: none.clone(), own: none.clone(), shared: none.clone(), named: none }
    }

    pub(super) fn names_in(&self, scope: WordScope) -> Places {
        if scope == WordScope::Text { Places::with_capacity(self.names.len()) } else { self.names.clone() }
    }

    /// The places of the entry's own text among those that the scope of a word allows.
    pub(super) fn own_in(&self, scope: WordScope) -> Places {
        let mut places = self.names_in(scope);
        if scope != WordScope::Names {
            places.union_with(&self.own);
        }
        places
    }

    pub(super) fn all_in(&self, scope: WordScope) -> Places {
        let mut places = self.own_in(scope);
        if scope != WordScope::Names {
            places.union_with(&self.shared);
        }
        places
    }
}

/// A word of the dictionary as a range of one.
pub(super) fn one(word: usize) -> Range<usize> {
    word..word + 1
}

#[derive(Debug)]
pub(super) struct IndexSegment {
    first: usize,
    pub(super) names: Postings,
    other_names: Postings,
    pub(super) texts: Postings,
    first_words: Vec<u32>,
    name_lengths: Vec<u8>,
    /// The hash of a whole name, and place; sorted.
    whole: Vec<(u32, u32)>,
    initials: Vec<(u32, u32)>,
    kinds: Vec<KindId>,
    topics: Vec<(TopicId, u32)>,
    dates: Vec<(u32, u32)>,
    shared: Postings,
}

impl Index {
    /// Reads the whole directory once.
    pub fn build(directory: &Directory) -> Self {
        let hasher = RandomState::default();
        let order = Order::new(directory);
        let ranges = threads::ranges(order.len(), super::MOST_FOR_ONE_THREAD);
        let shared = SharedTexts::of(directory);
        let source = IndexSource { directory, order: &order, shared: &shared, hasher: &hasher };
        let mut drafts = threads::map(ranges, |places| IndexDraft::new(source, places));
        let (dictionary, numbers) = number_words(&drafts);
        let mut shared_words =
            drafts.first_mut().map_or_else(Vec::new, |first| std::mem::take(&mut first.shared_words));
        for (word, _) in &mut shared_words {
            *word = numbers[0][*word as usize];
        }
        shared_words.sort_unstable();
        let words = dictionary.len();
        let texts = shared.len();
        let mut first = 0;
        let mut numbered = Vec::new();
        for (draft, numbers) in drafts.into_iter().zip(numbers) {
            let next = first + draft.kinds.len();
            numbered.push((first, draft, numbers));
            first = next;
        }
        let segments = threads::map(numbered, |(first, draft, numbers)| {
            IndexSegment::new(draft, &numbers, words, texts, first)
        });
        let linking = linking(directory, &order);
        let mut linked = Places::with_capacity(order.len());
        linked.extend((0..order.len()).filter(|place| !linking.of(*place).is_empty()));
        Index { order, dictionary, segments, linking, linked, shared, shared_words, hasher }
    }

    /// How many entries it covers.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether it covers none.
    pub fn is_empty(&self) -> bool {
        self.order.len() == 0
    }

    /// The memory that it takes, in bytes.
    pub fn size(&self) -> usize {
        self.order.size()
            + self.dictionary.size()
            + self.segments.iter().map(IndexSegment::size).sum::<usize>()
            + 8 * self.shared_words.capacity()
            + self.linking.size()
            + self.linked.len() / 8
    }

    /// The places of the entries that have some words, which are given as ranges of the dictionary.
    pub(super) fn with_words(&self, words: impl IntoIterator<Item = Range<usize>>) -> WordPlaces {
        let mut places = WordPlaces::new(self.len());
        self.add_words(words, &mut places);
        self.add_around_names(&mut places);
        places
    }

    /// Adds the places of words, without those of entries that link to a named one or lie beneath it.
    pub(super) fn add_words(&self, words: impl IntoIterator<Item = Range<usize>>, into: &mut WordPlaces) {
        for words in words {
            for segment in &self.segments {
                segment.names.unite(words.clone(), &mut into.named);
                segment.other_names.unite(words.clone(), &mut into.names);
                segment.texts.unite(words.clone(), &mut into.own);
            }
            for text in self.shared_with(words) {
                let is_own = match self.shared.kind(text) {
                    SharedText::Kind(kind) => {
                        self.unite_kinds(&[kind.index()], &mut into.own);
                        false
                    }
                    SharedText::Source(_) => false,
                    SharedText::Topic(_) | SharedText::Relation(_) | SharedText::Inverse(_) => true,
                };
                self.unite_shared(text, if is_own { &mut into.own } else { &mut into.shared });
            }
        }
        into.names.union_with(&into.named);
    }

    /// Adds the places of entries that link to a named one or lie beneath it, which takes a walk through all of these.
    pub(super) fn add_around_names(&self, into: &mut WordPlaces) {
        into.shared.union_with(&self.order.beneath(&into.named));
        into.named.intersect_with(&self.linked);
        let linking = into.named.ones().flat_map(|place| self.linking.of(place));
        linking.for_each(|from| into.shared.insert(*from as usize));
        into.named.clear();
    }

    /// Whether a word is in the directory: as typed, in another form, or as a prefix.
    pub(super) fn has(&self, word: &Word) -> bool {
        !self.dictionary.beginning_with(&word.text).is_empty() || !self.dictionary.kin(&word.text).is_empty()
    }

    /// The shared texts with any of some consecutive words, each once.
    fn shared_with(&self, words: Range<usize>) -> Vec<usize> {
        let start = self.shared_words.partition_point(|(word, _)| (*word as usize) < words.start);
        let found = self.shared_words[start..].iter().take_while(|(word, _)| (*word as usize) < words.end);
        let mut texts: Vec<usize> = found.map(|(_, text)| *text as usize).collect();
        texts.sort_unstable();
        texts.dedup();
        texts
    }

    pub(super) fn unite_shared(&self, text: usize, into: &mut Places) {
        self.segments.iter().for_each(|segment| segment.shared.unite(text..text + 1, into));
    }

    pub(super) fn with_shared(&self, directory: &Directory, fits: &mut dyn FnMut(&str) -> bool) -> Places {
        let mut places = Places::with_capacity(self.len());
        for text in (0..self.shared.len()).filter(|text| fits(&self.shared.text(*text, directory))) {
            self.unite_shared(text, &mut places);
        }
        places
    }

    pub(super) fn unite_dates(&self, keys: &RangeInclusive<u32>, into: &mut Places) {
        for segment in &self.segments {
            between(&segment.dates, *keys.start(), *keys.end()).for_each(|(_, place)| into.insert(place));
        }
    }

    pub(super) fn is_in_name(&self, word: usize) -> bool {
        self.segments.iter().any(|segment| segment.names.has(word) || segment.other_names.has(word))
    }

    /// The places whose names may be `key`, words with one space between.
    pub(super) fn named(&self, key: &str) -> impl Iterator<Item = usize> {
        let wanted = hash_of_name(&self.hasher, key);
        self.segments
            .iter()
            .flat_map(move |segment| between(&segment.whole, wanted, wanted))
            .map(|(_, place)| place)
    }

    /// The places whose initials may begin with `word`, each with the packed initials.
    pub(super) fn initialled(&self, word: &str) -> impl Iterator<Item = (u32, usize)> {
        let (low, high) = packed_range(word);
        self.segments.iter().flat_map(move |segment| between(&segment.initials, low, high))
    }

    pub(super) fn unite_kinds(&self, kinds: &[usize], into: &mut Places) {
        for segment in &self.segments {
            for (place, kind) in (segment.first..).zip(&segment.kinds) {
                if kinds.contains(&kind.index()) {
                    into.insert(place);
                }
            }
        }
    }

    pub(super) fn unite_topics(&self, topics: &[usize], into: &mut Places) {
        for (topic, place) in self.segments.iter().flat_map(|segment| &segment.topics) {
            if topics.contains(&topic.index()) {
                into.insert(*place as usize);
            }
        }
    }

    /// The first word of the name at a place, and how many words the name has.
    pub(super) fn name_shape(&self, place: usize) -> (Option<usize>, usize) {
        let after = self.segments.partition_point(|segment| segment.first <= place);
        let segment = &self.segments[after - 1];
        let first = segment.first_words[place - segment.first];
        (
            (first != NO_WORD).then_some(first as usize),
            usize::from(segment.name_lengths[place - segment.first]),
        )
    }
}

impl IndexSegment {
    fn new(mut draft: IndexDraft, number: &[u32], words: usize, texts: usize, first: usize) -> Self {
        sort(&mut draft.whole);
        sort(&mut draft.initials);
        draft.initials.dedup();
        draft.initials.shrink_to_fit();
        for word in draft.first_words.iter_mut().filter(|word| **word != NO_WORD) {
            *word = number[*word as usize];
        }
        let as_they_are: Vec<u32> = (0..).take(texts).collect();
        sort(&mut draft.dates);
        draft.dates.shrink_to_fit();
        IndexSegment {
            first,
            names: Postings::new(&draft.names, number, words, first),
            other_names: Postings::new(&draft.other_names, number, words, first),
            texts: Postings::new(&draft.texts, number, words, first),
            first_words: draft.first_words,
            name_lengths: draft.name_lengths,
            whole: draft.whole,
            initials: draft.initials,
            kinds: draft.kinds,
            topics: draft.topics,
            dates: draft.dates,
            shared: Postings::new(&draft.shared, &as_they_are, texts, first),
        }
    }

    fn size(&self) -> usize {
        self.names.size()
            + self.other_names.size()
            + self.texts.size()
            + 4 * (self.first_words.capacity() + self.kinds.capacity())
            + self.name_lengths.capacity()
            + 8 * (self.whole.capacity() + self.initials.capacity() + self.topics.capacity())
            + 8 * self.dates.capacity()
            + self.shared.size()
    }
}

fn linking(directory: &Directory, order: &Order) -> Grouped<u32> {
    let links = |place: usize| {
        let number = u32::try_from(place).expect("a directory has fewer than 2^32 entries");
        let links = directory.entry(order.entry(place)).links().filter(|link| !link.relation().nests);
        links.map(move |link| (order.place(link.target()), number))
    };
    Grouped::new(order.len(), || (0..order.len()).flat_map(links))
}

/// Sorts the words of all drafts into one dictionary; returns for each draft the new numbers of its words.
fn number_words(drafts: &[IndexDraft]) -> (Dictionary, Vec<Vec<u32>>) {
    let vocabularies: Vec<&Vocabulary> = drafts.iter().map(|draft| &draft.vocabulary).collect();
    let sorted = threads::map(vocabularies.clone(), Vocabulary::sorted);
    let mut rests: Vec<&[Sorted]> = sorted.iter().map(Vec::as_slice).collect();
    let mut numbers: Vec<Vec<u32>> =
        vocabularies.iter().map(|vocabulary| vec![0; vocabulary.len()]).collect();
    let mut count = 0;
    let merged = std::iter::from_fn(|| {
        let heads = rests.iter().zip(&vocabularies).filter_map(|(rest, of)| Some((*rest.first()?, *of)));
        let (least, vocabulary) =
            heads.min_by(|(one, mine), (other, theirs)| one.compare(mine, *other, theirs))?;
        for ((rest, of), numbers) in rests.iter_mut().zip(&vocabularies).zip(&mut numbers) {
            if let [head, after @ ..] = *rest
                && head.compare(of, least, vocabulary).is_eq()
            {
                numbers[head.number as usize] = count;
                *rest = after;
            }
        }
        count += 1;
        Some(vocabulary.word(least.number))
    });
    let dictionary = Dictionary::from_sorted(merged);
    (dictionary, numbers)
}

/// Sorts keys with their places; as one integer they are compared several times faster.
fn sort(list: &mut [(u32, u32)]) {
    list.sort_unstable_by_key(|(key, place)| u64::from(*key) << 32 | u64::from(*place));
}

/// The keys from `low` up to and with `high` in a sorted list, with their places.
fn between(list: &[(u32, u32)], low: u32, high: u32) -> impl Iterator<Item = (u32, usize)> {
    let start = list.partition_point(|(key, _)| *key < low);
    let found = list[start..].iter().take_while(move |(key, _)| *key <= high);
    found.map(|(key, place)| (*key, *place as usize))
}
