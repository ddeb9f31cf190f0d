//! The directory that the program carries: how the U.S. government coordinates its work against human trafficking.
//!
//! It is read and checked when the program is built (see `build.rs`), so that no start of the program waits for it: what
//! reading it gives stands in the program as constants beside its text.

use std::borrow::Cow;

use super::reader::{Span, text_of};
use super::record::{
    ContactRecord, EntryRecord, EventRecord, Front, Grouped, IdIndex, Kind, LinkRecord, Relation, Run,
    Source, StatementRecord, Topic,
};
#[allow(unused_imports, reason = "which of them the file has is not known here")]
use super::vocabulary::{
    ContactKind::{Address, Email, Phone, Text, Tty, Web},
    Standing::{Copy, Official, Secondary},
};
use super::{Date, Directory, EntryId, KindId, LinkIndex, RelationId, SourceId, TopicId};

/// The parts of a [`Directory`], under the same names; a [`Grouped`] is its starts and its items.
struct Compiled {
    source: &'static str,
    unescaped: &'static str,
    front: Front,
    kinds: &'static [Kind],
    relations: &'static [Relation],
    topics: &'static [Topic],
    sources: &'static [Source],
    entries: &'static [EntryRecord],
    entry_kinds: &'static [KindId],
    names: &'static [Span],
    topic_lists: &'static [TopicId],
    source_lists: &'static [SourceId],
    statements: &'static [StatementRecord],
    links: &'static [LinkRecord],
    events: &'static [EventRecord],
    contacts: &'static [ContactRecord],
    incoming: (&'static [u32], &'static [LinkIndex]),
    children: (&'static [u32], &'static [EntryId]),
    roots: &'static [EntryId],
}

#[allow(clippy::unreadable_literal, reason = "nobody reads it")]
const SHIPPED: Compiled = include!(concat!(env!("OUT_DIR"), "/directory.rs"));

impl Directory {
    /// The directory that the program carries.
    pub fn shipped() -> Self {
        let Compiled { source, unescaped, entries, incoming, children, .. } = SHIPPED;
        Directory {
            source: Cow::Borrowed(source),
            unescaped: Cow::Borrowed(unescaped),
            front: SHIPPED.front,
            kinds: SHIPPED.kinds.to_vec(),
            relations: SHIPPED.relations.to_vec(),
            topics: SHIPPED.topics.to_vec(),
            sources: SHIPPED.sources.to_vec(),
            entries: entries.to_vec(),
            entry_kinds: SHIPPED.entry_kinds.to_vec(),
            names: SHIPPED.names.to_vec(),
            topic_lists: SHIPPED.topic_lists.to_vec(),
            source_lists: SHIPPED.source_lists.to_vec(),
            statements: SHIPPED.statements.to_vec(),
            links: SHIPPED.links.to_vec(),
            events: SHIPPED.events.to_vec(),
            contacts: SHIPPED.contacts.to_vec(),
            index: IdIndex::of(entries.len(), |entry| text_of(source, unescaped, entries[entry.index()].id)),
            incoming: Grouped { starts: incoming.0.to_vec(), items: incoming.1.to_vec() },
            children: Grouped { starts: children.0.to_vec(), items: children.1.to_vec() },
            roots: SHIPPED.roots.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_records_in_the_program_are_those_of_its_text() {
        let read = Directory::parse("directory.ron", SHIPPED.source.to_owned()).unwrap();
        let shipped = Directory::shipped();
        assert!(shipped.to_rust() == read.to_rust());
        for entry in read.entries() {
            assert_eq!(shipped.find(entry.id()), Some(entry.handle()), "{}", entry.id());
        }
        assert_eq!(shipped.find("PITF"), None);
    }
}
