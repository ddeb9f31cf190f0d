//! The list pane: an outline and the cursor in it.

use crate::directory::{Directory, EntryId};
use crate::outline::{Arrangement, Fold, Outline, Row, Subject};

use super::cursor::{Cursor, Motion};

/// The list pane.
#[derive(Clone, Debug)]
pub struct ListPane {
    /// The outline.
    pub outline: Outline,
    /// The chosen row.
    pub cursor: Cursor,
}

impl ListPane {
    /// At the start the first root with children is chosen and unfolded. By date the newest year is unfolded; by name
    /// all letters are, unless there are many names.
    pub(super) fn new(directory: &Directory, arrangement: Arrangement) -> Self {
        const MOST_NAMES: usize = 1_000;
        let mut outline = Outline::new(directory, arrangement);
        let mut cursor = Cursor::default();
        match arrangement {
            Arrangement::Hierarchy => {
                let has_children = |root: &EntryId| !directory.entry(*root).children().is_empty();
                cursor.row = directory.roots().iter().position(has_children).unwrap_or(0);
                outline.unfold(directory, cursor.row);
            }
            Arrangement::Date => {
                cursor.row = outline.len().saturating_sub(1);
                outline.unfold(directory, cursor.row);
            }
            Arrangement::Name if directory.len() <= MOST_NAMES => outline.unfold_all(directory),
            Arrangement::Kind | Arrangement::Topic | Arrangement::Name => {}
        }
        ListPane { outline, cursor }
    }

    pub(crate) fn row(&self) -> Option<Row> {
        self.outline.row(self.cursor.row)
    }

    pub(crate) fn subject(&self) -> Option<Subject> {
        self.row().map(|row| row.subject)
    }

    /// A motion to a row number skips the headings of groups, as the displayed position does.
    pub(super) fn go(&mut self, motion: Motion, height: usize) {
        let motion = match motion {
            Motion::To(number) => Motion::To(self.outline.counted_row(number)),
            Motion::By(_) | Motion::Pages(_) | Motion::HalfPages(_) | Motion::Last => motion,
        };
        self.cursor.go(motion, self.outline.len(), height);
    }

    pub(super) fn keep_in_sight(&mut self, height: usize) {
        self.cursor.keep_in_sight(self.outline.len(), height);
    }

    pub(super) fn fold_or_ascend(&mut self) {
        match self.row() {
            Some(Row { fold: Fold::Unfolded, .. }) => self.outline.fold(self.cursor.row),
            Some(_) | None => self.ascend(),
        }
    }

    pub(super) fn unfold_or_descend(&mut self, directory: &Directory) -> bool {
        match self.row().map(|row| row.fold) {
            Some(Fold::Folded) => self.outline.unfold(directory, self.cursor.row),
            Some(Fold::Unfolded) => self.cursor.row += 1,
            Some(Fold::Leaf) | None => return false,
        }
        true
    }

    pub(super) fn toggle(&mut self, directory: &Directory) {
        match self.row().map(|row| row.fold) {
            Some(Fold::Folded) => self.outline.unfold(directory, self.cursor.row),
            Some(Fold::Unfolded) => self.outline.fold(self.cursor.row),
            Some(Fold::Leaf) | None => {}
        }
    }

    pub(super) fn ascend(&mut self) {
        self.cursor.row = self.outline.parent(self.cursor.row).unwrap_or(self.cursor.row);
    }

    pub(super) fn move_to_sibling(&mut self, count: isize) {
        for _ in 0..count.unsigned_abs() {
            let row = self.cursor.row;
            let next =
                if count > 0 { self.outline.next_sibling(row) } else { self.outline.previous_sibling(row) };
            match next {
                Some(next) => self.cursor.row = next,
                None => return,
            }
        }
    }

    /// Folds or unfolds by `change`, and keeps the chosen row, or chooses the row that now hides it.
    pub(super) fn refold(&mut self, directory: &Directory, change: impl FnOnce(&mut Outline, &Directory)) {
        let place = self.row().map(|row| row.place);
        let path = place.map(|place| self.outline.path(place)).unwrap_or_default();
        change(&mut self.outline, directory);
        let hidden_by = (1..=path.len()).rev().find_map(|len| self.seen(&path[..len]));
        self.cursor.row = hidden_by.unwrap_or(0);
    }

    pub(super) fn reveal(&mut self, directory: &Directory, entry: EntryId) -> bool {
        let row = self.outline.reveal(directory, entry, self.cursor.row);
        self.cursor.row = row.unwrap_or(self.cursor.row);
        row.is_some()
    }

    pub(super) fn reveal_path(&mut self, directory: &Directory, path: &[Subject]) -> bool {
        let row = self.outline.reveal_path(directory, path);
        self.cursor.row = row.unwrap_or(self.cursor.row);
        row.is_some()
    }

    /// The path of the chosen row.
    pub fn path(&self) -> Vec<Subject> {
        self.row().map(|row| self.outline.path(row.place)).unwrap_or_default()
    }

    fn seen(&self, path: &[Subject]) -> Option<usize> {
        (0..self.outline.len()).find(|position| {
            let row = self.outline.row(*position).filter(|row| Some(&row.subject) == path.last());
            row.is_some_and(|row| self.outline.path(row.place) == path)
        })
    }
}
