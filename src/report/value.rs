//! Records as values for JSON, their fields as [`crate::fields`] declares them.
//!
//! A text that is not there is `null`, a list without items is empty, and every field is there, so that a query need not
//! ask whether it is.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::directory::{Contact, Directory, Entry, EntryId, Event, SourceId, Statement, Status, TopicId};
use crate::fields::{FieldOf, KindTerm, LinkEnd, Record, Shape, TopicTerm, Values};

use super::extent::Selection;
use super::linked::{Linked, serialize_node};
use crate::page::{Item, Page};

/// The whole directory, whose entries are made one after the other.
pub(crate) struct DirectoryValue<'d> {
    pub(crate) directory: &'d Directory,
    /// The entries that are written.
    pub(super) selection: Selection,
    /// Whether it is written as linked data.
    pub(super) is_linked: bool,
}

impl Serialize for DirectoryValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        self.serialize_into(&mut object)?;
        object.end()
    }
}

impl DirectoryValue<'_> {
    pub(super) fn serialize_into<M: SerializeMap>(&self, object: &mut M) -> Result<(), M::Error> {
        let DirectoryValue { directory, is_linked, ref selection } = *self;
        serialize_fields(RecordValue { is_linked, ..RecordValue::of(directory, directory) }, object)?;
        let kinds = directory.kinds().map(|(_, term)| KindTerm(term));
        object.serialize_entry("kinds", &all(directory, kinds, is_linked))?;
        let relations = directory.relations().map(|(_, term)| term);
        object.serialize_entry("relations", &all(directory, relations, is_linked))?;
        let topics = directory.topics().map(|(_, term)| TopicTerm(term));
        object.serialize_entry("topics", &all(directory, topics, is_linked))?;
        let cited = selection.cited(directory);
        let is_cited = |id: SourceId| {
            cited.as_ref().is_none_or(|cited| cited[id.index()]) || directory.edition_source() == Some(id)
        };
        let sources = directory.sources().filter(|(id, _)| is_cited(*id)).map(|(_, term)| term);
        object.serialize_entry("sources", &all(directory, sources, is_linked))?;
        object.serialize_entry("entries", &EntryValues { directory, selection, is_linked })
    }
}

pub(super) fn all<'d, T: Linked<'d>>(
    directory: &'d Directory,
    records: impl IntoIterator<Item = T>,
    is_linked: bool,
) -> Vec<RecordValue<'d, T>> {
    records
        .into_iter()
        .map(|record| RecordValue { is_linked, ..RecordValue::of(directory, record) })
        .collect()
}

/// An entry by itself: with all sources that it cites, as nothing else in the value has them.
pub(crate) struct ShownEntry<'d> {
    directory: &'d Directory,
    entry: Entry<'d>,
}

impl<'d> ShownEntry<'d> {
    pub(crate) fn of(directory: &'d Directory, entry: EntryId) -> Self {
        ShownEntry { directory, entry: directory.entry(entry) }
    }
}

impl Serialize for ShownEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ShownEntry { directory, entry } = *self;
        let mut object = serializer.serialize_map(None)?;
        serialize_fields(RecordValue::of(directory, entry), &mut object)?;
        let cited = Page::of_entry(directory, entry.handle()).sources;
        let cited = cited.all().iter().map(|source| directory.source(*source));
        object.serialize_entry("cited", &all(directory, cited, false))?;
        object.end()
    }
}

/// What an item of a page states, as the record that it is.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum ItemValue<'d> {
    Status(RecordValue<'d, Status<'d>>),
    Statement(RecordValue<'d, Statement<'d>>),
    Link(RecordValue<'d, LinkEnd<'d>>),
    Event(RecordValue<'d, Event<'d>>),
    Contact(RecordValue<'d, Contact<'d>>),
}

impl<'d> ItemValue<'d> {
    pub(super) fn of(directory: &'d Directory, item: &Item<'d>) -> Option<Self> {
        Some(match item {
            Item::Status { status, .. } => Self::Status(RecordValue::of(directory, *status)),
            Item::Statement { statement, .. } => Self::Statement(RecordValue::of(directory, *statement)),
            Item::Link { end: Some(end), .. } => Self::Link(RecordValue::of(directory, *end)),
            Item::Event { event, .. } => Self::Event(RecordValue::of(directory, *event)),
            Item::Contact { contact, .. } => Self::Contact(RecordValue::of(directory, *contact)),
            Item::Prose(_)
            | Item::Inline(_)
            | Item::Line(_)
            | Item::Words(..)
            | Item::Relation { .. }
            | Item::Link { end: None, .. }
            | Item::More(_)
            | Item::Source { .. } => return None,
        })
    }
}

