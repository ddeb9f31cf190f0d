//! The words of a stretch of entries, gathered by one thread before they are sorted and numbered for all.

use std::ops::Range;

use foldhash::fast::RandomState;

use super::field::{names, texts};
use super::fold;
use super::initials::{self, Initials};
use super::order::Order;
use super::postings::Stream;
use super::vocabulary::{Vocabulary, WholeName, hash_of};
use super::wanted::Wanted;
use super::{Scope, Stopped};
use crate::directory::{Directory, Entry, KindId, TopicId};

/// What is read to gather words: a directory in its order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'d> {
    pub(super) directory: &'d Directory,
    pub(super) order: &'d Order,
    pub(super) hasher: &'d RandomState,
    /// What alone is kept, where not all is.
    pub(super) wanted: Option<&'d Wanted<'d>>,
}

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
    pub(super) fn new(source: Source, places: Range<usize>, scope: &Scope) -> Result<Self, Stopped> {
        let mut draft = Draft {
            vocabulary: Vocabulary::new(source.hasher.clone()),
            names: Stream::default(),
            texts: Stream::default(),
            first_words: Vec::with_capacity(places.len()),
            name_lengths: Vec::with_capacity(places.len()),
            whole: Vec::with_capacity(if source.wanted.is_none() { places.len() } else { 0 }),
            initials: Vec::new(),
            kinds: Vec::with_capacity(places.len()),
            topics: Vec::new(),
        };
        let mut terms = Terms::new(source.directory);
        let (mut seen, mut initials) = (Seen::default(), Initials::default());
        for (count, place) in places.enumerate() {
            if count % 64 == 0 {
                scope.check()?;
            }
            let entry = source.directory.entry(source.order.entry(place));
            let place = u32::try_from(place).expect("a directory has fewer than 2^32 entries");
            seen.stamp += 1;
            draft.add_names(entry, place, source, &mut initials, &mut seen);
            draft.add_texts(entry, source.wanted, &mut seen);
            draft.add_terms(entry, place, &mut terms, source.wanted, &mut seen);
            draft.names.end_entry();
            draft.texts.end_entry();
        }
        Ok(draft)
    }

    fn add_names(
        &mut self,
        entry: Entry,
        place: u32,
        source: Source,
        initials: &mut Initials,
        seen: &mut Seen,
    ) {
        let (mut first_word, mut length) = (NO_WORD, 0_u8);
        let wanted = source.wanted;
        for (index, (_, name)) in names(entry).enumerate() {
            let mut whole = WholeName::default();
            initials.clear();
            fold::words(name, |word, _| {
                let (number, hash) = self.number_in_name(word, source);
                whole.push(hash);
                initials.push(word);
                if index == 0 {
                    first_word = if length == 0 { number.unwrap_or(NO_WORD) } else { first_word };
                    length = length.saturating_add(1);
                }
                self.names.words.extend(number.filter(|number| seen.is_new(*number)));
            });
            if wanted.is_none_or(|wanted| wanted.has_name(whole.hash())) {
                self.whole.push((whole.hash(), place));
            }
            initials.readings(|letters, _| {
                let packed = initials::packed(letters.iter().copied());
                if wanted.is_none_or(|wanted| wanted.has_initials(packed)) {
                    self.initials.push((packed, place));
                }
            });
        }
        self.first_words.push(first_word);
        self.name_lengths.push(length);
    }

    /// The number of a word, where it is wanted, and its hash.
    fn number_in_name(&mut self, word: &str, source: Source) -> (Option<u32>, u64) {
        if source.wanted.is_some_and(|wanted| !wanted.has_in_name(word)) {
            return (None, hash_of(source.hasher, word));
        }
        let (number, hash) = self.vocabulary.number(word);
        (Some(number), hash)
    }

    fn add_texts(&mut self, entry: Entry, wanted: Option<&Wanted>, seen: &mut Seen) {
        let mut add = |word: &str| {
            let (number, _) = self.vocabulary.number(word);
            if seen.is_new(number) {
                self.texts.words.push(number);
            }
        };
        for (_, text) in texts(entry) {
            match wanted {
                None => fold::words(text, |word, _| add(word)),
                Some(wanted) => fold::words_of_use(
                    text,
                    |word| wanted.may_have(word),
                    |word, _| {
                        if wanted.has(word) {
                            add(word);
                        }
                    },
                ),
            }
        }
    }

    fn add_terms(
        &mut self,
        entry: Entry,
        place: u32,
        terms: &mut Terms,
        wanted: Option<&Wanted>,
        seen: &mut Seen,
    ) {
        self.kinds.push(entry.kind_id());
        let kind = terms.kinds[entry.kind_id().index()]
            .get_or_insert_with(|| self.vocabulary.numbers(entry.kind().name, wanted));
        self.texts.words.extend(kind.iter().filter(|word| seen.is_new(**word)));
        let activities = entry.activities().flat_map(|activity| activity.topics().iter());
        for topic in entry.own_topics().iter().chain(activities) {
            self.topics.push((*topic, place));
            let name = terms.directory.topic(*topic).name;
            let words =
                terms.topics[topic.index()].get_or_insert_with(|| self.vocabulary.numbers(name, wanted));
            self.texts.words.extend(words.iter().filter(|word| seen.is_new(**word)));
        }
    }
}

impl Vocabulary {
    /// The numbers of the words of a text, as far as they are wanted.
    fn numbers(&mut self, text: &str, wanted: Option<&Wanted>) -> Vec<u32> {
        let mut numbers = Vec::new();
        fold::words(text, |word, _| {
            if wanted.is_none_or(|wanted| wanted.has(word)) {
                numbers.push(self.number(word).0);
            }
        });
        numbers
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
