//! Frames as bytes: what is drawn, against what the terminal shows already.
//!
//! Pure. A frame gives the cells that changed and hardly more: the shortest way to each of them, the shortest
//! change of colours, an erasure where a row ends in blanks. Invariant: a terminal that has obeyed the bytes of a
//! frame shows exactly that frame, whatever width it gives to graphemes that terminals disagree about.

mod brush;
mod links;
mod pen;
mod sequence;
mod tile;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use self::brush::Brush;
pub use self::links::Links;
use self::links::Run;
use self::tile::{Seen, Tile};

/// Turns frames into bytes, and remembers what the terminal shows.
#[derive(Debug)]
pub(super) struct Painter {
    /// `None` where what the terminal shows is not known: the next frame begins with an empty screen.
    shown: Option<Vec<Tile>>,
    shown_links: Links,
    area: Rect,
    changed_rows: usize,
    brush: Brush,
}

/// A frame that changes more rows than this is shown at once by terminals that can (synchronised update).
const ROWS_AT_ONCE: usize = 4;
/// An erasure to the end of the row takes three bytes, so it pays for more blanks than these.
const BLANKS_WITHOUT_ERASURE: usize = 4;

impl Painter {
    pub(super) fn new() -> Self {
        Self {
            shown: None,
            shown_links: Links::default(),
            area: Rect::ZERO,
            changed_rows: 0,
            brush: Brush::default(),
        }
    }

    /// Says that the terminal may show anything now.
    pub(super) fn forget(&mut self) {
        self.shown = None;
    }

    /// Paints the cells of a frame, which begins at the corner of the screen.
    pub(super) fn paint(&mut self, frame: &Buffer, links: Links) {
        self.brush.clean();
        self.changed_rows = 0;
        let mut shown = match self.shown.take().filter(|_| self.area == frame.area) {
            Some(shown) => shown,
            None => self.empty_screen(frame.area),
        };
        let width = usize::from(frame.area.width);
        for row in 0..frame.area.height {
            let columns = usize::from(row) * width..(usize::from(row) + 1) * width;
            self.paint_row(row, &mut shown[columns.clone()], &frame.content[columns], &links);
        }
        self.brush.follow(None);
        self.shown_links = links;
        self.shown = Some(shown);
    }

    /// Puts the cursor where it belongs, and gives the bytes of the frame.
    pub(super) fn finish(&mut self, cursor: Option<Position>) -> &[u8] {
        self.brush.show_cursor(cursor.filter(|&place| self.area.contains(place)));
        if self.changed_rows > ROWS_AT_ONCE {
            self.brush.synchronise();
        }
        self.brush.bytes()
    }

    fn empty_screen(&mut self, area: Rect) -> Vec<Tile> {
        self.area = area;
        self.shown_links = Links::default();
        self.changed_rows = usize::from(area.height);
        self.brush.empty_screen();
        vec![Tile::ERASED; usize::from(area.width) * usize::from(area.height)]
    }

    /// Paints a row over what is shown there.
    fn paint_row(&mut self, row: u16, shown: &mut [Tile], cells: &[Cell], links: &Links) {
        let mut changed = take_over(shown, cells);
        let (before, after) = (self.shown_links.in_row(row), links.in_row(row));
        if before != after {
            let columns = 0..shown.len();
            let leads_elsewhere =
                |column: &usize| address_at(&before, *column) != address_at(&after, *column);
            changed.extend(columns.filter(leads_elsewhere));
            changed.sort_unstable();
            changed.dedup();
        }
        if !changed.is_empty() {
            self.changed_rows += 1;
            change_row(&mut self.brush, &changed, &Row { y: row, tiles: shown, links: &after });
        }
    }
}

/// A row as it is to be shown.
struct Row<'a> {
    y: u16,
    tiles: &'a [Tile],
    links: &'a [&'a Run],
}

/// Takes the cells of a row for what is shown, and says in which columns that is something else than before.
fn take_over(shown: &mut [Tile], cells: &[Cell]) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut column = 0;
    while let Some(cell) = cells.get(column) {
        let seen = Seen::of(cell, cells.len() - column);
        let covered = column + 1..column + usize::from(seen.width);
        if !shown[column].shows(&seen) {
            shown[column] = seen.into();
            changed.push(column);
        }
        column = covered.end;
        for column in covered {
            if !shown[column].is_covered() {
                shown[column] = Tile::COVERED;
                changed.push(column);
            }
        }
    }
    changed
}

/// Changes those columns of a row that look otherwise now.
fn change_row(brush: &mut Brush, changed: &[usize], row: &Row<'_>) {
    let (kept, erased) = changed.split_at(changed.len() - erased(changed, row));
    let mut left = kept;
    while let [column, rest @ ..] = left {
        left = rest;
        if !row.tiles[*column].is_covered() {
            brush.approach(*column, row);
            brush.put(*column, row);
            left = &rest[brush.go_on(rest, row)..];
        }
    }
    if let Some(column) = erased.first() {
        brush.approach(*column, row);
        brush.erase_to_end();
    }
}

/// How many of the changed columns an erasure to the end of the row stands for.
fn erased(changed: &[usize], row: &Row<'_>) -> usize {
    let is_inked = |column: usize| row.tiles[column] != Tile::ERASED || row.address_at(column).is_some();
    let blank_from = (0..row.tiles.len()).rev().find(|column| is_inked(*column)).map_or(0, |inked| inked + 1);
    let kept = changed.partition_point(|column| *column < blank_from);
    match changed[kept..] {
        [first, .., last] if last - first >= BLANKS_WITHOUT_ERASURE => changed.len() - kept,
        [..] => 0,
    }
}

impl Row<'_> {
    fn address_at(&self, column: usize) -> Option<&str> {
        address_at(self.links, column)
    }
}

fn address_at<'a>(links: &[&'a Run], column: usize) -> Option<&'a str> {
    links.iter().find_map(|run| run.address_at(column))
}

#[cfg(test)]
mod tests;
