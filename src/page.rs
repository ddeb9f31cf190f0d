//! A page: the sections of an entry, or of a heading of an outline, in reading order.
//!
//! A [`Page`] is made of sections and their items, whose texts point into the directory. The detail pane and `show`
//! lay it out (`layout`), the Markdown of `export` walks it. Which sections there are, what is grouped and what is
//! left out because it would be too long is decided here, once for all of them.

mod about;
mod breadcrumb;
mod citation;
mod layout;
mod markdown;
mod sources;
mod stated;
mod target;

use std::borrow::Cow;
use std::iter;

use crate::directory::{
    Contact, Date, Directory, Entry, EntryId, Event, RelationId, SourceTerm, Standing, Statement, Status,
    events_by_date,
};
pub use crate::fields::Part;
use crate::fields::{FieldOf, LinkEnd, Record, Shape, Shown, Values};
use crate::outline::{Subject, children_by_relation, group_title, under_letter};
pub use about::{about_directory, about_entry};
pub(crate) use breadcrumb::{Step, leading};
pub(crate) use citation::sentence;
pub use citation::{Citation, Cited, ItemPlace};
pub use layout::{Layout, Placed};
pub use markdown::Chapters;
pub use sources::{NumberedSources, in_brackets};
pub use stated::Stated;
pub(crate) use stated::of_link;
pub use target::{Target, leads_out};

/// At most this many links are listed beneath one relation or heading; the rest are counted.
const MOST_LISTED: usize = 500;

/// The page of one entry or heading.
pub struct Page<'d> {
    /// The entry, where the page is one of an entry.
    pub entry: Option<EntryId>,
    /// The name.
    pub name: Cow<'d, str>,
    /// The abbreviation of the entry.
    pub abbreviation: Option<&'d str>,
    /// What stands beneath the name: abbreviation, kind, and what else is said in a word or two.
    pub facts: Vec<Cow<'d, str>>,
    /// The sections, none of them empty.
    pub sections: Vec<Section<'d>>,
    /// What the items rest on.
    pub sources: NumberedSources,
}

/// A part of a page.
pub struct Section<'d> {
    /// Which part it is.
    pub part: Part,
    /// What stands in it.
    pub items: Vec<Item<'d>>,
}

