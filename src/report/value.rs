//! The directory as values for JSON: entries with their links resolved, in the order in which the file has them.
//!
//! Optional texts are `null` where there is none, lists are empty, and every field is there, so that a query need not ask.

use super::extent::Kept;
use super::json::{Json, field};
use crate::directory::{
    Contact, Directory, EntryId, Event, Link, RelationTerm, SourceId, SourceTerm, Standing, Statement, Term,
    TopicId,
};

/// The whole directory, whose entries are made one after the other; only those that are kept.
pub(super) fn whole<'d>(directory: &'d Directory, kept: &'d Kept) -> Json<'d> {
    let entries = kept.of(directory).map(|entry| self::entry(directory, entry.handle()));
    Json::Object(vec![
        field("title", directory.title()),
        field("about", given(directory.about())),
        field("edition", given(directory.edition())),
        field("updated", directory.updated().map(|date| date.to_string())),
        field("notice", given(directory.notice())),
        field("kinds", Json::list(directory.kinds().map(|(_, term)| kind(term)))),
        field("relations", Json::list(directory.relations().map(|(_, term)| relation(term)))),
        field("topics", Json::list(directory.topics().map(|(_, term)| topic(term)))),
        field("sources", Json::list(directory.sources().map(|(_, term)| source(term)))),
        field("entries", Json::Each(Box::new(entries))),
    ])
}

/// A text that may be empty.
fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn kind(term: Term) -> Json {
    let Term { id, name, plural, about, class } = term;
    Json::Object(vec![
        field("id", id),
        field("name", name),
        field("plural", plural),
        field("about", given(about)),
        field("class", given(class)),
    ])
}

fn topic(term: Term) -> Json {
    Json::Object(vec![field("id", term.id), field("name", term.name), field("about", given(term.about))])
}

fn relation(term: RelationTerm) -> Json {
    let RelationTerm { id, name, inverse, nests, class } = term;
    Json::Object(vec![
        field("id", id),
        field("name", name),
        field("inverse", inverse),
        field("nests", nests),
        field("class", given(class)),
    ])
}

fn source(term: SourceTerm) -> Json {
    Json::Object(vec![
        field("id", term.id),
        field("title", term.title),
        field("publisher", given(term.publisher)),
        field("url", given(term.url)),
        field("date", term.date.map(|date| date.to_string())),
        field("standing", term.standing.map(Standing::word)),
        field("note", given(term.note)),
    ])
}

/// An entry with its links resolved.
pub(super) fn entry(directory: &Directory, id: EntryId) -> Json<'_> {
    let entry = directory.entry(id);
    let path = entry.path().into_iter().map(|id| directory.entry(id).name());
    Json::Object(vec![
        field("id", entry.id()),
        field("kind", entry.kind().id),
        field("name", entry.name()),
        field("abbreviation", entry.abbreviation()),
        field("other_names", Json::list(entry.other_names())),
        field("path", Json::list(path)),
        field("summary", entry.summary()),
        field("text", entry.text()),
        field("topics", topics(directory, &entry.topics())),
        field("activities", statements(directory, &mut entry.activities())),
        field("background", statements(directory, &mut entry.background())),
        field("links", Json::list(entry.links().map(|end| link(directory, end, end.target())))),
        field("linked_from", Json::list(entry.linked_from().map(|end| link(directory, end, end.origin())))),
        field("events", Json::list(entry.events().map(|told| event(directory, told)))),
        field("contacts", Json::list(entry.contacts().map(|told| contact(directory, told)))),
        field("sources", sources(directory, entry.sources())),
    ])
}

fn statements<'d>(directory: &'d Directory, all: &mut dyn Iterator<Item = Statement<'d>>) -> Json<'d> {
    Json::list(all.map(|stated| statement(directory, stated)))
}

pub(super) fn statement<'d>(directory: &'d Directory, statement: Statement<'d>) -> Json<'d> {
    Json::Object(vec![
        field("text", statement.text()),
        field("topics", topics(directory, statement.topics())),
        field("note", statement.note()),
        field("sources", sources(directory, statement.sources())),
    ])
}

/// A link, seen from one of its ends.
fn link<'d>(directory: &'d Directory, link: Link<'d>, other: EntryId) -> Json<'d> {
    let other = directory.entry(other);
    Json::Object(vec![
        field("rel", link.relation().id),
        field("id", other.id()),
        field("name", other.name()),
        field("note", link.note()),
        field("sources", sources(directory, link.sources())),
    ])
}

fn event<'d>(directory: &'d Directory, event: Event<'d>) -> Json<'d> {
    Json::Object(vec![
        field("date", event.date.to_string()),
        field("text", event.text),
        field("note", event.note),
        field("sources", sources(directory, event.sources)),
    ])
}

fn contact<'d>(directory: &'d Directory, contact: Contact<'d>) -> Json<'d> {
    Json::Object(vec![
        field("kind", contact.kind.word()),
        field("value", contact.value),
        field("label", contact.label),
        field("date", contact.date.map(|date| date.to_string())),
        field("note", contact.note),
        field("sources", sources(directory, contact.sources)),
    ])
}

fn topics<'d>(directory: &'d Directory, topics: &[TopicId]) -> Json<'d> {
    Json::list(topics.iter().map(|topic| directory.topic(*topic).id))
}

fn sources<'d>(directory: &'d Directory, sources: &[SourceId]) -> Json<'d> {
    Json::list(sources.iter().map(|source| directory.source(*source).id))
}
