//! Encodes the cells that changed as bytes for the terminal, by crossterm's commands.
//!
//! ratatui's backends write to the terminal directly, move the cursor only between rows, so that a cluster with another
//! width in the terminal shifts the rest of its row, and send a sequence for each attribute. Here the bytes go into a
//! buffer, which the session sends: it never blocks, and the terminal can be restored from another thread.

use std::io::Write as _;

use crossterm::cursor::{Hide, MoveRight, MoveTo, MoveToColumn, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::{Command, QueueableCommand as _};
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::Position;
use ratatui::style::Color;

use super::links::Links;
use super::style::CellStyle;

#[derive(Debug, Default)]
pub(super) struct FrameEncoder {
    bytes: Vec<u8>,
    /// How many bytes a frame has in which nothing changes.
    start: usize,
    /// The position of the terminal's cursor, if it is certain.
    cursor: Option<Position>,
    is_cursor_shown: bool,
    style: CellStyle,
    /// The link that is open: its mark in the cells.
    link: Color,
}

/// At most this many unchanged cells are written again if that is shorter than moving the cursor.
const LONGEST_BRIDGE: u16 = 3;

impl FrameEncoder {
    pub(super) fn begin(&mut self) {
        self.bytes.clear();
        self.queue(BeginSynchronizedUpdate);
        self.start = self.bytes.len();
    }

    /// Empties the screen, and resets modes that other programs may have left.
    pub(super) fn clear(&mut self) {
        self.style = CellStyle::default();
        self.queue(self.style);
        self.queue(Hide);
        self.queue(Clear(ClearType::All));
        self.is_cursor_shown = false;
        self.cursor = None;
    }

    /// Writes a cell of a frame. Those of a frame come row by row, from left to right.
    pub(super) fn put(&mut self, at: Position, frame: &Buffer, links: &Links) {
        let cell = &frame[at];
        let (symbol, width) = (cell.symbol(), cell.cell_width());
        if width == 0 {
            // Covered by the cell before it.
            return;
        }
        self.move_to(at, frame);
        self.open_link(cell.underline_color, links);
        let style = CellStyle::of(cell);
        if !self.style.shows(style, symbol == " ") {
            self.queue(style);
            self.style = style;
        }
        let is_certain = has_certain_width(symbol, width);
        if !is_certain && width > 1 {
            // A terminal that gives it one column would leave the old content of the others.
            self.bytes.extend(std::iter::repeat_n(b' ', width.into()));
            self.queue(MoveToColumn(at.x));
        }
        self.bytes.extend_from_slice(symbol.as_bytes());
        // Terminals also differ after the last column.
        let next = at.x.saturating_add(width);
        self.cursor = (is_certain && next < frame.area.width).then_some(Position { x: next, ..at });
    }

    /// Closes the link that is open, and shows the cursor at a place, or hides it.
    pub(super) fn end_cells(&mut self, cursor: Option<Position>, frame: &Buffer) {
        self.open_link(Color::Reset, &Links::default());
        match cursor {
            Some(_) if !self.is_cursor_shown => self.queue(Show),
            None if self.is_cursor_shown => self.queue(Hide),
            Some(_) | None => {}
        }
        self.is_cursor_shown = cursor.is_some();
        if let Some(cursor) = cursor {
            self.move_to(cursor, frame);
        }
    }

    /// Ends the frame and returns its bytes, which are none if nothing has changed.
    pub(super) fn finish(&mut self) -> &[u8] {
        if self.bytes.len() == self.start {
            return &[];
        }
        self.queue(EndSynchronizedUpdate);
        &self.bytes
    }

    fn queue(&mut self, command: impl Command) {
        let written = self.bytes.queue(command).map(drop);
        debug_assert!(written.is_ok(), "a vector takes all bytes");
    }

    fn move_to(&mut self, to: Position, frame: &Buffer) {
        match self.cursor {
            Some(at) if at == to => {}
            Some(at) if at.y == to.y && at.x < to.x => {
                if !self.bridge(at, to, frame) {
                    self.queue(MoveRight(to.x - at.x));
                }
            }
            Some(at) if at.y == to.y => self.queue(MoveToColumn(to.x)),
            Some(at) if at.y + 1 == to.y && to.x == 0 => self.bytes.extend_from_slice(b"\r\n"),
            Some(_) | None => self.queue(MoveTo(to.x, to.y)),
        }
        self.cursor = Some(to);
    }

    /// Writes unchanged cells again, if they are few and need no other style.
    fn bridge(&mut self, from: Position, to: Position, frame: &Buffer) -> bool {
        let cells = || (from.x..to.x).filter_map(|x| frame.cell(Position { x, ..to }));
        let is_shown_so = |cell: &Cell| {
            cell.underline_color == Color::Reset
                && matches!(cell.symbol().as_bytes(), [letter] if self.style.shows(CellStyle::of(cell), *letter == b' '))
        };
        let is_bridged = to.x - from.x <= LONGEST_BRIDGE
            && self.link == Color::Reset
            && frame.area.contains(to)
            && cells().all(is_shown_so);
        if is_bridged {
            self.bytes.extend(cells().flat_map(|cell| cell.symbol().as_bytes()));
        }
        is_bridged
    }

    /// Makes the following cells a link to the address of a mark, or no link.
    fn open_link(&mut self, mark: Color, links: &Links) {
        if self.link != mark {
            self.link = mark;
            let written = match links.of_mark(mark) {
                // The id joins the rows of a wrapped address to one link.
                Some((id, address)) => write!(self.bytes, "\x1b]8;id={id:x};{address}\x1b\\"),
                None => write!(self.bytes, "\x1b]8;;\x1b\\"),
            };
            debug_assert!(written.is_ok(), "a vector takes all bytes");
        }
    }
}

/// Whether every terminal moves its cursor by that width. Not certain for clusters, emoji, characters of ambiguous
/// width, and those unknown to older terminals.
fn has_certain_width(symbol: &str, width: u16) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => only.is_ascii() || width == 1 && only.is_alphanumeric(),
        (_, _) => false,
    }
}
