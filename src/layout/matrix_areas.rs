//! Where the parts of the matrix are: its headings, which stay while the rest scrolls, its cells, and a strip beneath
//! that spells out the chosen one.

use ratatui::layout::Rect;

const NARROWEST_COLUMN: u16 = 3;
/// A column that shows enough of a topic's name to recognize it.
const READABLE_COLUMN: u16 = 7;
const WIDEST_COLUMN: u16 = 14;
const SHORT_LABEL: u16 = 10;
const LOWEST_STRIP_WITH_LEGEND: u16 = 3;
/// The rows of the strip above the statements: the legend and their heading.
const NAMED: u16 = 2;
const GAP: u16 = 1;
const WIDEST_TEXT: u16 = 76;
const FEWEST_COLUMNS: u16 = 3;
/// Columns at the right end for the count of a row, and on a wide screen for the heading of the counts.
const COUNT: u16 = 4;
const COUNT_WITH_HEADING: u16 = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grid<'a> {
    pub(crate) rows: usize,
    pub(crate) headings: &'a [u16],
    pub(crate) widest_label: u16,
    pub(crate) statements: usize,
    pub(crate) has_wide_strip: bool,
}

/// Where everything of the matrix is. An area that is not shown is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MatrixAreas {
    pub(crate) head: Rect,
    pub(crate) rows: Rect,
    pub(crate) totals: Rect,
    pub(crate) strip: Rect,
    pub(crate) label: u16,
    pub(crate) column: u16,
    pub(crate) columns: u16,
    pub(crate) count: u16,
}

impl MatrixAreas {
    pub(crate) fn statements(&self) -> Rect {
        let named = if self.strip.height >= LOWEST_STRIP_WITH_LEGEND { NAMED } else { 1 };
        let x = self.strip.x + 1;
        Rect {
            x: x.min(self.strip.right()),
            y: self.strip.y + named.min(self.strip.height),
            width: self.strip.width.saturating_sub(2).min(WIDEST_TEXT),
            height: self.strip.height.saturating_sub(named),
        }
    }

    pub(crate) fn legend(&self) -> Rect {
        Rect { height: u16::from(self.strip.height >= LOWEST_STRIP_WITH_LEGEND), ..self.strip }
    }

    /// The column of the screen at which the `shown`th of the columns in sight begins.
    pub(crate) fn column_at(&self, shown: u16) -> u16 {
        self.rows.x + self.label + shown * self.column
    }

    pub(crate) fn column_of(&self, x: u16) -> Option<u16> {
        let shown = x.checked_sub(self.column_at(0))?.checked_div(self.column)?;
        (shown < self.columns).then_some(shown)
    }
}

pub(crate) fn matrix_areas(body: Rect, grid: Grid) -> MatrixAreas {
    let Grid { rows, headings, widest_label, statements, has_wide_strip } = grid;
    let columns = headings.len();
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    let count = match body.width {
        ..40 => 0,
        40..100 => COUNT,
        100.. => COUNT_WITH_HEADING,
    };
    let room = body.width.saturating_sub(count);
    let across = |width: u16| room.saturating_sub(width) / u16::try_from(columns.max(1)).unwrap_or(u16::MAX);
    let head = match body.height {
        0..=7 => 1,
        8 => 2,
        9.. => 3,
    };
    // First the columns become readable, then the names of the rows, then the columns wide.
    let short = SHORT_LABEL.min(widest_label).min(room / 2);
    let mut column = across(short).clamp(NARROWEST_COLUMN, READABLE_COLUMN);
    if head > 1 && !are_whole(headings, head, column, body.width - short) {
        let widest = headings.iter().max().map_or(0, |widest| widest.saturating_add(GAP).div_ceil(head));
        column = column.max(widest.min(room.saturating_sub(short) / FEWEST_COLUMNS).min(WIDEST_COLUMN));
    }
    let shown = (room.saturating_sub(short) / column).min(u16::try_from(columns).unwrap_or(u16::MAX));
    let label = room.saturating_sub(shown * column).min(widest_label.max(short));
    let column = if usize::from(shown) == columns {
        across(label).clamp(column, WIDEST_COLUMN.max(column))
    } else {
        column
    };
    let totals = u16::from(body.height >= 12);
    // As many rows as there are, or all that the statements leave, which get a fourth of the height.
    let spare = body.height.saturating_sub((head + totals).saturating_add(rows.max(1)));
    let (least_strip, most_strip) = match body.height {
        0..=2 => (0, 0),
        3..=5 => (1, 1),
        6..=9 => (2, 2),
        height if has_wide_strip => (3, height / 2),
        10..=13 => (3, 4),
        height => (3, height / 4),
    };
    let wanted = u16::try_from(statements).unwrap_or(u16::MAX).saturating_add(NAMED);
    let strip = wanted.clamp(least_strip, most_strip).max(spare);
    let height = body.height.saturating_sub(head + totals + strip).min(rows.max(1));
    let part = |y: u16, height: u16| Rect { y: body.y + y, height, ..body };
    MatrixAreas {
        head: part(0, head.min(body.height)),
        rows: part(head, height),
        totals: part(head + height, totals),
        strip: part(body.height - strip, strip),
        label,
        column,
        columns: shown,
        count,
    }
}

