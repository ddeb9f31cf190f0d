//! The pages of headings of an outline, and of events.

use std::borrow::Cow;

use super::builder::{SectionBuilder, listed};
use super::{Item, NumberedSources, Page, Part, Section};
use crate::directory::{Date, Directory, Entry, EntryId, StatedRecord, events_by_date};
use crate::outline::{Subject, children_by_relation, under_letter};

impl<'d> Page<'d> {
    pub(crate) fn of(directory: &'d Directory, subject: Subject) -> Self {
        let title = subject.title(directory);
        match subject {
            Subject::Entry(entry) => Self::of_entry(directory, entry),
            Subject::Event(entry, event) => Self::of_event(directory, entry, event),
            Subject::Group(parent, relation) => {
                let groups = children_by_relation(directory, parent);
                let group = groups.into_iter().find(|(of, _)| *of == relation);
                let entries = group.into_iter().flat_map(|(_, entries)| entries);
                let name = format!("{}: {title}", directory.entry(parent).name());
                Self::of_entries(name.into(), None, entries.map(|entry| directory.entry(entry)))
            }
            Subject::Kind(kind) => {
                let of_kind = directory.entries().filter(|entry| entry.kind_id() == kind);
                Self::of_entries(title, directory.kind(kind).about, of_kind)
            }
            Subject::Topic(Some(topic)) => {
                let is_on = |entry: &Entry| entry.topics_as_given().any(|other| other == topic);
                Self::of_entries(title, directory.topic(topic).about, directory.entries().filter(is_on))
            }
            Subject::Topic(None) => {
                let without = directory.entries().filter(|entry| entry.topics_as_given().next().is_none());
                Self::of_entries(title, None, without)
            }
            Subject::Year(year) => {
                let mut builder = SectionBuilder::new(directory);
                let events = events_by_date(directory.entries(), |date| date.year() == year);
                let events = builder.events(Part::Events, events);
                let sections = vec![events, builder.sources_section()];
                Self::of_sections(format!("Events of {title}").into(), sections, builder.sources)
            }
            Subject::Letter(letter) => {
                let entries = under_letter(directory, letter).into_iter();
                Self::of_entries(title, None, entries.map(|entry| directory.entry(entry)))
            }
        }
    }

    fn of_entries(
        name: Cow<'d, str>,
        about: Option<&'d str>,
        entries: impl Iterator<Item = Entry<'d>>,
    ) -> Self {
        let items = listed(entries, |entry| Item::Entry(entry.handle()));
        let text = about.map(Item::Prose).into_iter().collect();
        let sections =
            vec![Section { part: Part::Text, items: text }, Section { part: Part::Entries, items }];
        Self::of_sections(name, sections, NumberedSources::default())
    }

    fn of_event(directory: &'d Directory, id: EntryId, position: u32) -> Self {
        let entry = directory.entry(id);
        let Some(event) = entry.event(position) else { return Self::of_entry(directory, id) };
        let mut builder = SectionBuilder::new(directory);
        let own = Section {
            part: Part::Events,
            items: vec![builder.stated(StatedRecord::Event(event), position as usize, Some(id))],
        };
        let month = |date: Date| (date.year(), date.month());
        let in_month = |date: Date| date.month().is_some() && month(date) == month(event.date);
        let mut others = events_by_date(directory.entries(), in_month);
        others.retain(|(_, other, at)| (*other, *at) != (id, position));
        let (day, rest): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(date, ..)| *date == event.date && date.day().is_some());
        let (day, rest) = (builder.events(Part::SameDay, day), builder.events(Part::SameMonth, rest));
        let sections = vec![own, builder.sources_section(), day, rest];
        Page { entry: Some(id), ..Self::of_sections(entry.name().into(), sections, builder.sources) }
    }

    pub(super) fn of_sections(
        name: Cow<'d, str>,
        mut sections: Vec<Section<'d>>,
        sources: NumberedSources,
    ) -> Self {
        sections.retain(|section| !section.items.is_empty());
        Page { entry: None, name, facts: Vec::new(), sections, sources }
    }
}
