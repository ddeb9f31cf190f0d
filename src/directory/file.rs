//! The shape of the data file: which fields its records have, read into flat lists.
//!
//! What comes out is a [`Draft`]: everything that the file says, with names (of kinds, topics, relations, sources and
//! entries) still as they are written. `check` resolves them.

mod parts;
mod written;

use std::sync::Arc;

use super::problem::Found;
use super::progress::Progress;
use super::reader::{Field, Lost, Read, Reader, Span, Unescaped};
use super::record::{
    ContactRecord, EntryRecord, EventRecord, Front, Kind, LinkRecord, Relation, Run, Source, StatementRecord,
    Topic,
};
use super::{BadDate, ContactKind, Date, EntryId, RelationId, Standing};
use crate::notation::{nearest, quoted};

use written::Known;
pub(super) use written::{Keys, Terms};

/// A file as it is written. Records hold placeholders where a name is not resolved yet; the names stand in the lists
/// that end in `_written`, each as long as the list that it belongs to.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) front: Front,
    pub(super) kinds: Vec<Kind>,
    pub(super) relations: Vec<Relation>,
    pub(super) topics: Vec<Topic>,
    pub(super) sources: Vec<Source>,
    pub(super) entries: Vec<EntryRecord>,
    /// The ids of the entries.
    pub(super) ids_written: Keys,
    pub(super) kinds_written: Terms,
    pub(super) names: Vec<Span>,
    pub(super) topics_written: Terms,
    pub(super) sources_written: Terms,
    pub(super) statements: Vec<StatementRecord>,
    pub(super) links: Vec<LinkRecord>,
    pub(super) relations_written: Terms,
    pub(super) targets_written: Keys,
    /// Where the targets stand.
    pub(super) targets: Vec<Span>,
    pub(super) events: Vec<EventRecord>,
    pub(super) contacts: Vec<ContactRecord>,
    pub(super) unescaped: Unescaped,
    pub(super) problems: Found,
    /// Whether reading ended before the end of the file, so that what is missing may stand in the rest.
    pub(super) is_cut: bool,
    /// What finds the ids and the targets again.
    pub(super) known: Arc<Known>,
}

/// Reads a text of less than 2 GiB. Problems are in the draft.
pub(super) fn read(source: &str, progress: &Progress) -> Draft {
    read_in_parts(Draft::default(), source, parts::worth_their_while(source), progress)
}

/// Reads a text into an empty draft, its entries in at most so many parts at once, which makes no difference to what
/// comes out.
fn read_in_parts(mut draft: Draft, source: &str, parts: usize, progress: &Progress) -> Draft {
    let mut reader = Reader::new(source, progress);
    draft.is_cut = draft.read(&mut reader, parts).is_err();
    draft.unescaped = reader.unescaped;
    draft.problems = reader.problems;
    draft
}

const TEXT: &str = "a string";
const TOPICS: &str = "a list of topics";
const SOURCES: &str = "a list of sources";

type Fields = &'static [&'static str];
const DIRECTORY: Fields =
    &["title", "about", "edition", "updated", "notice", "kinds", "relations", "topics", "sources", "entries"];
const KIND: Fields = &["id", "name", "plural", "about", "class"];
const RELATION: Fields = &["id", "name", "inverse", "nests", "class"];
const TOPIC: Fields = &["id", "name", "about"];
const SOURCE: Fields = &["id", "title", "publisher", "url", "date", "standing", "note"];
const ENTRY: Fields = &[
    "id",
    "kind",
    "name",
    "abbreviation",
    "other_names",
    "summary",
    "text",
    "topics",
    "activities",
    "background",
    "links",
    "events",
    "contacts",
    "sources",
];
const STATEMENT: Fields = &["text", "topics", "sources", "note"];
const LINK: Fields = &["rel", "to", "note", "sources"];
const EVENT: Fields = &["date", "text", "sources", "note"];
const CONTACT: Fields = &["kind", "value", "label", "date", "note", "sources"];

/// The record of an entry before its fields are read.
const BLANK: EntryRecord = EntryRecord {
    id: Span { start: 0, len: 0 },
    name: Span { start: 0, len: 0 },
    abbreviation: Span { start: 0, len: 0 },
    summary: Span { start: 0, len: 0 },
    text: Span { start: 0, len: 0 },
    other_names: Run { start: 0, len: 0 },
    topics: Run { start: 0, len: 0 },
    activities: Run { start: 0, len: 0 },
    background: Run { start: 0, len: 0 },
    links: Run { start: 0, len: 0 },
    events: Run { start: 0, len: 0 },
    contacts: Run { start: 0, len: 0 },
    sources: Run { start: 0, len: 0 },
};

