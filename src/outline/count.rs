//! Counts the rows of an outline without headings.

use super::{Arrangement, Outline, Place, PlaceId, Subject};

impl Outline {
    pub(super) fn count_beneath(&self, place: PlaceId) -> Option<u32> {
        let Place { subject, children, .. } = *self.place(place);
        match subject {
            Subject::Entry(_) | Subject::Event(..) => None,
            Subject::Group(..)
            | Subject::Kind(_)
            | Subject::Topic(_)
            | Subject::Year(_)
            | Subject::Letter(_) => children.map(|(start, end)| end.get() - start),
        }
    }

    /// How many of the rows before a position are counted: all but headings, or all where nothing else is seen.
    pub(crate) fn counted_before(&self, position: usize) -> usize {
        let position = position.min(self.rows.len());
        if self.counts_all() {
            return position;
        }
        self.rows[..position].iter().filter(|row| !self.is_heading(**row)).count()
    }

    /// The position of the counted row of this number, from 0; of the last one where there are fewer.
    pub(crate) fn counted_row(&self, number: usize) -> usize {
        if self.counts_all() {
            return number;
        }
        let mut counted = (0..self.rows.len()).filter(|position| !self.is_heading(self.rows[*position]));
        counted.nth(number).unwrap_or(self.rows.len().saturating_sub(1))
    }

    pub(crate) fn is_counted(&self, position: usize) -> bool {
        self.rows.get(position).is_some_and(|row| self.counts_all() || !self.is_heading(*row))
    }

    fn counts_all(&self) -> bool {
        // Beyond this many rows, counting would take too long for one key.
        const MOST_TOLD_APART: usize = 20_000;
        match self.arrangement {
            Arrangement::Hierarchy => !self.has_relation_headings,
            Arrangement::Kind | Arrangement::Topic | Arrangement::Date | Arrangement::Name => {
                self.rows.len() > MOST_TOLD_APART || self.rows.iter().all(|row| self.is_heading(*row))
            }
        }
    }

    fn is_heading(&self, place: PlaceId) -> bool {
        self.place(place).subject.entry().is_none()
    }
}
