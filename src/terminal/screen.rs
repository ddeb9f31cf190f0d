//! Draws frames, and returns the bytes that show them.

use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::{Position, Rect, Size};

use super::Options;
use super::encoder::FrameEncoder;
use super::links::Links;

/// The screen as it was drawn last.
#[derive(Debug)]
pub struct Screen {
    shown: Buffer,
    frame: Buffer,
    encoder: FrameEncoder,
    size: Size,
    is_content_unknown: bool,
    hyperlinks: bool,
}

impl Screen {
    /// A screen of this size with unknown content.
    pub fn new(size: Size, options: Options) -> Self {
        Screen {
            shown: Buffer::default(),
            frame: Buffer::default(),
            encoder: FrameEncoder::default(),
            size,
            is_content_unknown: true,
            hyperlinks: options.hyperlinks,
        }
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
        self.encoder.begin();
        if std::mem::take(&mut self.is_content_unknown) {
            self.encoder.clear();
            self.shown = Buffer::empty(Rect::from((Position::ORIGIN, self.size)));
            self.frame = self.shown.clone();
        }
        self.frame.reset();
        let mut links = Links::default();
        let cursor = draw(&mut self.frame, &mut links);
        make_drawable(&mut self.frame);
        if self.hyperlinks {
            links.mark(&mut self.frame);
        }
        for (x, y, _) in self.shown.diff_iter(&self.frame) {
            self.encoder.put(Position { x, y }, &self.frame, &links);
        }
        self.encoder.end_cells(cursor, &self.frame);
        std::mem::swap(&mut self.shown, &mut self.frame);
        self.encoder.finish()
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