impl Draft {
    fn read(&mut self, reader: &mut Reader, parts: usize) -> Read<()> {
        reader.extensions()?;
        let mut field = |reader: &mut Reader, field: &str| {
            match field {
                "title" => self.front.title = name(reader)?,
                "about" => self.front.about = text(reader)?,
                "edition" => self.front.edition = text(reader)?,
                "updated" => self.front.updated = date(reader)?,
                "notice" => self.front.notice = text(reader)?,
                "kinds" => {
                    reader.list("a list of kinds", |reader| push(&mut self.kinds, kind(reader)))?;
                }
                "relations" => {
                    reader
                        .list("a list of relations", |reader| push(&mut self.relations, relation(reader)))?;
                }
                "topics" => {
                    reader.list("a list of topics", |reader| push(&mut self.topics, topic(reader)))?;
                }
                "sources" => {
                    reader.list("a list of sources", |reader| push(&mut self.sources, source(reader)))?;
                }
                "entries" => {
                    self.known = Arc::new(Known::of(self, reader));
                    parts::entries(self, reader, parts)?;
                }
                _ => return Ok(Field::Unknown),
            }
            Ok(Field::Read)
        };
        reader.rare_record("the directory", DIRECTORY, &["title", "kinds", "entries"], &mut field)?;
        reader.end()
    }

    fn entry(&mut self, reader: &mut Reader) -> Read<()> {
        // Links are found by their position among all links, so an entry without any has its place among them too.
        let mut entry = EntryRecord { links: Run::since(&self.links, self.links.len()), ..BLANK };
        let mut kind_written = Span::default();
        let place = reader.record("an entry", ENTRY, &["id", "kind", "name"], |reader, field| {
            match field {
                "id" => {
                    entry.id = id(reader)?;
                    reader.entry = Some(entry.id);
                }
                "kind" => kind_written = name(reader)?,
                "name" => entry.name = name(reader)?,
                "abbreviation" => entry.abbreviation = text(reader)?,
                "other_names" => entry.other_names = other_names(reader, &mut self.names)?,
                "summary" => entry.summary = text(reader)?,
                "text" => entry.text = text(reader)?,
                "topics" => entry.topics = self.topics_written.list(reader, TOPICS, &self.known.topics)?,
                "activities" => entry.activities = self.statements(reader, "an activity")?,
                "background" => entry.background = self.statements(reader, "a statement")?,
                "links" => entry.links = self.links(reader)?,
                "events" => entry.events = self.events(reader)?,
                "contacts" => entry.contacts = self.contacts(reader)?,
                "sources" => {
                    entry.sources = self.sources_written.list(reader, SOURCES, &self.known.sources)?;
                }
                _ => return Ok(Field::Unknown),
            }
            Ok(Field::Read)
        });
        reader.entry = None;
        // An entry that broke off keeps its id, so that the links to it are not told as well. One without an id is nothing
        // but a stray sign.
        let is_entry = match &place {
            Ok(place) => place.is_some(),
            Err(Lost) => !entry.id.is_empty(),
        };
        if is_entry && keeps(reader) {
            self.entries.push(entry);
            self.ids_written.push(reader.text(entry.id), &self.known.hasher);
            self.kinds_written.push(kind_written, reader, &self.known.kinds);
        }
        place.map(drop)
    }

    fn statements(&mut self, reader: &mut Reader, what: &str) -> Read<Run> {
        let start = self.statements.len();
        reader.list("a list of statements", |reader| {
            let blank = Run::default();
            let (mut statement, mut note, mut topics, mut sources) =
                (Span::default(), Span::default(), blank, blank);
            reader.record(what, STATEMENT, &["text"], |reader, field| {
                match field {
                    "text" => statement = name(reader)?,
                    "topics" => topics = self.topics_written.list(reader, TOPICS, &self.known.topics)?,
                    "sources" => sources = self.sources_written.list(reader, SOURCES, &self.known.sources)?,
                    "note" => note = text(reader)?,
                    _ => return Ok(Field::Unknown),
                }
                Ok(Field::Read)
            })?;
            if keeps(reader) {
                self.statements.push(StatementRecord { text: statement, note, topics, sources });
            }
            Ok(())
        })?;
        Ok(Run::since(&self.statements, start))
    }

