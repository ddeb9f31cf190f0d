//! Makes the places of an outline when they are first asked for.

use std::num::NonZero;
use std::ops::Range;

use crate::directory::{Directory, EntryId};

use super::arrange::Arrangement;
use super::groups::{children_by_relation, home};
use super::{GroupCount, Outline, Place, PlaceId, Subject};

impl Outline {
    pub(super) fn children_of(&mut self, directory: &Directory, place: PlaceId) -> Range<u32> {
        let Place { children, subject, .. } = *self.place(place);
        match (children, subject) {
            (Some((start, end)), _) => start..end.get(),
            (None, Subject::Entry(entry)) => self.make_nesting(directory, place, entry),
            (None, Subject::Group(parent, relation)) => {
                let groups = children_by_relation(directory, parent);
                let group = groups.into_iter().find(|(known, _)| *known == relation);
                let start = self.end();
                self.make_entries(directory, Some(place), &group.map(|(_, group)| group).unwrap_or_default());
                self.note_children(place, start)
            }
            (
                None,
                Subject::Kind(_)
                | Subject::Topic(_)
                | Subject::Year(_)
                | Subject::Letter(_)
                | Subject::Event(..),
            ) => {
                self.make_groups(directory);
                self.place(place).children.map_or(0..0, |(start, end)| start..end.get())
            }
        }
    }

    pub(super) fn make_roots(&mut self, directory: &Directory) -> Range<u32> {
        self.make_entries(directory, None, directory.roots());
        0..self.end()
    }

    fn make_nesting(&mut self, directory: &Directory, parent: PlaceId, entry: EntryId) -> Range<u32> {
        let start = self.end();
        let mut groups = children_by_relation(directory, entry).into_iter();
        if let Some((_, direct)) = groups.next() {
            self.make_entries(directory, Some(parent), &direct);
        }
        let Place { depth, level, .. } = *self.place(parent);
        for (relation, children) in groups {
            let kept: Vec<EntryId> = children.into_iter().filter(|child| self.keeps(*child)).collect();
            if kept.is_empty() {
                continue;
            }
            let hits = kept
                .iter()
                .map(|child| self.filter.as_ref().map_or(0, |filter| filter.counts[child.index()]));
            self.groups.push(GroupCount {
                heading: PlaceId::at(self.end()),
                children: u32::try_from(kept.len()).unwrap_or(u32::MAX),
                hits: hits.fold(0, u32::saturating_add),
            });
            let heading = Subject::Group(entry, relation);
            self.places.push(Place::new(
                heading,
                Some(parent),
                depth.saturating_add(1),
                level.saturating_add(1),
            ));
        }
        self.note_children(parent, start)
    }

    pub(super) fn make_entries(
        &mut self,
        directory: &Directory,
        parent: Option<PlaceId>,
        entries: &[EntryId],
    ) {
        let above = parent.map(|parent| *self.place(parent));
        let depth = above.map_or(0, |above| above.depth.saturating_add(1));
        let is_level = |above: Place| !matches!(above.subject, Subject::Group(..));
        let level = above.map_or(0, |above| above.level.saturating_add(u16::from(is_level(above))));
        let parent_entry = above.and_then(|above| above.subject.nests_beneath());
        for entry in entries.iter().filter(|entry| self.keeps(**entry)).copied().collect::<Vec<_>>() {
            let keeps_beneath = self.filter.as_ref().is_none_or(|filter| filter.beneath(entry) > 0);
            self.places.push(Place {
                has_children: keeps_beneath && !directory.entry(entry).children().is_empty(),
                is_reference: parent_entry.is_some() && home(directory, entry) != parent_entry,
                ..Place::new(Subject::Entry(entry), parent, depth, level)
            });
        }
    }

    fn keeps(&self, entry: EntryId) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.counts[entry.index()] > 0)
    }

    fn note_children(&mut self, parent: PlaceId, start: u32) -> Range<u32> {
        let end = self.end();
        self.place_mut(parent).children = NonZero::new(end).map(|end| (start, end));
        start..end
    }

    pub(super) fn make_groups(&mut self, directory: &Directory) {
        if self.arrangement == Arrangement::Hierarchy {
            return;
        }
        if self.places.first().is_some_and(|heading| heading.children.is_some()) {
            return;
        }
        let events = self.filter.as_ref().and_then(|filter| filter.events.as_ref());
        let keeps_event = |event| events.is_none_or(|events| events.contains(&event));
        let groups = self.arrangement.groups(directory, |entry| self.is_found(entry), keeps_event);
        if self.places.is_empty() {
            self.make_headings(groups.iter().map(|(heading, _)| *heading));
        }
        let beneath: usize = groups.iter().map(|(_, beneath)| beneath.len()).sum();
        self.places.reserve_exact(beneath);
        for (heading, (_, beneath)) in groups.into_iter().enumerate() {
            let start = self.end();
            self.places.extend(beneath.into_iter().map(|subject| Place {
                // No children, so none have to be made.
                children: Some((1, NonZero::<u32>::MIN)),
                has_children: false,
                ..Place::new(subject, Some(PlaceId::new(heading)), 1, 1)
            }));
            self.note_children(PlaceId::new(heading), start);
        }
    }

    pub(super) fn make_headings(&mut self, headings: impl Iterator<Item = Subject>) {
        self.places.extend(headings.map(|subject| Place::new(subject, None, 0, 0)));
    }
}