/// One thing that a section tells.
#[derive(Clone)]
pub enum Item<'d> {
    /// `CommonMark` paragraphs.
    Prose(&'d str),
    /// One line of `CommonMark`.
    Inline(&'d str),
    /// A line of plain text.
    Line(Cow<'d, str>),
    /// Words behind what they are.
    Words(&'static str, Vec<Cow<'d, str>>),
    /// An activity, or a piece of background.
    Statement {
        /// The statement.
        statement: Statement<'d>,
        /// The numbers of its sources.
        sources: Vec<usize>,
    },
    /// What is different today.
    Status {
        /// What, and when that was so.
        status: Status<'d>,
        /// The numbers of its sources.
        sources: Vec<usize>,
    },
    /// The relation of the links that follow.
    Relation {
        /// Its words, in the direction of the links.
        words: &'d str,
        /// What to know of all of them; may be empty.
        about: &'d str,
    },
    /// An entry at the other end of a link.
    Link {
        /// The entry.
        to: EntryId,
        /// The link; `None` for an entry that only stands beneath a heading.
        end: Option<LinkEnd<'d>>,
        /// Its position among the links of its section, as the file has them.
        position: usize,
        /// The numbers of its sources.
        sources: Vec<usize>,
    },
    /// This many more links are not listed.
    More(usize),
    /// Something that happened.
    Event {
        /// What, and when.
        event: Event<'d>,
        /// Its entry, if the page is not that entry's.
        of: Option<EntryId>,
        /// The numbers of its sources.
        sources: Vec<usize>,
    },
    /// A way to reach the entry.
    Contact {
        /// The way.
        contact: Contact<'d>,
        /// The numbers of its sources.
        sources: Vec<usize>,
    },
    /// What the page rests on.
    Source {
        /// Its number.
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
            Subject::Entry(entry) => Self::of_entry(directory, entry),
            Subject::Event(entry, event) => Self::of_event(directory, entry, event),
            Subject::Group(parent, relation) => Self::of_group(directory, parent, relation),
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
            Subject::Letter(letter) => {
                let entries = under_letter(directory, letter).into_iter();
                let page = Self::of_heading("", None, entries.map(|entry| directory.entry(entry)));
                Page { name: letter.to_string().into(), ..page }
            }
        }
    }

    /// The page of an entry, on which each of its fields stands where its declaration says.
    pub fn of_entry(directory: &'d Directory, id: EntryId) -> Self {
        Self::of_values(directory, id, |_| Values::All)
    }

    /// The page of an entry with the values of its fields that are wanted.
    pub fn of_values(
        directory: &'d Directory,
        id: EntryId,
        wanted: impl Fn(&FieldOf<'d, Entry<'d>>) -> Values,
    ) -> Self {
        let entry = directory.entry(id);
        let mut page = Page {
            entry: Some(id),
            name: entry.name().into(),
            abbreviation: entry.abbreviation(),
            facts: Vec::new(),
            sections: Vec::new(),
            sources: NumberedSources::default(),
        };
        let mut builder = Builder::new(directory);
        let mut short_title = Vec::new();
        let mut in_sections = Vec::new();
        for field in Entry::FIELDS {
            let words = || field.words(directory, entry);
            match field.shown {
                Shown::Nowhere | Shown::Title => {}
                Shown::ShortTitle => short_title.extend(words()),
                Shown::Fact => page.facts.extend(words()),
                Shown::LabelledFact => page.facts.extend(labelled(field.label, &words())),
                Shown::In(part) => in_sections.push((part, field)),
            }
        }
        page.facts.splice(0..0, short_title);
        in_sections.sort_by_key(|(part, _)| *part);
        for (part, field) in in_sections {
            let items = builder.items(entry, field, &wanted(field));
            match page.sections.last_mut() {
                Some(section) if section.part == part => section.items.extend(items),
                Some(_) | None => page.sections.push(Section { part, items }),
            }
        }
        page.sections.retain(|section| !section.items.is_empty());
        page.sources = builder.sources;
        page
    }

    fn of_heading(name: &'d str, about: Option<&'d str>, entries: impl Iterator<Item = Entry<'d>>) -> Self {
        let mut items = Vec::new();
        let mut more = 0;
        for entry in entries {
            if items.len() < MOST_LISTED {
                items.push(Item::Link { to: entry.handle(), end: None, position: 0, sources: Vec::new() });
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
            sections,
            sources: NumberedSources::default(),
        }
    }

    fn of_group(directory: &'d Directory, parent: EntryId, relation: RelationId) -> Self {
        let groups = children_by_relation(directory, parent);
        let group = groups.into_iter().find(|(known, _)| *known == relation);
        let entries = group.into_iter().flat_map(|(_, entries)| entries);
        let title = group_title(directory, relation);
        Page {
            name: format!("{}: {title}", directory.entry(parent).name()).into(),
            ..Self::of_heading(title, None, entries.map(|entry| directory.entry(entry)))
        }
    }

    fn of_event(directory: &'d Directory, id: EntryId, position: u32) -> Self {
        let entry = directory.entry(id);
        let Some(event) = entry.event(position) else { return Self::of_entry(directory, id) };
        let mut builder = Builder::new(directory);
        let own = vec![builder.event(event, Some(entry))];
        let month = |date: Date| (date.year(), date.month());
        let in_month = |date: Date| date.month().is_some() && month(date) == month(event.date);
        let mut others = events_by_date(directory.entries(), in_month);
        others.retain(|(_, other, at)| (*other, *at) != (id, position));
        let (day, rest): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(date, ..)| *date == event.date && date.day().is_some());
        let mut listed = |part, events: Vec<(Date, EntryId, u32)>| {
            let more = events.len().saturating_sub(MOST_LISTED);
            let events = events.into_iter().take(MOST_LISTED);
            let mut items: Vec<Item<'d>> = events
                .filter_map(|(_, entry, at)| {
                    let entry = directory.entry(entry);
                    Some(builder.event(entry.event(at)?, Some(entry)))
                })
                .collect();
            items.extend((more > 0).then_some(Item::More(more)));
            Section { part, items }
        };
        let (day, rest) = (listed(Part::SameDay, day), listed(Part::SameMonth, rest));
        let sources = Section { part: Part::Sources, items: builder.source_items() };
        let mut sections = vec![Section { part: Part::Events, items: own }, sources, day, rest];
        sections.retain(|section| !section.items.is_empty());
        Page {
            sections,
            sources: builder.sources,
            name: format!("{}: {}", event.date, entry.name()).into(),
            ..Self::of_heading("", None, iter::empty())
        }
    }

    fn of_year(directory: &'d Directory, year: u16) -> Self {
        let mut events = events_by_date(directory.entries(), |date| date.year() == year);
        let more = events.len().saturating_sub(MOST_LISTED);
        events.truncate(MOST_LISTED);
        let mut builder = Builder::new(directory);
        let item = |(_, entry, position)| {
            let entry = directory.entry(entry);
            let event = entry.event(position)?;
            Some(builder.event(event, Some(entry)))
        };
        let mut items: Vec<Item<'d>> = events.into_iter().filter_map(item).collect();
        items.extend((more > 0).then_some(Item::More(more)));
        let sources = Section { part: Part::Sources, items: builder.source_items() };
        let mut sections = vec![Section { part: Part::Events, items }, sources];
        sections.retain(|section| !section.items.is_empty());
        Page {
            sections,
            sources: builder.sources,
            name: format!("Events of {year}").into(),
            ..Self::of_heading("", None, iter::empty())
        }
    }
}

/// Gives pages that are read together one list of sources, at the end of the last.
pub fn merge_sources<'d>(directory: &'d Directory, pages: &mut [Page<'d>]) {
    let mut builder = Builder::new(directory);
    for page in pages.iter_mut() {
        for sources in
            page.sections.iter_mut().flat_map(|section| &mut section.items).filter_map(Item::sources_mut)
        {
            *sources = builder.sources.cite(&page.sources.of(sources));
        }
        page.sections.retain(|section| section.part != Part::Sources);
    }
    for page in pages.iter_mut() {
        page.sources.clone_from(&builder.sources);
    }
    let items = builder.source_items();
    if let Some(last) = pages.last_mut().filter(|_| !items.is_empty()) {
        last.sections.push(Section { part: Part::Sources, items });
    }
}

impl Item<'_> {
    /// The numbers of what it rests on; `None` where it states nothing.
    pub(crate) fn sources(&self) -> Option<&[usize]> {
        let (Item::Status { sources, .. }
        | Item::Statement { sources, .. }
        | Item::Link { sources, .. }
        | Item::Event { sources, .. }
        | Item::Contact { sources, .. }) = self
        else {
            return None;
        };
        Some(sources)
    }

    fn sources_mut(&mut self) -> Option<&mut Vec<usize>> {
        let (Item::Status { sources, .. }
        | Item::Statement { sources, .. }
        | Item::Link { sources, .. }
        | Item::Event { sources, .. }
        | Item::Contact { sources, .. }) = self
        else {
            return None;
        };
        Some(sources)
    }
}