    fn links(&mut self, reader: &mut Reader) -> Read<Run> {
        let start = self.links.len();
        reader.list("a list of links", |reader| {
            let (mut relation, mut target) = (Span::default(), Span::default());
            let (mut note, mut sources) = (Span::default(), Run::default());
            let place = reader.record("a link", LINK, &["rel", "to"], |reader, field| {
                match field {
                    "rel" => relation = name(reader)?,
                    "to" => target = name(reader)?,
                    "note" => note = text(reader)?,
                    "sources" => sources = self.sources_written.list(reader, SOURCES, &self.known.sources)?,
                    _ => return Ok(Field::Unknown),
                }
                Ok(Field::Read)
            })?;
            if place.is_some() && keeps(reader) {
                self.relations_written.push(relation, reader, &self.known.relations);
                self.targets_written.push(reader.text(target), &self.known.hasher);
                self.targets.push(target);
                let (relation, target) = (RelationId(u32::MAX), EntryId(u32::MAX));
                self.links.push(LinkRecord { relation, target, note, sources });
            }
            Ok(())
        })?;
        Ok(Run::since(&self.links, start))
    }

    fn events(&mut self, reader: &mut Reader) -> Read<Run> {
        let start = self.events.len();
        reader.list("a list of events", |reader| {
            let (mut date, mut what, mut note, mut sources) =
                (None, Span::default(), Span::default(), Run::default());
            reader.record("an event", EVENT, &["date", "text"], |reader, field| {
                match field {
                    "date" => date = self::date(reader)?,
                    "text" => what = name(reader)?,
                    "note" => note = text(reader)?,
                    "sources" => sources = self.sources_written.list(reader, SOURCES, &self.known.sources)?,
                    _ => return Ok(Field::Unknown),
                }
                Ok(Field::Read)
            })?;
            let date = date.filter(|_| keeps(reader));
            self.events.extend(date.map(|date| EventRecord { date, text: what, note, sources }));
            Ok(())
        })?;
        Ok(Run::since(&self.events, start))
    }

    fn contacts(&mut self, reader: &mut Reader) -> Read<Run> {
        let start = self.contacts.len();
        reader.list("a list of contacts", |reader| {
            let mut kind = None;
            let (mut value, mut label, mut note) = (Span::default(), Span::default(), Span::default());
            let (mut date, mut sources) = (None, Run::default());
            reader.record("a contact", CONTACT, &["kind", "value"], |reader, field| {
                match field {
                    "kind" => kind = contact_kind(reader)?,
                    "value" => value = name(reader)?,
                    "label" => label = text(reader)?,
                    "date" => date = self::date(reader)?,
                    "note" => note = text(reader)?,
                    "sources" => sources = self.sources_written.list(reader, SOURCES, &self.known.sources)?,
                    _ => return Ok(Field::Unknown),
                }
                Ok(Field::Read)
            })?;
            let kind = kind.filter(|_| keeps(reader));
            self.contacts.extend(kind.map(|kind| ContactRecord { kind, value, label, date, note, sources }));
            Ok(())
        })?;
        Ok(Run::since(&self.contacts, start))
    }
}

/// Whether what is read is kept. In a file of nothing but mistakes a record takes many times the room of what is written,
/// so once there is no room for a further mistake nothing is kept: nobody will use it.
fn keeps(reader: &Reader) -> bool {
    !reader.problems.is_full()
}

fn kind(reader: &mut Reader) -> Read<Option<Kind>> {
    let mut kind = Kind::default();
    let place = reader.rare_record("a kind", KIND, &["id", "name"], &mut |reader, field| {
        match field {
            "id" => kind.id = id(reader)?,
            "name" => kind.name = name(reader)?,
            "plural" => kind.plural = text(reader)?,
            "about" => kind.about = text(reader)?,
            "class" => kind.class = text(reader)?,
            _ => return Ok(Field::Unknown),
        }
        Ok(Field::Read)
    })?;
    Ok(place.filter(|_| keeps(reader)).map(|_| kind))
}

fn relation(reader: &mut Reader) -> Read<Option<Relation>> {
    let mut relation = Relation::default();
    let place = reader.rare_record("a relation", RELATION, &["id", "name"], &mut |reader, field| {
        match field {
            "id" => relation.id = id(reader)?,
            "name" => relation.name = name(reader)?,
            "inverse" => relation.inverse = text(reader)?,
            "nests" => relation.nests = boolean(reader)?,
            "class" => relation.class = text(reader)?,
            _ => return Ok(Field::Unknown),
        }
        Ok(Field::Read)
    })?;
    Ok(place.filter(|_| keeps(reader)).map(|_| relation))
}

