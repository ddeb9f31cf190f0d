//! Makes the sections of a page from the fields of an entry.

use super::{Item, MOST_LISTED, NumberedSources, Part, Section};
use crate::directory::{Contact, Date, Directory, Entry, EntryId, Event, RelationId, Statement};
use crate::fields::{FieldOf, LinkEnd, Shape, Values};

/// Makes sections.
pub(super) struct Builder<'d> {
    directory: &'d Directory,
    /// What has been cited so far.
    pub(super) sources: NumberedSources,
}

impl<'d> Builder<'d> {
    pub(super) fn new(directory: &'d Directory) -> Self {
        Builder { directory, sources: NumberedSources::default() }
    }

    pub(super) fn items(
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

    pub(super) fn event(&mut self, event: Event<'d>, of: Option<Entry<'d>>) -> Item<'d> {
        Item::Event { event, of: of.map(Entry::handle), sources: self.sources.cite(event.sources) }
    }

    fn contact(&mut self, contact: Contact<'d>) -> Item<'d> {
        Item::Contact { contact, sources: self.sources.cite(contact.sources) }
    }

    /// Events of several entries, the first of very many.
    pub(super) fn events(&mut self, part: Part, mut events: Vec<(Date, EntryId, u32)>) -> Section<'d> {
        let more = events.len().saturating_sub(MOST_LISTED);
        events.truncate(MOST_LISTED);
        let item = |(_, entry, at)| {
            let entry = self.directory.entry(entry);
            Some(self.event(entry.event(at)?, Some(entry)))
        };
        let mut items: Vec<Item<'d>> = events.into_iter().filter_map(item).collect();
        items.extend((more > 0).then_some(Item::More(more)));
        Section { part, items }
    }

    pub(super) fn sources_section(&self) -> Section<'d> {
        Section { part: Part::Sources, items: self.source_items() }
    }

    pub(super) fn source_items(&self) -> Vec<Item<'d>> {
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
