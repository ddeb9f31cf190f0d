//! A cursor in a scrolling list of rows: the outline, the hits, the choices.

/// How a cursor or a text is moved: down, or up by a negative number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Motion {
    By(isize),
    Pages(isize),
    HalfPages(isize),
    To(usize),
    Last,
}

impl Motion {
    pub(super) fn from(self, row: usize, len: usize, height: usize) -> usize {
        let by = |rows: isize| row.saturating_add_signed(rows);
        let pages =
            |count: isize, rows: usize| by(count.saturating_mul(isize::try_from(rows.max(1)).unwrap_or(1)));
        let target = match self {
            Motion::By(rows) => by(rows),
            // One row of the old window stays in sight.
            Motion::Pages(count) => pages(count, height.saturating_sub(1)),
            Motion::HalfPages(count) => pages(count, height / 2),
            Motion::To(row) => row,
            Motion::Last => len,
        };
        target.min(len.saturating_sub(1))
    }
}

/// A chosen row, and the first row that is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The chosen row, from 0.
    pub row: usize,
    /// The row at the top of the window, from 0.
    pub top: usize,
}

impl Cursor {
    pub(super) fn go(&mut self, motion: Motion, len: usize, height: usize) {
        self.row = motion.from(self.row, len, height);
        self.keep_in_sight(len, height);
    }

    pub(super) fn keep_in_sight(&mut self, len: usize, height: usize) {
        self.row = self.row.min(len.saturating_sub(1));
        let height = height.max(1);
        let first = (self.row + 1).saturating_sub(height);
        self.top = self.top.clamp(first, self.row).min(len.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_stays_among_its_rows_and_in_its_window() {
        let cases = [
            (Motion::By(1), (1, 0)),
            (Motion::By(3), (4, 0)),
            (Motion::By(1), (5, 1)),
            (Motion::Pages(1), (9, 5)),
            (Motion::By(-2), (7, 5)),
            (Motion::HalfPages(-1), (5, 5)),
            (Motion::HalfPages(-1), (3, 3)),
            (Motion::To(0), (0, 0)),
            (Motion::Last, (99, 95)),
            (Motion::By(1), (99, 95)),
            (Motion::By(isize::MIN), (0, 0)),
            (Motion::Pages(isize::MAX), (99, 95)),
        ];
        let mut cursor = Cursor::default();
        for (motion, expected) in cases {
            cursor.go(motion, 100, 5);
            assert_eq!((cursor.row, cursor.top), expected, "after {motion:?}");
        }
        cursor.go(Motion::By(1), 0, 0);
        assert_eq!(cursor, Cursor::default(), "in a list without rows");
    }
}