fn topic(reader: &mut Reader) -> Read<Option<Topic>> {
    let mut topic = Topic::default();
    let place = reader.rare_record("a topic", TOPIC, &["id", "name"], &mut |reader, field| {
        match field {
            "id" => topic.id = id(reader)?,
            "name" => topic.name = name(reader)?,
            "about" => topic.about = text(reader)?,
            _ => return Ok(Field::Unknown),
        }
        Ok(Field::Read)
    })?;
    Ok(place.filter(|_| keeps(reader)).map(|_| topic))
}

fn source(reader: &mut Reader) -> Read<Option<Source>> {
    let mut source = Source::default();
    let place = reader.rare_record("a source", SOURCE, &["id", "title"], &mut |reader, field| {
        match field {
            "id" => source.id = id(reader)?,
            "title" => source.title = name(reader)?,
            "publisher" => source.publisher = text(reader)?,
            "url" => source.url = text(reader)?,
            "date" => source.date = date(reader)?,
            "standing" => source.standing = standing(reader)?,
            "note" => source.note = text(reader)?,
            _ => return Ok(Field::Unknown),
        }
        Ok(Field::Read)
    })?;
    Ok(place.filter(|_| keeps(reader)).map(|_| source))
}

fn push<T>(list: &mut Vec<T>, item: Read<Option<T>>) -> Read<()> {
    list.extend(item?);
    Ok(())
}

fn text(reader: &mut Reader) -> Read<Span> {
    reader.string(TEXT).map(Option::unwrap_or_default)
}

/// A text that may not be empty, nor `None`.
fn name(reader: &mut Reader) -> Read<Span> {
    let (start, told) = (reader.at(), reader.problems.count());
    let name = reader.string(TEXT)?.unwrap_or_default();
    // A value that is no text at all is told already.
    if reader.is_blank(name) && reader.problems.count() == told {
        reader.tell(start..reader.at(), "this is empty, and has to say something".to_owned());
    }
    Ok(name)
}

fn id(reader: &mut Reader) -> Read<Span> {
    let start = reader.at();
    let id = name(reader)?;
    let text = reader.text(id);
    if !text.trim().is_empty() && !is_id(text) {
        let shown = quoted(text);
        let message = format!(
            "`{shown}` is not an id: it begins with a lower-case letter or a digit, and goes on with those, `.`, `_` or `-`"
        );
        reader.tell(start..reader.at(), message);
    }
    Ok(id)
}

fn is_id(text: &str) -> bool {
    let is_first = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().next().is_some_and(is_first)
        && text.bytes().all(|byte| is_first(byte) || matches!(byte, b'.' | b'_' | b'-'))
}

fn other_names(reader: &mut Reader, into: &mut Vec<Span>) -> Read<Run> {
    let start = into.len();
    reader.list("a list of other names", |reader| {
        let name = name(reader)?;
        if !name.is_empty() {
            into.push(name);
        }
        Ok(())
    })?;
    Ok(Run::since(into, start))
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).expect("a file shorter than 2 GiB has fewer of anything")
}

fn date(reader: &mut Reader) -> Read<Option<Date>> {
    let start = reader.at();
    let Some(span) = reader.string("a date in quotes")? else { return Ok(None) };
    let text = reader.text(span);
    match text.parse() {
        Ok(date) => Ok(Some(date)),
        Err(BadDate) => {
            let message = format!(
                "`{}` is not a date; write it as \"2003\", \"2017-09\" or \"2018-10-11\"",
                quoted(text)
            );
            reader.tell(start..reader.at(), message);
            Ok(None)
        }
    }
}

fn boolean(reader: &mut Reader) -> Read<bool> {
    word(reader, "`true` or `false`", &[("true", true), ("false", false)]).map(Option::unwrap_or_default)
}

fn contact_kind(reader: &mut Reader) -> Read<Option<ContactKind>> {
    let known = ContactKind::ALL.map(|kind| (kind.word(), kind));
    word(reader, "web, phone, text, tty, email or address, without quotes", &known)
}

fn standing(reader: &mut Reader) -> Read<Option<Standing>> {
    let known = Standing::ALL.map(|standing| (standing.word(), standing));
    word(reader, "official, copy or secondary, without quotes", &known)
}

/// One of a few bare words.
fn word<T: Copy>(reader: &mut Reader, what: &str, known: &[(&str, T)]) -> Result<Option<T>, Lost> {
    let Some((word, start)) = reader.bare_word(what)? else { return Ok(None) };
    let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if found.is_none() {
        let hint = nearest(word, known.iter().map(|(name, _)| *name));
        let hint = hint.map_or_else(String::new, |name| format!("; the nearest is `{name}`"));
        reader.tell(start..reader.at(), format!("expected {what}, found `{}`{hint}", quoted(word)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
