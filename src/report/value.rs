//! The directory as values for JSON: entries with their links resolved, in the order in which the file has them.
//!
//! Optional texts are `null` where there is none, lists are empty, and every field is there, so that a query need not ask.

use serde::{Serialize, Serializer};

use crate::directory::{
    Contact, Directory, Entry, EntryId, Event, Link, RelationTerm, SourceId, SourceTerm, Statement, Term,
    TopicId,
};

use super::extent::Kept;

/// The whole directory, whose entries are made one after the other.
pub(crate) struct DirectoryValue<'d> {
    pub(crate) directory: &'d Directory,
    /// The entries that are told of.
    pub(super) kept: Kept,
}

impl Serialize for DirectoryValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let directory = self.directory;
        let entries: Vec<EntryId> = self.kept.of(directory).map(Entry::handle).collect();
        Whole {
            title: directory.title(),
            about: given(directory.about()),
            edition: given(directory.edition()),
            updated: directory.updated().map(|date| date.to_string()),
            notice: given(directory.notice()),
            kinds: directory.kinds().map(|(_, term)| KindValue::of(term)).collect(),
            relations: directory.relations().map(|(_, term)| RelationValue::of(term)).collect(),
            topics: directory.topics().map(|(_, term)| TopicValue::of(term)).collect(),
            sources: directory.sources().map(|(_, term)| SourceValue::of(term)).collect(),
            entries: Entries { directory, entries: &entries },
        }
        .serialize(serializer)
    }
}

/// Some entries, each made when it is written.
pub(crate) struct Entries<'d> {
    pub(crate) directory: &'d Directory,
    pub(crate) entries: &'d [EntryId],
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries.iter().map(|entry| EntryValue::of(self.directory, *entry)))
    }
}

#[derive(Serialize)]
struct Whole<'d> {
    title: &'d str,
    about: Option<&'d str>,
    edition: Option<&'d str>,
    updated: Option<String>,
    notice: Option<&'d str>,
    kinds: Vec<KindValue<'d>>,
    relations: Vec<RelationValue<'d>>,
    topics: Vec<TopicValue<'d>>,
    sources: Vec<SourceValue<'d>>,
    entries: Entries<'d>,
}

/// A text that may be empty.
fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

#[derive(Serialize)]
struct KindValue<'d> {
    id: &'d str,
    name: &'d str,
    plural: &'d str,
    about: Option<&'d str>,
    class: Option<&'d str>,
}

impl<'d> KindValue<'d> {
    fn of(term: Term<'d>) -> Self {
        let Term { id, name, plural, about, class } = term;
        KindValue { id, name, plural, about: given(about), class: given(class) }
    }
}

#[derive(Serialize)]
struct TopicValue<'d> {
    id: &'d str,
    name: &'d str,
    about: Option<&'d str>,
}

impl<'d> TopicValue<'d> {
    fn of(term: Term<'d>) -> Self {
        TopicValue { id: term.id, name: term.name, about: given(term.about) }
    }
}

#[derive(Serialize)]
struct RelationValue<'d> {
    id: &'d str,
    name: &'d str,
    inverse: Option<&'d str>,
    nests: bool,
    class: Option<&'d str>,
}

impl<'d> RelationValue<'d> {
    fn of(term: RelationTerm<'d>) -> Self {
        let RelationTerm { id, name, inverse, nests, class } = term;
        RelationValue { id, name, inverse, nests, class: given(class) }
    }
}

#[derive(Serialize)]
struct SourceValue<'d> {
    id: &'d str,
    title: &'d str,
    publisher: Option<&'d str>,
    url: Option<&'d str>,
    date: Option<String>,
    standing: Option<&'static str>,
    note: Option<&'d str>,
}

impl<'d> SourceValue<'d> {
    fn of(term: SourceTerm<'d>) -> Self {
        SourceValue {
            id: term.id,
            title: term.title,
            publisher: given(term.publisher),
            url: given(term.url),
            date: term.date.map(|date| date.to_string()),
            standing: term.standing.map(crate::directory::Standing::word),
            note: given(term.note),
        }
    }
}

