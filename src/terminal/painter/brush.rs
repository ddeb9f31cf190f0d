//! The terminal's cursor, colours and hyperlink, as they are after all the bytes so far; what writes those bytes.

use std::io::Write as _;
use std::iter;
use std::ops::Range;

use ratatui::layout::Position;

use super::Row;
use super::pen::{Look, Pen};
use super::sequence::{keep_shorter, number};

/// Writes cells with as few bytes as the state of the terminal allows.
#[derive(Debug, Default)]
pub(super) struct Brush {
    cursor: Cursor,
    cursor_visible: bool,
    pen: Pen,
    address: Option<String>,
    out: Vec<u8>,
}

/// What is known of the place at which the terminal writes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Cursor {
    At(Position),
    /// In this row; the column is not known, or is beyond the last.
    InRow(u16),
    #[default]
    Lost,
}

/// The longest run of unchanged cells that may be written again instead of being passed over.
const LONGEST_BRIDGE: usize = 3;
/// Up to this many rows, line feeds are no longer than an absolute move.
const FEW_ROWS: u16 = 4;

impl Brush {
    /// Begins a new frame.
    pub(super) fn clean(&mut self) {
        self.out.clear();
    }

    /// The bytes of the frame.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.out
    }

    /// Makes the terminal forget all that we do not know.
    pub(super) fn empty_screen(&mut self) {
        self.out.extend_from_slice(b"\x1b[m\x1b[?25l\x1b[H\x1b[2J");
        self.cursor = Cursor::At(Position::ORIGIN);
        self.cursor_visible = false;
        self.pen = Pen::default();
    }

    /// Wraps the frame so that terminals that can show it in one go.
    pub(super) fn synchronise(&mut self) {
        self.out.splice(0..0, *b"\x1b[?2026h");
        self.out.extend_from_slice(b"\x1b[?2026l");
    }

    /// Shows the cursor at a place, or hides it.
    pub(super) fn show_cursor(&mut self, place: Option<Position>) {
        if let Some(place) = place {
            self.move_to(place);
        }
        if place.is_some() != self.cursor_visible {
            self.out.extend_from_slice(if place.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.cursor_visible = place.is_some();
        }
    }

    /// Moves to a column of a row that is being painted, over unchanged cells by writing them where that is shorter.
    #[inline]
    pub(super) fn approach(&mut self, column: usize, row: &Row<'_>) {
        let place = Position::new(u16::try_from(column).unwrap_or(u16::MAX), row.y);
        if self.cursor != Cursor::At(place) {
            self.go_to(place, row);
        }
    }

    fn go_to(&mut self, place: Position, row: &Row<'_>) {
        match self.cursor {
            Cursor::At(from) if from.y == place.y && from.x < place.x => {
                let passed = usize::from(from.x)..usize::from(place.x);
                if passed.len() > LONGEST_BRIDGE || !self.bridge(passed, row) {
                    self.move_to(place);
                }
            }
            Cursor::At(_) | Cursor::InRow(_) | Cursor::Lost => self.move_to(place),
        }
    }

    /// Writes the grapheme of a column at the cursor.
    pub(super) fn put(&mut self, column: usize, row: &Row<'_>) {
        let tile = &row.tiles[column];
        self.follow(row.address_at(column));
        self.pen.change(tile.look, tile.is_blank(), &mut self.out);
        tile.write(&mut self.out);
        self.cursor = match self.cursor {
            Cursor::At(_) if !tile.has_certain_width() => Cursor::Lost,
            Cursor::At(Position { x, y }) if usize::from(x) + usize::from(tile.width) >= row.tiles.len() => {
                Cursor::InRow(y)
            }
            Cursor::At(Position { x, y }) => Cursor::At(Position::new(x + tile.width, y)),
            unknown @ (Cursor::InRow(_) | Cursor::Lost) => unknown,
        };
    }

    /// Writes those of the first columns of these that come one after the other from the cursor on and need nothing but
    /// a letter each, which most do after one that was put; says how many they are.
    pub(super) fn go_on(&mut self, columns: &[usize], row: &Row<'_>) -> usize {
        let Cursor::At(place) = &mut self.cursor else { return 0 };
        if self.address.is_some() || !row.links.is_empty() {
            return 0;
        }
        let start = place.x;
        // The last column is left, as behind it the cursor is nowhere.
        let last = row.tiles.len() - 1;
        for column in columns.iter().take_while(|column| **column < last) {
            let tile = &row.tiles[*column];
            match tile.ascii() {
                Some(letter)
                    if *column == usize::from(place.x) && self.pen.shows(tile.look, letter == b' ') =>
                {
                    self.out.push(letter);
                    place.x += 1;
                }
                Some(_) | None => break,
            }
        }
        usize::from(place.x - start)
    }

    /// Makes the rest of the row blank.
    pub(super) fn erase_to_end(&mut self) {
        self.follow(None);
        // What is erased takes the background, on some terminals only.
        self.pen.change(Look::default(), true, &mut self.out);
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Makes what is written next lead to an address.
    #[inline]
    pub(super) fn follow(&mut self, address: Option<&str>) {
        if self.address.as_deref() != address {
            let _ = write!(self.out, "\x1b]8;;{}\x1b\\", address.unwrap_or_default());
            self.address = address.map(String::from);
        }
    }

    /// Forgets where the cursor is.
    #[cfg(test)]
    pub(super) fn lose_cursor(&mut self) {
        self.cursor = Cursor::Lost;
    }

    /// Writes unchanged cells again, if that needs nothing but their characters and is shorter than a move.
    fn bridge(&mut self, passed: Range<usize>, row: &Row<'_>) -> bool {
        let shortest_move = if passed.len() == 1 { 3 } else { 4 };
        let columns = passed.len();
        let start = self.out.len();
        for column in passed {
            let tile = &row.tiles[column];
            if tile.width != 1
                || !tile.has_certain_width()
                || row.address_at(column) != self.address.as_deref()
                || !self.pen.shows(tile.look, tile.is_blank())
            {
                self.out.truncate(start);
                return false;
            }
            tile.write(&mut self.out);
        }
        if self.out.len() - start >= shortest_move {
            self.out.truncate(start);
            return false;
        }
        if let Cursor::At(place) = &mut self.cursor {
            place.x += u16::try_from(columns).unwrap_or(u16::MAX);
        }
        true
    }

    fn move_to(&mut self, place: Position) {
        let start = self.out.len();
        absolute(place, &mut self.out);
        let from = match self.cursor {
            Cursor::At(from) => Some((from.y, Some(from.x))),
            Cursor::InRow(row) => Some((row, None)),
            Cursor::Lost => None,
        };
        // What is above is reached by an absolute move alone.
        if let Some((row, column)) = from
            && let Some(down) = place.y.checked_sub(row).filter(|rows| *rows <= FEW_ROWS)
        {
            if let Some(column) = column {
                keep_shorter(&mut self.out, start, |out| {
                    downwards(down, out);
                    across(column, place.x, out);
                });
            }
            keep_shorter(&mut self.out, start, |out| {
                out.push(b'\r');
                downwards(down, out);
                rightwards(place.x, out);
            });
        }
        self.cursor = Cursor::At(place);
    }
}

fn absolute(place: Position, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if place != Position::ORIGIN {
        number(place.y + 1, out);
    }
    if place.x > 0 {
        out.push(b';');
        number(place.x + 1, out);
    }
    out.push(b'H');
}

fn downwards(rows: u16, out: &mut Vec<u8>) {
    out.extend(iter::repeat_n(b'\n', usize::from(rows)));
}

fn across(from: u16, to: u16, out: &mut Vec<u8>) {
    match from.checked_sub(to) {
        None => rightwards(to - from, out),
        Some(left @ 0..=3) => out.extend(iter::repeat_n(b'\x08', usize::from(left))),
        Some(left) => relative(left, b'D', out),
    }
}

fn rightwards(columns: u16, out: &mut Vec<u8>) {
    if columns > 0 {
        relative(columns, b'C', out);
    }
}

fn relative(cells: u16, direction: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if cells > 1 {
        number(cells, out);
    }
    out.push(direction);
}
