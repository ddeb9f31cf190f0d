//! A page: what is told of an entry, or of a heading of an outline, in the order in which it is read.
//!
//! A [`Page`] is made of sections and their items, whose texts point into the directory. The detail pane and `show`
//! lay it out (`layout`), the Markdown of `export` walks it. Which sections there are, what is grouped and what is
//! left out because it would be too long is decided here, once for all of them.

mod about;
mod address;
mod citation;
mod layout;
mod markdown;
mod way;

use std::borrow::Cow;
use std::collections::HashMap;
use std::iter;

use crate::directory::{
    Contact, Date, Directory, Entry, EntryId, Event, Link, RelationId, RelationTerm, SourceId, SourceTerm,
    Standing, Statement, events_by_date,
};
use crate::outline::Subject;
pub use about::{about_directory, about_entry};
pub use address::{Target, address_of};
pub use citation::{Citation, Cited, ItemPlace};
pub use layout::{Layout, Placed};
pub use markdown::Chapters;
pub(crate) use way::{Step, leading};

/// At most this many links are listed beneath one relation or heading; the rest are counted.
const MOST_LISTED: usize = 500;

/// What is told of one entry or heading.
#[derive(Debug)]
pub struct Page<'d> {
    /// The entry, where the page is one of an entry.
    pub entry: Option<EntryId>,
    /// The name.
    pub name: Cow<'d, str>,
    /// The abbreviation of the entry.
    pub abbreviation: Option<&'d str>,
    /// What stands beneath the name: abbreviation, kind.
    pub facts: Vec<&'d str>,
    /// The other names.
    pub other_names: Vec<&'d str>,
    /// The sections, none of them empty.
    pub sections: Vec<Section<'d>>,
    /// What the items rest on, each once; an item names them by their position, from 0.
    pub sources: Vec<SourceId>,
}

/// A part of a page.
#[derive(Debug)]
pub struct Section<'d> {
    /// Which part it is.
    pub part: Part,
    /// What stands in it.
    pub items: Vec<Item<'d>>,
}

/// The parts that a page can have, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The summary and the text.
    Text,
    /// What it does.
    Activities,
    /// What else is stated of it.
    Background,
    /// Where it leads.
    Links,
    /// What leads to it.
    LinkedFrom,
    /// What happened.
    Events,
    /// How to reach it.
    Contacts,
    /// What it rests on.
    Sources,
    /// What stands beneath a heading.
    Entries,
}

impl Part {
    /// The heading of the section; the text has none.
    pub fn title(self) -> Option<&'static str> {
        Some(match self {
            Part::Text => return None,
            Part::Activities => "Activities",
            Part::Background => "Background",
            Part::Links => "Links",
            Part::LinkedFrom => "Linked from",
            Part::Events => "Events",
            Part::Contacts => "Contacts",
            Part::Sources => "Sources",
            Part::Entries => "Entries",
        })
    }
}

