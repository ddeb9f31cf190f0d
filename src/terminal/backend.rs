//! ratatui's backend: writes the cells that changed into a buffer, by crossterm's commands.
//!
//! The session sends the buffer (it never blocks, and the terminal can be restored from another thread), so nothing
//! here waits or fails. ratatui's own backends write to the terminal directly, move the cursor only between rows, so
//! that a cluster with another width in the terminal shifts the rest of its row, and send a sequence for each
//! attribute.

use std::convert::Infallible;
use std::io::Write as _;

use crossterm::cursor::{Hide, MoveRight, MoveTo, MoveToColumn, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, EndSynchronizedUpdate};
use crossterm::{Command, QueueableCommand as _};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth as _};
use ratatui::layout::{Position, Size};
use ratatui::style::Color;

use super::links::Links;
use super::style::CellStyle;

#[derive(Debug, Default)]
pub(super) struct BufferedBackend {
    size: Size,
    bytes: Vec<u8>,
    pub(super) links: Links,
    /// The position of the terminal's cursor, if it is certain.
    cursor: Option<Position>,
    is_cursor_shown: bool,
    style: CellStyle,
    /// The link that is open: its mark in the cells.
    link: Color,
    /// What each cell of the terminal shows, row by row, if it is an ASCII character without a link.
    shown: Vec<Option<(u8, CellStyle)>>,
}

/// At most this many unchanged cells are written again if that is shorter than moving the cursor.
const LONGEST_BRIDGE: u16 = 3;

impl BufferedBackend {
    pub(super) fn new(size: Size) -> Self {
        BufferedBackend { size, ..Self::default() }
    }

    pub(super) fn begin(&mut self, size: Size) {
        self.size = size;
        self.bytes.clear();
        self.queue(BeginSynchronizedUpdate);
    }

    /// Ends the frame and returns its bytes, which are none if nothing has changed.
    pub(super) fn finish(&mut self) -> &[u8] {
        let begun = self.bytes.iter().position(|byte| *byte == b'h').map_or(0, |end| end + 1);
        if self.bytes.len() == begun {
            return &[];
        }
        self.queue(EndSynchronizedUpdate);
        &self.bytes
    }

    fn queue(&mut self, command: impl Command) {
        let written = self.bytes.queue(command).map(drop);
        debug_assert!(written.is_ok(), "a vector takes all bytes");
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        let (symbol, width) = (cell.symbol(), cell.cell_width());
        if width == 0 {
            // Covered by the cell before it.
            return;
        }
        self.move_to(Position { x, y });
        self.open_link(cell.underline_color);
        self.set_style(CellStyle::of(cell), symbol == " ");
        let is_certain = has_certain_width(symbol, width);
        if !is_certain && width > 1 {
            // A terminal that gives it one column would leave the old content of the others.
            self.bytes.extend(std::iter::repeat_n(b' ', width.into()));
            self.queue(MoveToColumn(x));
        }
        self.bytes.extend_from_slice(symbol.as_bytes());
        self.remember(x, y, cell, width);
        // Terminals also differ after the last column.
        let next = x.saturating_add(width);
        self.cursor = (is_certain && next < self.size.width).then_some(Position { x: next, y });
    }

    fn move_to(&mut self, to: Position) {
        match self.cursor {
            Some(at) if at == to => {}
            Some(at) if at.y == to.y && at.x < to.x => {
                if !self.bridge(at, to.x - at.x) {
                    self.queue(MoveRight(to.x - at.x));
                }
            }
            Some(at) if at.y == to.y => self.queue(MoveToColumn(to.x)),
            Some(at) if at.y + 1 == to.y && to.x == 0 => self.bytes.extend_from_slice(b"\r\n"),
            Some(_) | None => self.queue(MoveTo(to.x, to.y)),
        }
        self.cursor = Some(to);
    }

    /// Writes again what is shown, if that is short and needs no other style.
    fn bridge(&mut self, from: Position, columns: u16) -> bool {
        let start = self.index(from.x, from.y);
        let passed = self.shown.get(start..start + usize::from(columns)).unwrap_or_default();
        let is_shown_so = |(letter, style)| self.style.shows(style, letter == b' ');
        let can_be_written = passed.iter().all(|shown| shown.is_some_and(is_shown_so));
        let is_bridged = columns <= LONGEST_BRIDGE && self.link == Color::Reset && can_be_written;
        if is_bridged {
            self.bytes.extend(passed.iter().flatten().map(|(letter, _)| letter));
        }
        is_bridged
    }

    fn remember(&mut self, x: u16, y: u16, cell: &Cell, width: u16) {
        let letter = match cell.symbol().as_bytes() {
            [letter] if cell.underline_color == Color::Reset => Some((*letter, CellStyle::of(cell))),
            _ => None,
        };
        let start = self.index(x, y);
        for column in 0..usize::from(width) {
            if let Some(shown) = self.shown.get_mut(start + column) {
                *shown = letter;
            }
        }
    }

    fn index(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.size.width) + usize::from(x)
    }

    fn set_style(&mut self, wanted: CellStyle, is_blank: bool) {
        if !self.style.shows(wanted, is_blank) {
            self.queue(wanted);
            self.style = wanted;
        }
    }

    /// Makes the following cells a link to the address of a mark, or no link.
    fn open_link(&mut self, mark: Color) {
        if self.link != mark {
            self.link = mark;
            let written = match self.links.of_mark(mark) {
                // The id joins the rows of a wrapped address to one link.
                Some((id, address)) => write!(self.bytes, "\x1b]8;id={id:x};{address}\x1b\\"),
                None => write!(self.bytes, "\x1b]8;;\x1b\\"),
            };
            debug_assert!(written.is_ok(), "a vector takes all bytes");
        }
    }
}

impl Backend for BufferedBackend {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.put(x, y, cell);
        }
        self.open_link(Color::Reset);
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        if self.is_cursor_shown {
            self.queue(Hide);
            self.is_cursor_shown = false;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        if !self.is_cursor_shown {
            self.queue(Show);
            self.is_cursor_shown = true;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        // The terminal is never asked.
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.move_to(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.clear_region(ClearType::All)
    }

    /// Always clears everything, and resets modes that other programs may have left.
    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        self.queue(CellStyle::default());
        self.queue(Hide);
        self.queue(Clear(crossterm::terminal::ClearType::All));
        self.style = CellStyle::default();
        self.is_cursor_shown = false;
        self.cursor = None;
        let cells = usize::from(self.size.width) * usize::from(self.size.height);
        self.shown = vec![Some((b' ', CellStyle::default())); cells];
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
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