/// Whether all names are whole if they are staggered on this many lines: each has to end before the next one on its
/// line, the last ones at the right edge.
pub(crate) fn are_whole<N: Copy + Into<usize>>(headings: &[N], lines: N, column: N, room: N) -> bool {
    let (lines, column, room) = (lines.into(), column.into(), room.into());
    headings.iter().enumerate().all(|(at, heading)| {
        let has_next = at + lines < headings.len();
        let room =
            if has_next { lines * column - usize::from(GAP) } else { room.saturating_sub(at * column) };
        (*heading).into() <= room
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADINGS: [u16; 11] = [5, 5, 7, 9, 9, 5, 6, 11, 12, 9, 8];

    fn at(width: u16, height: u16) -> MatrixAreas {
        let body = Rect { x: 0, y: 1, width, height };
        let grid =
            Grid { rows: 18, headings: &HEADINGS, widest_label: 52, statements: 0, has_wide_strip: false };
        matrix_areas(body, grid)
    }

    #[test]
    fn the_parts_never_leave_the_area_nor_overlap() {
        // Every small width, and some larger ones.
        let widths = (0..50).chain((50..200).step_by(7));
        let sizes = widths.flat_map(|width| (0..20).chain([40, 60]).map(move |height| (width, height)));
        for (width, height) in sizes {
            for grid in [(0, 0, 0), (1, 1, 1), (18, 11, 52), (1_000_000, 2_000, u16::MAX)] {
                let (rows, columns, widest_label) = grid;
                let body = Rect { x: 0, y: 1, width, height };
                let heading = [0, 12, 40, u16::MAX][usize::from(width + height) % 4];
                let (has_wide_strip, headings) = (width % 2 == 0, &vec![heading; columns]);
                let statements = usize::from(width % 11);
                let grid = Grid { rows, headings, widest_label, statements, has_wide_strip };
                let areas = matrix_areas(body, grid);
                let parts = [areas.head, areas.rows, areas.totals, areas.strip];
                for (index, part) in parts.iter().enumerate() {
                    assert_eq!(part.intersection(body), *part, "{width}x{height} {areas:?}");
                    let apart = parts[..index].iter().all(|other| other.intersection(*part).is_empty());
                    assert!(apart, "{width}x{height} {areas:?}");
                }
                let used = areas.label + areas.columns * areas.column + areas.count;
                assert!(used <= width.max(COUNT_WITH_HEADING), "{width}x{height} {areas:?}");
            }
        }
    }

    #[test]
    fn a_cell_is_in_sight_on_the_smallest_screen_and_all_columns_are_at_60_columns() {
        let smallest = at(20, 3);
        assert!(smallest.columns >= 3 && smallest.rows.height == 1 && smallest.strip.height == 1);
        assert_eq!(at(60, 18).columns, 11);
        assert_eq!(at(48, 22).columns, 6);
        assert_eq!(at(120, 38).rows.height, 18);
    }

    #[test]
    fn a_column_is_found_where_it_is_drawn() {
        let areas = at(80, 22);
        for shown in 0..areas.columns {
            let first = areas.column_at(shown);
            assert_eq!(areas.column_of(first), Some(shown));
            assert_eq!(areas.column_of(first + areas.column - 1), Some(shown));
        }
        assert_eq!(areas.column_of(0), None);
        assert_eq!(areas.column_of(areas.column_at(areas.columns)), None);
    }
}