/// An entry with its links resolved.
#[derive(Serialize)]
pub(crate) struct EntryValue<'d> {
    id: &'d str,
    kind: &'d str,
    name: &'d str,
    abbreviation: Option<&'d str>,
    other_names: Vec<&'d str>,
    path: Vec<&'d str>,
    summary: Option<&'d str>,
    text: Option<&'d str>,
    topics: Vec<&'d str>,
    activities: Vec<StatementValue<'d>>,
    background: Vec<StatementValue<'d>>,
    links: Vec<LinkValue<'d>>,
    linked_from: Vec<LinkValue<'d>>,
    events: Vec<EventValue<'d>>,
    contacts: Vec<ContactValue<'d>>,
    sources: Vec<&'d str>,
}

impl<'d> EntryValue<'d> {
    pub(crate) fn of(directory: &'d Directory, id: EntryId) -> Self {
        let entry = directory.entry(id);
        let name = |id: EntryId| directory.entry(id).name();
        EntryValue {
            id: entry.id(),
            kind: entry.kind().id,
            name: entry.name(),
            abbreviation: entry.abbreviation(),
            other_names: entry.other_names().collect(),
            path: entry.path().into_iter().map(name).collect(),
            summary: entry.summary(),
            text: entry.text(),
            topics: topic_ids(directory, &entry.topics()),
            activities: entry.activities().map(|stated| StatementValue::of(directory, stated)).collect(),
            background: entry.background().map(|stated| StatementValue::of(directory, stated)).collect(),
            links: entry.links().map(|link| LinkValue::of(directory, link, link.target())).collect(),
            linked_from: entry
                .linked_from()
                .map(|link| LinkValue::of(directory, link, link.origin()))
                .collect(),
            events: entry.events().map(|event| EventValue::of(directory, event)).collect(),
            contacts: entry.contacts().map(|contact| ContactValue::of(directory, contact)).collect(),
            sources: source_ids(directory, entry.sources()),
        }
    }
}

#[derive(Serialize)]
pub(crate) struct StatementValue<'d> {
    text: &'d str,
    topics: Vec<&'d str>,
    note: Option<&'d str>,
    sources: Vec<&'d str>,
}

impl<'d> StatementValue<'d> {
    pub(crate) fn of(directory: &'d Directory, statement: Statement<'d>) -> Self {
        StatementValue {
            text: statement.text(),
            topics: topic_ids(directory, statement.topics()),
            note: statement.note(),
            sources: source_ids(directory, statement.sources()),
        }
    }
}

/// A link, seen from one of its ends.
#[derive(Serialize)]
struct LinkValue<'d> {
    rel: &'d str,
    id: &'d str,
    name: &'d str,
    note: Option<&'d str>,
    sources: Vec<&'d str>,
}

impl<'d> LinkValue<'d> {
    fn of(directory: &'d Directory, link: Link<'d>, other: EntryId) -> Self {
        let other = directory.entry(other);
        LinkValue {
            rel: link.relation().id,
            id: other.id(),
            name: other.name(),
            note: link.note(),
            sources: source_ids(directory, link.sources()),
        }
    }
}

#[derive(Serialize)]
struct EventValue<'d> {
    date: String,
    text: &'d str,
    note: Option<&'d str>,
    sources: Vec<&'d str>,
}

impl<'d> EventValue<'d> {
    fn of(directory: &'d Directory, event: Event<'d>) -> Self {
        let Event { date, text, note, sources, .. } = event;
        EventValue { date: date.to_string(), text, note, sources: source_ids(directory, sources) }
    }
}

#[derive(Serialize)]
struct ContactValue<'d> {
    kind: &'static str,
    value: &'d str,
    label: Option<&'d str>,
    date: Option<String>,
    note: Option<&'d str>,
    sources: Vec<&'d str>,
}

impl<'d> ContactValue<'d> {
    fn of(directory: &'d Directory, contact: Contact<'d>) -> Self {
        ContactValue {
            kind: contact.kind.word(),
            value: contact.value,
            label: contact.label,
            date: contact.date.map(|date| date.to_string()),
            note: contact.note,
            sources: source_ids(directory, contact.sources),
        }
    }
}

fn topic_ids<'d>(directory: &'d Directory, topics: &[TopicId]) -> Vec<&'d str> {
    topics.iter().map(|topic| directory.topic(*topic).id).collect()
}

fn source_ids<'d>(directory: &'d Directory, sources: &[SourceId]) -> Vec<&'d str> {
    sources.iter().map(|source| directory.source(*source).id).collect()
}
