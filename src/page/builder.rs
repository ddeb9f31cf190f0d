//! Makes the sections of a page from the fields of an entry.

use super::{Item, MOST_LISTED, NumberedSources, Part, Section, StatedItem};
use crate::directory::{Date, Directory, Entry, EntryId, StatedRecord};
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

    /// Links under the words of their relations, in the order in which these first come. Two relations may have the same
    /// words.
    fn grouped(&mut self, stated: Vec<(usize, StatedRecord<'d>)>) -> Vec<Item<'d>> {
        let mut groups: Vec<(_, Vec<(usize, StatedRecord)>)> = Vec::new();
        for (position, record) in stated {
            let StatedRecord::Link(end) = record else { continue };
            let heading = (end.words(), end.link.relation().about);
            match groups.iter_mut().find(|(of, _)| *of == heading) {
                Some((_, links)) => links.push((position, record)),
                None => groups.push((heading, vec![(position, record)])),
            }
        }
        let mut items = Vec::new();
        for ((words, about), links) in groups {
            items.push(Item::Relation { words, about });
            items.extend(listed(links, |(position, record)| self.stated(record, position, None)));
        }
        items
    }

    /// Events of several entries; if there are very many, the first of them.
    pub(super) fn events(&mut self, part: Part, events: Vec<(Date, EntryId, u32)>) -> Section<'d> {
        let directory = self.directory;
        let events = events.into_iter().filter_map(|(_, entry, at)| {
            Some((StatedRecord::Event(directory.entry(entry).event(at)?), at as usize, entry))
        });
        let items = listed(events, |(event, at, entry)| self.stated(event, at, Some(entry)));
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

/// The first items of a list, and how many more there are.
pub(super) fn listed<'d, T>(
    all: impl IntoIterator<Item = T>,
    item: impl FnMut(T) -> Item<'d>,
) -> Vec<Item<'d>> {
    let mut all = all.into_iter();
    let mut items: Vec<Item> = all.by_ref().take(MOST_LISTED).map(item).collect();
    let more = all.count();
    items.extend((more > 0).then_some(Item::More(more)));
    items
}
