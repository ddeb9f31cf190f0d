//! Records as values for JSON, their fields as [`crate::fields`] declares them.
//!
//! Every field is present: a missing text is `null` and a missing list is empty, so that queries need no test for
//! presence.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::directory::{Directory, Entry, EntryId, StatedRecord};
use crate::fields::{Record, Shape, Values, with_record};

use super::extent::Selection;
use super::linked::serialize_node;
use crate::page::Page;

pub(super) struct DirectoryValue<'d> {
    pub(super) directory: &'d Directory,
    pub(super) selection: Selection,
    /// What comes first in linked data.
    pub(super) linked: Option<Map<String, Value>>,
}

impl Serialize for DirectoryValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let DirectoryValue { directory, ref selection, ref linked } = *self;
        let is_linked = linked.is_some();
        let mut object = serializer.serialize_map(None)?;
        for (name, value) in linked.iter().flatten() {
            object.serialize_entry(name, value)?;
        }
        value(directory, directory, is_linked).serialize_fields(&mut object)?;
        let kinds = directory.kinds().map(|(_, term)| term);
        object.serialize_entry("kinds", &all(directory, kinds, is_linked))?;
        let relations = directory.relations().map(|(_, term)| term);
        object.serialize_entry("relations", &all(directory, relations, is_linked))?;
        let topics = directory.topics().map(|(_, term)| term);
        object.serialize_entry("topics", &all(directory, topics, is_linked))?;
        let sources = selection.sources(directory, directory.edition_source());
        object.serialize_entry("sources", &all(directory, sources, is_linked))?;
        let entry = |record| RecordValue { directory, record, selection: Some(selection), is_linked };
        let entries: Vec<RecordValue<Entry>> = selection.entries(directory).map(entry).collect();
        object.serialize_entry("entries", &entries)?;
        object.end()
    }
}

pub(super) fn all<'d, T: Record<'d>>(
    directory: &'d Directory,
    records: impl IntoIterator<Item = T>,
    is_linked: bool,
) -> Vec<RecordValue<'d, T>> {
    records.into_iter().map(|record| value(directory, record, is_linked)).collect()
}

/// An entry by itself, with all the sources that it cites.
pub(super) fn shown_entry(directory: &Directory, entry: EntryId) -> Value {
    let mut shown = json!(RecordValue::of(directory, directory.entry(entry)));
    let cited = Page::of_entry(directory, entry).sources;
    let cited = cited.all().iter().map(|source| directory.source(*source));
    shown["cited"] = json!(all(directory, cited, false));
    shown
}

pub(super) fn stated_value<'d>(directory: &'d Directory, record: StatedRecord<'d>, is_linked: bool) -> Value {
    with_record!(record, record => json!(value(directory, record, is_linked)))
}

fn value<'d, T: Record<'d>>(directory: &'d Directory, record: T, is_linked: bool) -> RecordValue<'d, T> {
    RecordValue { is_linked, ..RecordValue::of(directory, record) }
}

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

    fn serialize_fields<M: SerializeMap>(&self, object: &mut M) -> Result<(), M::Error> {
        let RecordValue { directory, record, is_linked, selection } = *self;
        for field in T::FIELDS {
            let values = selection.map_or(Values::All, |selection| selection.values(record, field));
            let stated = || {
                let stated = values.of(field.stated(directory, record)).into_iter();
                stated.map(|record| stated_value(directory, record, is_linked))
            };
            let name = field.name;
            match field.shape {
                Shape::Id(get) | Shape::Line(get) | Shape::Inline(get) | Shape::Prose(get) => {
                    object.serialize_entry(name, &values.of(get(directory, record)).first())
                }
                Shape::Lines(get) => object.serialize_entry(name, &values.of(get(directory, record))),
                Shape::Word(_, get) => object.serialize_entry(name, &get(directory, record)),
                Shape::Flag(get) => object.serialize_entry(name, &get(directory, record)),
                Shape::Date(get) => {
                    object.serialize_entry(name, &get(directory, record).map(|date| date.to_string()))
                }
                Shape::Reference(get) => {
                    object.serialize_entry(name, &get(directory, record).map(|to| to.id))
                }
                Shape::References(get) => {
                    let ids = values.of(get(directory, record)).into_iter().map(|to| to.id);
                    object.serialize_entry(name, &ids.collect::<Vec<_>>())
                }
                Shape::Synonyms(get) => {
                    object.serialize_entry(name, &all(directory, get(directory, record), is_linked))
                }
                Shape::Status(_) => object.serialize_entry(name, &stated().next()),
                Shape::Stated(..) => object.serialize_entry(name, &stated().collect::<Vec<_>>()),
            }?;
        }
        Ok(())
    }
}

impl<'d, T: Record<'d>> Serialize for RecordValue<'d, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        if self.is_linked {
            serialize_node(self.directory, self.record, self.selection, &mut object)?;
        }
        self.serialize_fields(&mut object)?;
        object.end()
    }
}
