//! The words of a stretch of entries, gathered by one thread before they are sorted and numbered for all.

use std::ops::Range;

use foldhash::fast::RandomState;

use super::field::{any_text, names};
use super::fold::{OwnedToken, Token, Tokens};
use super::initials::Initials;
use super::order::Order;
use super::postings::Stream;
use super::vocabulary::{Vocabulary, WholeName};
use crate::directory::{Directory, Entry, KindId, TopicId};

/// What is read to gather words: a directory in its order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'d> {
    pub(super) directory: &'d Directory,
    pub(super) order: &'d Order,
    pub(super) hasher: &'d RandomState,
}

/// What is known of the entries at some places that follow each other.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) vocabulary: Vocabulary,
    pub(super) names: Stream,
    pub(super) texts: Stream,
    /// For each entry, the first word of its name; [`NO_WORD`] for a name of signs alone.
    pub(super) first_words: Vec<u32>,
    /// For each entry, how many words its name has; 255 for more.
    pub(super) name_lengths: Vec<u8>,
    /// By the hash of a whole name; unsorted.
    pub(super) whole: Vec<Keyed>,
    /// By packed initials; unsorted.
    pub(super) initials: Vec<Keyed>,
    pub(super) kinds: Vec<KindId>,
    /// Topic and place.
    pub(super) topics: Vec<(TopicId, u32)>,
}

/// A key and a place in one number, which sorts by the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Keyed(u64);

impl Keyed {
    pub(super) fn new(key: u32, place: u32) -> Self {
        Keyed(u64::from(key) << 32 | u64::from(place))
    }

    pub(super) fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[expect(clippy::cast_possible_truncation, reason = "the place is the lower half")]
    pub(super) fn place(self) -> usize {
        self.0 as u32 as usize
    }
}

/// In the place of a word where there is none.
pub(super) const NO_WORD: u32 = u32::MAX;

impl Draft {
    /// Gathers the entries at `places`, in the order of the file, so that memory is read from front to back.
    pub(super) fn new(source: Source, places: Range<usize>) -> Self {
        let mut draft = Draft {
            vocabulary: Vocabulary::new(source.hasher.clone()),
            names: Stream::new(places.len()),
            texts: Stream::new(places.len()),
            first_words: vec![NO_WORD; places.len()],
            name_lengths: vec![0; places.len()],
            whole: Vec::with_capacity(places.len()),
            initials: Vec::new(),
            kinds: places.clone().map(|place| source.entry(place).kind_id()).collect(),
            topics: Vec::new(),
        };
        let mut terms = Terms::new(source);
        let mut initials = Initials::default();
        for entry in source.directory.entries() {
            let place = source.order.place(entry.handle());
            if !places.contains(&place) {
                continue;
            }
            let row = place - places.start;
            let place = u32::try_from(place).expect("a directory has fewer than 2^32 entries");
            draft.vocabulary.begin_part();
            (draft.first_words[row], draft.name_lengths[row]) = draft.add_names(entry, place, &mut initials);
            draft.names.end_entry(row);
            draft.vocabulary.begin_part();
            draft.add_texts(entry);
            draft.add_terms(entry, place, &mut terms);
            draft.texts.end_entry(row);
        }
        draft
    }

    /// Adds the words of an entry's names. Gives the first of its name, and how many words the name has.
    fn add_names(&mut self, entry: Entry, place: u32, initials: &mut Initials) -> (u32, u8) {
        let (mut first_word, mut length) = (NO_WORD, 0_u8);
        for (index, (_, name)) in names(entry).enumerate() {
            let mut whole = WholeName::default();
            initials.clear();
            let mut tokens = Tokens::of(name);
            while let Some((token, _)) = tokens.next() {
                let numbered = self.vocabulary.number(token);
                whole.push(numbered.hash);
                initials.push(token);
                if index == 0 {
                    first_word = if length == 0 { numbered.number } else { first_word };
                    length = length.saturating_add(1);
                }
                self.names.add(numbered);
            }
            self.whole.push(Keyed::new(whole.hash(), place));
            initials.packed_readings(|packed| self.initials.push(Keyed::new(packed, place)));
        }
        (first_word, length)
    }

    fn add_texts(&mut self, entry: Entry) {
        any_text(entry, |_, text| {
            let mut tokens = Tokens::of(text);
            while let Some((token, _)) = tokens.next() {
                self.add_word(token);
            }
            // Every text is read.
            false
        });
    }

    /// Adds a word of the text, where the entry has not had it yet.
    #[inline]
    fn add_word(&mut self, token: Token) {
        let numbered = self.vocabulary.number(token);
        self.texts.add(numbered);
    }

    fn add_terms(&mut self, entry: Entry, place: u32, terms: &mut Terms) {
        for word in terms.of_kind(entry.kind_id()) {
            self.add_word(word.token());
        }
        let activities = entry.activities().flat_map(|activity| activity.topics().iter());
        for topic in entry.own_topics().iter().chain(activities) {
            self.topics.push((*topic, place));
            for word in terms.of_topic(*topic) {
                self.add_word(word.token());
            }
        }
    }
}

/// The words of kinds and topics, each looked up once.
struct Terms<'s> {
    source: Source<'s>,
    kinds: Vec<Option<Vec<OwnedToken>>>,
    topics: Vec<Option<Vec<OwnedToken>>>,
}

impl<'s> Terms<'s> {
    fn new(source: Source<'s>) -> Self {
        let directory = source.directory;
        Terms {
            source,
            kinds: vec![None; directory.kinds().len()],
            topics: vec![None; directory.topics().len()],
        }
    }

    fn of_kind(&mut self, kind: KindId) -> &[OwnedToken] {
        let source = self.source;
        self.kinds[kind.index()].get_or_insert_with(|| words_of(source.directory.kind(kind).name))
    }

    fn of_topic(&mut self, topic: TopicId) -> &[OwnedToken] {
        let source = self.source;
        self.topics[topic.index()].get_or_insert_with(|| words_of(source.directory.topic(topic).name))
    }
}

impl<'s> Source<'s> {
    fn entry(self, place: usize) -> Entry<'s> {
        self.directory.entry(self.order.entry(place))
    }
}

fn words_of(text: &str) -> Vec<OwnedToken> {
    let mut words = Vec::new();
    let mut tokens = Tokens::of(text);
    while let Some((token, _)) = tokens.next() {
        words.push(OwnedToken::of(token));
    }
    words
}
