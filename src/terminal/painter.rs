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

use std::mem;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use self::brush::Brush;
pub use self::links::Links;
use self::links::Run;
use self::tile::{Seen, Tile};

/// Turns frames into bytes, and remembers what the terminal shows.
#[derive(Debug)]
pub(super) struct Painter {
    shown: Shown,
    shown_links: Links,
    area: Rect,
    changed_rows: usize,
    /// Which columns of the row at hand change; kept, so that not each row has to make room anew.
    changed: Vec<usize>,
    brush: Brush,
}

/// What the terminal shows.
#[derive(Debug)]
enum Shown {
    /// What is not known: the next frame begins with an empty screen.
    Anything,
    /// The last frame, which began with an empty screen and is not remembered yet.
    Last,
    /// These, row by row.
    Tiles(Vec<Tile>),
}

/// A frame that changes more rows than this is shown at once by terminals that can (synchronised update).
const ROWS_AT_ONCE: usize = 4;
/// An erasure to the end of the row takes three bytes, so it pays for more blanks than these.
const BLANKS_WITHOUT_ERASURE: usize = 4;

impl Painter {
    pub(super) fn new() -> Self {
        Self {
            shown: Shown::Anything,
            shown_links: Links::default(),
            area: Rect::ZERO,
            changed_rows: 0,
            changed: Vec::new(),
            brush: Brush::default(),
        }
    }

    /// Says that the terminal may show anything now.
    pub(super) fn forget(&mut self) {
        self.shown = Shown::Anything;
    }

    /// Paints the cells of a frame, which begins at the corner of the screen. Where what the terminal shows is not known,
    /// or was not remembered since, the frame begins with an empty screen.
    pub(super) fn paint(&mut self, frame: &Buffer, links: Links) {
        self.brush.clean();
        self.changed_rows = 0;
        let shown = mem::replace(&mut self.shown, Shown::Anything);
        self.shown = match shown {
            Shown::Tiles(mut shown) if self.area == frame.area => {
                for (y, (row, cells)) in (0..).zip(rows_of(&mut shown, frame)) {
                    self.paint_row(y, row, cells, &links);
                }
                Shown::Tiles(shown)
            }
            Shown::Tiles(_) | Shown::Last | Shown::Anything => {
                self.empty_screen(frame.area);
                let mut row = vec![Tile::ERASED; width_of(frame)];
                for (y, cells) in (0..).zip(frame.content.chunks(row.len())) {
                    self.paint_row(y, &mut row, cells, &links);
                    for column in &self.changed {
                        row[*column] = Tile::ERASED;
                    }
                }
                Shown::Last
            }
        };
        self.brush.follow(None);
        self.shown_links = links;
    }

    /// Remembers the frame that was painted last, where that is not done yet: it can wait until the frame is seen, and so
    /// holds up no first one.
    pub(super) fn remember(&mut self, frame: &Buffer) {
        if let Shown::Last = self.shown {
            debug_assert_eq!(frame.area, self.area, "it is the frame that was painted last");
            let mut shown = vec![Tile::ERASED; frame.content.len()];
            for (row, cells) in rows_of(&mut shown, frame) {
                take_over(row, cells, &mut self.changed);
            }
            self.shown = Shown::Tiles(shown);
        }
    }

    /// Puts the cursor where it belongs, and gives the bytes of the frame.
    pub(super) fn finish(&mut self, cursor: Option<Position>) -> &[u8] {
        self.brush.show_cursor(cursor.filter(|&place| self.area.contains(place)));
        if self.changed_rows > ROWS_AT_ONCE {
            self.brush.synchronise();
        }
        self.brush.bytes()
    }

    fn empty_screen(&mut self, area: Rect) {
        self.area = area;
        self.shown_links = Links::default();
        self.changed_rows = usize::from(area.height);
        self.brush.empty_screen();
    }

    /// Paints a row over what is shown there.
    fn paint_row(&mut self, row: u16, shown: &mut [Tile], cells: &[Cell], links: &Links) {
        take_over(shown, cells, &mut self.changed);
        let (before, after) = (self.shown_links.in_row(row), links.in_row(row));
        if before != after {
            let columns = 0..shown.len();
            let leads_elsewhere =
                |column: &usize| address_at(&before, *column) != address_at(&after, *column);
            self.changed.extend(columns.filter(leads_elsewhere));
            self.changed.sort_unstable();
            self.changed.dedup();
        }
        if !self.changed.is_empty() {
            self.changed_rows += 1;
            change_row(&mut self.brush, &self.changed, &Row { y: row, tiles: shown, links: &after });
        }
    }
}

/// The rows of what is shown, each with its cells of a frame of the same size.
fn rows_of<'a>(
    shown: &'a mut [Tile],
    frame: &'a Buffer,
) -> impl Iterator<Item = (&'a mut [Tile], &'a [Cell])> {
    let width = width_of(frame);
    shown.chunks_mut(width).zip(frame.content.chunks(width))
}

/// The columns of a frame; of an empty one that is all the same.
fn width_of(frame: &Buffer) -> usize {
    usize::from(frame.area.width).max(1)
}

/// A row as it is to be shown.
struct Row<'a> {
    y: u16,
    tiles: &'a [Tile],
    links: &'a [&'a Run],
}

/// Takes the cells of a row for what is shown; `changed` becomes the columns in which that is something else than before.
fn take_over(shown: &mut [Tile], cells: &[Cell], changed: &mut Vec<usize>) {
    changed.clear();
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
