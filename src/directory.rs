//! The directory: entries, the vocabulary that they are described with, and the links between them, both ways.
//!
//! A [`Directory`] is read and checked once and never changes afterwards. All its text stays in the one buffer that
//! it was read into; entries, statements and links are small records in flat lists that point into it, so that a
//! directory of a million entries costs some 100 to 200 bytes an entry beside its text.
//!
//! Invariants: every id, topic, relation and source that a record names exists; nesting links have no cycle; an
//! [`EntryId`] belongs to the directory that gave it out. Text is exactly as in the file and may hold any character, so it
//! goes to a terminal or a pipe through `text` alone.

mod address;
mod date;
mod draft;
mod entry;
mod flatten;
// The build script does not lint the shipped file; a test does.
#[cfg(shipped)]
mod lint;
mod load;
mod problem;
mod progress;
mod read;
mod record;
mod resolve;
mod schema;
#[cfg(shipped)]
mod shipped;
mod stated;
mod strings;
mod vocabulary;

use std::path::Path;

pub use crate::notation::Position;
pub(crate) use crate::notation::{nearest, quoted, visible};
pub use address::is_address;
pub use date::{BadDate, Date};
pub use entry::{Entry, Link};
pub(crate) use entry::{each_once, events_by_date};
#[cfg(shipped)]
pub(crate) use lint::TextForm;
pub use load::LoadError;
pub(crate) use load::{can_be_read_again, is_same_stream};
pub use problem::{Problem, Problems, Severity};
pub(crate) use progress::{Progress, Stage};
pub(crate) use record::Grouped;
pub use schema::{Contact, Event, KindTerm, RelationTerm, SourceTerm, Statement, Status, TopicTerm};
pub use stated::LinkEnd;
pub(crate) use stated::StatedRecord;
pub(crate) use vocabulary::enum_of_words;
pub use vocabulary::{ContactKind, Standing, Synonym};

use crate::threads;
use record::{IdIndex, Records, TextRange, Texts};

pub(crate) const WITHOUT_TOPIC: &str = "Without a topic";

/// The largest file that is read, in bytes: positions in it, and in its unescaped strings, are 32 bits.
pub const LARGEST_FILE: u64 = (u32::MAX / 2) as u64;

/// A second thread is not worth starting for so few entries or links.
const MOST_FOR_ONE_THREAD: usize = 20_000;

/// A checked, immutable directory. `Debug` writes what `src/build.rs` makes a Rust expression of.
#[derive(Debug)]
pub struct Directory {
    texts: Texts,
    records: Records,
    resolved: Resolved,
    index: IdIndex,
    incoming: Grouped<LinkIndex>,
    children: Grouped<EntryId>,
    roots: Vec<EntryId>,
}

/// What each name in the records stands for, in the order of the file.
#[derive(Debug)]
struct Resolved {
    kinds: Vec<KindId>,
    topics: Vec<TopicId>,
    sources: Vec<SourceId>,
    relations: Vec<RelationId>,
    targets: Vec<EntryId>,
    help: Option<EntryId>,
    edition_source: Option<SourceId>,
    synonyms: Vec<Option<EntryId>>,
}

macro_rules! index_types {
    ($($name:ident),*) => {
        $(/// One of a directory, by its position in the file's order.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The position in the file's order, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            fn new(index: usize) -> Self {
                $name(record::narrow(index))
            }
        })*
    };
}

index_types!(EntryId, KindId, RelationId, TopicId, SourceId, LinkIndex);

/// The terms of a vocabulary: all of them with their ids, in the file's order, and one by its id.
macro_rules! vocabulary {
    ($($list:ident, $one:ident: $id:ident, $term:ident;)*) => {
        $(#[doc = concat!("The ", stringify!($list), ", in the file's order.")]
        pub fn $list(&self) -> impl ExactSizeIterator<Item = ($id, $term<'_>)> {
            (0..self.records.$list.len()).map($id::new).map(|id| (id, self.$one(id)))
        }

        #[doc = concat!("One ", stringify!($one), ".")]
        pub fn $one(&self, id: $id) -> $term<'_> {
            self.records.$list[id.index()].show(self)
        })*
    };
}

