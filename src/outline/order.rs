//! The reading order: every entry from the top down, once, at the first of its places, whether folded or not.

use crate::directory::Directory;

use super::{Outline, Place, PlaceId, Subject};

impl Outline {
    /// The path to the next entry in reading order, or to the one before: beneath this place or after it, whether folded
    /// or not.
    pub(crate) fn in_reading_order(
        &mut self,
        directory: &Directory,
        place: PlaceId,
        is_forward: bool,
    ) -> Option<Vec<Subject>> {
        let step = if is_forward { Self::step_down } else { Self::step_back };
        let mut next = step(self, directory, place)?;
        while !self.is_read_here(next) {
            next = step(self, directory, next)?;
        }
        Some(self.path(next))
    }

    fn is_read_here(&self, place: PlaceId) -> bool {
        let Place { subject, is_reference, .. } = *self.place(place);
        subject.entry().is_some() && !is_reference
    }

    fn step_down(&mut self, directory: &Directory, place: PlaceId) -> Option<PlaceId> {
        let reads_beneath = self.is_read_here(place) || self.subject(place).entry().is_none();
        let children = if reads_beneath { self.children_of(directory, place) } else { 0..0 };
        if children.is_empty() { self.step_over(place) } else { Some(PlaceId::at(children.start)) }
    }

    fn step_over(&self, place: PlaceId) -> Option<PlaceId> {
        self.ancestors(place).find_map(|place| {
            let next = place.position() + 1;
            self.siblings(place).contains(&next).then_some(PlaceId::at(next))
        })
    }

    fn step_back(&mut self, directory: &Directory, place: PlaceId) -> Option<PlaceId> {
        if place.position() == self.siblings(place).start {
            return self.place(place).parent;
        }
        let mut before = PlaceId::at(place.position() - 1);
        while self.is_read_here(before) || self.subject(before).entry().is_none() {
            let children = self.children_of(directory, before);
            if children.is_empty() {
                break;
            }
            before = PlaceId::at(children.end - 1);
        }
        Some(before)
    }
}
