//! The words of consecutive entries, gathered by one thread before the words of all are sorted and numbered.

use std::ops::Range;

use foldhash::fast::RandomState;

use super::date::{dates_of_entry, sort_key};
use super::field::{FieldRow, any_of, names, own_but_links, own_link_text};
use super::fold::{Buffer, Token, WordCursor};
use super::initials::Initials;
use super::interner::{WordInterner, whole_with};
use super::number::{JOINED, Joiner};
use super::order::Order;
use super::postings::WordsByEntry;
use super::shared::SharedTexts;
use crate::directory::{Directory, Entry, LinkEnd};

#[derive(Clone, Copy, Debug)]
pub(super) struct IndexSource<'d> {
    pub(super) directory: &'d Directory,
    pub(super) order: &'d Order,
    pub(super) shared: &'d SharedTexts,
    pub(super) hasher: &'d RandomState,
}

#[derive(Debug)]
pub(super) struct IndexDraft {
    pub(super) interner: WordInterner,
    pub(super) names: WordsByEntry,
    pub(super) other_names: WordsByEntry,
    pub(super) texts: WordsByEntry,
    /// For each entry, the first word of its name; [`NO_WORD`] for a name of signs alone.
    pub(super) first_words: Vec<u32>,
    /// For each entry, how many words its name has; 255 for more.
    pub(super) name_lengths: Vec<u8>,
    /// Hashes of whole names.
    pub(super) whole: Vec<KeyedPlace>,
    pub(super) initials: Vec<KeyedPlace>,
    pub(super) dates: Vec<KeyedPlace>,
    /// The places that are linked to, each with the place of the link, but for links that nest.
    pub(super) linked: Vec<KeyedPlace>,
    pub(super) shared: WordsByEntry,
    /// Words of shared texts, each with the number of the text: of all of them in the first draft, of none in others.
    pub(super) shared_words: Vec<(u32, u32)>,
    joiner: Joiner,
}

/// A key and the place that has it, as one integer, which sorts faster than two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KeyedPlace(u64);

impl KeyedPlace {
    pub(super) fn new(key: u32, place: u32) -> Self {
        KeyedPlace(u64::from(key) << 32 | u64::from(place))
    }

    pub(super) fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    pub(super) fn place(self) -> u32 {
        (self.0 & 0xffff_ffff) as u32
    }
}

pub(super) const NO_WORD: u32 = u32::MAX;
const FEW_ENTRIES: &str = "a directory has fewer than 2^32 entries";

impl IndexDraft {
    /// Gathers the entries at `places`, in the order of the file, so that memory is read from front to back.
    pub(super) fn new(source: IndexSource, places: Range<usize>) -> Self {
        let mut draft = IndexDraft {
            interner: WordInterner::new(source.hasher.clone()),
            names: WordsByEntry::new(places.len()),
            other_names: WordsByEntry::new(places.len()),
            texts: WordsByEntry::new(places.len()),
            first_words: vec![NO_WORD; places.len()],
            name_lengths: vec![0; places.len()],
            whole: Vec::with_capacity(places.len()),
            initials: Vec::new(),
            dates: Vec::new(),
            linked: Vec::new(),
            shared: WordsByEntry::new(places.len()),
            shared_words: Vec::new(),
            joiner: Joiner::default(),
        };
        let mut last_met = vec![u32::MAX; source.shared.len()];
        let mut initials = Initials::default();
        let rows: Vec<FieldRow> = own_but_links().collect();
        let nests: Vec<bool> = source.directory.relations().map(|(_, relation)| relation.nests).collect();
        for entry in source.directory.entries() {
            let place = source.order.place(entry.handle());
            if !places.contains(&place) {
                continue;
            }
            let row = place - places.start;
            let place = u32::try_from(place).expect(FEW_ENTRIES);
            draft.interner.begin_part();
            (draft.first_words[row], draft.name_lengths[row]) = draft.add_names(entry, place, &mut initials);
            draft.names.end_entry(row);
            draft.other_names.end_entry(row);
            draft.interner.begin_part();
            draft.add_texts(&rows, source.directory, entry);
            draft.texts.end_entry(row);
            draft.add_shared(source, entry, place, &mut last_met);
            draft.shared.end_entry(row);
            let dates = dates_of_entry(entry).map(|date| KeyedPlace::new(sort_key(date), place));
            draft.dates.extend(dates);
            for link in entry.links().filter(|link| !nests[link.relation_id().index()]) {
                let linked = u32::try_from(source.order.place(link.target()));
                draft.linked.push(KeyedPlace::new(linked.expect(FEW_ENTRIES), place));
            }
        }
        if places.start == 0 {
            draft.add_shared_words(source);
        }
        for keys in [&mut draft.whole, &mut draft.initials, &mut draft.dates] {
            keys.sort_unstable();
        }
        draft.initials.dedup();
        draft
    }