/// One thing that a section tells.
#[derive(Debug)]
pub enum Item<'d> {
    /// `CommonMark` paragraphs.
    Prose(&'d str),
    /// An activity, or a piece of background.
    Statement {
        /// What is stated, in `CommonMark`.
        text: &'d str,
        /// The names of its topics.
        topics: Vec<&'d str>,
        /// What to know about it.
        note: Option<&'d str>,
        /// Positions in the page's sources.
        sources: Vec<usize>,
    },
    /// The words of a relation, above the links that it makes.
    Relation(&'d str),
    /// An entry at the other end of a link.
    Link {
        /// The entry.
        to: EntryId,
        /// Its name.
        name: &'d str,
        /// The name of its kind.
        kind: &'d str,
        /// What to know about the link.
        note: Option<&'d str>,
        /// Positions in the page's sources.
        sources: Vec<usize>,
    },
    /// This many more links are not listed.
    More(usize),
    /// Something that happened.
    Event {
        /// When.
        date: Date,
        /// What, in `CommonMark`.
        text: &'d str,
        /// What to know about it.
        note: Option<&'d str>,
        /// The entry that it is told of, where the page is not that entry's.
        of: Option<EntryId>,
        /// Positions in the page's sources.
        sources: Vec<usize>,
    },
    /// A way to reach the entry.
    Contact {
        /// The way.
        contact: Contact<'d>,
        /// Positions in the page's sources.
        sources: Vec<usize>,
    },
    /// What the page rests on.
    Source {
        /// Its position in the page's sources.
        number: usize,
        /// The source.
        source: SourceTerm<'d>,
    },
}

impl<'d> Page<'d> {
    /// The page of whatever stands at a place of an outline.
    pub fn of(directory: &'d Directory, subject: Subject) -> Self {
        let about = |text: &'d str| if text.is_empty() { None } else { Some(text) };
        match subject {
            Subject::Entry(entry) | Subject::Event(entry, _) => Self::of_entry(directory, entry),
            Subject::Kind(kind) => {
                let term = directory.kind(kind);
                let of_kind = directory.entries().filter(|entry| entry.kind_id() == kind);
                Self::of_heading(term.plural, about(term.about), of_kind)
            }
            Subject::Topic(Some(topic)) => {
                let term = directory.topic(topic);
                let on_topic =
                    directory.entries().filter(|entry| entry.topics_as_given().any(|given| given == topic));
                Self::of_heading(term.name, about(term.about), on_topic)
            }
            Subject::Topic(None) => {
                let without = directory.entries().filter(|entry| entry.topics_as_given().next().is_none());
                Self::of_heading("Without a topic", None, without)
            }
            Subject::Year(year) => Self::of_year(directory, year),
        }
    }

    /// The page of an entry.
    pub fn of_entry(directory: &'d Directory, id: EntryId) -> Self {
        let entry = directory.entry(id);
        let mut builder = Builder::new(directory);
        let mut sections = vec![
            Section {
                part: Part::Text,
                items: entry.summary().into_iter().chain(entry.text()).map(Item::Prose).collect(),
            },
            builder.statements(Part::Activities, entry.activities()),
            builder.statements(Part::Background, entry.background()),
            builder.links(entry),
            builder.linked_from(entry),
            builder.events(entry.events()),
            builder.contacts(entry.contacts()),
            builder.all_sources(entry),
        ];
        sections.retain(|section| !section.items.is_empty());
        Page {
            entry: Some(id),
            name: entry.name().into(),
            abbreviation: entry.abbreviation(),
            facts: entry.abbreviation().into_iter().chain([entry.kind().name]).collect(),
            other_names: entry.other_names().collect(),
            sections,
            sources: builder.sources,
        }
    }

    fn of_heading(name: &'d str, about: Option<&'d str>, entries: impl Iterator<Item = Entry<'d>>) -> Self {
        let mut items = Vec::new();
        let mut more = 0;
        for entry in entries {
            if items.len() < MOST_LISTED {
                items.push(link_to(entry));
            } else {
                more += 1;
            }
        }
        items.extend((more > 0).then_some(Item::More(more)));
        let mut sections = vec![
            Section { part: Part::Text, items: about.map(Item::Prose).into_iter().collect() },
            Section { part: Part::Entries, items },
        ];
        sections.retain(|section| !section.items.is_empty());
        Page {
            entry: None,
            name: name.into(),
            abbreviation: None,
            facts: Vec::new(),
            other_names: Vec::new(),
            sections,
            sources: Vec::new(),
        }
    }

    /// What happened in a year, the earliest first, each with the entry that it is told of.
    fn of_year(directory: &'d Directory, year: u16) -> Self {
        let mut events = events_by_date(directory.entries(), |date| date.year() == year);
        let more = events.len().saturating_sub(MOST_LISTED);
        events.truncate(MOST_LISTED);
        let mut builder = Builder::new(directory);
        let item = |(_, entry, position)| {
            let entry = directory.entry(entry);
            let event = entry.events().nth(position as usize)?;
            Some(builder.event(event, Some(entry)))
        };
        let mut items: Vec<Item<'d>> = events.into_iter().filter_map(item).collect();
        items.extend((more > 0).then_some(Item::More(more)));
        let mut sections = vec![Section { part: Part::Events, items }, builder.source_section()];
        sections.retain(|section| !section.items.is_empty());
        Page {
            sections,
            sources: builder.sources,
            name: format!("Events of {year}").into(),
            ..Self::of_heading("", None, iter::empty())
        }
    }
}

impl<'d> Item<'d> {
    /// The words of a relation, where they stand here.
    fn relation(&self) -> Option<&'d str> {
        match self {
            Item::Relation(words) => Some(words),
            Item::Prose(_)
            | Item::Statement { .. }
            | Item::Link { .. }
            | Item::More(_)
            | Item::Event { .. }
            | Item::Contact { .. }
            | Item::Source { .. } => None,
        }
    }
}

/// Who published a source, when, and how close it stands to those who know, where that is told.
fn publication(source: &SourceTerm) -> String {
    let date = source.date.map(|date| date.to_string());
    let standing = source.standing.map(Standing::name);
    let publisher = Some(source.publisher).filter(|publisher| !publisher.is_empty());
    let parts: Vec<&str> = [publisher, date.as_deref(), standing].into_iter().flatten().collect();
    parts.join(", ")
}

/// Makes sections, and numbers the sources as they are first used.
struct Builder<'d> {
    directory: &'d Directory,
    sources: Vec<SourceId>,
    numbers: HashMap<SourceId, usize>,
}

impl<'d> Builder<'d> {
    fn new(directory: &'d Directory) -> Self {
        Builder { directory, sources: Vec::new(), numbers: HashMap::new() }
    }