fn not_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn labelled<'d>(label: &str, words: &[Cow<str>]) -> Option<Cow<'d, str>> {
    (!words.is_empty()).then(|| format!("{label} {}", words.join(", ")).into())
}

/// From when to when something was: `since 2002-02, until 2005`.
pub(crate) fn span_of(since: Option<Date>, until: Option<Date>) -> String {
    let dates = [("since", since), ("until", until)];
    let parts = dates.iter().filter_map(|(word, date)| date.map(|date| format!("{word} {date}")));
    parts.collect::<Vec<_>>().join(", ")
}

/// The span of a link as it stands behind the name of the entry at its other end.
pub(crate) fn span_of_end(end: Option<LinkEnd>) -> String {
    let span = end.map_or(String::new(), |end| span_of(end.link.since(), end.link.until()));
    not_empty(&span).map_or(String::new(), |span| format!(", {span}"))
}

/// The names of the topics of a statement, where it has any.
pub(crate) fn topics_of(directory: &Directory, statement: &Statement) -> Option<String> {
    let names: Vec<&str> = statement.topics().iter().map(|topic| directory.topic(*topic).name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

pub(crate) fn status_line(status: &Status) -> String {
    let date = status.date.map(|date| format!("{date}: ")).unwrap_or_default();
    date + status.text
}

/// The publisher of a source, its date, its standing, and when it was read, as far as the file has them.
pub(crate) fn publication(source: &SourceTerm) -> String {
    let date = source.date.map(|date| date.to_string());
    let standing = source.standing.map(Standing::name);
    let publisher = Some(source.publisher).filter(|publisher| !publisher.is_empty());
    let read = source.read.map(|date| format!("read {date}"));
    let parts: Vec<&str> =
        [publisher, date.as_deref(), standing, read.as_deref()].into_iter().flatten().collect();
    parts.join(", ")
}

/// Makes sections.
struct Builder<'d> {
    directory: &'d Directory,
    sources: NumberedSources,
}

impl<'d> Builder<'d> {
    fn new(directory: &'d Directory) -> Self {
        Builder { directory, sources: NumberedSources::default() }
    }

    fn items(
        &mut self,
        entry: Entry<'d>,
        field: &'d FieldOf<'d, Entry<'d>>,
        wanted: &Values,
    ) -> Vec<Item<'d>> {
        let directory = self.directory;
        match field.shape {
            Shape::Inline(get) => wanted.of(get(directory, entry)).into_iter().map(Item::Inline).collect(),
            Shape::Prose(get) => wanted.of(get(directory, entry)).into_iter().map(Item::Prose).collect(),
            Shape::Status(get) => {
                let status = wanted.of(get(directory, entry)).into_iter();
                status
                    .map(|status| Item::Status { status, sources: self.sources.cite(status.sources) })
                    .collect()
            }
            Shape::Statements(get) => {
                let statements = wanted.of(get(directory, entry)).into_iter();
                statements.map(|statement| self.statement(statement)).collect()
            }
            Shape::Links(get) => {
                let ends = get(directory, entry).into_iter().enumerate();
                self.grouped(wanted.of(ends))
            }
            Shape::Events(get) => {
                wanted.of(get(directory, entry)).into_iter().map(|event| self.event(event, None)).collect()
            }
            Shape::Contacts(get) => {
                wanted.of(get(directory, entry)).into_iter().map(|contact| self.contact(contact)).collect()
            }
            Shape::Sources(get) => {
                self.sources.cite(wanted.of(get(directory, entry)));
                self.source_items()
            }
            Shape::Topics(_) => {
                let words = wanted.of(field.words(directory, entry));
                if words.is_empty() { Vec::new() } else { vec![Item::Words(field.label, words)] }
            }
            Shape::Id(_)
            | Shape::Line(_)
            | Shape::Lines(_)
            | Shape::Word(..)
            | Shape::Flag(_)
            | Shape::Date(_)
            | Shape::Kind(_)
            | Shape::Relation(_)
            | Shape::Source(_)
            | Shape::Entry(_)
            | Shape::Synonyms(_)
            | Shape::Entries(_) => {
                wanted.of(field.words(directory, entry)).into_iter().map(Item::Line).collect()
            }
        }
    }

    fn statement(&mut self, statement: Statement<'d>) -> Item<'d> {
        Item::Statement { statement, sources: self.sources.cite(statement.sources()) }
    }

    /// Links under the words of their relations, in the order in which these first come.
    fn grouped(&mut self, ends: Vec<(usize, LinkEnd<'d>)>) -> Vec<Item<'d>> {
        let mut groups = Groups::default();
        for (position, end) in ends {
            let LinkEnd { link, other, .. } = end;
            let LinkGroup { items, more, .. } =
                groups.of(link.relation_id(), || (end.words(), link.relation().about));
            if items.len() == MOST_LISTED {
                *more += 1;
                continue;
            }
            let sources = self.sources.cite(link.sources());
            items.push(Item::Link { to: other, end: Some(end), position, sources });
        }
        let with_heading = |LinkGroup { words, about, mut items, more }: LinkGroup<'d>| {
            items.insert(0, Item::Relation { words, about });
            items.extend((more > 0).then_some(Item::More(more)));
            items
        };
        groups.groups.into_iter().flat_map(with_heading).collect()
    }

    fn event(&mut self, event: Event<'d>, of: Option<Entry<'d>>) -> Item<'d> {
        Item::Event { event, of: of.map(Entry::handle), sources: self.sources.cite(event.sources) }
    }

    fn contact(&mut self, contact: Contact<'d>) -> Item<'d> {
        Item::Contact { contact, sources: self.sources.cite(contact.sources) }
    }

    fn source_items(&self) -> Vec<Item<'d>> {
        let source = |(number, id)| Item::Source { number, source: self.directory.source(id) };
        self.sources.iter().map(source).collect()
    }
}

#[derive(Default)]
struct Groups<'d> {
    groups: Vec<LinkGroup<'d>>,
    /// The group of each relation: there may be a million links, but the relations are a handful.
    by_relation: Vec<(RelationId, usize)>,
}

struct LinkGroup<'d> {
    words: &'d str,
    about: &'d str,
    items: Vec<Item<'d>>,
    more: usize,
}

impl<'d> Groups<'d> {
    fn of(&mut self, relation: RelationId, words: impl FnOnce() -> (&'d str, &'d str)) -> &mut LinkGroup<'d> {
        let known = self.by_relation.iter().find(|(known, _)| *known == relation).map(|(_, at)| *at);
        let at = known.unwrap_or_else(|| {
            let at = self.with_words(words());
            self.by_relation.push((relation, at));
            at
        });
        &mut self.groups[at]
    }

    /// Two relations may have the same words.
    fn with_words(&mut self, (words, about): (&'d str, &'d str)) -> usize {
        self.groups.iter().position(|group| (group.words, group.about) == (words, about)).unwrap_or_else(
            || {
                self.groups.push(LinkGroup { words, about, items: Vec::new(), more: 0 });
                self.groups.len() - 1
            },
        )
    }
}

#[cfg(test)]
mod tests;
