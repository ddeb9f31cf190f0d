//! Lets ratatui's widgets draw a frame, and gives the bytes that show it.
//!
//! ratatui's `Terminal` is used for its `Frame` alone: its backends write each run of cells separately, and its
//! clearing and resizing ask the terminal where the cursor is.

use std::convert::Infallible;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, TerminalOptions, Viewport};

use super::painter::{Links, Painter};
use super::session::Options;

/// The screen as it was drawn last.
#[derive(Debug)]
pub(super) struct Screen {
    canvas: ratatui::Terminal<Canvas>,
    painter: Painter,
    hyperlinks: bool,
}

impl Screen {
    pub(super) fn new(size: Size, options: Options) -> Self {
        Self { canvas: canvas(size), painter: Painter::new(), hyperlinks: options.hyperlinks }
    }

    /// Draws on that many cells from now on.
    pub(super) fn resize(&mut self, size: Size) {
        if self.canvas.get_frame().area().as_size() != size {
            self.canvas = canvas(size);
        }
        // Terminals move or cut what they show when their size changes, also when it has changed back since.
        self.painter.forget();
    }

    /// Makes the next frame begin with an empty screen.
    pub(super) fn forget(&mut self) {
        self.painter.forget();
    }

    /// Draws a frame, and gives what makes the terminal show it.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>, &mut Links)) -> &[u8] {
        let Self { canvas, painter, hyperlinks } = self;
        let Ok(_) = canvas.draw(|frame| {
            let mut links = Links::default();
            draw(frame, &mut links);
            painter.paint(frame.buffer_mut(), if *hyperlinks { links } else { Links::default() });
        });
        painter.finish(canvas.backend().cursor)
    }
}

fn canvas(size: Size) -> ratatui::Terminal<Canvas> {
    // A fixed viewport: one that fills the screen would ask for its size with every frame.
    let viewport = Viewport::Fixed(Rect::from((Position::ORIGIN, size)));
    let canvas = Canvas { size, cursor: None };
    let Ok(terminal) = ratatui::Terminal::with_options(canvas, TerminalOptions { viewport });
    terminal
}

/// A backend that shows nothing: the painter compares frames by itself, so all that is kept is the cursor's place.
#[derive(Debug)]
struct Canvas {
    size: Size,
    cursor: Option<Position>,
}

impl Backend for Canvas {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(screen: &mut Screen, text: &'static str, cursor: Option<Position>) -> String {
        let bytes = screen.draw(|frame, _| {
            frame.render_widget(text, frame.area());
            if let Some(place) = cursor {
                frame.set_cursor_position(place);
            }
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
                frame.render_widget("here", frame.area());
                links.add(0, 0..4, "https://example.org/");
            });
            assert_eq!(bytes.escape_ascii().to_string().contains("]8;;https"), hyperlinks);
        }
    }
}
