//! Records as values for JSON, their fields as [`crate::fields`] declares them.
//!
//! A text that is not there is `null`, a list without items is empty, and every field is there, so that a query need not
//! ask whether it is.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::directory::{Directory, Entry, EntryId, SourceId, TopicId};
use crate::fields::{FieldOf, KindTerm, Record, Shape, TopicTerm};

use super::extent::Kept;

/// The whole directory, whose entries are made one after the other.
pub(crate) struct DirectoryValue<'d> {
    pub(crate) directory: &'d Directory,
    /// The entries that are written.
    pub(super) kept: Kept,
}

impl Serialize for DirectoryValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let directory = self.directory;
        let entries: Vec<EntryId> = self.kept.of(directory).map(Entry::handle).collect();
        let mut object = serializer.serialize_map(None)?;
        serialize_fields(directory, directory, &mut object)?;
        let kinds = directory.kinds().map(|(_, term)| KindTerm(term));
        object.serialize_entry("kinds", &RecordValue::of_all(directory, kinds))?;
        let relations = directory.relations().map(|(_, term)| term);
        object.serialize_entry("relations", &RecordValue::of_all(directory, relations))?;
        let topics = directory.topics().map(|(_, term)| TopicTerm(term));
        object.serialize_entry("topics", &RecordValue::of_all(directory, topics))?;
        let sources = directory.sources().map(|(_, term)| term);
        object.serialize_entry("sources", &RecordValue::of_all(directory, sources))?;
        object.serialize_entry("entries", &Entries { directory, entries: &entries })?;
        object.end()
    }
}

/// Some entries, each made when it is written.
pub(crate) struct Entries<'d> {
    pub(crate) directory: &'d Directory,
    pub(crate) entries: &'d [EntryId],
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |id: &EntryId| RecordValue::of(self.directory, self.directory.entry(*id));
        serializer.collect_seq(self.entries.iter().map(value))
    }
}

/// A record with all its fields.
pub(crate) struct RecordValue<'d, T> {
    directory: &'d Directory,
    record: T,
}

impl<'d, T: Record<'d>> RecordValue<'d, T> {
    pub(crate) fn of(directory: &'d Directory, record: T) -> Self {
        RecordValue { directory, record }
    }

    fn of_all(directory: &'d Directory, records: impl IntoIterator<Item = T>) -> Vec<Self> {
        records.into_iter().map(|record| Self::of(directory, record)).collect()
    }
}

impl<'d, T: Record<'d>> Serialize for RecordValue<'d, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(T::FIELDS.len()))?;
        serialize_fields(self.directory, self.record, &mut object)?;
        object.end()
    }
}

fn serialize_fields<'d, T: Record<'d>, M: SerializeMap>(
    directory: &'d Directory,
    record: T,
    object: &mut M,
) -> Result<(), M::Error> {
    T::FIELDS
        .iter()
        .try_for_each(|field| object.serialize_entry(field.name, &FieldValue { directory, record, field }))
}

struct FieldValue<'d, T> {
    directory: &'d Directory,
    record: T,
    field: &'d FieldOf<'d, T>,
}

impl<'d, T: Record<'d>> Serialize for FieldValue<'d, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let FieldValue { directory, record, field } = *self;
        match field.shape {
            Shape::Id(get) | Shape::Line(get) | Shape::Inline(get) | Shape::Prose(get) => {
                get(directory, record).serialize(serializer)
            }
            Shape::Lines(get) => get(directory, record).serialize(serializer),
            Shape::Word(_, get) => get(directory, record).serialize(serializer),
            Shape::Flag(get) => get(directory, record).serialize(serializer),
            Shape::Date(get) => get(directory, record).map(|date| date.to_string()).serialize(serializer),
            Shape::Kind(get) => directory.kind(get(directory, record)).id.serialize(serializer),
            Shape::Relation(get) => directory.relation(get(directory, record)).id.serialize(serializer),
            Shape::Topics(get) => {
                let id = |topic: TopicId| directory.topic(topic).id;
                serializer.collect_seq(get(directory, record).into_iter().map(id))
            }
            Shape::Sources(get) => {
                let id = |source: &SourceId| directory.source(*source).id;
                serializer.collect_seq(get(directory, record).iter().map(id))
            }
            Shape::Entries(get) => {
                let id = |entry: EntryId| directory.entry(entry).id();
                serializer.collect_seq(get(directory, record).into_iter().map(id))
            }
            Shape::Statements(get) => serialize_all(directory, get(directory, record), serializer),
            Shape::Links(get) => serialize_all(directory, get(directory, record), serializer),
            Shape::Events(get) => serialize_all(directory, get(directory, record), serializer),
            Shape::Contacts(get) => serialize_all(directory, get(directory, record), serializer),
        }
    }
}

fn serialize_all<'d, T: Record<'d>, S: Serializer>(
    directory: &'d Directory,
    records: Vec<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(records.len()))?;
    for record in records {
        list.serialize_element(&RecordValue::of(directory, record))?;
    }
    list.end()
}