    fn statements(&mut self, part: Part, statements: impl Iterator<Item = Statement<'d>>) -> Section<'d> {
        let statement = |statement: Statement<'d>| Item::Statement {
            text: statement.text(),
            topics: statement.topics().iter().map(|topic| self.directory.topic(*topic).name).collect(),
            note: statement.note(),
            sources: self.numbers(statement.sources()),
        };
        Section { part, items: statements.map(statement).collect() }
    }

    fn links(&mut self, entry: Entry<'d>) -> Section<'d> {
        let words = |relation: RelationTerm<'d>| relation.name;
        Section { part: Part::Links, items: self.grouped(entry.links(), words, Link::target) }
    }

    fn linked_from(&mut self, entry: Entry<'d>) -> Section<'d> {
        let words = |relation: RelationTerm<'d>| relation.inverse.unwrap_or(relation.name);
        Section { part: Part::LinkedFrom, items: self.grouped(entry.linked_from(), words, Link::origin) }
    }

    /// Links under the words of their relations, in the order in which these first come.
    fn grouped(
        &mut self,
        links: impl Iterator<Item = Link<'d>>,
        words: impl Fn(RelationTerm<'d>) -> &'d str,
        other: impl Fn(Link<'d>) -> EntryId,
    ) -> Vec<Item<'d>> {
        let mut groups = Groups::default();
        for link in links {
            let Group { items, more, .. } = groups.of(link.relation_id(), || words(link.relation()));
            if items.len() == MOST_LISTED {
                *more += 1;
                continue;
            }
            let entry = self.directory.entry(other(link));
            items.push(Item::Link {
                to: entry.handle(),
                name: entry.name(),
                kind: entry.kind().name,
                note: link.note(),
                sources: self.numbers(link.sources()),
            });
        }
        let with_heading = |Group { words, mut items, more }: Group<'d>| {
            items.insert(0, Item::Relation(words));
            items.extend((more > 0).then_some(Item::More(more)));
            items
        };
        groups.groups.into_iter().flat_map(with_heading).collect()
    }

    fn events(&mut self, events: impl Iterator<Item = Event<'d>>) -> Section<'d> {
        Section { part: Part::Events, items: events.map(|event| self.event(event, None)).collect() }
    }

    fn event(&mut self, event: Event<'d>, of: Option<Entry<'d>>) -> Item<'d> {
        Item::Event {
            date: event.date,
            text: event.text,
            note: event.note,
            of: of.map(Entry::handle),
            sources: self.numbers(event.sources),
        }
    }

    fn contacts(&mut self, contacts: impl Iterator<Item = Contact<'d>>) -> Section<'d> {
        let contact =
            |contact: Contact<'d>| Item::Contact { contact, sources: self.numbers(contact.sources) };
        Section { part: Part::Contacts, items: contacts.map(contact).collect() }
    }

    fn all_sources(&mut self, entry: Entry<'d>) -> Section<'d> {
        self.numbers(entry.sources());
        self.source_section()
    }

    fn source_section(&self) -> Section<'d> {
        let source =
            |(number, id): (usize, &SourceId)| Item::Source { number, source: self.directory.source(*id) };
        Section { part: Part::Sources, items: self.sources.iter().enumerate().map(source).collect() }
    }

    fn numbers(&mut self, sources: &[SourceId]) -> Vec<usize> {
        let number = |source: &SourceId| {
            *self.numbers.entry(*source).or_insert_with(|| {
                self.sources.push(*source);
                self.sources.len() - 1
            })
        };
        sources.iter().map(number).collect()
    }
}

/// Links by the words of their relations.
#[derive(Default)]
struct Groups<'d> {
    groups: Vec<Group<'d>>,
    /// The group of each relation: there may be a million links, but the relations are a handful.
    by_relation: Vec<(RelationId, usize)>,
}

struct Group<'d> {
    words: &'d str,
    items: Vec<Item<'d>>,
    more: usize,
}

impl<'d> Groups<'d> {
    fn of(&mut self, relation: RelationId, words: impl FnOnce() -> &'d str) -> &mut Group<'d> {
        let known = self.by_relation.iter().find(|(known, _)| *known == relation).map(|(_, at)| *at);
        let at = known.unwrap_or_else(|| {
            let at = self.with_words(words());
            self.by_relation.push((relation, at));
            at
        });
        &mut self.groups[at]
    }

    /// Two relations may have the same words.
    fn with_words(&mut self, words: &'d str) -> usize {
        self.groups.iter().position(|group| group.words == words).unwrap_or_else(|| {
            self.groups.push(Group { words, items: Vec::new(), more: 0 });
            self.groups.len() - 1
        })
    }
}

fn link_to(entry: Entry<'_>) -> Item<'_> {
    Item::Link {
        to: entry.handle(),
        name: entry.name(),
        kind: entry.kind().name,
        note: None,
        sources: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
