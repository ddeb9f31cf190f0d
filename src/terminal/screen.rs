//! Lets a frame be drawn in a buffer of ratatui's, and gives the bytes that show it.
//!
//! ratatui's `Terminal` is not used: its backends write each run of cells separately, its clearing and resizing ask the
//! terminal where the cursor is, and it has two buffers, each of a quarter of a megabyte, where one is enough.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::painter::{Links, Painter};
use super::session::Options;

/// The screen as it was drawn last.
#[derive(Debug)]
pub struct Screen {
    area: Rect,
    /// What is drawn upon.
    frame: Buffer,
    painter: Painter,
    hyperlinks: bool,
}

impl Screen {
    /// A screen of that many cells, of which nothing is known yet.
    pub fn new(size: Size, options: Options) -> Self {
        let area = Rect::from((Position::ORIGIN, size));
        Self { area, frame: Buffer::default(), painter: Painter::new(), hyperlinks: options.hyperlinks }
    }

    /// Draws on that many cells from now on.
    pub fn resize(&mut self, size: Size) {
        self.area = Rect::from((Position::ORIGIN, size));
        // Terminals move or cut what they show when their size changes, also when it has changed back since.
        self.painter.forget();
    }

    /// Makes the next frame begin with an empty screen.
    pub fn forget(&mut self) {
        self.painter.forget();
    }

    /// Does now what the next frame would have to begin with, and which the one that was drawn last did not wait for.
    pub fn remember(&mut self) {
        self.painter.remember(&self.frame);
    }

    /// Draws a frame, which may show the cursor at a place, and gives what makes the terminal show it.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Buffer, &mut Links) -> Option<Position>) -> &[u8] {
        self.remember();
        if self.frame.area == self.area {
            self.frame.reset();
        } else {
            self.frame = Buffer::empty(self.area);
        }
        let mut links = Links::default();
        let cursor = draw(&mut self.frame, &mut links);
        self.painter.paint(&self.frame, if self.hyperlinks { links } else { Links::default() });
        self.painter.finish(cursor)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::widgets::Widget as _;

    use super::*;

    fn write(text: &'static str, frame: &mut Buffer) {
        text.render(frame.area, frame);
    }

    fn shown(screen: &mut Screen, text: &'static str, cursor: Option<Position>) -> String {
        let bytes = screen.draw(|frame, _| {
            write(text, frame);
            cursor
        });
        bytes.escape_ascii().to_string()
    }

    #[test]
    fn a_screen_is_drawn_once_and_then_changed() {
        let mut screen = Screen::new(Size::new(10, 2), Options::default());
        let first = shown(&mut screen, "hello", None);
        assert!(first.contains("\\x1b[2J") && first.ends_with("hello"), "{first}");
        assert_eq!(shown(&mut screen, "hello", None), "");
        assert_eq!(shown(&mut screen, "hello", Some(Position::new(0, 0))), "\\r\\x1b[?25h");
        assert_eq!(shown(&mut screen, "hellO", None), "\\x1b[4CO\\x1b[?25l");
    }

    #[test]
    fn a_new_size_empties_the_screen_and_is_drawn_in_full() {
        let mut screen = Screen::new(Size::new(10, 2), Options::default());
        shown(&mut screen, "hello", None);
        for size in [Size::new(4, 1), Size::new(0, 0), Size::new(1, 1), Size::new(10, 2)] {
            screen.resize(size);
            let bytes = shown(&mut screen, "hello", None);
            assert!(bytes.contains("\\x1b[2J"), "{size:?}: {bytes}");
            assert!(bytes.contains(&"hello"[..usize::from(size.width.min(5))]), "{size:?}: {bytes}");
        }
    }

    #[test]
    fn links_are_written_only_where_they_are_wanted() {
        for hyperlinks in [true, false] {
            let mut screen = Screen::new(Size::new(10, 1), Options { hyperlinks, ..Options::default() });
            let bytes = screen.draw(|frame, links| {
                write("here", frame);
                links.add(0, 0..4, "https://example.org/");
                None
            });
            assert_eq!(bytes.escape_ascii().to_string().contains("]8;;https"), hyperlinks);
        }
    }
}
