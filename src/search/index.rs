//! The index of a directory: its words, and which entries have them.
//!
//! Built once, by several threads for a large directory, and never changed. Entries are numbered by their place in
//! the outline ([`Order`]).

use std::ops::{Range, RangeInclusive};

use foldhash::fast::RandomState;

use super::Places;
use super::dictionary::Dictionary;
use super::draft::{IndexDraft, IndexSource, KeyedPlace, NO_WORD};
use super::initials::packed_range;
use super::interner::hash_of_name;
use super::order::Order;
use super::postings::{Postings, WordsByEntry};
use super::query::{Word, WordScope};
use super::shared::{SharedText, SharedTexts};
use crate::directory::{Directory, Grouped};
use crate::threads;

/// The words of a directory, and where they are. Belongs to the directory that it was built from.
#[derive(Debug)]
pub struct Index {
    pub(super) order: Order,
    pub(super) dictionary: Dictionary,
    names: Postings,
    other_names: Postings,
    texts: Postings,
    /// For each place, the first word of the name, and how many words the name has; see [`IndexDraft`].
    first_words: Vec<u32>,
    name_lengths: Vec<u8>,
    /// Hashes of whole names.
    whole: Vec<KeyedPlace>,
    initials: Vec<KeyedPlace>,
    dates: Vec<KeyedPlace>,
    /// For each place, the places that link to it and do not nest beneath it.
    linking: Grouped<u32>,
    /// The places that have such.
    linked: Places,
    shared: SharedTexts,
    sharing: Postings,
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

pub(super) fn one(word: usize) -> Range<usize> {
    word..word + 1
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
        let linking = Grouped::new(order.len(), || {
            let pairs = drafts.iter().flat_map(|draft| &draft.linked);
            pairs.map(|pair| (pair.key() as usize, pair.place()))
        });
        let mut linked = Places::with_capacity(order.len());
        linked.extend((0..order.len()).filter(|place| !linking.of(*place).is_empty()));
        let numbered = || drafts.iter().zip(&numbers);
        let postings = |stream: fn(&IndexDraft) -> &WordsByEntry| {
            let streams = numbered().map(|(draft, numbers)| (stream(draft), numbers.as_slice()));
            Postings::new(streams.collect(), dictionary.len())
        };
        let first_words = numbered().flat_map(|(draft, numbers)| {
            draft.first_words.iter().map(|word| numbers.get(*word as usize).copied().unwrap_or(NO_WORD))
        });
        let texts: Vec<u32> = (0..).take(shared.len()).collect();
        let sharing = drafts.iter().map(|draft| (&draft.shared, texts.as_slice())).collect();
        Index {
            names: postings(|draft| &draft.names),
            other_names: postings(|draft| &draft.other_names),
            texts: postings(|draft| &draft.texts),
            sharing: Postings::new(sharing, shared.len()),
            first_words: first_words.collect(),
            name_lengths: all(&drafts, |draft| &draft.name_lengths),
            whole: sorted_keys(&drafts, |draft| &draft.whole),
            initials: sorted_keys(&drafts, |draft| &draft.initials),
            dates: sorted_keys(&drafts, |draft| &draft.dates),
            order,
            dictionary,
            linking,
            linked,
            shared,
            shared_words,
            hasher,
        }
    }

    /// How many entries it covers.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether it covers none.
    pub fn is_empty(&self) -> bool {
        self.order.len() == 0
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
            self.names.unite(words.clone(), &mut into.named);
            self.other_names.unite(words.clone(), &mut into.names);
            self.texts.unite(words.clone(), &mut into.own);
            for text in self.shared_with(words) {
                let is_own = self.shared.is_own(text);
                self.sharing.unite(one(text), if is_own { &mut into.own } else { &mut into.shared });
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
        !self.dictionary.beginning_with(&word.text).is_empty()
            || !self.dictionary.inflections(&word.text, &word.forms).is_empty()
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

    pub(super) fn unite_shared(&self, text: SharedText, into: &mut Places) {
        self.sharing.unite(one(self.shared.number(text)), into);
    }

    pub(super) fn with_shared(&self, directory: &Directory, fits: &mut dyn FnMut(&str) -> bool) -> Places {
        let mut places = Places::with_capacity(self.len());
        for text in (0..self.shared.len()).filter(|text| fits(&self.shared.text(*text, directory))) {
            self.sharing.unite(one(text), &mut places);
        }
        places
    }

    pub(super) fn unite_dates(&self, keys: &RangeInclusive<u32>, into: &mut Places) {
        into.extend(between(&self.dates, *keys.start(), *keys.end()).map(|(_, place)| place));
    }

    pub(super) fn is_in_name(&self, word: usize) -> bool {
        self.names.has(word) || self.other_names.has(word)
    }

    /// The places whose names may be `key`, words with one space between.
    pub(super) fn named(&self, key: &str) -> impl Iterator<Item = usize> {
        let wanted = hash_of_name(&self.hasher, key);
        between(&self.whole, wanted, wanted).map(|(_, place)| place)
    }

    /// The places whose initials may begin with `word`, each with the packed initials.
    pub(super) fn initialled(&self, word: &str) -> impl Iterator<Item = (u32, usize)> {
        let (low, high) = packed_range(word);
        between(&self.initials, low, high)
    }

    /// The first word of the name at a place, and how many words the name has.
    pub(super) fn name_shape(&self, place: usize) -> (Option<usize>, usize) {
        let first = self.first_words[place];
        ((first != NO_WORD).then_some(first as usize), usize::from(self.name_lengths[place]))
    }
}

/// Sorts the words of all drafts into one dictionary; returns for each draft the new numbers of its words.
fn number_words(drafts: &[IndexDraft]) -> (Dictionary, Vec<Vec<u32>>) {
    let mut words =
        threads::map(drafts.iter().enumerate().collect(), |(of, draft)| draft.interner.sorted(of)).concat();
    // Merges the lists, as each is sorted.
    words.sort();
    let mut numbers: Vec<Vec<u32>> = drafts.iter().map(|draft| vec![0; draft.interner.len()]).collect();
    let mut once = Vec::new();
    for (number, same) in (0..).zip(words.chunk_by(|one, next| one.letters == next.letters)) {
        for word in same {
            numbers[word.draft][word.number as usize] = number;
        }
        once.push(same[0].letters);
    }
    (Dictionary::from_sorted(once.into_iter()), numbers)
}

fn all<T: Clone>(drafts: &[IndexDraft], list: fn(&IndexDraft) -> &[T]) -> Vec<T> {
    drafts.iter().map(list).collect::<Vec<_>>().concat()
}

fn sorted_keys(drafts: &[IndexDraft], list: fn(&IndexDraft) -> &[KeyedPlace]) -> Vec<KeyedPlace> {
    let mut keys = all(drafts, list);
    keys.sort();
    keys
}

/// The keys from `low` up to and with `high` in a sorted list, with their places.
fn between(list: &[KeyedPlace], low: u32, high: u32) -> impl Iterator<Item = (u32, usize)> {
    let start = list.partition_point(|one| one.key() < low);
    let found = list[start..].iter().take_while(move |one| one.key() <= high);
    found.map(|one| (one.key(), one.place() as usize))
}
