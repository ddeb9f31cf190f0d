//! Makes the sections of a page from the fields of an entry.

use super::{Item, MOST_LISTED, NumberedSources, Part, Section, StatedItem};
use crate::directory::{Date, Directory, Entry, EntryId, LinkEnd, StatedRecord};
use crate::fields::{FieldOf, Shape, Shown, Values};

pub(super) struct SectionBuilder<'d> {
    directory: &'d Directory,
    pub(super) sources: NumberedSources,
}

impl<'d> SectionBuilder<'d> {
    pub(super) fn new(directory: &'d Directory) -> Self {
        SectionBuilder { directory, sources: NumberedSources::default() }
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
            Shape::Status(_) | Shape::Stated(..) => {
                let stated = wanted.of(field.stated(directory, entry).into_iter().enumerate());
                if let Shown::In(Part::Links | Part::LinkedFrom) = field.shown {
                    return self.grouped(stated);
                }
                stated.into_iter().map(|(at, record)| self.stated(record, at, None)).collect()
            }
            Shape::References(_) if field.shown == Shown::In(Part::Sources) => {
                self.sources.cite(wanted.of(entry.sources()));
                self.source_items()
            }
            Shape::References(_) => {
                let words = wanted.of(field.words(directory, entry));
                if words.is_empty() { Vec::new() } else { vec![Item::Labelled(field.label, words)] }
            }
            Shape::Id(_)
            | Shape::Line(_)
            | Shape::Lines(_)
            | Shape::Word(..)
            | Shape::Flag(_)
            | Shape::Date(_)
            | Shape::Reference(_)
            | Shape::Synonyms(_) => {
                wanted.of(field.words(directory, entry)).into_iter().map(Item::Line).collect()
            }
        }
    }

    pub(super) fn stated(
        &mut self,
        record: StatedRecord<'d>,
        position: usize,
        of: Option<EntryId>,
    ) -> Item<'d> {
        Item::Stated(StatedItem { record, position, of, sources: self.sources.cite(record.sources()) })
    }

    /// Links under the words of their relations, in the order in which these first come.
    fn grouped(&mut self, stated: Vec<(usize, StatedRecord<'d>)>) -> Vec<Item<'d>> {
        let mut groups: Vec<LinkGroup> = Vec::new();
        for (position, record) in stated {
            let StatedRecord::Link(end) = record else { continue };
            let LinkGroup { items, more, .. } = group_of(end, &mut groups);
            if items.len() == MOST_LISTED {
                *more += 1;
            } else {
                items.push(self.stated(record, position, None));
            }
        }
        let with_heading = |LinkGroup { words, about, mut items, more }: LinkGroup<'d>| {
            items.insert(0, Item::Relation { words, about });
            items.extend((more > 0).then_some(Item::More(more)));
            items
        };
        groups.into_iter().flat_map(with_heading).collect()
    }

    /// Events of several entries; if there are very many, the first of them.
    pub(super) fn events(&mut self, part: Part, mut events: Vec<(Date, EntryId, u32)>) -> Section<'d> {
        let more = events.len().saturating_sub(MOST_LISTED);
        events.truncate(MOST_LISTED);
        let item = |(_, entry, at)| {
            let entry = self.directory.entry(entry);
            Some(self.stated(StatedRecord::Event(entry.event(at)?), at as usize, Some(entry.handle())))
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

struct LinkGroup<'d> {
    words: &'d str,
    about: Option<&'d str>,
    items: Vec<Item<'d>>,
    more: usize,
}

/// The group of a link. Two relations may have the same words.
fn group_of<'g, 'd>(end: LinkEnd<'d>, groups: &'g mut Vec<LinkGroup<'d>>) -> &'g mut LinkGroup<'d> {
    let (words, about) = (end.words(), end.link.relation().about);
    let at = groups.iter().position(|group| (group.words, group.about) == (words, about));
    let at = at.unwrap_or_else(|| {
        groups.push(LinkGroup { words, about, items: Vec::new(), more: 0 });
        groups.len() - 1
    });
    &mut groups[at]
}