    /// Adds the words of an entry's names. Returns the first word of its name and the number of its words.
    fn add_names(&mut self, entry: Entry, place: u32, initials: &mut Initials) -> (u32, u8) {
        let (mut first_word, mut length) = (NO_WORD, 0_u8);
        for (index, (_, name)) in names(entry).enumerate() {
            let mut whole = 0;
            initials.clear();
            if index == 1 {
                self.interner.begin_part();
            }
            each_word(name, &mut self.joiner, |token| {
                let numbered = self.interner.intern(token);
                let stream = if index == 0 { &mut self.names } else { &mut self.other_names };
                stream.add(numbered.number, numbered.is_new);
                // The joined digits of a number, whose groups are words already.
                if matches!(token, Token::Other(word) if word.starts_with(JOINED)) {
                    return;
                }
                whole = whole_with(whole, numbered.hash);
                initials.push(token.letters(&mut Buffer::default()));
                if index == 0 {
                    first_word = if length == 0 { numbered.number } else { first_word };
                    length = length.saturating_add(1);
                }
            });
            self.whole.push(KeyedPlace::new((whole >> 32) as u32, place));
            initials.packed_readings(|packed| self.initials.push(KeyedPlace::new(packed, place)));
        }
        (first_word, length)
    }

    fn add_texts<'d>(&mut self, rows: &[FieldRow<'d>], directory: &'d Directory, entry: Entry<'d>) {
        let mut add = |text: &str| {
            each_word(text, &mut self.joiner, |token| {
                let numbered = self.interner.intern(token);
                self.texts.add(numbered.number, numbered.is_new);
            });
        };
        any_of(rows.iter().copied(), directory, entry, &mut |_, text| {
            add(text);
            false
        });
        for link in entry.links() {
            add(&own_link_text(directory, LinkEnd::to(link)));
        }
    }

    fn add_shared(&mut self, source: IndexSource, entry: Entry, place: u32, last_met: &mut [u32]) {
        let IndexSource { directory, shared, .. } = source;
        shared.of_entry(directory, entry).for_each(|text| {
            let is_new = std::mem::replace(&mut last_met[text], place) != place;
            self.shared.add(u32::try_from(text).expect("a file has fewer than 2^32 texts"), is_new);
        });
    }

    fn add_shared_words(&mut self, source: IndexSource) {
        for text in 0..source.shared.len() {
            self.interner.begin_part();
            let number = u32::try_from(text).expect("a file has fewer than 2^32 texts");
            each_word(&source.shared.text(text, source.directory), &mut self.joiner, |token| {
                let numbered = self.interner.intern(token);
                if numbered.is_new {
                    self.shared_words.push((numbered.number, number));
                }
            });
        }
    }
}

/// Calls `each` with the words of a text, and with the joined digits of numbers in it that are grouped.
#[inline]
fn each_word(text: &str, joiner: &mut Joiner, mut each: impl FnMut(Token)) {
    let mut tokens = WordCursor::of(text);
    while let Some((token, range)) = tokens.next() {
        each(token);
        if token.begins_with_digit() {
            let mut buffer = Buffer::default();
            let word = token.letters(&mut buffer);
            joiner.push(text, word, range, &mut |joined| each(Token::Other(joined.digits)));
        }
    }
    if joiner.is_begun() {
        joiner.end(text, &mut |joined| each(Token::Other(joined.digits)));
    }
}
