//! Draws frames with ratatui, and returns the bytes that show them.

use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::{Position, Rect, Size};
use ratatui::terminal::Terminal;

use super::Options;
use super::backend::BufferedBackend;
use super::links::Links;

/// The screen as it was drawn last.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<BufferedBackend>,
    size: Size,
    is_content_unknown: bool,
    hyperlinks: bool,
}

impl Screen {
    /// A screen of this size with unknown content.
    pub fn new(size: Size, options: Options) -> Self {
        let Ok(terminal) = Terminal::new(BufferedBackend::new(size));
        Screen { terminal, size, is_content_unknown: true, hyperlinks: options.hyperlinks }
    }

    /// Draws on that many cells from now on.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        // Terminals reflow or cut their content when the size changes, even if it changes back.
        self.forget();
    }

    /// Makes the next frame begin with an empty screen.
    pub fn forget(&mut self) {
        self.is_content_unknown = true;
    }

    /// Draws a frame, which may show the cursor at a place, and gives what makes the terminal show it.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Buffer, &mut Links) -> Option<Position>) -> &[u8] {
        self.terminal.backend_mut().begin(self.size);
        if std::mem::take(&mut self.is_content_unknown) {
            // ratatui's `clear` asks the terminal where its cursor is.
            let Ok(()) = self.terminal.resize(Rect::from((Position::ORIGIN, self.size)));
        }
        let mut links = Links::default();
        let frame = self.terminal.current_buffer_mut();
        let cursor = draw(frame, &mut links);
        make_drawable(frame);
        if self.hyperlinks {
            links.mark(frame);
            self.terminal.backend_mut().links = links;
        }
        let Ok(_) = self.terminal.apply_buffer_with_cursor(cursor);
        self.terminal.backend_mut().finish()
    }
}

/// Blanks symbols that have no width, do not fit, or would act on the terminal, and empties the cells that a wide
/// symbol covers. As blanks, those would look unchanged to the diff, though a terminal clears them when half of a
/// wide symbol is overwritten.
fn make_drawable(frame: &mut Buffer) {
    for mut row in frame.content.chunks_mut(usize::from(frame.area.width).max(1)) {
        while let [cell, others @ ..] = row {
            let symbol = cell.symbol();
            let mut width = 1;
            if !matches!(symbol.as_bytes(), [b' '..=b'~']) {
                width = usize::from(symbol.cell_width());
                if width == 0 || width > 1 + others.len() || symbol.contains(char::is_control) {
                    width = 1;
                    cell.set_symbol(" ");
                }
            }
            let (covered, rest) = others.split_at_mut(width - 1);
            for cell in covered {
                cell.reset();
                cell.set_symbol("");
            }
            row = rest;
        }
    }
}

#[cfg(test)]
mod tests;
