//! Makes the places of an outline when they are first asked for.

use std::num::NonZero;
use std::ops::Range;

use crate::directory::{Directory, EntryId};

use super::arrange::Arrangement;
use super::groups::children_by_relation;
use super::{Outline, Place, PlaceId, Subject};

/// None have to be made.
const NO_CHILDREN: Option<(u32, NonZero<u32>)> = Some((1, NonZero::<u32>::MIN));

impl Outline {
    pub(super) fn children_of(&mut self, directory: &Directory, place: PlaceId) -> Range<u32> {
        let Place { children, subject, .. } = *self.place(place);
        match (children, subject) {
            (Some((start, end)), _) => start..end.get(),
            (None, Subject::Entry(entry)) => self.make_nesting(directory, place, entry),
            (
                None,
                heading @ (Subject::Group(..)
                | Subject::Kind(_)
                | Subject::Topic(_)
                | Subject::Year(_)
                | Subject::Letter(_)
                | Subject::Event(..)),
            ) => self.make_beneath(place, self.arrangement.beneath(directory, heading)),
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
        let (depth, level) = (depth.saturating_add(1), level.saturating_add(1));
        let mut headed = Vec::new();
        for (relation, mut children) in groups {
            children.retain(|child| self.hits_at(*child) > 0);
            if children.is_empty() {
                continue;
            }
            let hits = children.iter().map(|child| self.hits_at(*child));
            let hits_beneath = hits.fold(0, u32::saturating_add);
            let heading = Place::new(Subject::Group(entry, relation), Some(parent), depth, level);
            headed.push((PlaceId::at(self.end()), children));
            self.places.push(Place { hits_beneath, ..heading });
        }
        let children = self.note_children(parent, start);
        // Made with their heading, which says how many they are.
        self.has_relation_headings |= !headed.is_empty();
        for (heading, children) in headed {
            let start = self.end();
            self.make_entries(directory, Some(heading), &children);
            self.note_children(heading, start);
        }
        children
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
        let parent_entry = above.and_then(|above| above.subject.nesting_parent());
        for entry in entries.iter().filter(|entry| self.hits_at(**entry) > 0).copied().collect::<Vec<_>>() {
            let hits_beneath = self.filter.as_ref().map(|filter| filter.beneath(entry));
            let has_children = hits_beneath != Some(0) && !directory.entry(entry).children().is_empty();
            self.places.push(Place {
                hits_beneath: hits_beneath.unwrap_or(0),
                children: if has_children { None } else { NO_CHILDREN },
                is_reference: parent_entry.is_some() && directory.entry(entry).home() != parent_entry,
                ..Place::new(Subject::Entry(entry), parent, depth, level)
            });
        }
    }

    /// How many hits are at and beneath an entry; each entry is one where nothing is filtered.
    fn hits_at(&self, entry: EntryId) -> u32 {
        self.filter.as_ref().map_or(1, |filter| filter.counts[entry.index()])
    }

    fn note_children(&mut self, parent: PlaceId, start: u32) -> Range<u32> {
        let end = self.end();
        self.place_mut(parent).children = NonZero::new(end).map(|end| (start, end));
        start..end
    }

    pub(super) fn make_members(&mut self, directory: &Directory) {
        if self.arrangement == Arrangement::Hierarchy {
            return;
        }
        let Range { start, end } = self.roots();
        let headings = &self.places[start as usize..end as usize];
        if !headings.is_empty() && headings.iter().all(|heading| heading.children.is_some()) {
            return;
        }
        let events = self.filter.as_ref().and_then(|filter| filter.events.as_ref());
        let keeps_event = |event| events.is_none_or(|events| events.contains(&event));
        let groups = self.arrangement.members(directory, |entry| self.is_found(entry), keeps_event);
        if self.places.is_empty() {
            self.make_headings(groups.iter().map(|(heading, _)| *heading));
        }
        let beneath: usize = groups.iter().map(|(_, beneath)| beneath.len()).sum();
        self.places.reserve_exact(beneath);
        for (heading, (_, beneath)) in groups.into_iter().enumerate() {
            if self.places[heading].children.is_none() {
                self.make_beneath(PlaceId::new(heading), beneath);
            }
        }
    }

    fn make_beneath(&mut self, heading: PlaceId, beneath: Vec<Subject>) -> Range<u32> {
        let start = self.end();
        self.places.extend(
            beneath
                .into_iter()
                .map(|subject| Place { children: NO_CHILDREN, ..Place::new(subject, Some(heading), 1, 1) }),
        );
        let children = self.note_children(heading, start);
        self.place_mut(heading).hits_beneath = children.end - children.start;
        children
    }

    pub(super) fn make_headings(&mut self, headings: impl Iterator<Item = Subject>) {
        self.places.extend(headings.map(|subject| Place::new(subject, None, 0, 0)));
    }
}
