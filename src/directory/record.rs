//! The flat lists of a directory. Their items hold no text, only ranges of the file, and no lists, only ranges of other
//! flat lists.

use std::borrow::Cow;
use std::fmt;
use std::hash::BuildHasher as _;
use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::schema::{
    ContactRecord, EntryRecord, EventRecord, FrontRecord, KindRecord, LinkRecord, RelationRecord,
    SourceRecord, StatementRecord, StatusRecord, SynonymRecord, TopicRecord,
};

pub(super) struct Texts {
    pub(super) source: Cow<'static, str>,
    pub(super) unescaped: Cow<'static, str>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let unescaped = format!("{:?}", self.unescaped).replace(']', "\\u{5d}");
        write!(f, "Texts {{ source: Borrowed(TEXT), unescaped: Borrowed({unescaped}) }}")
    }
}

#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) front: FrontRecord,
    pub(super) kinds: Vec<KindRecord>,
    pub(super) relations: Vec<RelationRecord>,
    pub(super) topics: Vec<TopicRecord>,
    pub(super) sources: Vec<SourceRecord>,
    pub(super) synonyms: Vec<SynonymRecord>,
    pub(super) entries: Vec<EntryRecord>,
    pub(super) names: Vec<TextRange>,
    pub(super) statements: Vec<StatementRecord>,
    pub(super) links: Vec<LinkRecord>,
    pub(super) events: Vec<EventRecord>,
    pub(super) contacts: Vec<ContactRecord>,
    pub(super) statuses: Vec<StatusRecord>,
}

/// A range of bytes of the file or, behind its end, of the strings that had escapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextRange {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl TextRange {
    pub(super) fn is_empty(self) -> bool {
        self.len == 0
    }

    pub(super) fn text<'t>(self, source: &'t str, unescaped: &'t str) -> &'t str {
        let (start, len) = (self.start as usize, self.len as usize);
        match start.checked_sub(source.len()) {
            Some(start) if len > 0 => &unescaped[start..start + len],
            _ => &source[start.min(source.len())..(start + len).min(source.len())],
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ItemRange {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl ItemRange {
    pub(super) fn since<T>(list: &[T], start: usize) -> Self {
        ItemRange { start: narrow(start), len: narrow(list.len() - start) }
    }

    pub(super) fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.range()]
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end() as usize
    }

    pub(super) fn end(self) -> u32 {
        self.start + self.len
    }
}

pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).expect("a file shorter than 2 GiB has fewer of anything")
}

/// Items by a number such as the index of an entry.
#[derive(Debug)]
pub(crate) struct Grouped<T> {
    /// The items of `i` are `items[starts[i]..starts[i + 1]]`.
    pub(super) starts: Vec<u32>,
    pub(super) items: Vec<T>,
}

impl<T: Copy + Default> Grouped<T> {
    /// Groups (index, item) pairs, which it walks twice; within a group they keep their order.
    pub(crate) fn new<I: Iterator<Item = (usize, T)>>(count: usize, pairs: impl Fn() -> I) -> Self {
        let mut starts = vec![0_u32; count + 2];
        for (index, _) in pairs() {
            starts[index + 2] += 1;
        }
        for index in 2..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut items = vec![T::default(); starts[count + 1] as usize];
        for (index, item) in pairs() {
            let next = &mut starts[index + 1];
            items[*next as usize] = item;
            *next += 1;
        }
        starts.pop();
        Grouped { starts, items }
    }

    pub(crate) fn of(&self, index: usize) -> &[T] {
        &self.items[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}

/// Finds records by their id, as positions in their list. It holds no ids. The hash has another seed in each process, so
/// that no file can be made to collide.
pub(super) struct IdIndex {
    table: HashTable<u32>,
    hasher: RandomState,
}

impl fmt::Debug for IdIndex {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("IdIndex::new(0)")
    }
}

impl IdIndex {
    pub(super) fn new(records: usize) -> Self {
        IdIndex { table: HashTable::with_capacity(records), hasher: RandomState::default() }
    }

    #[cfg(shipped)]
    pub(super) fn of<'t>(records: usize, id: impl Fn(u32) -> &'t str) -> Self {
        let mut index = Self::new(records);
        for record in 0..narrow(records) {
            let is_new = index.insert(record, &id);
            debug_assert_eq!(is_new, Ok(()), "an id of the shipped file stands twice");
        }
        index
    }

    /// Adds a record, or returns the one that has its id already.
    pub(super) fn insert<'t>(&mut self, record: u32, id: impl Fn(u32) -> &'t str) -> Result<(), u32> {
        let IdIndex { table, hasher } = self;
        let wanted = id(record);
        let hash = |record: &u32| hasher.hash_one(id(*record));
        match table.entry(hasher.hash_one(wanted), |other| id(*other) == wanted, hash) {
            hashbrown::hash_table::Entry::Occupied(other) => Err(*other.get()),
            hashbrown::hash_table::Entry::Vacant(vacant) => {
                vacant.insert(record);
                Ok(())
            }
        }
    }

    pub(super) fn find<'t>(&self, id: &str, text: impl Fn(u32) -> &'t str) -> Option<u32> {
        self.table.find(self.hasher.hash_one(id), |record| text(*record) == id).copied()
    }
}