/// The selected entries, each made when it is written.
struct EntryValues<'d> {
    directory: &'d Directory,
    selection: &'d Selection,
    is_linked: bool,
}

impl Serialize for EntryValues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let EntryValues { directory, selection, is_linked } = *self;
        let value = |record| RecordValue { directory, record, selection: Some(selection), is_linked };
        serializer.collect_seq(selection.entries(directory).map(value))
    }
}

/// A record with all its fields.
#[derive(Clone, Copy)]
pub(crate) struct RecordValue<'d, T> {
    directory: &'d Directory,
    record: T,
    /// What of it is written, where that is not all of it.
    selection: Option<&'d Selection>,
    is_linked: bool,
}

impl<'d, T: Record<'d>> RecordValue<'d, T> {
    pub(crate) fn of(directory: &'d Directory, record: T) -> Self {
        RecordValue { directory, record, selection: None, is_linked: false }
    }
}

impl<'d, T: Linked<'d>> Serialize for RecordValue<'d, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        if self.is_linked {
            serialize_node(self.directory, self.record, self.selection, &mut object)?;
        }
        serialize_fields(*self, &mut object)?;
        object.end()
    }
}

fn serialize_fields<'d, T: Linked<'d>, M: SerializeMap>(
    of: RecordValue<'d, T>,
    object: &mut M,
) -> Result<(), M::Error> {
    T::FIELDS.iter().try_for_each(|field| object.serialize_entry(field.name, &FieldValue { of, field }))
}

struct FieldValue<'d, T> {
    of: RecordValue<'d, T>,
    field: &'d FieldOf<'d, T>,
}

impl<'d, T: Linked<'d>> Serialize for FieldValue<'d, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let RecordValue { directory, record, is_linked, selection } = self.of;
        let values = selection.map_or(Values::All, |selection| selection.values(record, self.field));
        match self.field.shape {
            Shape::Id(get) | Shape::Line(get) | Shape::Inline(get) | Shape::Prose(get) => {
                values.of(get(directory, record)).first().serialize(serializer)
            }
            Shape::Lines(get) => values.of(get(directory, record)).serialize(serializer),
            Shape::Word(_, get) => get(directory, record).serialize(serializer),
            Shape::Flag(get) => get(directory, record).serialize(serializer),
            Shape::Date(get) => get(directory, record).map(|date| date.to_string()).serialize(serializer),
            Shape::Kind(get) => directory.kind(get(directory, record)).id.serialize(serializer),
            Shape::Relation(get) => directory.relation(get(directory, record)).id.serialize(serializer),
            Shape::Topics(get) => {
                let topics = values.of(get(directory, record)).into_iter();
                serializer.collect_seq(topics.map(|topic: TopicId| directory.topic(topic).id))
            }
            Shape::Sources(get) => {
                let sources = values.of(get(directory, record)).into_iter();
                serializer.collect_seq(sources.map(|source: &SourceId| directory.source(*source).id))
            }
            Shape::Source(get) => {
                get(directory, record).map(|source| directory.source(source).id).serialize(serializer)
            }
            Shape::Entry(get) => {
                get(directory, record).map(|entry| directory.entry(entry).id()).serialize(serializer)
            }
            Shape::Status(get) => {
                all(directory, values.of(get(directory, record)), is_linked).first().serialize(serializer)
            }
            Shape::Synonyms(get) => all(directory, get(directory, record), is_linked).serialize(serializer),
            Shape::Entries(get) => {
                let entries = values.of(get(directory, record)).into_iter();
                serializer.collect_seq(entries.map(|entry: EntryId| directory.entry(entry).id()))
            }
            Shape::Statements(get) => {
                all(directory, values.of(get(directory, record)), is_linked).serialize(serializer)
            }
            Shape::Links(get) => {
                all(directory, values.of(get(directory, record)), is_linked).serialize(serializer)
            }
            Shape::Events(get) => {
                all(directory, values.of(get(directory, record)), is_linked).serialize(serializer)
            }
            Shape::Contacts(get) => {
                all(directory, values.of(get(directory, record)), is_linked).serialize(serializer)
            }
        }
    }
}