/// The texts about the directory as a whole; each may be empty.
macro_rules! front_texts {
    ($($name:ident),*) => {
        $(#[doc = concat!("What the file has as `", stringify!($name), "`.")]
        pub fn $name(&self) -> &str {
            self.text(self.records.front.$name)
        })*
    };
}

impl Directory {
    /// Reads and checks a file. The error has all its problems.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        Self::load_with(path, &Progress::default())
    }

    /// Reads and checks a file. Through `progress` another thread sees how far it is, and can stop it.
    pub(crate) fn load_with(path: &Path, progress: &Progress) -> Result<Self, LoadError> {
        let (name, source) = load::text_of_file(path, progress)?;
        let draft = read::read(&source, progress);
        if progress.is_cancelled() {
            return Err(LoadError::Cancelled);
        }
        resolve::resolve(&name, source, draft).map_err(LoadError::Invalid)
    }

    /// Reads and checks the text of a file; `name` is what the problems call it.
    pub fn parse(name: &str, text: String) -> Result<Self, Problems> {
        let draft = read::read(&text, &Progress::default());
        resolve::resolve(name, text, draft)
    }

    front_texts!(id, language, title, about, disclaimer, edition, notice);

    vocabulary! {
        kinds, kind: KindId, KindTerm;
        relations, relation: RelationId, RelationTerm;
        topics, topic: TopicId, TopicTerm;
        sources, source: SourceId, SourceTerm;
    }

    /// The entry that says whom to call.
    pub fn help(&self) -> Option<EntryId> {
        self.resolved.help
    }

    /// The source that the edition retells.
    pub fn edition_source(&self) -> Option<SourceId> {
        self.resolved.edition_source
    }

    /// Words that people search for, though no entry has them; in the file's order.
    pub fn synonyms(&self) -> impl ExactSizeIterator<Item = Synonym<'_>> {
        self.records.synonyms.iter().zip(self.resolved.synonyms.iter()).map(|(record, finds)| Synonym {
            directory: self,
            words: record.words.of(&self.records.names),
            means: self.optional(record.means),
            finds: *finds,
        })
    }

    /// The day, month or year up to which it has events after the edition.
    pub fn updated(&self) -> Option<Date> {
        self.records.front.updated
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.records.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.entries.is_empty()
    }

    /// All entries, in the file's order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> + ExactSizeIterator {
        (0..self.records.entries.len()).map(|index| Entry { directory: self, id: EntryId::new(index) })
    }

    /// The entries that satisfy a condition, in the file's order. In a large directory several threads look for them.
    pub fn entries_that<'d>(&'d self, is_wanted: impl Fn(Entry<'d>) -> bool + Sync) -> Vec<EntryId> {
        let ranges = threads::ranges(self.len(), MOST_FOR_ONE_THREAD);
        let is_wanted = |entry: &EntryId| is_wanted(self.entry(*entry));
        threads::map(ranges, |range| range.map(EntryId::new).filter(is_wanted).collect::<Vec<_>>()).concat()
    }

    /// One entry.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        Entry { directory: self, id }
    }

    /// The entry with this id, written exactly so.
    pub fn find(&self, id: &str) -> Option<EntryId> {
        self.index.find(id, |entry| self.text(self.records.entries[entry as usize].id)).map(EntryId)
    }

    /// The entries that nest beneath no other, in the file's order.
    pub fn roots(&self) -> &[EntryId] {
        &self.roots
    }

    fn text(&self, span: TextRange) -> &str {
        span.text(&self.texts.source, &self.texts.unescaped)
    }

    fn optional(&self, span: TextRange) -> Option<&str> {
        (!span.is_empty()).then(|| self.text(span))
    }
}

#[cfg(test)]
mod tests;
